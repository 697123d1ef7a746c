"""Tests of how annotations become targets and of the chain's loss. Run: python -m unittest discover train (needs numpy and torch)."""
import collections, itertools, math, os, random, re, tempfile, unittest, unittest.mock

import numpy as np
import torch
from safetensors.torch import save_file

import arguments
import crossvalidate
import facts
import names
import plv
import sets
import targets
import tensors
import timeml
import train
import treebank
from decode import spans, viterbi
from model import LABELS, Coreference, Crf, Reader
from targets import ROLES, Cut, word_range

REPORT = "“We wait,” Ada Brekke said, adding: “The ferry is late.”\nOsk news said the mayor thinks it sank."


def cut(text):
    """Words at white space, one piece a word: enough to test targets with."""
    words, at = [], 0
    for w in text.split():
        at = text.index(w, at)
        words.append((at, at + len(w)))
        at += len(w)
    n = len(words)
    breaks = [i == 0 or "\n" in text[words[i - 1][1]:words[i][0]] for i in range(n)]
    return Cut(words, np.arange(n), np.zeros(n, int), np.arange(n), np.array(breaks))


def target(text, statements):
    return targets.target(sets.gold_example("case", text, {"statements": statements}), cut(text))


def named(text, t):
    return [(role, " ".join(text.split()[a:b])) for role, a, b in t.spans]


class Gold(unittest.TestCase):
    def test_locates_the_nth_occurrence(self):
        self.assertEqual(sets.locate("ab ab ab", "ab##2"), (3, 5))
        self.assertIsNone(sets.locate("ab", "ac"))

    def test_parts_of_one_statement_are_linked(self):
        t = target(REPORT, [{"source": "Ada Brekke", "cue": "said", "content": ["“We wait,”", "“The ferry is late.”"], "act": "say"}])
        self.assertEqual(named(REPORT, t)[2:], [("content", "“We wait,”"), ("content", "“The ferry is late.”")])
        self.assertEqual(t.links["content-cue"], {(2, 1), (3, 1)})
        self.assertEqual(t.links["content-content"], {(2, 3), (3, 2)})
        self.assertEqual(t.links["source-cue"], {(0, 1)})
        self.assertEqual(t.acts, {2: 0, 3: 0})

    def test_what_stands_in_content_is_on_the_second_level(self):
        t = target(REPORT, [
            {"source": "the mayor", "cue": "thinks", "content": "it sank", "act": "think"},
            {"source": "Osk news", "cue": "said##2", "content": "the mayor thinks it sank", "act": "say"}])
        words = REPORT.split()
        inner = [w for w, label in zip(words, t.labels[:, 1]) if label]
        outer = [w for w, label in zip(words, t.labels[:, 0]) if label]
        self.assertEqual(inner, ["the", "mayor", "thinks", "it", "sank."])
        self.assertEqual(outer, ["Osk", "news", "said", "the", "mayor", "thinks", "it", "sank."])

    def test_a_span_ends_with_its_paragraph(self):
        text = "“It is late\nand dark” she said"
        t = target(text, [{"source": "she", "cue": "said", "content": "“It is late\nand dark”"}])
        self.assertEqual([s for s in named(text, t) if s[0] == "content"], [("content", "“It is late"), ("content", "and dark”")])
        self.assertEqual(list(t.labels[:3, 0]), [5, 6, 6])
        self.assertEqual(t.labels[3, 0], 5)

    def test_labels_give_the_spans_back(self):
        t = target(REPORT, [{"source": "Ada Brekke", "cue": "said", "content": ["“We wait,”", "“The ferry is late.”"]}])
        self.assertEqual({(ROLES.index(r), a, b) for r, a, b in t.spans}, set(spans(t.labels[:, 0])))


