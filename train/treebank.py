"""Universal Dependencies treebanks: running text with sentences, tags, trees and, in GUM, mentions and their coreference."""
import glob, os, re
from dataclasses import dataclass, field


@dataclass
class Word:
    """A syntactic word: offsets of its characters (those of its token where a token holds several)."""
    start: int
    end: int
    form: str
    tag: str
    upos: str
    head: int        # index into the document's words, itself for a root
    relation: str


@dataclass
class Mention:
    start: int       # offsets
    end: int
    head: int        # offset of its head word
    kind: str
    cluster: str


@dataclass
class Document:
    name: str
    text: str
    sentences: list = field(default_factory=list)   # offsets where sentences start
    words: list = field(default_factory=list)
    mentions: list = None                           # None where the treebank marks none


def read(*patterns):
    out = []
    for path in sorted(p for pattern in patterns for p in glob.glob(pattern)):
        for n, block in enumerate(re.split(r"(?m)^(?=# newdoc)", open(path, encoding="utf8").read())):
            if block.strip():
                out.append(document(f"{os.path.basename(path)}-{n}", block))
    return out


def document(name, block):
    d = Document(name, "")
    space, entities = "", Entities()
    d.mentions = [] if "global.Entity" in block else None
    for sentence in block.strip().split("\n\n"):
        if re.search(r"(?m)^# newpar", sentence) and d.text:
            space = "\n"
        d.text += space
        d.sentences.append(len(d.text))
        space = add_sentence(d, sentence, entities)
    if d.mentions is not None:
        d.mentions = entities.mentions(d)
    return d


def add_sentence(d, sentence, entities):
    """Appends the sentence's text and words; returns the space after it."""
    base, first, space, token = len(d.words), True, "", None
    for line in sentence.split("\n"):
        c = line.split("\t")
        if len(c) != 10 or "." in c[0]:
            continue
        if "-" in c[0]:
            d.text += "" if first else space
            token, until, first = (len(d.text), len(d.text) + len(c[1])), int(c[0].split("-")[1]), False
            parts = len(d.text)
            d.text += c[1]
            space = "" if "SpaceAfter=No" in c[9] else " "
            continue
        if token and int(c[0]) <= until:
            start, end = part(d.text, parts, token[1], c[1], int(c[0]) == until)
            parts = end
        else:
            token = None
            d.text += "" if first else space
            first = False
            start, end = len(d.text), len(d.text) + len(c[1])
            d.text += c[1]
            space = "" if "SpaceAfter=No" in c[9] else " "
        head = int(c[6])
        index = len(d.words)
        d.words.append(Word(start, end, c[1], c[4], c[3], base + head - 1 if head else index, c[7]))
        entities.word(index, c[9])
    return space


def part(text, start, end, form, last):
    """Where a part of a multiword token stands: its own letters where they follow, else what is left."""
    if last or text[start:start + len(form)].lower() != form.lower():
        return (start, end) if last or start < end else (end, end)
    return start, start + len(form)


class Entities:
    """Collects GUM's bracketed mentions over a document's words."""

    def __init__(self):
        self.open, self.done = [], []

    def word(self, index, misc):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        if not m:
            return
        for opened, whole, closed in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", m.group(1)):
            if opened:
                cluster, kind = opened.split("-")[:2]
                self.open.append((cluster, kind, index))
                if whole:
                    self.close(cluster, index)
            elif closed:
                self.close(closed.split("-")[0], index)

    def close(self, cluster, index):
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i][0] == cluster:
                _, kind, first = self.open.pop(i)
                self.done.append((first, index, kind, cluster))
                return

    def mentions(self, d):
        out = []
        for first, last, kind, cluster in self.done:
            head = next((i for i in range(first, last + 1) if not first <= d.words[i].head <= last or d.words[i].head == i), first)
            out.append(Mention(d.words[first].start, d.words[last].end, d.words[head].start, KIND.get(kind, "other"), cluster))
        return sorted(out, key=lambda m: (m.start, -m.end))


# GUM's ten types as the eight of the analysis.
KIND = {"person": "person", "organization": "organisation", "place": "place", "time": "time", "event": "event", "object": "object",
        "abstract": "abstract", "animal": "other", "plant": "other", "substance": "other"}
KINDS = ("person", "organisation", "place", "time", "event", "object", "abstract", "other")
