"""The reader: one encoder and light heads on its vectors. Everything here has its twin in Go (language/)."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from arguments import ALL_ROLES, FACT_LABELS, FACT_LINKS, FORMS, PATHS
from facts import ATTRIBUTES, FAMILIES
from plv import ROOTS
from targets import LINKS, MENTION_KINDS, NAME_KINDS, RELATIONS, ROLES, TAGS, TIME_KINDS

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS, SHAPES = 384, 12, 1536, 6, 30522, 512, 32
LABELS = 1 + 2 * len(ROLES)   # outside, then begin and inside of each role
ARC_WIDTH, RELATION_WIDTH = 160, 96    # of the biaffine parser's projections
MENTION_WIDTH = 192                    # of a mention where antecedents are compared
POINTER_WIDTH = 96                     # of a mention's head where its borders are compared
LINK_WIDTH = 96      # of the biaffine link scorer; 64 and 128 were not told apart on gold/dev
ARGUMENT_WIDTH = 96  # of a phrase and a mention where roles are scored
ROOT_WIDTH = 128     # of the hidden layer that names an event given its actors
DISTANCES = 16       # buckets of the signed distance between two spans, in words


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.output(a.transpose(1, 2).reshape(b, t, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """A BERT encoder (Devlin et al., 2019) with a shape embedding for what the uncased vocabulary loses."""

    def __init__(self):
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shape.weight, 0, 0.005)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def load_minilm(self, weights):
        """weights: the tensors of MiniLM-L6-H384-uncased (Wang et al., 2020) under BERT's names."""
        w = {k.removeprefix("bert."): v for k, v in weights.items()}
        self.word.weight.data = w["embeddings.word_embeddings.weight"]
        self.position.weight.data = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        copy(self.norm, w, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            base = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [w[f"{base}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                getattr(layer.qkv, kind).data = torch.cat(parts)
            copy(layer.output, w, base + "attention.output.dense")
            copy(layer.norm1, w, base + "attention.output.LayerNorm")
            copy(layer.up, w, base + "intermediate.dense")
            copy(layer.down, w, base + "output.dense")
            copy(layer.norm2, w, base + "output.LayerNorm")

    def forward(self, ids, shapes, mask):
        x = self.norm(self.word(ids) + self.position.weight[:ids.shape[1]] + self.shape(shapes))
        mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def copy(module, weights, name):
    module.weight.data = weights[name + ".weight"]
    module.bias.data = weights[name + ".bias"]


class Crf(nn.Module):
    """Linear-chain conditional random fields (Lafferty et al., 2001), one a level, over the BIO labels of source, cue and content.
    A passage may begin inside a span (a window does), so there are no start scores."""

    def __init__(self, levels, kinds=len(ROLES)):
        super().__init__()
        labels = 1 + 2 * kinds
        self.transition = nn.Parameter(torch.zeros(levels, labels, labels))
        self.register_buffer("forbidden", torch.tensor(forbidden(kinds)), persistent=False)

    def scores(self):
        return self.transition + self.forbidden

    def loss(self, emission, labels, mask):
        """emission [B, T, K, L], labels [B, T, K], mask [B, T], true on a prefix. Mean negative log-likelihood a word, summed over levels."""
        return ChainLoss.apply(emission, self.scores(), labels, mask) / mask.sum()


class ChainLoss(torch.autograd.Function):
    """Negative log-likelihood of label paths. Its gradient is expected minus observed counts, by the forward-backward algorithm in
    the probability domain with rescaling (Rabiner, 1989): many times faster than differentiating the recursion."""

    @staticmethod
    def forward(ctx, emission, transition, labels, mask):
        e, moves = emission.detach().numpy(), np.exp(transition.detach().numpy())
        y, m = labels.numpy(), mask.numpy()
        batch, length, levels, _ = e.shape
        peak = e.max(-1, keepdims=True)
        p = np.exp(e - peak)
        alpha, norms = chain(p, moves, m)
        beta = chain_back(p, moves, m, norms)
        marginal = alpha * beta * m[:, :, None, None]
        pairs = alpha[:, :-1, :, :, None] * (p * beta / norms)[:, 1:, :, None, :] * m[:, 1:, None, None, None]
        expected = np.einsum("btkij->kij", pairs) * moves
        hot = np.eye(e.shape[-1], dtype=np.float32)[y] * m[:, :, None, None]
        observed = np.einsum("btki,btkj->kij", hot[:, :-1], hot[:, 1:])
        gold = (hot * e).sum() + (observed * transition.detach().numpy()).sum()
        total = ((peak + np.log(norms))[..., 0] * m[:, :, None]).sum()
        ctx.save_for_backward(torch.from_numpy(marginal - hot), torch.from_numpy((expected - observed).astype(np.float32)))
        return emission.new_tensor(total - gold)

    @staticmethod
    def backward(ctx, grad):
        emission, transition = ctx.saved_tensors
        return grad * emission, grad * transition, None, None


def chain(p, moves, mask):
    """Scaled forward probabilities [B, T, K, L] and their norms [B, T, K, 1]; beyond a row's end it stands still with norm 1."""
    alpha, norms = np.empty_like(p), np.ones_like(p[..., :1])
    for t in range(p.shape[1]):
        step = p[:, 0] if t == 0 else np.matmul(alpha[:, t - 1, :, None, :], moves)[:, :, 0] * p[:, t]
        on = mask[:, t, None, None]
        norms[:, t] = np.where(on, step.sum(-1, keepdims=True), 1)
        alpha[:, t] = np.where(on, step / norms[:, t], alpha[:, t - 1] if t else step)
    return alpha, norms


def chain_back(p, moves, mask, norms):
    """Scaled backward probabilities, so that alpha * beta is the marginal."""
    beta = np.ones_like(p)
    turned = moves.transpose(0, 2, 1)
    for t in range(p.shape[1] - 2, -1, -1):
        step = np.matmul((p[:, t + 1] * beta[:, t + 1] / norms[:, t + 1])[:, :, None, :], turned)[:, :, 0]
        beta[:, t] = np.where(mask[:, t + 1, None, None], step, 1)
    return beta


def forbidden(kinds):
    """-1e4 for moves into the inside of a span that was not begun."""
    labels = 1 + 2 * kinds
    out = [[0.0] * labels for _ in range(labels)]
    for kind in range(kinds):
        begin, inside = 1 + 2 * kind, 2 + 2 * kind
        for before in range(labels):
            if before not in (begin, inside):
                out[before][inside] = -1e4
    return out


class Group(nn.Module):
    """The emissions of one attribution group: the labels of every level. `base` is another group whose scores are added to the
    first level's, so that a small set starts from what a large one taught."""

    def __init__(self, levels, base=None):
        super().__init__()
        self.base = [base] if base else []     # in a list: its weights belong to itself
        self.linear = nn.Linear(WIDTH, levels * LABELS)
        self.crf = Crf(levels)
        if base:
            nn.init.zeros_(self.linear.weight), nn.init.zeros_(self.linear.bias)

    def forward(self, words):
        out = self.linear(words).view(*words.shape[:-1], -1, LABELS)
        for base in self.base:
            out = torch.cat([out[..., :1, :] + base(words), out[..., 1:, :]], -2)
        return out


class Linker(nn.Module):
    """Biaffine scores (Dozat & Manning, 2017) between spans, one plane a link; a span is its first and last word."""

    def __init__(self):
        super().__init__()
        self.left = nn.Linear(2 * WIDTH, LINK_WIDTH)
        self.right = nn.Linear(2 * WIDTH, LINK_WIDTH)
        self.bilinear = nn.Parameter(torch.zeros(len(LINKS), LINK_WIDTH, LINK_WIDTH))
        self.left_score = nn.Linear(LINK_WIDTH, len(LINKS))
        self.right_score = nn.Linear(LINK_WIDTH, len(LINKS), bias=False)
        self.distance = nn.Parameter(torch.zeros(len(LINKS), DISTANCES))
        nn.init.normal_(self.bilinear, 0, 0.02)

    def forward(self, spans, buckets):
        """spans [N, 2*WIDTH], buckets [N, N] -> scores [links, N, N] of (left, right)."""
        a, b = F.gelu(self.left(spans)), F.gelu(self.right(spans))
        scores = torch.einsum("id,ldk,jk->lij", a, self.bilinear, b)
        return scores + self.left_score(a).T[:, :, None] + self.right_score(b).T[:, None, :] + self.distance[:, buckets]


def distance_buckets(first, end):
    """Buckets of the words between two spans, signed by which comes first: 0..6 left before right by 0, 1, 2-3, 4-7, 8-15, 16-63,
    64 and more; 7..13 the reverse; 14 they overlap. first, end: [N] -> [N, N]."""
    ahead = first[None, :] - end[:, None]      # words between i and a later j
    behind = first[:, None] - end[None, :]
    edges = torch.tensor([1, 2, 4, 8, 16, 64])
    out = torch.full(ahead.shape, 14)
    out = torch.where(ahead >= 0, torch.bucketize(ahead, edges, right=True), out)
    return torch.where(behind >= 0, 7 + torch.bucketize(behind, edges, right=True), out)


class Chain(nn.Module):
    """BIO labels of flat spans of several kinds."""

    def __init__(self, kinds):
        super().__init__()
        self.linear = nn.Linear(WIDTH, 1 + 2 * kinds)
        self.crf = Crf(1, kinds)

    def loss(self, words, labels, mask):
        return self.crf.loss(self.linear(words)[:, :, None], labels[..., None], mask)


class Biaffine(nn.Module):
    """left' U right + bias of the right: [.., N, M] scores (Dozat & Manning, 2017)."""

    def __init__(self, width, out=1):
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width)
        self.form = nn.Parameter(torch.randn(out, width, width) * 0.02)
        self.left_score, self.right_score = nn.Linear(width, out), nn.Linear(width, out, bias=False)

    def project(self, left, right):
        return F.gelu(self.left(left)), F.gelu(self.right(right))

    def forward(self, x):
        """All pairs of words: x [B, W, WIDTH] -> [B, W, W], left the row."""
        a, b = self.project(x, x)
        return (a @ self.form[0]) @ b.transpose(1, 2) + self.left_score(a) + self.right_score(b).transpose(1, 2)

    def pairs(self, left, right):
        """Given pairs: [N, WIDTH] each -> [N, out]."""
        a, b = self.project(left, right)
        return torch.einsum("nd,ode,ne->no", a, self.form, b) + self.left_score(a) + self.right_score(b)


class Tree(nn.Module):
    """Dependency trees: every word scores each word of its sentence as its head, itself where it is a root; and the relation."""

    def __init__(self):
        super().__init__()
        self.arc, self.relation = Biaffine(ARC_WIDTH), Biaffine(RELATION_WIDTH, len(RELATIONS))

    def loss(self, words, heads, relations, sentence, mask):
        """heads [B, W] (-1 unknown), relations [B, W], sentence [B, W] the number of each word's sentence."""
        scores = self.arc(words)
        near = (sentence[:, :, None] == sentence[:, None, :]) & mask[:, None, :]
        scores = scores.masked_fill(~near, -1e4)
        known = (heads >= 0) & mask
        arc = F.cross_entropy(scores[known], heads[known])
        b, i = known.nonzero(as_tuple=True)
        relation = F.cross_entropy(self.relation.pairs(words[b, i], words[b, heads[b, i]]), relations[b, i])
        return arc + relation


class Mentions(nn.Module):
    """Mentions by their head words: the kind at the head, then which words of the sentence are first and last."""

    def __init__(self):
        super().__init__()
        self.kind = nn.Linear(WIDTH, 1 + len(MENTION_KINDS))
        self.first, self.last = Biaffine(POINTER_WIDTH), Biaffine(POINTER_WIDTH)

    def loss(self, words, kinds, mentions, sentence, mask):
        """kinds [B, W] of head words, -1 unknown; mentions: (row, head, first, last)."""
        known = (kinds >= 0) & mask
        loss = F.cross_entropy(self.kind(words)[known], kinds[known])
        if not len(mentions):
            return loss
        row, head, first, last = torch.tensor(mentions).T
        near = (sentence[row] == sentence[row, head][:, None]) & mask[row]
        for pointer, wanted in ((self.first, first), (self.last, last)):
            a, b = pointer.project(words[row, head], words)
            scores = torch.einsum("nd,nwd->nw", a @ pointer.form[0], b[row]) + pointer.right_score(b)[row, :, 0]
            loss = loss + 0.5 * F.cross_entropy(scores.masked_fill(~near, -1e4), wanted)
        return loss


class Coreference(nn.Module):
    """The antecedent of a mention, or none: bilinear between mentions (Lee et al., 2017) with what is seen without vectors: how far
    back, whether the head words are the same, whether the whole mentions are, and the kinds."""

    def __init__(self):
        super().__init__()
        self.project = nn.Linear(3 * WIDTH, MENTION_WIDTH)
        self.form = nn.Parameter(torch.randn(MENTION_WIDTH, MENTION_WIDTH) * 0.02)
        self.anaphor, self.antecedent = nn.Linear(MENTION_WIDTH, 1), nn.Linear(MENTION_WIDTH, 1, bias=False)
        self.distance = nn.Parameter(torch.zeros(8))
        self.same = nn.Parameter(torch.zeros(4))     # head words, whole mentions, neither in a pronoun, kinds

    def scores(self, vectors, features):
        """vectors [N, 3*WIDTH] in text order, features [N, N, 5] -> [N, N], the row is the anaphor."""
        m = F.gelu(self.project(vectors))
        out = (m @ self.form) @ m.T + self.anaphor(m) + self.antecedent(m).T
        return out + self.distance[features[..., 0]] + (features[..., 1:].float() * self.same).sum(-1)

    def candidates(self, vectors, features, clusters):
        """[N, 1 + N] scores of no antecedent and of every mention, and which of them are right."""
        n = len(clusters)
        before = torch.ones(n, n, dtype=torch.bool).tril(-1)
        scores = self.scores(vectors, features).masked_fill(~before, -1e4)
        right = (clusters[:, None] == clusters[None, :]) & before
        return torch.cat([torch.zeros(n, 1), scores], 1), torch.cat([~right.any(1, keepdim=True), right], 1)

    def right(self, vectors, features, clusters):
        """[N] is the best antecedent right?"""
        scores, right = self.candidates(vectors, features, clusters)
        return right.gather(1, scores.argmax(1, keepdim=True))[:, 0]

    def loss(self, vectors, features, clusters):
        """Mean negative log-likelihood of the right antecedents together."""
        scores, right = self.candidates(vectors, features, clusters)
        return -(torch.logsumexp(scores.masked_fill(~right, -1e4), 1) - torch.logsumexp(scores, 1)).mean()


class Arguments(nn.Module):
    """Which mentions play which roles in what a phrase expresses, and which phrases belong together: bilinear between a phrase (first and
    last word, its label) and a mention (head, first and last word) or another phrase, with what is seen without vectors."""

    def __init__(self):
        super().__init__()
        roles, links = len(ALL_ROLES), len(FACT_LINKS)
        self.phrase = nn.Linear(2 * WIDTH, ARGUMENT_WIDTH)
        self.label = nn.Parameter(torch.zeros(len(FACT_LABELS), ARGUMENT_WIDTH))
        self.mention = nn.Linear(3 * WIDTH, ARGUMENT_WIDTH)
        self.form = nn.Parameter(torch.randn(roles, ARGUMENT_WIDTH, ARGUMENT_WIDTH) * 0.02)
        self.phrase_score, self.mention_score = nn.Linear(ARGUMENT_WIDTH, roles), nn.Linear(ARGUMENT_WIDTH, roles, bias=False)
        nn.init.constant_(self.phrase_score.bias, -2)      # most mentions play no role
        self.distance = nn.Parameter(torch.zeros(roles, DISTANCES))
        self.path = nn.Parameter(torch.zeros(roles, len(PATHS)))
        self.kind = nn.Parameter(torch.zeros(roles, len(MENTION_KINDS)))
        self.shape = nn.Parameter(torch.zeros(roles, len(FORMS)))
        self.near, self.inside = nn.Parameter(torch.zeros(roles)), nn.Parameter(torch.zeros(roles))
        self.later = nn.Linear(2 * WIDTH, ARGUMENT_WIDTH)
        self.link_form = nn.Parameter(torch.randn(links, ARGUMENT_WIDTH, ARGUMENT_WIDTH) * 0.02)
        self.earlier_score, self.later_score = nn.Linear(ARGUMENT_WIDTH, links), nn.Linear(ARGUMENT_WIDTH, links, bias=False)
        self.link_distance, self.alike = nn.Parameter(torch.zeros(links, DISTANCES)), nn.Parameter(torch.zeros(links))

    def roles(self, words, a):
        """[F, M, roles] scores, words [W, WIDTH] of one window."""
        first, end, label = (torch.tensor([f[k] for f in a.facts]) for k in (1, 2, 3))
        head, begin, stop, kind, shape = (torch.tensor([m[k] for m in a.mentions]) for k in range(5))
        p = F.gelu(self.phrase(torch.cat([words[first], words[end - 1]], -1)) + self.label[label])
        m = F.gelu(self.mention(torch.cat([words[head], words[begin], words[stop - 1]], -1)))
        scores = torch.einsum("fd,rde,me->fmr", p, self.form, m) + self.phrase_score(p)[:, None] + self.mention_score(m)[None]
        buckets = distance_buckets(torch.cat([first, begin]), torch.cat([end, stop]))[:len(first), len(first):]
        seen = self.distance[:, buckets] + self.path[:, torch.from_numpy(a.path)] + (self.kind[:, kind] + self.shape[:, shape])[:, None]
        seen = seen + self.near[:, None, None] * torch.from_numpy(a.near) + self.inside[:, None, None] * torch.from_numpy(a.inside)
        return scores + seen.permute(1, 2, 0)

    def links(self, words, a):
        """[links, F, F] scores, the row is the outcome or the earlier phrase."""
        first, end, label = (torch.tensor([f[k] for f in a.facts]) for k in (1, 2, 3))
        x = torch.cat([words[first], words[end - 1]], -1)
        left, right = F.gelu(self.phrase(x) + self.label[label]), F.gelu(self.later(x) + self.label[label])
        scores = torch.einsum("id,lde,je->lij", left, self.link_form, right)
        scores = scores + self.earlier_score(left).T[:, :, None] + self.later_score(right).T[:, None, :]
        return scores + self.link_distance[:, distance_buckets(first, end)] + self.alike[:, None, None] * torch.from_numpy(a.alike)


class Root(nn.Module):
    """The PLOVER root type of what a source does to a target: attention from the two over the sentence, then a hidden layer; the chain
    that finds anchors says beforehand how likely each type is anywhere in it."""

    def __init__(self):
        super().__init__()
        self.query, self.key = nn.Linear(4 * WIDTH, ROOT_WIDTH), nn.Linear(WIDTH, ROOT_WIDTH)
        self.hidden = nn.Linear(5 * WIDTH, ROOT_WIDTH)
        self.out = nn.Linear(ROOT_WIDTH + len(FAMILIES["anchor"]), len(ROOTS))

    def forward(self, words, mask, actors, anchors):
        """words [B, W, WIDTH], mask [B, W], actors [B, 4*WIDTH] of the source's and target's first and last words, anchors [B, W, labels]
        the emissions of the anchors' chain -> [B, roots]."""
        weight = (self.key(words) @ self.query(actors)[:, :, None])[..., 0] / ROOT_WIDTH ** 0.5
        weight = weight.masked_fill(~mask, -1e4).softmax(-1)
        seen = (weight[..., None] * words).sum(1)
        begins = (anchors[..., 1::2] - anchors[..., :1]).masked_fill(~mask[..., None], -1e4).amax(1)
        return self.out(torch.cat([F.gelu(self.hidden(torch.cat([seen, actors], -1))), torch.tanh(begins / 4)], -1))


class Reader(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.encoder = Encoder()
        self.dropout = nn.Dropout(dropout)
        self.sentence = nn.Linear(WIDTH, 2)
        self.attribution = Group(1)
        self.statement = Group(2, self.attribution)
        self.linker = Linker()
        self.act = nn.Linear(2 * WIDTH, 2)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.tree = Tree()
        self.mention = Mentions()
        self.coreference = Coreference()
        self.name = Chain(len(NAME_KINDS))
        self.time = Chain(len(TIME_KINDS))
        self.fact = nn.ModuleDict({family: Chain(len(labels)) for family, labels in FAMILIES.items()})
        self.attribute = nn.ModuleDict({name: nn.Linear(2 * WIDTH, len(values)) for name, (_, values) in ATTRIBUTES.items()})
        self.argument = Arguments()
        self.root = Root()
        self.event = nn.Linear(WIDTH, 2)
        self.factuality = nn.Linear(WIDTH, 1)

    def words(self, batch):
        """The vectors of a batch's words [B, W, WIDTH]: those of their first pieces."""
        x = self.encoder(batch["ids"], batch["shapes"], batch["mask"])
        index = batch["first"][:, :, None].expand(-1, -1, WIDTH)
        return self.dropout(x.gather(1, index))

    def span_vectors(self, words, row, first, end):
        """The first and last words' vectors of spans: words [B, W, WIDTH], row, first, end [N] -> [N, 2*WIDTH]."""
        return torch.cat([words[row, first], words[row, end - 1]], -1)


def link_loss(reader, words, spans):
    """Binary cross-entropy over the pairs that a link may join. spans: for every row of the batch (spans, links, acts)."""
    every = [(row, *s) for row, (ss, _, _) in enumerate(spans) for s in ss]
    if len(every) < 2:
        return 0.0
    row = torch.tensor([s[0] for s in every])
    first, end = torch.tensor([s[2] for s in every]), torch.tensor([s[3] for s in every])
    scores = reader.linker(reader.span_vectors(words, row, first, end), distance_buckets(first, end))
    same = (row[:, None] == row[None, :]) & ~torch.eye(len(every), dtype=torch.bool)
    total = 0.0
    for n, name in enumerate(LINKS):
        wanted = torch.zeros(len(every), len(every))
        offset = 0
        for ss, links, _ in spans:
            for a, b in links[name]:
                wanted[a + offset, b + offset] = 1
            offset += len(ss)
        left, right = (torch.tensor([s[1] == role for s in every]) for role in name.split("-"))
        pairs = same & left[:, None] & right[None, :]
        if pairs.any():
            total = total + F.binary_cross_entropy_with_logits(scores[n][pairs], wanted[pairs], reduction="sum") / left.sum()
    return total
