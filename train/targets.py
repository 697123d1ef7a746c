"""From annotated spans to what the heads learn: labels for words, links between spans."""
import bisect, json, os, subprocess
from dataclasses import dataclass, field

import numpy as np

ROLES = ("source", "cue", "content")
# Labels of one level: 0 outside, then begin and inside of each role. An attribution inside another's content stands on the second level,
# so that each level is flat; PolNeAR marks the outermost only.
LEVELS = 2
# The links between spans of a group.
LINKS = ("source-cue", "content-cue", "content-content", "source-content")


@dataclass
class Cut:
    """A text cut as the program cuts it (train/tokens): offsets in code points."""
    words: list
    pieces: np.ndarray
    shapes: np.ndarray
    first: np.ndarray       # each word's piece
    breaks: np.ndarray      # does a paragraph start at this word


@dataclass
class Target:
    cut: Cut
    sentence: np.ndarray = None                 # [words] 0/1
    labels: np.ndarray = None                   # [words, levels]
    spans: list = field(default_factory=list)   # (role, first word, end word)
    links: dict = field(default_factory=dict)   # link name -> set of (i, j) into spans
    acts: dict = field(default_factory=dict)    # index of a content span -> 0 say, 1 think
    name: str = ""


def cut_all(texts, binary):
    """Runs the Go tokeniser over all texts."""
    got = subprocess.run([binary], input="\n".join(json.dumps(t) for t in texts), capture_output=True, text=True, check=True)
    out = []
    for text, line in zip(texts, got.stdout.splitlines()):
        o = json.loads(line)
        words = o["words"] or []
        breaks = [i == 0 or "\n" in text[words[i - 1][1]:w[0]] for i, w in enumerate(words)]
        out.append(Cut([tuple(w) for w in words], np.array(o["pieces"] or [], int), np.array(o["shapes"] or [], int),
                       np.array(o["first"], int), np.array(breaks, bool)))
    assert len(out) == len(texts)
    return out


def word_range(cut, span):
    """The words that a span of code points touches, None where there is none."""
    starts = [w[0] for w in cut.words]
    a = max(0, bisect.bisect_right(starts, span[0]) - 1)
    while a < len(cut.words) and cut.words[a][1] <= span[0]:
        a += 1
    b = bisect.bisect_left(starts, span[1])
    return (a, b) if a < b else None


def target(example, cut):
    t = Target(cut, name=example.name)
    if example.sentences is not None:
        t.sentence = np.zeros(len(cut.words), int)
        starts = [w[0] for w in cut.words]
        for s in example.sentences:
            i = bisect.bisect_left(starts, s)
            if i < len(starts):
                t.sentence[i] = 1
    if example.attributions is not None:
        attribution_target(t, example.attributions)
    return t


def attribution_target(t, attributions):
    t.labels = np.zeros((len(t.cut.words), LEVELS), int)
    t.links = {name: set() for name in LINKS}
    wanted = [{role: ranges(t.cut, getattr(a, role)) for role in ROLES} for a in attributions]
    contents = [r for w in wanted for r in w["content"]]
    place = {}
    for a, w in sorted(zip(attributions, wanted), key=lambda x: -size(x[1])):
        level = int(is_inner(w, contents))
        for role in ROLES:
            for r in w[role]:
                put(t, place, level, role, r)
    for a, w in zip(attributions, wanted):
        link(t, place, a, w)


def size(w):
    return sum(b - a for r in w.values() for a, b in r)


def is_inner(w, contents):
    """Do all of the attribution's spans stand in one content of another?"""
    spans = [r for rs in w.values() for r in rs]
    if not spans:
        return False
    first, end = min(a for a, _ in spans), max(b for _, b in spans)
    return any(a <= first and end <= b for a, b in contents if (a, b) not in w["content"])


def ranges(cut, spans):
    """Word ranges of one role. A span ends where its paragraph ends and begins anew in the next."""
    out = set()
    for r in filter(None, (word_range(cut, s) for s in spans)):
        start = r[0]
        for i in range(r[0] + 1, r[1]):
            if cut.breaks[i]:
                out.add((start, i))
                start = i
        out.add((start, r[1]))
    return sorted(out)


def put(t, place, level, role, r):
    """Marks the span on its level, or on the other where that is taken; a span of several attributions stands once."""
    if (role, r) in place:
        return
    for column in (t.labels[r[0]:r[1], level], t.labels[r[0]:r[1], 1 - level]):
        if not column.any():
            column[:] = 2 + 2 * ROLES.index(role)
            column[0] = 1 + 2 * ROLES.index(role)
            place[role, r] = len(t.spans)
            t.spans.append((role, *r))
            return


def link(t, place, a, w):
    ids = {role: [place[role, r] for r in w[role] if (role, r) in place] for role in ROLES}
    for c in ids["content"]:
        if a.act:
            t.acts[c] = int(a.act == "think")
    pairs = {"source-cue": ("source", "cue"), "content-cue": ("content", "cue"), "source-content": ("source", "content")}
    for name, (x, y) in pairs.items():
        t.links[name] |= {(i, j) for i in ids[x] for j in ids[y]}
    t.links["content-content"] |= {(i, j) for i in ids["content"] for j in ids["content"] if i < j} | \
                                  {(j, i) for i in ids["content"] for j in ids["content"] if i < j}


def tokens_binary():
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bin", "tokens")
