"""Five-fold cross-validation of the root type on PLV: each fold is read by a reader that has learned the other four, from a checkpoint that
has learned none of PLV (train.py with --heads that leave out root). Usage: crossvalidate.py --from CHECKPOINT [--epochs N] [--pairs SHARE]

Texts that occur twice stay in one fold. Beside PLV the reader goes on learning events and their actors from our own reports."""
import argparse, random

import numpy as np
import torch
import torch.nn.functional as F

import plv
import train
from model import Reader

FOLDS = 5
# Batches of some 25 sentences at half the rate of training: with 80 at the full rate an epoch has too few steps.
BATCH_PIECES, RATE = 900, 0.5
MASKED, MASK = 0.15, 103   # how often an actor's pieces are masked, so that names are not learned in place of deeds; the piece [MASK]
SMOOTHING = 0.05     # of the labels: the annotators of PLV's sentences differ on near types
BALANCE = 0.4        # the power of a type's rarity that its examples count by
# Quad categories of PLOVER's root types (Halterman et al., 2023).
QUAD = {**dict.fromkeys("AGREE CONSULT SUPPORT".split(), "V-COOP"), **dict.fromkeys("COOPERATE AID YIELD".split(), "M-COOP"),
        **dict.fromkeys("ACCUSE REJECT REQUEST THREATEN".split(), "V-CONF"),
        **dict.fromkeys("PROTEST SANCTION MOBILIZE COERCE ASSAULT".split(), "M-CONF")}


def folds(events, seed=11):
    """The fold of every event: types spread evenly, all of one text together."""
    order, seen, by_text = list(range(len(events))), {}, {}
    random.Random(seed).shuffle(order)
    for i in order:
        text, root = events[i][0], events[i][3]
        by_text.setdefault(text, seen.get(root, 0) % FOLDS)
        seen[root] = seen.get(root, 0) + 1
    return [by_text[e[0]] for e in events]


def macro(wanted, got):
    """Mean F1 of the labels that are wanted, in percent."""
    scores = []
    for label in sorted(set(wanted)):
        right = sum(w == g == label for w, g in zip(wanted, got))
        scores.append(200 * right / (sum(w == label for w in wanted) + sum(g == label for g in got)))
    return sum(scores) / len(scores)


def balance(events):
    """The weight of each root type in the loss, 1 in the mean."""
    count = np.array([max(1, sum(e[3] == root for e in events)) for root in plv.ROOTS])
    weight = torch.tensor(count ** -BALANCE, dtype=torch.float32)
    return weight / weight.mean()


def learn(reader, examples, ours, weight, options, seed):
    """Trains on the examples for the epochs asked for, and as a share of the batches on our own reports."""
    reader.encoder.word.weight.requires_grad_(False)
    average, opt = train.Average(reader), train.optimiser(reader)
    rates = [RATE * g["lr"] for g in opt.param_groups]
    pairs, reports, rand = train.Windows(examples, seed, BATCH_PIECES), train.Windows(ours, seed, BATCH_PIECES), random.Random(seed)
    size = sum(len(t.cut.pieces) + 2 for t in examples)
    steps = int(options.epochs * size / BATCH_PIECES / (1 - options.pairs))
    reader.train()
    for step in range(steps):
        train.schedule(opt, rates, step / steps)
        loss = report_loss(reader, reports) if rand.random() < options.pairs else pair_loss(reader, pairs, weight, rand)
        train.descend(reader, opt, average, loss)
    average.swap()
    reader.eval()


def report_loss(reader, stream):
    batch = train.collate(stream.next())
    words = reader.words(batch)
    return train.root_loss(reader, words, batch) + train.fact_loss(reader, words, batch)


def pair_loss(reader, stream, weight, rand):
    batch = train.collate(stream.next())
    mask(batch, rand)
    _, scores, wanted = train.root_scores(reader, reader.words(batch), batch)
    return F.cross_entropy(scores, wanted, weight=weight, label_smoothing=SMOOTHING)


def mask(batch, rand):
    """Masks the pieces of some actors."""
    for row, pairs in enumerate(batch["pairs"]):
        words, pieces = int(batch["mask_words"][row].sum()), int(batch["mask"][row].sum())
        for first, end in [span for p in pairs for span in (p[:2], p[2:4]) if rand.random() < MASKED]:
            stop = batch["first"][row, end] if end < words else pieces - 1
            batch["ids"][row, batch["first"][row, first]:stop] = MASK


def read(reader, examples):
    """The root types that are wanted and those that the reader gives."""
    wanted, got = [], []
    with torch.no_grad():
        for i in range(0, len(examples), 32):
            batch = train.collate([(0, len(t.cut.words), t) for t in examples[i:i + 32]])
            _, scores, right = train.root_scores(reader, reader.words(batch), batch)
            wanted += right.tolist()
            got += scores.argmax(1).tolist()
    return [plv.ROOTS[k] for k in wanted], [plv.ROOTS[k] for k in got]


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--from", dest="start", required=True)
    flags.add_argument("--epochs", type=float, default=6)
    flags.add_argument("--pairs", type=float, default=0.15, help="of the batches, the share of our own reports")
    options = flags.parse_args()
    torch.manual_seed(1)
    events = plv.read(train.data("measure-only/plv/PLV_train.tsv"))
    examples, fold = train.root_targets(events), folds(events)
    further = train.root_targets(train.further_roots())
    ours = train.load_gold()
    wanted, got = [], []
    for k in range(FOLDS):
        reader = Reader()
        train.start(reader, options.start)
        learn(reader, [t for t, f in zip(examples, fold) if f != k] + further, ours, balance(events), options, k)
        w, g = read(reader, [t for t, f in zip(examples, fold) if f == k])
        print(f"fold {k}: {len(w)} events, macro-F1 {macro(w, g):.1f}", flush=True)
        wanted, got = wanted + w, got + g
    print(f"all: macro-F1 {macro(wanted, got):.1f}, of quad categories {macro([QUAD[w] for w in wanted], [QUAD[g] for g in got]):.1f}")


if __name__ == "__main__":
    main()