class Facts(unittest.TestCase):
    def test_spans_of_every_family(self):
        text = "Osk rejects the ferry deal unless Skarv pays; its envoys meet Monday."
        t = target(text, [])
        facts.add(t, text, {
            "events": [{"type": "REJECT", "anchor": ["rejects"], "status": "happened"}],
            "positions": [{"stance": "rejects", "content": "the ferry deal"}, {"stance": "demands", "content": "ferry"}],
            "conditions": [{"outcome": "the ferry deal", "requirement": "Skarv pays;", "form": "unless", "polarity": "if_met"}],
            "meetings": [{"kind": "talks", "life": [{"status": "expected", "evidence": "its envoys meet Monday"}]}],
            "delegations": [{"evidence": "its envoys", "level": "technical", "status": "named"}]})
        words = text.split()
        found = {f: [(facts.FAMILIES[f][k], " ".join(words[a:b])) for k, a, b in spans(t.words[f])] for f in facts.FAMILIES}
        self.assertEqual(found, {
            "anchor": [("REJECT", "rejects")], "position": [("rejects", "the ferry deal")], "outcome": [("outcome", "the ferry deal")],
            "requirement": [("requirement", "Skarv pays;")], "meeting": [("expected", "its envoys meet Monday.")],
            "delegation": [("delegation", "its envoys")]})
        named = {(n, " ".join(words[a:b]), facts.ATTRIBUTES[n][1][v]) for n, a, b, v in t.attributes}
        self.assertEqual(named, {
            ("status", "rejects", "happened"), ("form", "Skarv pays;", "unless"), ("polarity", "Skarv pays;", "if_met"),
            ("kind", "its envoys meet Monday.", "talks"), ("level", "its envoys", "technical"), ("stage", "its envoys", "named")})


class Sets(unittest.TestCase):
    def test_brat(self):
        a, = sets.brat("T1\tSource 0 3\tAda\nT2\tCue 4 8\tsaid\nT3\tContent 9 11;13 15\tab cd\n#1\tNote T1\tx\nE1\tAttribution:T2 Source:T1 Content:T3 Cue:T2\n")
        self.assertEqual((a.source, a.cue, a.content), ([(0, 3)], [(4, 8)], [(9, 11), (13, 15)]))

    def test_word_range_takes_words_that_are_touched(self):
        c = cut("one two three")
        self.assertEqual(word_range(c, (2, 5)), (0, 2))
        self.assertIsNone(word_range(c, (3, 4)))


ROW = "{}\t{}\t_\t{}\t{}\t_\t{}\t{}\t_\t{}"
TREE = "# newdoc\n# global.Entity = GRP-etype\n" + "\n".join([
    ROW.format(1, "Ada", "PROPN", "NNP", 3, "nsubj", "Entity=(1-person-new(2-place-new)"),
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
    ROW.format(2, "did", "AUX", "VBD", 3, "aux", "Entity=1)"), ROW.format(3, "n't", "PART", "RB", 0, "root", "_"),
    ROW.format(4, ".", "PUNCT", ".", 3, "punct", "_")]) + "\n\n# newpar\n" + ROW.format(1, "Go", "VERB", "VB", 0, "root", "_")


class Treebank(unittest.TestCase):
    def test_is_running_text(self):
        d = treebank.document("case", TREE)
        self.assertEqual((d.text, d.sentences), ("Ada didn't.\nGo", [0, 12]))
        self.assertEqual([d.text[w.start:w.end] for w in d.words], ["Ada", "did", "n't", ".", "Go"])
        self.assertEqual([w.head for w in d.words], [2, 2, 2, 2, 4])

    def test_mentions_nest(self):
        d = treebank.document("case", TREE)
        self.assertEqual([(d.text[m.start:m.end], m.kind, m.cluster) for m in d.mentions], [("Ada did", "person", "1"), ("Ada", "place", "2")])

    def test_targets(self):
        d = treebank.document("case", TREE)
        c = Cut([(w.start, w.end) for w in d.words], np.arange(5), np.zeros(5, int), np.arange(5), np.array([True, False, False, False, True]))
        t = targets.treebank_target(d, c)
        self.assertEqual([targets.TAGS[i] for i in t.words["tag"]], ["NNP", "VBD", "RB", ".", "VB"])
        self.assertEqual(list(t.words["head"]), [2, 2, 2, 2, 4])
        self.assertEqual([targets.RELATIONS[i] for i in t.words["relation"]], ["nsubj", "aux", "root", "punct", "root"])
        self.assertEqual(list(t.sentence), [1, 0, 0, 0, 1])
        self.assertEqual([m[:4] for m in t.mentions], [(0, 0, 0, "2")])


