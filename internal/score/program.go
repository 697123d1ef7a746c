package main

import (
	"runtime"
	"sync"

	"rapporteur"
	"rapporteur/ingest"
)

// Program is the parts of the program that are scored. Both may be called from
// several goroutines at once.
type Program struct {
	// Analyze is the analysis of a text.
	Analyze func(text string) *rapporteur.Analysis
	// Record is the whole walk from a file to its record.
	Record func(path string) (*rapporteur.Record, error)
}

// load makes the program ready; it takes a moment and is left until a set is
// there to be scored.
func load() (Program, error) {
	pipeline, err := ingest.New(ingest.Options{})
	if err != nil {
		return Program{}, err
	}
	record := func(path string) (*rapporteur.Record, error) { return pipeline.Record(ingest.Input{Name: path}) }
	return Program{pipeline.Analyze, record}, nil
}

// analyzeAll returns the analysis of each text. Equal texts share one: PolNeAR's
// articles with several annotators come several times.
func (p Program) analyzeAll(texts []string) []*rapporteur.Analysis {
	first := map[string]int{}
	for i, text := range texts {
		if _, ok := first[text]; !ok {
			first[text] = i
		}
	}
	out := make([]*rapporteur.Analysis, len(texts))
	each(len(texts), func(i int) {
		if first[texts[i]] == i {
			out[i] = p.Analyze(texts[i])
		}
	})
	for i, text := range texts {
		out[i] = out[first[text]]
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
