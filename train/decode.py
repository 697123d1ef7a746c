"""Best paths and exact scores on held texts, for the training log; the program's own decoder is in Go."""
import numpy as np
import torch

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


def report(reader, examples, group, limit=12):
    """Exact F1 of each role, per level."""
    import train
    net = getattr(reader, group)
    transition = net.crf.scores().detach().numpy()
    counts = np.zeros((len(transition), len(ROLES), 3))
    for t in examples[:limit]:
        emission = emissions(reader, net, train, t)
        for k in range(len(transition)):
            got, want = set(spans(viterbi(emission[:, k], transition[k]))), set(spans(t.labels[:, k]))
            for r in range(len(ROLES)):
                g, w = {x for x in got if x[0] == r}, {x for x in want if x[0] == r}
                counts[k, r] += len(g & w), len(w), len(g)
    return " ".join(f"{ROLES[r]}{k or ''} {200 * c[0] / max(1, c[1] + c[2]):.1f}" for k, level in enumerate(counts) for r, c in enumerate(level))


def emissions(reader, net, train, t):
    out = []
    with torch.no_grad():
        for w in train.windows(t):
            out.append(net(reader.words(train.collate([w])))[0].numpy())
    return np.concatenate(out)
