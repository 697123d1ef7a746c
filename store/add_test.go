package store

import (
	"testing"
)

// Identical bytes are kept once and a text has one report, wherever it is found.
func TestNothingIsKeptTwice(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		elsewhere := sampleInput(0)
		elsewhere.Name = "mirror/0.txt"
		spaced := sampleInput(0)
		spaced.Name, spaced.Raw = "spaced.txt", append([]byte("\n\n"), spaced.Raw...)
		other, err := Pack(spaced, sampleRecord(t, 0), "1")
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := s.Add(t.Context(), []*Packed{samplePack(t, 0), samplePack(t, 0), PackKnown(elsewhere), other}); err != nil {
				t.Fatal(err)
			}
		}
		c, err := s.Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c.Reports != 2 || c.Inputs != 4 || c.Statements != 2 || c.Positions != 2 {
			t.Errorf("%+v", c)
		}
		if n := countRows(t, s, "raws"); n != 3 {
			t.Errorf("%d rows of bytes, want 3", n)
		}
		for _, at := range []struct {
			Sight
			want Seen
		}{
			{Sight{"reports/0.txt", elsewhere.SHA256()}, SeenHere},
			{Sight{"mirror/0.txt", elsewhere.SHA256()}, SeenHere},
			{Sight{"new.txt", spaced.SHA256()}, SeenElsewhere},
			{Sight{"reports/0.txt", "00"}, Unseen},
		} {
			if got, err := s.Seen(t.Context(), at.Sight, "1"); got != at.want || err != nil {
				t.Errorf("%v: %v %v, want %v", at.Sight, got, err, at.want)
			}
		}
	})
}

func countRows(t *testing.T, s *Store, table string) (n int) {
	t.Helper()
	if err := s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A refusal is kept with its reason and forgotten by the version that reads the bytes.
func TestRefusals(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		in := sampleInput(0)
		for range 2 {
			added, err := s.Add(t.Context(), []*Packed{PackRefusal(in, "is too dull", "1")})
			if err != nil || added != (Added{Refused: 1}) {
				t.Errorf("%+v, %v", added, err)
			}
		}
		refused, err := s.Refused(t.Context())
		if err != nil || len(refused) != 1 || refused[0].Refusal != "is too dull" || countRows(t, s, "raws") != 0 {
			t.Errorf("%+v, %v", refused, err)
		}
		at := Sight{in.Name, in.SHA256()}
		for version, want := range map[string]Seen{"1": SeenRefused, "2": Unseen} {
			if got, err := s.Seen(t.Context(), at, version); got != want || err != nil {
				t.Errorf("version %s: %v, %v", version, got, err)
			}
		}
		withSamples(t, s, 1)
		if refused, err := s.Refused(t.Context()); err != nil || len(refused) != 0 {
			t.Errorf("%+v, %v", refused, err)
		}
	})
}

func TestVisits(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		const url = "https://news.example/feed"
		if _, known, err := s.Visited(t.Context(), url); known || err != nil {
			t.Errorf("%v, %v", known, err)
		}
		for _, want := range []Visit{{url, `"1"`, ""}, {url, `"2"`, "Tue, 04 Feb 2031 09:00:00 GMT"}} {
			if _, err := s.Add(t.Context(), []*Packed{PackVisit(want, now)}); err != nil {
				t.Fatal(err)
			}
			if got, known, err := s.Visited(t.Context(), url); got != want || !known || err != nil {
				t.Errorf("%+v, %v, %v", got, known, err)
			}
		}
	})
}