class Spans(unittest.TestCase):
    def test_timeml(self):
        _, text, times, events = timeml.document("case", '<TEXT>On <TIMEX3 tid="t1" type="DATE" value="2031-02-03">Monday</TIMEX3> &amp; <EVENT>later</EVENT></TEXT>')
        self.assertEqual((text, [(text[x.start:x.end], x.kind, x.value) for x in times]), ("On Monday & later", [("Monday", "DATE", "2031-02-03")]))
        self.assertEqual([text[a:b] for a, b in events], ["later"])
        t = targets.event_target(targets.chain_target("case", [], targets.TIME_KINDS, "time", cut(text)), events)
        self.assertEqual(list(t.words["event"]), [0, 0, 0, 1])
        self.assertEqual(list(targets.event_target(t, None).words["event"]), [-1, -1, -1, -1])

    def test_names(self):
        _, text, spans = names.document("case", "Ada\tB-Person\nBrekke\tI-Person\n's\tO\n(\tO\nSkarv\tB-Location\tB-Person\n)\tO\n.\tO\n\nGo\tO\n")
        self.assertEqual((text, [(text[x.start:x.end], x.kind) for x in spans]), ("Ada Brekke's (Skarv). Go", [("Ada Brekke", "person"), ("Skarv", "place")]))

    def test_chain_target(self):
        t = targets.chain_target("case", [(0, 7, "TIME"), (4, 7, "SET")], targets.TIME_KINDS, "time", cut("one two three"))
        self.assertEqual(list(t.words["time"]), [3, 4, 0])


class Batches(unittest.TestCase):
    def report(self, n, mentions):
        return targets.Target(cut(" ".join(["word"] * n)), mentions=mentions)

    def test_a_report_with_coreference_stays_whole(self):
        long, short = self.report(700, [(5, 5, 5, "a", "word", "word", "person"), (690, 690, 690, "a", "word", "word", "person")]), self.report(3, [])
        for name in ("sentence", "labels"):
            setattr(long, name, None), setattr(short, name, None)
        found = [b for b in train.Windows([long, short], 1).round() if any(t is long for _, _, t in b)]
        self.assertEqual(len(found), 1)
        self.assertEqual(sum(e - s for s, e, t in found[0] if t is long), 700)
        ms, = (list(r) for r in train.reports(train.collate(found[0])) if r)
        self.assertEqual(len(ms), 2)
        self.assertLess(ms[0][0], ms[1][0])

    def test_the_best_antecedent_is_right_or_not(self):
        net = Coreference()
        net.scores = lambda vectors, features: torch.tensor([[0., 0, 0], [2, 0, 0], [-1, -2, 0]])
        right = net.right(None, None, torch.tensor([0, 0, 1]))
        self.assertEqual(right.tolist(), [True, True, True])
        self.assertEqual(net.right(None, None, torch.tensor([0, 1, 1])).tolist(), [True, False, False])


