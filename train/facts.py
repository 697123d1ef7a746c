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
    """(family, label, words of the span, {attribute: value}) of every fact."""
    for e in record.get("events", []):
        yield from each("anchor", e["type"], e.get("anchor"), status=e.get("status"))
    for p in record.get("positions", []):
        yield from each("position", p["stance"], p["content"])
    for c in record.get("conditions", []):
        yield from each("outcome", "outcome", c["outcome"])
        yield from each("requirement", "requirement", c["requirement"], form=c.get("form"), polarity=c.get("polarity"))
    for m in record.get("meetings", []):
        for step in m["life"]:
            yield from each("meeting", step["status"], step["evidence"], kind=m.get("kind"))
    for d in record.get("delegations", []):
        yield from each("delegation", "delegation", d.get("evidence"), level=d.get("level"), stage=d.get("status"))


def each(family, label, words, **attributes):
    for w in sets.as_list(words):
        yield family, label, w, {k: v for k, v in attributes.items() if v}


def add(t, text, record):
    """Adds the labels of every family and the attributes of its spans to a target."""
    found = {}
    for family, label, words, attributes in spans(record):
        span = sets.locate(text, words)
        r = span and targets.word_range(t.cut, span)
        if r and label in FAMILIES[family]:
            found.setdefault((family, r), (label, attributes))
    for family, labels in FAMILIES.items():
        # Of spans that overlap, the longest stays.
        mine = sorted(((r, v) for (f, r), v in found.items() if f == family), key=lambda x: x[0][0] - x[0][1])
        t.words[family] = targets.bio(len(t.cut.words), [(r, labels.index(label)) for r, (label, _) in mine])
        for r, (_, attributes) in mine:
            if t.words[family][r[0]] % 2 == 1:
                t.attributes += [(k, *r, ATTRIBUTES[k][1].index(v)) for k, v in attributes.items() if v in ATTRIBUTES[k][1]]
