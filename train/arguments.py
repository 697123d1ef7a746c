"""Who and what takes part in the record's facts: which mention plays which role in what a phrase expresses, and which phrases belong
together. The mentions, trees and sentences are those that the program finds (train/mentions)."""
import json, re, subprocess, unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

import sets
import targets
from facts import FAMILIES

# What a mention may be to the phrases of a family.
ROLES = {
    "anchor": "actor recipient mediator host guarantor place".split(),
    "position": "party holder toward".split(),
    "outcome": [],
    "requirement": "holder waits".split(),
    "meeting": "party participant host mediator place".split(),
    "delegation": "party head member excluded destination sent_by".split(),
}
ALL_ROLES = "actor recipient mediator host guarantor place party holder toward waits participant head member excluded destination sent_by".split()
FACT_LABELS = [(family, label) for family, labels in FAMILIES.items() for label in labels]
FACT_LINKS = ("waits-for", "same")
FORMS = ("name", "nominal", "pronoun")
# How the head words of a phrase and a mention stand in the tree: `own` where the phrase's governs the mention's, `sister` where both
# have one governor, `aunt` where the phrase's governor has the mention's governor.
OWN = "nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss compound".split()
PATHS = ["none", "child"] + [f"own-{r}" for r in OWN] + [f"sister-{r}" for r in ("nsubj", "nsubj:pass", "obj", "obl", "nmod:poss")] + \
        ["sister", "governor", "aunt-nsubj", "aunt-obj", "aunt"]
REACH = 150     # words between a phrase and a mention, beyond which no role is looked for


@dataclass
class Layers:
    """What the program finds in a text: mentions (head, first, end, type, form, cluster), trees and the sentence of every word."""
    mentions: list
    heads: list
    relations: list
    sentence: np.ndarray


@dataclass
class Arguments:
    """Of one text. facts: (family, first, end, label in FACT_LABELS); mentions: (head, first, end, type, form); for all pairs of a fact and
    a mention [F, M] path, near (same sentence), inside and, a role, wanted: 1, 0, or -1 where it does not count; links [k, F, F] likewise;
    same [F, F] 1 same head word."""
    facts: list
    mentions: list
    path: np.ndarray
    near: np.ndarray
    inside: np.ndarray
    wanted: np.ndarray
    links: np.ndarray
    alike: np.ndarray


def layers(texts, binary):
    got = subprocess.run([binary], input="\n".join(json.dumps(t) for t in texts), capture_output=True, text=True, check=True)
    return [parse(json.loads(line)) for line in got.stdout.splitlines()]


def parse(o):
    ms = [(m["head"], m["first"], m["end"], targets.MENTION_KINDS.index(m["type"]), FORMS.index(m["form"]), m["cluster"]) for m in o["mentions"] or []]
    heads = o["heads"] or []
    sentence = np.zeros(len(heads), int)
    for s in o["sentences"] or []:
        sentence[s:] += 1
    return Layers(ms, heads, o["relations"] or [], sentence)


def plain(words):
    """A name without case, accents, marks and article."""
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^(the|a|an|its|his|her|their) ", "", re.sub(r"[^\w ]", "", folded)).strip()


def referents(text, record, cut, found):
    """The entity of every mention, None where no annotated name says it: an alias whose words hold the mention's head word, the longest one;
    else what most mentions of its cluster mean."""
    of = [None] * len(found.mentions)
    marks = sorted(occurrences(text, record), key=lambda o: o[0] - o[1])
    for i, (head, *_) in enumerate(found.mentions):
        start, end = cut.words[head]
        first, last = cut.words[found.mentions[i][1]][0], cut.words[found.mentions[i][2] - 1][1]
        of[i] = next((name for a, b, name in marks if a <= start and end <= b and (first <= a or b - a <= last - first + 4)), None)
    votes = {}
    for m, name in zip(found.mentions, of):
        if name:
            votes.setdefault(m[5], Counter())[name] += 1
    for i, m in enumerate(found.mentions):
        if of[i] is None and m[5] in votes:
            name, n = votes[m[5]].most_common(1)[0]
            if 2 * n > sum(votes[m[5]].values()):
                of[i] = name
    return of


def occurrences(text, record):
    """(start, end, entity) of every place where a name of an entity stands."""
    out = []
    for e in record.get("entities", []):
        for alias in {e["name"], *sets.as_list(e.get("aliases"))}:
            words = alias.partition("##")[0]
            if "##" in alias:
                span = sets.locate(text, alias)
                out += [(*span, e["name"])] if span else []
            elif words:
                out += [(m.start(), m.end(), e["name"]) for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text)]
    return out


def head_of(first, end, heads):
    """The word of a phrase that is governed from outside it."""
    return next((i for i in range(first, end) if heads[i] == i or not first <= heads[i] < end), first)