class Chain(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.crf = Crf(2)
        self.crf.transition.data.normal_()
        self.emission = torch.randn(2, 4, 2, LABELS, requires_grad=True)
        self.labels = torch.tensor(np.random.default_rng(1).choice([0, 1, 3, 5], (2, 4, 2)))
        self.mask = torch.tensor([[True] * 4, [True, True, False, False]])

    def direct(self):
        """The same loss by summing over all paths."""
        moves, total = self.crf.scores(), 0.0
        for b, k in itertools.product(range(2), range(2)):
            n = int(self.mask[b].sum())
            def score(path):
                s = sum(self.emission[b, t, k, path[t]] for t in range(n))
                return s + sum(moves[k, path[t - 1], path[t]] for t in range(1, n))
            every = torch.stack([score(p) for p in itertools.product(range(LABELS), repeat=n)])
            total = total + torch.logsumexp(every, 0) - score(self.labels[b, :, k])
        return total / self.mask.sum()

    def test_loss_and_gradient_are_those_of_all_paths(self):
        got, want = self.crf.loss(self.emission, self.labels, self.mask), self.direct()
        self.assertTrue(math.isclose(float(got.detach()), float(want.detach()), rel_tol=1e-5))
        inputs = [self.emission, self.crf.transition]
        for a, b in zip(torch.autograd.grad(got, inputs), torch.autograd.grad(want, inputs)):
            self.assertLess(float((a - b).abs().max()), 1e-5)

    def test_viterbi_is_the_best_path(self):
        e, moves = self.emission[0, :, 0].detach().numpy(), self.crf.scores()[0].detach().numpy()
        def score(p):
            return sum(e[t, p[t]] for t in range(4)) + sum(moves[p[t - 1], p[t]] for t in range(1, 4))
        best = max((p for p in itertools.product(range(LABELS), repeat=4) if p[0] == 0 or p[0] % 2), key=score)
        self.assertEqual(tuple(viterbi(e, moves)), best)


class TakingPart(unittest.TestCase):
    """Veloria will free prisoners if rebels leave Maripol . They refused"""
    TEXT = "Veloria will free prisoners if rebels leave Maripol . They refused"
    RECORD = {"entities": [{"name": "Veloria", "aliases": []}, {"name": "the rebels", "aliases": ["rebels"]}],
              "events": [{"id": "e1", "type": "REJECT", "anchor": "refused", "actors": ["the rebels"], "status": "happened"},
                         {"id": "e2", "type": "RETREAT", "anchor": "leave", "actors": ["the rebels"]}],
              "conditions": [{"id": "c1", "outcome": "Veloria will free prisoners", "requirement": "rebels leave Maripol", "waits": ["the rebels"],
                              "holder": ["Veloria"], "outcome_proposition": "freed", "requirement_proposition": "withdrawal"}]}

    def setUp(self):
        # Words: 0 Veloria 1 will 2 free 3 prisoners 4 if 5 rebels 6 leave 7 Maripol 8 . 9 They 10 refused
        heads = [2, 2, 2, 2, 6, 6, 2, 6, 2, 10, 10]
        relations = "nsubj aux root obj mark nsubj advcl obj punct nsubj root".split()
        mentions = [(0, 0, 1, 1, 0, 0), (3, 3, 4, 0, 1, 1), (5, 5, 6, 0, 1, 2), (7, 7, 8, 2, 0, 3), (9, 9, 10, 0, 2, 2)]
        self.found = arguments.Layers(mentions, heads, relations, np.array([1] * 9 + [2] * 2))
        self.t = targets.Target(cut(self.TEXT))
        facts.add(self.t, self.TEXT, self.RECORD)
        arguments.add(self.t, self.TEXT, self.RECORD, self.found)

    def wanted(self, words, role):
        i = next(i for i, f in enumerate(self.t.facts) if self.TEXT.split()[f[1]:f[2]] == words.split())
        return [int(x) for x in self.t.arguments.wanted[i, :, arguments.ALL_ROLES.index(role)]]

    def test_a_pronoun_means_what_its_cluster_does(self):
        self.assertEqual(arguments.referents(self.TEXT, self.RECORD, self.t.cut, self.found), ["Veloria", None, "the rebels", None, "the rebels"])

    def test_the_mention_in_the_sentence_plays_the_role_and_others_of_the_entity_do_not_count(self):
        self.assertEqual(self.wanted("refused", "actor"), [0, 0, -1, 0, 1])
        self.assertEqual(self.wanted("leave", "actor"), [0, 0, 1, 0, -1])
        self.assertEqual(self.wanted("rebels leave Maripol", "waits"), [0, 0, 1, 0, -1])
        self.assertEqual(self.wanted("rebels leave Maripol", "holder"), [1, 0, 0, 0, 0])

    def test_an_outcome_waits_for_the_requirement_of_its_condition(self):
        a = self.t.arguments
        outcome, requirement = (next(i for i, f in enumerate(a.facts) if f[0] == family) for family in ("outcome", "requirement"))
        self.assertEqual(a.links[0, outcome, requirement], 1)
        self.assertEqual(int((a.links[0] == 1).sum()), 1)
        self.assertEqual(a.links[1, outcome, requirement], 0)

    def test_places_in_the_tree(self):
        path = lambda fact, mention: arguments.PATHS[arguments.path(fact, mention, self.found.heads, self.found.relations)]
        self.assertEqual([path(10, 9), path(6, 0), path(6, 5), path(6, 7), path(2, 5), path(10, 0)],
                         ["own-nsubj", "sister-nsubj", "own-nsubj", "own-obj", "none", "none"])

    def test_a_window_renumbers(self):
        w = arguments.window(self.t.arguments, 9, 11)
        self.assertEqual([f[:3] for f in w.facts], [("anchor", 1, 2)])
        self.assertEqual(w.mentions, [(0, 0, 1, 0, 2)])
        self.assertEqual(w.wanted[0, 0, arguments.ALL_ROLES.index("actor")], 1)


class Roots(unittest.TestCase):
    def test_marks_become_spans(self):
        text, spans = plv.unmarked("On Friday <s>the Front</s> shelled <t>Maripol</t> and <t>Ost</t>.")
        self.assertEqual(text, "On Friday the Front shelled Maripol and Ost.")
        self.assertEqual({k: text[a:b] for k, (a, b) in spans.items()}, {"s": "the Front", "t": "Maripol"})

    def test_our_own_sentences_mark_one_pair_each(self):
        with open(plv.INVENTED, encoding="utf8") as f:
            header, *lines = f.read().splitlines()
        self.assertEqual(header, "root\tsentence")
        for line in lines:
            self.assertEqual(line.count("\t"), 1, line)
            self.assertEqual(sorted(re.findall("</?[st]>", line)), ["</s>", "</t>", "<s>", "<t>"], line)
        events = plv.invented()
        self.assertEqual(len(events), len(lines))
        for text, source, target, root in events:
            self.assertIn(root, plv.ROOTS)
            self.assertTrue(text[slice(*source)].strip() and text[slice(*target)].strip(), text)
            self.assertTrue(source[1] <= target[0] or target[1] <= source[0], text)
        self.assertEqual(len({e[:3] for e in events}), len(events))

    def test_our_own_sentences_hold_every_root(self):
        count = collections.Counter(root for *_, root in plv.invented())
        self.assertEqual([r for r in plv.ROOTS if count[r] < 25], [])

    def test_a_pair_is_two_word_ranges(self):
        t = targets.root_target(("the Front shelled Maripol", (0, 9), (18, 25), "ASSAULT"), cut("the Front shelled Maripol"))
        self.assertEqual(t.pairs, [(0, 2, 3, 4, plv.ROOTS.index("ASSAULT"))])


class TensorsTest(unittest.TestCase):
    def test_what_is_written_comes_back(self):
        torch.manual_seed(3)
        written, back = Reader(), Reader()
        for p in written.parameters():
            p.data.normal_(0, 0.1)
        first, again = tensors.Writer(), tensors.Writer()
        tensors.write(first, written)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "weights.safetensors")
            save_file(first.tensors, path, metadata={"steps": "7"})
            self.assertEqual(train.start(back, path), 7)
        tensors.write(again, back)
        for name, tensor in first.tensors.items():
            torch.testing.assert_close(again.tensors[name], tensor, rtol=1e-6, atol=1e-6, msg=name)


