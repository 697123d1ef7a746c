"""Turns a checkpoint into the weights that the program embeds: matrices as int8 rows with a float32 scale each, the rest as
float32, in one safetensors file; and records vectors of the shipped (rounded) weights for the program's tests.
Usage: export.py [CHECKPOINT [WEIGHTS]]"""
import hashlib, json, os, shutil, sys

import torch
from safetensors.torch import save_file

import arguments
import facts
import plv
import sets
import targets
import train
from model import LAYERS, Reader
from targets import LINKS, MENTION_KINDS, NAME_KINDS, RELATIONS, ROLES, TAGS, TIME_KINDS

HERE = os.path.dirname(os.path.abspath(__file__))
# What the heads' outputs mean, in order; the program reads them from the weights.
LABELS = {name: " ".join(labels) for name, labels in {"roles": ROLES, "links": LINKS, "tags": TAGS, "relations": RELATIONS,
          "mentions": MENTION_KINDS, "names": NAME_KINDS, "times": TIME_KINDS, "arguments": arguments.ALL_ROLES, "paths": arguments.PATHS, "roots": plv.ROOTS, **facts.FAMILIES,
          **{name: values for name, (_, values) in facts.ATTRIBUTES.items()}}.items()}
LANGUAGE = os.path.join(HERE, "..", "language")


def quantise(w):
    """Symmetric int8 a row: w is about q * scale. Returns q, scale and what the program will see."""
    scale = w.abs().amax(1).clamp(min=1e-12) / 127
    q = torch.round(w / scale[:, None]).clamp(-127, 127).to(torch.int8)
    return q, scale, q.float() * scale[:, None]


class Writer:
    """Collects tensors and puts the rounded values back into the module, so that what is recorded is what is shipped."""

    def __init__(self):
        self.tensors = {}

    def int8(self, name, parameter):
        q, scale, seen = quantise(parameter.data.float())
        self.tensors[name], self.tensors[name + ".scale"] = q, scale
        parameter.data = seen

    def matrices(self, name, parameter):
        """[K, N, M] as the [K*N, M] rows of one matrix."""
        q, scale, seen = quantise(parameter.data.float().flatten(0, 1))
        self.tensors[name], self.tensors[name + ".scale"] = q, scale
        parameter.data = seen.view_as(parameter)

    def float32(self, name, tensor):
        self.tensors[name] = tensor.detach().float().contiguous().clone()

    def linear(self, name, module):
        self.int8(name, module.weight)
        self.float32(name + ".bias", module.bias)

    def norm(self, name, module):
        self.float32(name + ".weight", module.weight)
        self.float32(name + ".bias", module.bias)


def write_encoder(w, encoder):
    w.int8("embeddings.word", encoder.word.weight)
    w.float32("embeddings.position", encoder.position.weight)
    w.float32("embeddings.shape", encoder.shape.weight)
    w.norm("embeddings.norm", encoder.norm)
    for i, layer in enumerate(encoder.layers):
        w.linear(f"layer.{i}.qkv", layer.qkv)
        w.linear(f"layer.{i}.output", layer.output)
        w.norm(f"layer.{i}.norm1", layer.norm1)
        w.linear(f"layer.{i}.up", layer.up)
        w.linear(f"layer.{i}.down", layer.down)
        w.norm(f"layer.{i}.norm2", layer.norm2)


