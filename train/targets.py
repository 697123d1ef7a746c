"""From annotated spans to what the heads learn: labels for words, links between spans."""
import bisect, json, os, subprocess
from dataclasses import dataclass, field

import numpy as np

import plv

ROLES = ("source", "cue", "content")
# Labels of one level: 0 outside, then begin and inside of each role. An attribution inside another's content stands on the second level,
# so that each level is flat; PolNeAR marks the outermost only.
LEVELS = 2
# The links between spans of a group.
LINKS = ("source-cue", "content-cue", "content-content", "source-content")

# Penn tags and Universal Dependencies relations of EWT and GUM, those seen less than twenty times left to their nearest kin.
TAGS = """NN IN DT NNP JJ PRP . RB , NNS VB CC VBD VBP VBZ CD VBN VBG TO PRP$ MD UH : WDT -RRB- -LRB- WRB `` '' RP HYPH WP POS NNPS
    JJR JJS EX RBR SYM FW NFP $ PDT GW ADD RBS LS AFX WP$""".split()
RELATIONS = """punct case det nsubj root advmod amod obj obl conj nmod cc compound mark aux cop advcl nmod:poss xcomp acl:relcl flat
    ccomp acl parataxis nummod aux:pass appos discourse nsubj:pass obl:unmarked nmod:unmarked compound:prt expl fixed iobj list
    reparandum obl:agent dep csubj nmod:desc nsubj:outer advcl:relcl det:predet vocative goeswith cc:preconj orphan dislocated
    csubj:pass""".split()
MENTION_KINDS = ("person", "organisation", "place", "time", "event", "object", "abstract", "other")
NAME_KINDS = ("person", "organisation", "place", "group", "product", "money", "misc")
TIME_KINDS = ("DATE", "TIME", "DURATION", "SET")


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
    words: dict = field(default_factory=dict)   # head -> [words] what each word is to be, -1 where unknown
    attributes: list = field(default_factory=list)  # (attribute, first, end word, value)
    mentions: list = field(default_factory=list)  # (head, first, last word, cluster, head word, words, kind)
    facts: list = field(default_factory=list)   # phrases of the record's facts, as facts.add makes them
    arguments: object = None                    # arguments.Arguments, where known
    pairs: list = field(default_factory=list)   # (first and end word of a source, of a target, root type)


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
    if example.attributions is not None:
        attribution_target(t, example.attributions)
    return t


def treebank_target(document, cut):
    """Tags, heads and relations where a word of the treebank is one word of ours, mentions where the treebank has them."""
    t = Target(cut, name=document.name)
    t.sentence = np.zeros(len(cut.words), int)
    starts = [w[0] for w in cut.words]
    for s in document.sentences:
        i = bisect.bisect_left(starts, s)
        if i < len(starts):
            t.sentence[i] = 1
    ours = {w: i for i, w in enumerate(cut.words)}
    index = [ours.get((w.start, w.end)) for w in document.words]
    t.words = {head: np.full(len(cut.words), -1) for head in ("tag", "head", "relation", "mention")}
    for w, i in zip(document.words, index):
        if i is None:
            continue
        if w.tag in TAGS:
            t.words["tag"][i] = TAGS.index(w.tag)
        relation = w.relation if w.relation in RELATIONS else w.relation.split(":")[0]
        if index[w.head] is not None and relation in RELATIONS:
            t.words["head"][i] = index[w.head]
            t.words["relation"][i] = RELATIONS.index(relation)
    if document.mentions is not None:
        mention_target(t, document, starts)
    return t


def mention_target(t, document, starts):
    t.words["mention"][:] = 0
    for m in sorted(document.mentions, key=lambda m: m.end - m.start):
        r = word_range(t.cut, (m.start, m.end))
        head = bisect.bisect_right(starts, m.head) - 1
        # Where two mentions share a head (a name and the coordination that begins with it), the shorter one stays.
        if r and r[0] <= head < r[1] and t.words["mention"][head] == 0:
            t.words["mention"][head] = 1 + MENTION_KINDS.index(m.kind)
            text = document.text
            t.mentions.append((head, r[0], r[1] - 1, m.cluster, text[slice(*t.cut.words[head])].lower(),
                               text[m.start:m.end].lower(), m.kind))
    t.mentions.sort(key=lambda m: (m[1], -m[2]))


def chain_target(name, spans, kinds, head, cut):
    """BIO labels of flat spans (start, end, kind)."""
    found = [(word_range(cut, (start, end)), kinds.index(kind)) for start, end, kind in spans]
    return Target(cut, name=name, words={head: bio(len(cut.words), [f for f in found if f[0]])})


def bio(words, spans):
    """Labels of word ranges with kinds; of those that overlap the first stays."""
    labels = np.zeros(words, int)
    for (first, end), kind in spans:
        if not labels[first:end].any():
            labels[first:end] = 2 + 2 * kind
            labels[first] -= 1
    return labels


def event_target(t, events):
    """Adds 1 at the first word of every event, 0 elsewhere; -1 throughout where events are not marked (None)."""
    labels = np.full(len(t.cut.words), -1 if events is None else 0)
    for r in filter(None, (word_range(t.cut, e) for e in events or [])):
        labels[r[0]] = 1
    t.words["event"] = labels
    return t


def score_target(name, marks, cut):
    """Factuality in thousandths at the marked words, -9999 elsewhere."""
    t = Target(cut, name=name)
    scores = np.full(len(cut.words), -9999)
    for start, end, score in marks:
        r = word_range(cut, (start, end))
        if r:
            scores[r[0]] = round(1000 * score)
    t.words = {"factuality": scores}
    return t


def root_target(event, cut):
    """event: (text, source, target, root)."""
    t = Target(cut)
    source, target = (word_range(cut, span) for span in event[1:3])
    if source and target:
        t.pairs.append((*source, *target, plv.ROOTS.index(event[3])))
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


def binary(name):
    """One of the Go programs that training needs, built by `make weights`."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bin", name)
