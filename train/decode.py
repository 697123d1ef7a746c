"""Best paths and exact scores on held texts, for the training log; the program's own decoder is in Go."""
import numpy as np
import torch

from arguments import ALL_ROLES, FACT_LINKS
from facts import FAMILIES
from targets import ROLES


def viterbi(emission, transition):
    """emission [T, L], transition [L, L] -> labels [T]."""
    score, back = emission[0].copy(), []
    score[2::2] = -1e9      # nothing goes on at the start
    for row in emission[1:]:
        step = score[:, None] + transition
        back.append(step.argmax(0))
        score = step.max(0) + row
    path = [int(score.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


def spans(labels):
    """(role, first, end) of every span."""
    out, open_ = [], None
    for i, label in enumerate([int(x) for x in labels] + [0]):
        if open_ and label != 2 + 2 * open_[0]:
            out.append((open_[0], open_[1], i))
            open_ = None
        if label % 2 == 1:
            open_ = ((label - 1) // 2, i)
    return out


def report(reader, name, examples):
    """The figures of a set's heads on held texts, given gold words, sentences and mentions; a rough guide beside `make score`."""
    import train
    tables = {"polnear": lambda: levels(reader, train, examples, "attribution"), "gold": lambda: " ".join((levels(reader, train, examples, "statement"), fact_spans(reader, train, examples), roles(reader, train, examples))),
              "trees": lambda: trees(reader, train, examples), "names": lambda: chain(reader, train, examples, "name"),
              "times": lambda: chain(reader, train, examples, "time"), "facts": lambda: facts(reader, train, examples), "roots": lambda: ""}
    with torch.no_grad():
        return tables[name]()


def levels(reader, train, examples, group):
    """Exact F1 of each role, per level."""
    net = getattr(reader, group)
    transition = net.crf.scores().detach().numpy()
    counts = np.zeros((len(transition), len(ROLES), 3))
    for t in examples:
        emission = emissions(reader, net, train, t)
        for k in range(len(transition)):
            got, want = set(spans(viterbi(emission[:, k], transition[k]))), set(spans(t.labels[:, k]))
            for r in range(len(ROLES)):
                g, w = {x for x in got if x[0] == r}, {x for x in want if x[0] == r}
                counts[k, r] += len(g & w), len(w), len(g)
    return " ".join(f"{ROLES[r]}{k or ''} {f1(c)}" for k, level in enumerate(counts) for r, c in enumerate(level))


def fact_spans(reader, train, examples):
    """F1 of fact spans that overlap by half of the shorter, with their labels."""
    out = []
    for family in FAMILIES:
        net, counts = reader.fact[family], np.zeros(3)
        transition = net.crf.scores()[0].numpy()
        for t in examples:
            got, want = spans(viterbi(emissions(reader, net.linear, train, t), transition)), spans(t.words[family])
            hit = sum(any(g[0] == w[0] and 2 * (min(g[2], w[2]) - max(g[1], w[1])) >= min(g[2] - g[1], w[2] - w[1]) for g in got) for w in want)
            counts += hit, len(want), len(got)
        out.append(f"{family} {f1(counts)}")
    return " ".join(out)


def roles(reader, train, examples):
    """F1 of every role and link at a probability of one half, given the phrases and the mentions."""
    counts = {}
    for t in examples:
        for w in train.windows(t):
            batch = train.collate([w])
            a, words = batch["arguments"][0], reader.words(batch)[0]
            if not a.facts or not a.mentions:
                continue
            tables = list(zip(ALL_ROLES, reader.argument.roles(words, a).permute(2, 0, 1).numpy(), a.wanted.transpose(2, 0, 1)))
            for name, scores, wanted in tables + list(zip(FACT_LINKS, reader.argument.links(words, a).numpy(), a.links)):
                c = counts.setdefault(name, np.zeros(3))
                c += ((scores > 0) & (wanted == 1)).sum(), (wanted == 1).sum(), ((scores > 0) & (wanted >= 0)).sum()
    return " ".join(f"{name} {f1(c)}" for name, c in counts.items() if c[1])


def chain(reader, train, examples, head):
    """Exact F1 of spans with their kinds."""
    net = getattr(reader, head)
    transition, counts = net.crf.scores()[0].numpy(), np.zeros(3)
    for t in examples:
        got, want = set(spans(viterbi(emissions(reader, net.linear, train, t), transition))), set(spans(t.words[head]))
        counts += len(got & want), len(want), len(got)
    return f"{head} {f1(counts)}"


def trees(reader, train, examples):
    """Accuracy of tags, heads and relations (the best head of each word, whether or not they form a tree), of the kinds of mentions,
    and of antecedents given the mentions."""
    right, total = {}, {}

    def count(name, got, want, known):
        right[name] = right.get(name, 0) + int((got[known] == want[known]).sum())
        total[name] = total.get(name, 0) + int(known.sum())
    for t in examples:
        batch = train.collate(train.windows(t))
        words = reader.words(batch)
        mask, sentence = batch["mask_words"], batch["sentence"].cumsum(1)
        count("tag", reader.tag(words).argmax(-1), batch["tag"], mask & (batch["tag"] >= 0))
        scores = reader.tree.arc(words).masked_fill(sentence[:, :, None] != sentence[:, None, :], -1e4).masked_fill(~mask[:, None, :], -1e4)
        known = mask & (batch["head"] >= 0)
        head = scores.argmax(-1)
        count("head", head, batch["head"], known)
        b, i = known.nonzero(as_tuple=True)
        relation = reader.tree.relation.pairs(words[b, i], words[b, batch["head"][b, i]]).argmax(-1)
        count("relation", torch.where(head[b, i] == batch["head"][b, i], relation, -1), batch["relation"][b, i], b >= 0)
        kinds = mask & (batch["mention"] >= 0)
        count("mention", reader.mention.kind(words).argmax(-1), batch["mention"], kinds & (batch["mention"] > 0))
        for ms in train.reports(batch):
            if len(ms) > 1:
                vectors, features, clusters = train.antecedents(reader, words, ms)
                ok = reader.coreference.right(vectors, features, clusters)
                count("antecedent", ok, torch.ones_like(ok), torch.ones_like(ok))
    return " ".join(f"{name} {100 * right[name] / max(1, n):.1f}" for name, n in total.items())


def facts(reader, train, examples):
    """Mean absolute error and Pearson's r."""
    got, want = [], []
    for i in range(0, len(examples), 32):
        batch = train.collate([w for t in examples[i:i + 32] for w in train.windows(t)])
        known = batch["mask_words"] & (batch["factuality"] > -9999)
        got.append(reader.factuality(reader.words(batch))[..., 0][known].numpy())
        want.append(batch["factuality"][known].numpy() / 1000)
    g, w = np.concatenate(got), np.concatenate(want)
    return f"mae {abs(g - w).mean():.3f} r {np.corrcoef(g, w)[0, 1]:.3f}"


def f1(counts):
    """counts: right, wanted, got."""
    return f"{200 * counts[0] / max(1, counts[1] + counts[2]):.1f}"


def emissions(reader, net, train, t):
    return np.concatenate([net(reader.words(train.collate([w])))[0].numpy() for w in train.windows(t)])
