package language

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur"
)

// timemlText is a TimeML file: its text with its time expressions.
type timemlText struct {
	name      string
	text      string
	published string
	times     []goldTime
}

type goldTime struct {
	rapporteur.Span
	kind, value string
}

func readTimeML(path string) (timemlText, error) {
	f, err := os.Open(path)
	if err != nil {
		return timemlText{}, err
	}
	defer f.Close()
	out := timemlText{name: filepath.Base(path)}
	d := xml.NewDecoder(f)
	d.Strict = false
	inside, open := "", -1
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return out, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "DCT", "TEXT":
				inside = t.Name.Local
			case "TIMEX3":
				g := goldTime{kind: attribute(t, "type"), value: attribute(t, "value")}
				if inside == "DCT" {
					out.published = g.value
				} else if inside == "TEXT" {
					g.Start, open = text.Len(), len(out.times)
					out.times = append(out.times, g)
				}
			}
		case xml.EndElement:
			if t.Name.Local == inside {
				inside = ""
			}
			if t.Name.Local == "TIMEX3" && open >= 0 {
				out.times[open].End = text.Len()
				open = -1
			}
		case xml.CharData:
			if inside == "TEXT" {
				text.Write(t)
			}
		}
	}
	out.text = text.String()
	return out, nil
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func publishedAt(s string) (t time.Time, dayOnly bool) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, len(s) == 10
		}
	}
	return time.Time{}, false
}

// held is the fixed tenth of TimeBank and AQUAINT that nothing is tuned on.
func held(name string) bool {
	sum := 0
	for _, r := range name {
		sum += int(r)
	}
	return sum%10 == 3
}

// The values of gold expressions outside the held tenth. With -v it shows what is
// wrong.
func TestTimesOfTimeML(t *testing.T) {
	for _, set := range []struct {
		pattern string
		least   float64
	}{
		{"../../shared/data/measure-only/timebank/*.tml", .87},
		{"../../shared/data/measure-only/aquaint-timeml/data/TBAQ-cleaned/AQUAINT/*.tml", .80},
		{"../../shared/data/open/wikiwars/train/tml/*.tml", .82},
	} {
		files, _ := filepath.Glob(set.pattern)
		if len(files) == 0 {
			t.Logf("skipped: %s is absent", set.pattern)
			continue
		}
		right, all := 0, 0
		for _, f := range files {
			if strings.HasPrefix(filepath.Base(f), ".") || held(filepath.Base(f)) && !strings.Contains(f, "wikiwars") {
				continue
			}
			r, a, wrong := timemlScore(t, f)
			right, all = right+r, all+a
			for _, w := range wrong {
				t.Log(w)
			}
		}
		t.Logf("%s: %d of %d values, %.1f %%", set.pattern, right, all, 100*float64(right)/float64(all))
		if float64(right) < set.least*float64(all) {
			t.Errorf("fewer than %.0f %%", 100*set.least)
		}
	}
}

func timemlScore(t *testing.T, path string) (right, all int, wrong []string) {
	gold, err := readTimeML(path)
	if err != nil {
		t.Fatal(path, err)
	}
	doc := &rapporteur.Document{Text: gold.text}
	doc.Published, doc.PublishedDay = publishedAt(gold.published)
	a := timemlAnalysis(gold)
	resolveTimes(doc, a)
	for i, g := range gold.times {
		if g.kind == "" || g.Empty() {
			continue
		}
		all++
		if a.Times[i].Value == g.value {
			right++
			continue
		}
		around := strings.Join(strings.Fields(gold.text[max(0, g.Start-70):g.Start]+" [] "+gold.text[g.End:min(len(gold.text), g.End+50)]), " ")
		wrong = append(wrong, fmt.Sprintf("%s\t%s\t%s\t%s\tgot %s\t%s\t%s", gold.name, gold.published, g.kind, g.value, a.Times[i].Value, strings.Join(strings.Fields(g.In(gold.text)), " "), around))
	}
	return right, all, wrong
}

// timemlAnalysis is an analysis with the gold expressions and nothing else.
func timemlAnalysis(gold timemlText) *rapporteur.Analysis {
	a := &rapporteur.Analysis{Tokens: Words(gold.text)}
	k := 0
	for _, g := range gold.times {
		for k < len(a.Tokens) && a.Tokens[k].End <= g.Start {
			k++
		}
		end := k
		for end < len(a.Tokens) && a.Tokens[end].Start < g.End {
			end++
		}
		if end == k {
			end = k + 1
		}
		a.Times = append(a.Times, rapporteur.Time{Phrase: rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: k, End: end}}, Type: rapporteur.TimeType(g.kind)})
	}
	return a
}