class CrossValidation(unittest.TestCase):
    def test_a_text_stays_in_one_fold_and_types_are_spread(self):
        events = [(f"text {i // 2}", None, None, root) for root in ("AID", "AGREE") for i in range(20)]
        fold = crossvalidate.folds(events)
        of_text = {}
        for (text, *_), k in zip(events, fold):
            self.assertEqual(of_text.setdefault(text, k), k)
        self.assertEqual(set(fold), set(range(crossvalidate.FOLDS)))

    def test_macro_is_the_mean_of_the_labels(self):
        self.assertAlmostEqual(crossvalidate.macro(["a", "a", "b", "c"], ["a", "b", "b", "a"]), (50 + 200 / 3 + 0) / 3)

    def test_masks_the_pieces_of_actors_alone(self):
        batch = dict(ids=torch.tensor([[101, 11, 12, 13, 14, 102, 0], [101, 21, 22, 23, 24, 25, 102]]), pairs=[[(0, 1, 2, 3, 0)], [(0, 1, 1, 2, 0)]],
                     first=torch.tensor([[1, 3, 4], [1, 2, 0]]), mask_words=torch.tensor([[True] * 3, [True, True, False]]),
                     mask=torch.tensor([[True] * 6 + [False], [True] * 7]))
        with unittest.mock.patch.object(crossvalidate, "MASKED", 1):
            crossvalidate.mask(batch, random.Random(1))
        self.assertEqual(batch["ids"].tolist(), [[101, 103, 103, 13, 103, 102, 0], [101, 103, 103, 103, 103, 103, 102]])

    def test_every_root_has_a_quad_category(self):
        self.assertEqual(set(crossvalidate.QUAD), set(plv.ROOTS))


if __name__ == "__main__":
    unittest.main()
