"""Factuality as JSON Lines (the unified sets of Stanovsky et al. 2017): tokens and for some of them a score from -3 to +3."""
import json


def read(path):
    """(text, [(start, end, score)]) of every sentence; offsets are code points."""
    out = []
    for line in open(path, encoding="utf8"):
        o = json.loads(line)
        at, n = [], 0
        for token in o["text"].split(" "):
            at.append((n, n + len(token)))
            n += len(token) + 1
        marks = [(*at[t["span1"][0]], float(t["label"])) for t in o["targets"] if t["span1"][0] < len(at)]
        out.append((o["text"], marks))
    return out
