package main

import (
	"runtime"
	"sync"

	"rapporteur"
	"rapporteur/extract"
	"rapporteur/ingest"
	"rapporteur/knowledge"
)

// Program is the parts of the program that are scored. All may be called from
// several goroutines at once.
type Program struct {
	// Analyze is the analysis of a document.
	Analyze func(doc *rapporteur.Document) *rapporteur.Analysis
	// Record is the whole walk from a file to its record; published is when it was
	// published, empty where only the file can say.
	Record func(path, published string) (*rapporteur.Record, error)
	// Graded is Record with what the confidences of the facts are computed from.
	Graded func(path, published string) (*rapporteur.Record, extract.Grounds, error)
	// Link says who the mentions of a document are, which it analyses before.
	Link func(doc *rapporteur.Document) *rapporteur.Links
	// RootType is the root type of what source does to target in a text.
	RootType func(text string, source, target rapporteur.Span) (string, float64)
	// Base is what it knows.
	Base *knowledge.Base
}

// load makes the program ready; it takes a moment and is left until a set is
// there to be scored.
func load() (Program, error) {
	pipeline, err := ingest.New(ingest.Options{})
	if err != nil {
		return Program{}, err
	}
	record := func(path, published string) (*rapporteur.Record, error) {
		return pipeline.Record(ingest.Input{Name: path, Published: published})
	}
	graded := func(path, published string) (*rapporteur.Record, extract.Grounds, error) {
		parsed, err := pipeline.Parse(ingest.Input{Name: path, Published: published})
		if err != nil {
			return nil, nil, err
		}
		r, grounds := extract.Graded(parsed.Flat, parsed.Analysis, pipeline.Link(parsed.Flat, parsed.Analysis))
		r.Report = parsed.Report
		return r, grounds, nil
	}
	link := func(doc *rapporteur.Document) *rapporteur.Links { return pipeline.Link(doc, pipeline.Analyze(doc)) }
	return Program{pipeline.Analyze, record, graded, link, pipeline.RootType, pipeline.Base()}, nil
}

// analyzeTexts returns the analysis of each text, of which nothing else is known.
func (p Program) analyzeTexts(texts []string) []*rapporteur.Analysis {
	documents := make([]*rapporteur.Document, len(texts))
	for i, text := range texts {
		documents[i] = &rapporteur.Document{Text: text}
	}
	return p.analyzeAll(documents)
}

// analyzeAll returns the analysis of each document. Equal ones share one:
// PolNeAR's articles with several annotators come several times.
func (p Program) analyzeAll(documents []*rapporteur.Document) []*rapporteur.Analysis {
	first := map[rapporteur.Document]int{}
	for i, doc := range documents {
		if _, ok := first[*doc]; !ok {
			first[*doc] = i
		}
	}
	out := make([]*rapporteur.Analysis, len(documents))
	each(len(documents), func(i int) {
		if first[*documents[i]] == i {
			out[i] = p.Analyze(documents[i])
		}
	})
	for i, doc := range documents {
		out[i] = out[first[*doc]]
	}
	return out
}

// each calls do for 0 to n-1, on all cores.
func each(n int, do func(int)) {
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		free <- struct{}{}
		wg.Go(func() {
			do(i)
			<-free
		})
	}
	wg.Wait()
}
