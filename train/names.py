"""worldwide-newswire (one token and label a line, blank lines between sentences): texts with their named spans."""
import glob, os
from dataclasses import dataclass

TYPES = {"Person": "person", "Organization": "organisation", "Location": "place", "Facility": "place", "NORP": "group", "Product": "product",
         "Money": "money", "Misc": "misc"}
LABELS = ("person", "organisation", "place", "group", "product", "money", "misc")
CLOSE = {*".,;:!?%)]}”’", *"'s n't 're 've 'll 'd 'm ’s n’t ’re ’ve ’ll ’d ’m".split()}
OPEN = set("([{$“£€")


@dataclass
class Name:
    start: int
    end: int
    kind: str


def held(name):
    """The fixed tenth that is measured on."""
    return sum(map(ord, os.path.basename(name))) % 10 == 3


def read(folder):
    return [document(p, open(p, encoding="utf8").read()) for p in sorted(glob.glob(os.path.join(folder, "*.tsv")))]


def document(path, tsv):
    """(path, text, names): the tokens as running text, a sentence a line where the next does not follow in the same paragraph."""
    text, out, begun, space, quote = "", [], None, "", False
    for line in tsv.split("\n") + [""]:
        token, label = (line.split("\t") + ["", ""])[:2]     # a third column has the names within names
        if not token:
            begun = close(out, begun, len(text))
            space = "\n" if text and text[-1] not in ".!?”\"" else (" " if text else "")
            quote = False
            continue
        tight = token in CLOSE or text[-1:] in OPEN or (token == '"' and quote) or text.endswith('"') and quote
        if text and not (tight and space == " "):
            text += space
        if not label.startswith("I-"):
            begun = close(out, begun, len(text.rstrip()))
        if label.startswith("B-") and label[2:] in TYPES:
            begun = (len(text), TYPES[label[2:]])
        text += token
        quote ^= token == '"'
        space = " "
    return path, text, out


def close(out, begun, end):
    if begun:
        out.append(Name(begun[0], end, begun[1]))
