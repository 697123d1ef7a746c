package language

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLemmas(t *testing.T) {
	for _, c := range []struct{ words, tags, want string }{
		{"The envoys were meeting", "DT NNS VBD VBG", "the envoy be meet"},
		{"They 've agreed , has n't he", "PRP VBP VBN , VBZ RB PRP", "they have agree , have not he"},
		{"She 's been there ; he 's late", "PRP VBZ VBN RB : PRP VBZ JJ", "she have be there ; he be late"},
		{"It 's not been signed", "PRP VBZ RB VBN VBN", "it have not be sign"},
		{"We 'd met if they 'd come", "PRP VBD VBN IN PRP MD VB", "we have meet if they would come"},
		{"Varn 's men saw the wolves", "NNP POS NNS VBD DT NNS", "Varn 's man see the wolf"},
		{"'s", "VBZ", "be"},
		{"He ca n't ; they wo n't", "PRP MD RB : PRP MD RB", "he can not ; they will not"},
		{"His larger boats are better than ours", "PRP$ JJR NNS VBP JJR IN PRP", "his large boat be good than our"},
		{"the happiest and biggest", "DT JJS CC JJS", "the happy and big"},
		{"the British talks in Sept.", "DT JJ NNS IN NNP", "the british talk in September"},
		{"20,000 tonnes at 7 pm", "CD NNS IN CD NN", "20000 tonne at 7 p.m."},
		{"CDs , studies , crises , boxes , heroes", "NNS , NNS , NNS , NNS , NNS", "CD , study , crisis , box , hero"},
		{"stopped using called making hoped hopped", "VBD VBG VBD VBG VBD VBD", "stop use call make hope hop"},
		{"requiring offered treated created visited", "VBG VBD VBD VBD VBD", "require offer treat create visit"},
		{"dies carries goes watches causes", "VBZ VBZ VBZ VBZ VBZ", "die carry go watch cause"},
		{"overthrew rebuilt withdrawn", "VBD VBN VBN", "overthrow rebuild withdraw"},
		{"“ Yes , ” they said –", "`` UH , '' PRP VBD :", "\" yes , \" they say -"},
	} {
		words, tags := strings.Fields(c.words), strings.Fields(c.tags)
		got := make([]string, len(words))
		for i := range words {
			got[i] = lemma(words, tags, i)
		}
		if g := strings.Join(got, " "); g != strings.ReplaceAll(c.want, "british", "British") {
			t.Errorf("%s: %s, want %s", c.words, g, c.want)
		}
	}
}

// TestLemmasOfTreebanks: of the words of EWT and GUM train, given their tags, at
// least 98.5 of 100 have the lemma of the treebank.
func TestLemmasOfTreebanks(t *testing.T) {
	files, _ := filepath.Glob("../../shared/data/open/ewt/*train.conllu")
	more, _ := filepath.Glob("../../shared/data/open/gum/train/*.conllu")
	if files = append(files, more...); len(files) == 0 {
		t.Skip("no treebanks at ../shared/data/open")
	}
	words, right := 0, 0
	for _, path := range files {
		w, r := lemmasOfTreebank(t, path)
		words, right = words+w, right+r
	}
	if share := 100 * float64(right) / float64(words); share < 98.5 {
		t.Errorf("%.2f of 100 lemmas of %d words", share, words)
	} else {
		t.Logf("%.2f of 100 lemmas of %d words", share, words)
	}
}

// lemmasOfTreebank counts the words of a CoNLL-U file and those with its lemma.
func lemmasOfTreebank(t *testing.T, path string) (n, right int) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var words, tags, want []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) == 10 && !strings.ContainsAny(c[0], "-.") && c[2] != "_" {
			words, tags, want = append(words, c[1]), append(tags, c[4]), append(want, c[2])
		}
		if len(c) > 1 {
			continue
		}
		for i := range words {
			if n++; lemma(words, tags, i) == want[i] {
				right++
			}
		}
		words, tags, want = nil, nil, nil
	}
	return n, right
}

// FuzzLemmas: every word has a lemma, whatever its tag.
func FuzzLemmas(f *testing.F) {
	f.Add("’s", "VBZ")
	f.Add("İS", "NNPS")
	f.Add("ing", "VBG")
	f.Add("ed", "VBD")
	f.Add("s", "NNS")
	f.Add("est", "JJS")
	f.Add("\xff\xfeied", "VBN")
	f.Fuzz(func(t *testing.T, word, tag string) {
		if got := lemma([]string{word}, []string{tag}, 0); got == "" && word != "" && strings.Trim(word, ",") != "" {
			t.Errorf("no lemma of %q as %s", word, tag)
		}
	})
}
