package gold

import (
	"os"
	"testing"
)

const storySet = "../../shared/gold/stories"

func TestReadStories(t *testing.T) {
	if _, err := os.Stat(storySet); err != nil {
		t.Skip(err)
	}
	ss, err := ReadStories(storySet)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range ss {
		n := len(s.Records)
		if len(s.Lineage) != n*(n-1)/2 || len(s.Facts) == 0 {
			t.Errorf("%s: %d reports, %d pairs, %d facts", s.Path, n, len(s.Lineage), len(s.Facts))
		}
		for _, r := range s.Records {
			for _, e := range r.Entities {
				if len(e.Mentions) == 0 {
					t.Logf("%s: no mention of %s", r.Report.ID, e.Name)
				}
			}
		}
	}
}
