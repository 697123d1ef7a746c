"""Turns a checkpoint into the weights that the program embeds: matrices as int8 rows with a float32 scale each, the rest as
float32, in one safetensors file; and records vectors of the shipped (rounded) weights for the program's tests.
Usage: export.py [--mean OTHER] [CHECKPOINT [WEIGHTS]]; OTHER is a checkpoint or embedded weights, and what is written is the mean
of both."""
import argparse, hashlib, json, os, shutil

import torch
from safetensors.torch import save_file

import arguments
import facts
import plv
import sets
import targets
import tensors
import train
from model import Reader
from targets import LINKS, MENTION_KINDS, NAME_KINDS, RELATIONS, ROLES, TAGS, TIME_KINDS

HERE = os.path.dirname(os.path.abspath(__file__))
# What the heads' outputs mean, in order; the program reads them from the weights.
LABELS = {name: " ".join(labels) for name, labels in {"roles": ROLES, "links": LINKS, "tags": TAGS, "relations": RELATIONS,
          "mentions": MENTION_KINDS, "names": NAME_KINDS, "times": TIME_KINDS, "arguments": arguments.ALL_ROLES, "paths": arguments.PATHS, "roots": plv.ROOTS, **facts.FAMILIES,
          **{name: values for name, (_, values) in facts.ATTRIBUTES.items()}}.items()}
LANGUAGE = os.path.join(HERE, "..", "language")


def record(reader, path):
    """Vectors of the first and last eight pieces of windows of our own reports, for the program's tests."""
    examples = sets.gold("written")[:40:8]
    out = []
    for n, cut in zip((3, 30, 117, 256, 318), targets.cut_all([e.text for e in examples], targets.binary("tokens"))):
        ids = [101, *cut.pieces[:n].tolist(), 102]
        shapes = [0, *cut.shapes[:n].tolist(), 0]
        with torch.no_grad():
            x = reader.encoder(torch.tensor([ids]), torch.tensor([shapes]), torch.ones(1, len(ids), dtype=torch.bool))[0]
        rows = x if len(ids) <= 16 else torch.cat([x[:8], x[-8:]])
        out.append({"ids": ids, "shapes": shapes, "vectors": [[round(float(v), 5) for v in row] for row in rows]})
    json.dump(out, open(path, "w"), separators=(",", ":"))


def describe(path, state, weights):
    """Writes beside the weights what they were made from: the sets with a digest of what was read of them."""
    lines = [f"weights\t{digest(open(weights, 'rb').read())}", f"steps\t{state['step']}", "", "set\tshare\ttexts\tsha256"]
    for name, (share, examples) in train.load_sets().items():
        lines.append(f"{name}\t{share:.2f}\t{len(examples)}\t{digest(b''.join(map(content, examples)))}")
    open(path, "w").write("\n".join(lines) + "\n")


def content(t):
    """What is learned from a text, as bytes."""
    arrays = [t.cut.pieces, t.sentence, t.labels, *t.words.values()]
    return b"".join(a.tobytes() for a in arrays if a is not None) + repr((t.spans, sorted(t.acts.items()), t.mentions)).encode()


def digest(data):
    return hashlib.sha256(data).hexdigest()


def mean(reader, path):
    """Moves the reader half of the way to another one, from which it was trained on: the mean of two points of one training is often
    better than either (Wortsman et al., 2022)."""
    other = Reader()
    train.start(other, path)
    with torch.no_grad():
        for p, q in zip(reader.parameters(), other.parameters()):
            p.lerp_(q, 0.5)


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--mean")
    flags.add_argument("checkpoint", nargs="?", default=os.path.join(HERE, "checkpoints", "reader.pt"))
    flags.add_argument("weights", nargs="?", default=os.path.join(LANGUAGE, "weights.safetensors"))
    options = flags.parse_args()
    checkpoint, weights = options.checkpoint, options.weights
    state = torch.load(checkpoint)
    reader = Reader()
    reader.load_state_dict(state["reader"])
    if options.mean:
        mean(reader, options.mean)
    reader.eval()
    w = tensors.Writer()
    tensors.write(w, reader)
    save_file(w.tensors, weights, metadata={**LABELS, "steps": str(state["step"])})
    os.chmod(weights, 0o644)
    record(reader, os.path.join(LANGUAGE, "encoder", "testdata", "vectors.json"))
    describe(os.path.join(LANGUAGE, "weights.txt"), state, weights)
    log = os.path.join(os.path.dirname(checkpoint), "log.txt")
    if os.path.exists(log):
        shutil.copy(log, os.path.join(HERE, "log.txt"))
    print(weights, os.path.getsize(weights), "bytes")


if __name__ == "__main__":
    main()
