"""The tensors of the embedded weights: matrices as int8 rows with a float32 scale each, the rest as float32, under the names that the
program reads (language/)."""
import torch
from safetensors import safe_open
from safetensors.torch import load_file


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

    def transition(self, name, crf, level=slice(None)):
        self.float32(name, crf.scores()[level])

    def group(self, name, group):
        """A group's weights with those of its base added, as the program needs no base."""
        weight, bias = group.linear.weight.data.clone(), group.linear.bias.data.clone()
        for base in group.base:
            n = base.linear.weight.shape[0]
            weight[:n] += base.linear.weight.data
            bias[:n] += base.linear.bias.data
        self.float32(name, weight)
        self.float32(name + ".bias", bias)


class Embedded:
    """Writer's twin: puts the tensors of embedded weights back into a reader, so that training can go on from them. int8 rows come
    back rounded, which costs less than one step of training changes."""

    def __init__(self, path):
        self.tensors = load_file(path)
        self.steps = int(safe_open(path, "pt").metadata()["steps"])

    def int8(self, name, parameter):
        parameter.data = self.tensors[name].float() * self.tensors[name + ".scale"][:, None]

    def matrices(self, name, parameter):
        parameter.data = (self.tensors[name].float() * self.tensors[name + ".scale"][:, None]).view_as(parameter)

    def float32(self, name, tensor):
        tensor.data.copy_(self.tensors[name])

    linear, norm = Writer.linear, Writer.norm

    def transition(self, name, crf, level=slice(None)):
        crf.transition.data[level] = self.tensors[name] - crf.forbidden

    def group(self, name, group):
        weight, bias = self.tensors[name].clone(), self.tensors[name + ".bias"].clone()
        for base in group.base:
            n = base.linear.weight.shape[0]
            weight[:n] -= base.linear.weight.data
            bias[:n] -= base.linear.bias.data
        group.linear.weight.data, group.linear.bias.data = weight, bias


def write(w, reader):
    """Hands every tensor of the reader to w: a Writer takes it, an Embedded fills it."""
    write_encoder(w, reader.encoder)
    write_heads(w, reader)


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
        w.group(f"head.{name}", getattr(reader, name))
        w.transition(f"head.{name}.transition", getattr(reader, name).crf)
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
        w.transition(f"head.{name}.transition", net.crf, 0)
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
