package history

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/gold"
)

func story(t *testing.T, path string) gold.Story {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	stories, err := gold.ReadStories(path)
	if err != nil {
		t.Fatal(err)
	}
	return stories[0]
}

// told writes a joined fact on one line.
func told(f rapporteur.JoinedFact) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s [%s]", f.Kind, strings.Join(f.Parties, ", "))
	for _, m := range f.Members {
		fmt.Fprintf(&b, " %s/%s", m.Report, m.Fact)
	}
	fmt.Fprintf(&b, " | first %s reports %d origins %d", f.FirstReported, f.Reports, f.Origins)
	for _, c := range f.History {
		fmt.Fprintf(&b, " | %s %s/%s", c.Day, c.By.Report, c.Status)
		if c.Time != "" {
			b.WriteString(" " + c.Time)
		}
		if c.Who != "" {
			b.WriteString(" " + c.Who)
		}
	}
	for _, d := range f.Disputed {
		fmt.Fprintf(&b, " | denied by %s", strings.Join(d.Who, ", "))
	}
	return b.String()
}

// TestDredgers follows an invented story: talks that are moved and held, a round of the
// year before that stays apart, people known by their office or last name alone, a demand
// in other words, a stance given up, a denial, a condition met by what is reported later.
func TestDredgers(t *testing.T) {
	s := story(t, "testdata/dredgers")
	var got []string
	for _, f := range Join(s.Records, nil, nil) {
		got = append(got, told(f))
	}
	slices.Sort(got)
	want := []string{
		"condition [Dredgers' Union] 1-courier/c1 | first 2031-02-17 reports 1 origins 1 | 2031-02-17 1-courier/open | 2031-03-13 3-harbour/met 2031-03-12",
		"event [Varsk Port Authority] 3-harbour/e1 | first 2031-03-13 reports 1 origins 1 | 2031-03-13 3-harbour/happened 2031-03-12",
		"meeting [Dredgers' Union, Varsk Port Authority] 1-courier/m1 2-wire/m1 3-harbour/m1 | first 2031-02-17 reports 3 origins 3 | 2031-02-17 1-courier/expected 2031-03-04 | 2031-03-01 2-wire/postponed | 2031-03-01 2-wire/expected 2031-03-11 | 2031-03-13 3-harbour/held 2031-03-11",
		"meeting [Dredgers' Union, Varsk Port Authority] 1-courier/m2 | first 2031-02-17 reports 1 origins 1 | 2031-02-17 1-courier/failed 2030",
		"position [Dredgers' Union] 1-courier/p1 2-wire/p1 | first 2031-02-17 reports 2 origins 2 | 2031-02-17 1-courier/demands",
		"position [Varsk Port Authority] 1-courier/p2 3-harbour/p1 | first 2031-02-17 reports 2 origins 2 | 2031-02-17 1-courier/refuses | 2031-03-13 3-harbour/accepts",
		"statement [Ilka Morn] 1-courier/s2 | first 2031-02-17 reports 1 origins 1 | 2031-02-17 1-courier/said",
		"statement [Ilka Morn] 3-harbour/s1 | first 2031-03-13 reports 1 origins 1 | 2031-03-13 3-harbour/said",
		"statement [Jarn Ulvik] 1-courier/s1 2-wire/s2 | first 2031-02-17 reports 2 origins 2 | 2031-02-17 1-courier/said",
		"statement [director of the port of Varsk] 2-wire/s1 | first 2031-03-01 reports 1 origins 1 | 2031-03-01 2-wire/said",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestOrderOfReports joins reports in many orders: the facts are always the same.
func TestOrderOfReports(t *testing.T) {
	for _, path := range []string{"testdata/dredgers", "../../shared/gold/stories/ennedi-truce"} {
		t.Run(path, func(t *testing.T) {
			s := story(t, path)
			want := Join(s.Records, nil, nil)
			random := rand.New(rand.NewPCG(9, 9))
			for range 5 {
				random.Shuffle(len(s.Records), func(i, j int) { s.Records[i], s.Records[j] = s.Records[j], s.Records[i] })
				if diff := cmp.Diff(want, Join(s.Records, nil, nil)); diff != "" {
					t.Fatal(diff)
				}
			}
		})
	}
}

// TestKeys holds all pairs of tellings against those that find one another by their keys:
// whoever finds a telling is found by it, no two are told twice, and whatever is alike or
// linked among those that share one of their weightiest words is found.
func TestKeys(t *testing.T) {
	for _, path := range []string{"testdata/dredgers", "../../shared/gold/stories/ennedi-truce", "../../shared/gold/stories/nacala-wagons"} {
		t.Run(path, func(t *testing.T) {
			var all []*Telling
			for _, r := range story(t, path).Records {
				all = append(all, pointers(Tellings(r))...)
			}
			found := map[[2]int]Candidate{}
			for c := range sharing(all) {
				at := [2]int{c.A, c.B}
				if _, twice := found[at]; twice || c.A >= c.B {
					t.Fatalf("%v is told twice", c)
				}
				found[at] = c
			}
			for i, a := range all {
				for j, b := range all[:i] {
					checkCandidate(t, a, b, found[[2]int{j, i}])
				}
			}
		})
	}
}

// checkCandidate checks what two tellings are taken for that may have to do with one another.
func checkCandidate(t *testing.T, a, b *Telling, c Candidate) {
	t.Helper()
	for _, k := range []struct {
		name         string
		there, back  bool
		taken, exist bool
	}{
		{"one fact", shareKey(a.Keys().Same, b.Keys().Kept), shareKey(b.Keys().Same, a.Keys().Kept), c.Same, sharesWord(a, b) && Alike(a, b) >= Faint},
		{"linked", shareKey(a.Keys().Linked, b.Keys().Kept), shareKey(b.Keys().Linked, a.Keys().Kept), c.Linked,
			sharesWord(a, b) && (LinkOf(a, b) != "" || LinkOf(b, a) != "")},
	} {
		if k.there != k.back || k.there != k.taken {
			t.Fatalf("%s: %v finds %v: %v, is found by it: %v, candidates: %v", k.name, a.FactMember, b.FactMember, k.there, k.back, k.taken)
		}
		if k.exist && !k.taken {
			t.Fatalf("%s: %v and %v are not found", k.name, a.FactMember, b.FactMember)
		}
	}
}

func shareKey(a, b []uint64) bool {
	return slices.ContainsFunc(a, func(k uint64) bool { return slices.Contains(b, k) })
}

// sharesWord reports whether one of the weightiest words of a telling, those of what it
// waits for where it is a condition, is one of another's.
func sharesWord(a, b *Telling) bool {
	words := func(t *Telling) []string {
		if t.Kind == rapporteur.ConditionFact {
			return t.Need.heaviest(wordsAlone)
		}
		return t.Bag.heaviest(wordsAlone)
	}
	return shares(words(a), words(b))
}
