"""The record's other facts in our own reports: the spans that express them and their attributes."""
import sets
import targets

# Families of spans, each flat and apart from the others, with the labels of their spans.
FAMILIES = {
    "anchor": "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(),
    "position": "demands offers accepts rejects refuses seeks urges".split(),
    "outcome": ["outcome"],
    "requirement": ["requirement"],
    "meeting": "proposed expected conditional under_way held failed postponed cancelled refused".split(),
    "delegation": ["delegation"],
}
# Attributes: which family's spans have them, and their values.
ATTRIBUTES = {
    "status": ("anchor", "happened ongoing planned possible conditional requested denied".split()),
    "kind": ("meeting", "talks summit bilateral call visit ceremony".split()),
    "level": ("delegation", "leader minister senior_official official technical".split()),
    "stage": ("delegation", "named sent arrived left".split()),
    "form": ("requirement", "if unless until only_if depends_on without".split()),
    "polarity": ("requirement", "if_met if_unmet".split()),
}


def spans(record):
    """Every phrase of a fact as (family, label, words, {attribute: value}, {role: entities}, keys of what it tells of, keys of the
    conditions that it is a side of)."""
    for e in record.get("events", []):
        third = {r: {x["entity"] for x in e.get("third_parties", []) if x["role"] == r} for r in ("mediator", "host", "guarantor")}
        roles = {"actor": many(e, "actors"), "recipient": many(e, "recipients"), "place": many(e, "place"), **third}
        yield from each("anchor", e["type"], e.get("anchor"), {"status": e.get("status")}, roles, {e.get("id")})
    for p in record.get("positions", []):
        yield from each("position", p["stance"], p["content"], {}, {"party": many(p, "party"), "holder": many(p, "holder"), "toward": many(p, "toward")})
    for c in record.get("conditions", []):
        yield from each("outcome", "outcome", c["outcome"], {}, {}, {c.get("outcome_proposition")}, {c.get("id")})
        yield from each("requirement", "requirement", c["requirement"], {"form": c.get("form"), "polarity": c.get("polarity")},
                        {"holder": many(c, "holder"), "waits": many(c, "waits")}, {c.get("requirement_proposition")}, {c.get("id")})
    for m in record.get("meetings", []):
        roles = {"party": many(m, "parties"), "participant": many(m, "participants"), "host": many(m, "hosts"), "mediator": many(m, "mediators"),
                 "place": many(m, "place")}
        for step in m["life"]:
            yield from each("meeting", step["status"], step["evidence"], {"kind": m.get("kind")}, roles, {m.get("id")})
    for d in record.get("delegations", []):
        roles = {"party": many(d, "party"), "head": many(d, "head"), "member": many(d, "members"), "excluded": many(d, "excluded"),
                 "destination": many(d, "destination"), "sent_by": many(d, "sent_by")}
        yield from each("delegation", "delegation", d.get("evidence"), {"level": d.get("level"), "stage": d.get("status")}, roles, {d.get("id")})


def many(fact, key):
    return set(sets.as_list(fact.get(key)))


def each(family, label, words, attributes, roles, keys=frozenset(), sides=frozenset()):
    for w in sets.as_list(words):
        yield family, label, w, {k: v for k, v in attributes.items() if v}, roles, set(keys) - {None}, set(sides) - {None}


def add(t, text, record):
    """Adds the labels of every family, the attributes of its phrases and the phrases themselves to a target."""
    found = {}
    for family, label, words, attributes, roles, keys, sides in spans(record):
        span = sets.locate(text, words)
        r = span and targets.word_range(t.cut, span)
        if not r or label not in FAMILIES[family]:
            continue
        # The same words may tell of several facts: positions of joint parties, sides of several conditions.
        _, _, all_roles, all_keys, all_sides = found.setdefault((family, r), (label, attributes, {}, set(), set()))
        for role, entities in roles.items():
            all_roles.setdefault(role, set()).update(entities)
        all_keys |= keys
        all_sides |= sides
    for family, labels in FAMILIES.items():
        # Of spans that overlap, the longest stays.
        mine = sorted(((r, v) for (f, r), v in found.items() if f == family), key=lambda x: x[0][0] - x[0][1])
        t.words[family] = targets.bio(len(t.cut.words), [(r, labels.index(v[0])) for r, v in mine])
        for r, (label, attributes, roles, keys, sides) in mine:
            if t.words[family][r[0]] == 1 + 2 * labels.index(label) and (t.words[family][r[0] + 1:r[1]] == 2 + 2 * labels.index(label)).all():
                t.attributes += [(k, *r, ATTRIBUTES[k][1].index(v)) for k, v in attributes.items() if v in ATTRIBUTES[k][1]]
                t.facts.append((family, *r, FIRST[family] + labels.index(label), roles, keys, sides))


# Number of a family's first label among all families'.
FIRST = {family: sum(len(v) for v in list(FAMILIES.values())[:i]) for i, family in enumerate(FAMILIES)}