def path(fact, mention, heads, relations):
    """The entry of PATHS for the head words of a phrase and a mention; of names set beside each other the first counts."""
    m = mention
    for _ in range(8):
        if relations[m] not in ("conj", "appos", "flat") or m == fact:
            break
        m = heads[m]
    relation = relations[m]
    governor, above = heads[fact], heads[heads[fact]]
    if heads[m] == fact and m != fact:
        return PATHS.index(f"own-{relation}") if relation in OWN else 1
    if m == governor:
        return PATHS.index("governor")
    if governor != fact and heads[m] == governor:
        return PATHS.index(f"sister-{relation}") if f"sister-{relation}" in PATHS else PATHS.index("sister")
    if above != governor and heads[m] == above:
        return PATHS.index("aunt-nsubj" if relation.startswith("nsubj") else "aunt-obj" if relation in ("obj", "obl") else "aunt")
    return 0


def add(t, text, record, found):
    """Adds the arguments and links of a record's facts to a target whose facts stand in t.facts: (family, first, end, label, {role:
    entities}, keys of the objects that it tells of, {link: keys})."""
    of = referents(text, record, t.cut, found)
    n, m = len(t.facts), len(found.mentions)
    a = Arguments([f[:4] for f in t.facts], [x[:5] for x in found.mentions], np.zeros((n, m), int), np.zeros((n, m), int),
                  np.zeros((n, m), int), np.full((n, m, len(ALL_ROLES)), -1), np.full((len(FACT_LINKS), n, n), -1), np.zeros((n, n), int))
    for i, (family, first, end, _, roles, *_) in enumerate(t.facts):
        h = head_of(first, end, found.heads)
        for j, x in enumerate(found.mentions):
            a.path[i, j] = path(h, x[0], found.heads, found.relations)
            a.near[i, j] = found.sentence[h] == found.sentence[x[0]]
            a.inside[i, j] = first <= x[0] < end
        for role in ROLES[family]:
            a.wanted[i, :, ALL_ROLES.index(role)] = wanted(first, end, roles.get(role, set()), found, of, a.near[i])
    tie(a, t, text)
    t.arguments = a


def wanted(first, end, entities, found, of, near):
    """[M] of one role: 1 for the mentions of its entities in the sentence, else the nearest before, else the nearest after; their other
    mentions and all beyond REACH do not count."""
    out = np.array([-1 if of[j] in entities and of[j] else 0 for j in range(len(of))], int)
    gap = [max(first - x[2], x[1] - end, 0) for x in found.mentions]
    for e in entities:
        mine = [j for j in range(len(of)) if of[j] == e and gap[j] <= REACH]
        here = [j for j in mine if near[j]]
        before, after = [j for j in mine if found.mentions[j][1] < first], [j for j in mine if found.mentions[j][1] >= first]
        for j in here or before[-1:] or after[:1]:
            out[j] = 1
    out[np.array(gap, int) > REACH] = -1
    return out


def tie(a, t, text):
    """Fills the links of facts."""
    words = [text[slice(*t.cut.words[first])].lower() for _, first, *_ in t.facts]
    for i, (f, i0, i1, label_i, _, keys_i, waits_i) in enumerate(t.facts):
        for j, (g, j0, j1, label_j, _, keys_j, waits_j) in enumerate(t.facts):
            a.alike[i, j] = words[i] == words[j]
            if f == "outcome" and g == "requirement":
                a.links[0, i, j] = bool(waits_i & waits_j)
            if i != j and comparable(f, g, label_i, label_j) and (i0, i1) < (j0, j1):
                a.links[1, i, j] = bool(keys_i & keys_j)


def actors(a):
    """(first and end word of an actor, of a recipient, label of the event) of every anchor that has both in its sentence."""
    out = []
    actor, recipient = ALL_ROLES.index("actor"), ALL_ROLES.index("recipient")
    for i, (family, _, _, label) in enumerate(a.facts):
        if family != "anchor":
            continue
        here = [[m for j, m in enumerate(a.mentions) if a.near[i, j] and a.wanted[i, j, role] == 1] for role in (actor, recipient)]
        if all(here) and here[0][0] != here[1][0]:
            out.append((*here[0][0][1:3], *here[1][0][1:3], FACT_LABELS[label][1]))
    return out


def comparable(f, g, label_f, label_g):
    """May two phrases tell of the same?"""
    sides = ("outcome", "requirement")
    return (f in sides and g in sides) or (f == g and (f in ("meeting", "delegation") or f == "anchor" and label_f == label_g))


def window(a, start, end):
    """The arguments of the facts and mentions that lie wholly in words start to end, renumbered."""
    facts = [i for i, f in enumerate(a.facts) if start <= f[1] and f[2] <= end]
    ms = [j for j, m in enumerate(a.mentions) if start <= m[1] and m[2] <= end]
    pairs = np.ix_(facts, ms)
    return Arguments([(a.facts[i][0], a.facts[i][1] - start, a.facts[i][2] - start, a.facts[i][3]) for i in facts],
                     [(m[0] - start, m[1] - start, m[2] - start, m[3], m[4]) for m in (a.mentions[j] for j in ms)],
                     a.path[pairs], a.near[pairs], a.inside[pairs], a.wanted[pairs], a.links[np.ix_(range(len(FACT_LINKS)), facts, facts)],
                     a.alike[np.ix_(facts, facts)])
