"""Events given their actors: the PLV set (PLOVER root types of a marked source and target), our own sentences marked in the same way, and the
examples of PLOVER's own standard record."""
import csv, json, os, re

ROOTS = "YIELD REJECT ACCUSE AGREE ASSAULT COERCE SUPPORT AID CONSULT REQUEST THREATEN SANCTION PROTEST MOBILIZE COOPERATE".split()
INVENTED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus", "roots.tsv")
# Types of the standard record whose names are older than the roots', and the two that PLV joins.
OLDER = {"DISAPPROVE": "ACCUSE", "DEMAND": "REQUEST", "FIGHT": "ASSAULT", "CONCEDE": "YIELD", "RETREAT": "YIELD"}


def read(path):
    """(text, source, target, root) with spans in code points."""
    out = []
    for row in csv.DictReader(open(path, encoding="utf8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, spans = unmarked(row["marked_sentence"])
        if "s" in spans and "t" in spans and row["gold_root"] in ROOTS:
            out.append((text, spans["s"], spans["t"], row["gold_root"]))
    return out


def invented(path=INVENTED):
    """(text, source, target, root) of our own sentences, in the order of the file."""
    out = []
    with open(path, encoding="utf8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, spans = unmarked(row["sentence"])
            out.append((text, spans["s"], spans["t"], row["root"]))
    return out


def unmarked(marked):
    """The sentence without its marks <s></s><t></t> and the first span of each."""
    text, spans, opened = "", {}, {}
    for part in re.split(r"(</?[st]>)", marked):
        tag = re.fullmatch(r"<(/?)([st])>", part)
        if not tag:
            text += part
        elif not tag[1]:
            opened[tag[2]] = len(text)
        elif tag[2] in opened:
            spans.setdefault(tag[2], (opened[tag[2]], len(text)))
    return text, spans


def standard(path):
    """PLOVER_GSR_CAMEO.json: those that have a source and another target whose words stand in the text."""
    out = []
    for e in json.load(open(path, encoding="utf8")):
        root, text = OLDER.get(e["event"], e["event"]), e.get("text", "")
        source, target = (first(text, e.get(side)) for side in ("source", "target"))
        if root in ROOTS and source and target and source != target:
            out.append((text, source, target, root))
    return out


def first(text, actors):
    for a in actors if isinstance(actors, list) else []:
        at = text.find(a.get("actorText") or "\0")
        if at >= 0:
            return at, at + len(a["actorText"])
