"""The second stage: with the encoder fixed, the chain for statements inside statements learns on alone. It has few examples (one
statement in ten) and, in the first stage, moves too little before the rate falls. Usage: second.py [CHECKPOINT [ROUNDS]]"""
import os, random, sys

import torch

import decode
import sets
import train
from model import LABELS, ChainLoss, Reader

RATE = 3e-3
INNER = 1     # the level that learns


def features(reader, examples):
    """Word vectors and labels of every window, computed once."""
    out = []
    with torch.no_grad():
        for t in examples:
            for w in train.windows(t):
                batch = train.collate([w])
                out.append((reader.words(batch), batch["labels"][:, :, INNER:INNER + 1]))
    return out


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(train.HERE, "checkpoints", "reader.pt")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    state = torch.load(path)
    reader = Reader()
    reader.load_state_dict(state["reader"])
    reader.eval()
    print("before", decode.report(reader, train.prepare(sets.gold("dev")), "statement"), flush=True)
    learn(reader, features(reader, train.load_gold()), rounds)
    print("after ", decode.report(reader, train.prepare(sets.gold("dev")), "statement"), flush=True)
    torch.save({"reader": reader.state_dict(), "step": state["step"]}, path.replace(".pt", "-second.pt"))


def learn(reader, windows, rounds):
    group = reader.statement
    weight = group.linear.weight.data[INNER * LABELS:].clone().requires_grad_()
    bias = group.linear.bias.data[INNER * LABELS:].clone().requires_grad_()
    transition = group.crf.transition.data[INNER:INNER + 1].clone().requires_grad_()
    opt = torch.optim.AdamW([weight, bias, transition], lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LinearLR(opt, 1.0, 0.0, rounds * len(windows))
    for n in range(rounds):
        random.shuffle(windows)
        total = 0.0
        for words, labels in windows:
            emission = (torch.dropout(words, 0.1, True) @ weight.T + bias)[:, :, None]
            mask = torch.ones(labels.shape[:2], dtype=torch.bool)
            loss = ChainLoss.apply(emission, transition + group.crf.forbidden, labels, mask) / labels.shape[1]
            opt.zero_grad()
            loss.backward()
            opt.step()
            schedule.step()
            total += float(loss.detach())
        print("round", n, round(total / len(windows), 4), flush=True)
    group.linear.weight.data[INNER * LABELS:] = weight.data
    group.linear.bias.data[INNER * LABELS:] = bias.data
    group.crf.transition.data[INNER:INNER + 1] = transition.data


if __name__ == "__main__":
    main()