def write_heads(w, reader):
    w.float32("head.sentence", reader.sentence.weight)
    w.float32("head.sentence.bias", reader.sentence.bias)
    for name in ("attribution", "statement"):
        weight, bias = summed(reader, name)
        w.float32(f"head.{name}", weight)
        w.float32(f"head.{name}.bias", bias)
        w.float32(f"head.{name}.transition", getattr(reader, name).crf.scores())
    linker = reader.linker
    w.float32("head.link.left", linker.left.weight)
    w.float32("head.link.left.bias", linker.left.bias)
    w.float32("head.link.right", linker.right.weight)
    w.float32("head.link.right.bias", linker.right.bias)
    w.float32("head.link.bilinear", linker.bilinear)
    w.float32("head.link.left_score", linker.left_score.weight)
    w.float32("head.link.left_score.bias", linker.left_score.bias)
    w.float32("head.link.right_score", linker.right_score.weight)
    w.float32("head.link.distance", linker.distance)
    for name in ("act", "tag", "event", "factuality"):
        w.float32(f"head.{name}", getattr(reader, name).weight)
        w.float32(f"head.{name}.bias", getattr(reader, name).bias)
    for name, net in {"name": reader.name, "time": reader.time, **{f"fact.{f}": net for f, net in reader.fact.items()}}.items():
        w.float32(f"head.{name}", net.linear.weight)
        w.float32(f"head.{name}.bias", net.linear.bias)
        w.float32(f"head.{name}.transition", net.crf.scores()[0])
    for name, net in reader.attribute.items():
        w.float32(f"head.attribute.{name}", net.weight)
        w.float32(f"head.attribute.{name}.bias", net.bias)
    w.float32("head.mention", reader.mention.kind.weight)
    w.float32("head.mention.bias", reader.mention.kind.bias)
    for name, net in (("arc", reader.tree.arc), ("relation", reader.tree.relation), ("first", reader.mention.first), ("last", reader.mention.last)):
        write_biaffine(w, f"head.{name}", net)
    write_coreference(w, reader.coreference)
    write_arguments(w, reader.argument)
    write_root(w, reader.root)


def write_arguments(w, net):
    name = "head.argument"
    w.linear(f"{name}.phrase", net.phrase)
    w.linear(f"{name}.later", net.later)
    w.linear(f"{name}.mention", net.mention)
    w.float32(f"{name}.label", net.label)
    write_bilinear(w, f"{name}.role", net.form, net.phrase_score, net.mention_score, net.distance)
    write_bilinear(w, f"{name}.link", net.link_form, net.earlier_score, net.later_score, net.link_distance)
    for table in ("path", "kind", "shape", "near", "inside", "alike"):
        w.float32(f"{name}.{table}", getattr(net, table))


def write_bilinear(w, name, form, left, right, distance):
    turned = torch.nn.Parameter(form.data.transpose(1, 2).contiguous())
    w.matrices(f"{name}.form", turned)
    form.data = turned.data.transpose(1, 2)
    w.float32(f"{name}.left_score", left.weight)
    w.float32(f"{name}.left_score.bias", left.bias)
    w.float32(f"{name}.right_score", right.weight)
    w.float32(f"{name}.distance", distance)


def write_root(w, net):
    for part in ("query", "key", "hidden"):
        w.linear(f"head.root.{part}", getattr(net, part))
    w.float32("head.root", net.out.weight)
    w.float32("head.root.bias", net.out.bias)


def write_biaffine(w, name, net):
    w.linear(f"{name}.left", net.left)
    w.linear(f"{name}.right", net.right)
    w.matrices(f"{name}.form", net.form)
    w.float32(f"{name}.left_score", net.left_score.weight)
    w.float32(f"{name}.left_score.bias", net.left_score.bias)
    w.float32(f"{name}.right_score", net.right_score.weight)


def write_coreference(w, net):
    w.linear("head.coreference.project", net.project)
    w.float32("head.coreference.form", net.form)
    w.float32("head.coreference.anaphor", net.anaphor.weight)
    w.float32("head.coreference.anaphor.bias", net.anaphor.bias)
    w.float32("head.coreference.antecedent", net.antecedent.weight)
    w.float32("head.coreference.distance", net.distance)
    w.float32("head.coreference.same", net.same)


def summed(reader, name):
    """A group's weights with those of its base added, as the program needs no base."""
    group = getattr(reader, name)
    weight, bias = group.linear.weight.data.clone(), group.linear.bias.data.clone()
    for base in group.base:
        n = base.linear.weight.shape[0]
        weight[:n] += base.linear.weight.data
        bias[:n] += base.linear.bias.data
    return weight, bias


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


def main():
    checkpoint = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "checkpoints", "reader.pt")
    weights = sys.argv[2] if len(sys.argv) > 2 else os.path.join(LANGUAGE, "weights.safetensors")
    state = torch.load(checkpoint)
    reader = Reader()
    reader.load_state_dict(state["reader"])
    reader.eval()
    w = Writer()
    write_encoder(w, reader.encoder)
    write_heads(w, reader)
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
