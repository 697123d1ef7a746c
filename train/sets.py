"""Readers of the training sets: every set becomes a list of Example, a text with
what its annotators marked, all offsets in code points."""
import glob, json, os, re
from dataclasses import dataclass, field

SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared")
ROLES = ("source", "cue", "content")


@dataclass
class Attribution:
    """One act of speech or thought: spans of each role; act is say, think or None where the set does not tell."""
    source: list = field(default_factory=list)
    cue: list = field(default_factory=list)
    content: list = field(default_factory=list)
    act: str = None


@dataclass
class Example:
    name: str
    text: str
    attributions: list = None
    record: dict = None     # the whole gold file of one of our own reports


def polnear(part):
    """PolNeAR (Newell, Margolin & Ruths, LREC 2018): articles with brat files. Of an article that several annotators read, the first
    in the order of file names counts."""
    base = os.path.join(SHARED, "data/measure-only/polnear", part)
    out, seen = [], set()
    for path in sorted(glob.glob(os.path.join(base, "attributions/*.ann"))):
        stem = os.path.basename(path)[:-len(".ann")]
        text_path = os.path.join(base, "text", stem + ".txt")
        if not os.path.exists(text_path):
            text_path = os.path.join(base, "text", stem.rsplit("_", 1)[0] + ".txt")
        if text_path in seen:
            continue
        seen.add(text_path)
        text = open(text_path, encoding="utf8", newline="").read()
        out.append(Example(stem, text, attributions=brat(open(path, encoding="utf8", newline="").read())))
    return out


def brat(ann):
    spans, out = {}, []
    for line in ann.split("\n"):
        p = line.split("\t")
        if line.startswith("T") and len(p) > 1:
            _, _, offsets = p[1].partition(" ")
            spans[p[0]] = [tuple(map(int, o.split())) for o in offsets.split(";")]
        elif line.startswith("E"):
            a = Attribution()
            for item in p[1].split():
                role, _, target = item.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in ROLES and target in spans:
                    getattr(a, role).extend(spans[target])
            out.append(a)
    return out


def gold(*folders):
    """Our own annotated reports (../shared/gold): the statements, in the record's convention."""
    out = []
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(SHARED, "gold", folder, "*.json"))):
            text_path = path[:-len(".json")] + ".txt"
            if os.path.exists(text_path):
                text = open(text_path, encoding="utf8", newline="").read()
                out.append(gold_example(os.path.join(folder, os.path.basename(path)), text, json.load(open(path, encoding="utf8"))))
    return out


def gold_example(name, text, record):
    attributions = []
    for s in record.get("statements", []):
        a = Attribution(act=s.get("act"))
        for role in ROLES:
            getattr(a, role).extend(filter(None, (locate(text, w) for w in as_list(s.get(role)))))
        attributions.append(a)
    return Example(name, text, attributions=attributions, record=record)


def as_list(v):
    return [] if v is None else v if isinstance(v, list) else [v]


def locate(text, words):
    """The span of a gold string: its words copied from the report, with ##n for the n-th occurrence."""
    words, _, n = words.partition("##")
    i = -1
    for _ in range(int(n) if n.isdigit() else 1):
        i = text.find(words, i + 1)
    return (i, i + len(words)) if i >= 0 else None
