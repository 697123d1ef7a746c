// Package ingest is the walk from a report's bytes to its record: read, analyse,
// link, extract. It calls the stages in order and runs them over many reports at once.
package ingest

import (
	"context"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"

	"rapporteur"
	"rapporteur/extract"
	"rapporteur/knowledge"
	"rapporteur/language"
	"rapporteur/language/encoder"
	"rapporteur/source"
)

// Options says how reports are read. The zero value reads English reports with
// the fastest kernel on every core.
type Options struct {
	// Source is what is known of the reports beforehand and what is refused.
	Source source.Options
	// Kernel is the arithmetic of the encoder.
	Kernel encoder.Kernel
	// Knowledge is what the user knows beside what the program carries.
	Knowledge knowledge.Options
	// Jobs is how many reports are worked on at once; 0 means one a core, and one more
	// where they are kept in an archive.
	Jobs int
}

// Pipeline reads reports. It is safe for concurrent use.
type Pipeline struct {
	source source.Options
	reader *language.Reader
	base   *knowledge.Base
	jobs   int
	// keepingJobs is how many reports are worked on at once beside an archive.
	keepingJobs int
}

// New loads the language reader and the knowledge base; the error says why the
// kernel asked for cannot run here, or what is wrong with a file of the user's.
func New(o Options) (*Pipeline, error) {
	var base *knowledge.Base
	var baseErr error
	var loading sync.WaitGroup
	loading.Go(func() { base, baseErr = knowledge.Load(o.Knowledge) }) // as long as the weights
	reader, err := language.New(language.Options{Kernel: o.Kernel})
	loading.Wait()
	if err != nil {
		return nil, err
	}
	if baseErr != nil {
		return nil, baseErr
	}
	jobs, keepingJobs := o.Jobs, o.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
		keepingJobs = jobs + 1 // files and the archive are waited for: of adding 2,000 short reports on two cores 0.5 of 9.6 seconds
	}
	return &Pipeline{source: o.Source, reader: reader, base: base, jobs: jobs, keepingJobs: keepingJobs}, nil
}

// Input is one report to read.
type Input struct {
	// Name is the path of the file, or what a refusal calls From.
	Name string
	// From is where the bytes come from; nil means the file Name.
	From io.Reader
	// Published is when it was published, where that is known of this report alone;
	// empty means what Options says.
	Published string
}

// Record is the whole walk of one report. The error is a refusal of source: past
// it every text has a record.
func (p *Pipeline) Record(in Input) (*rapporteur.Record, error) {
	doc, err := p.document(in)
	if err != nil {
		return nil, err
	}
	return p.record(doc), nil
}

// record is the walk from the document on.
func (p *Pipeline) record(doc *rapporteur.Document) *rapporteur.Record {
	parsed := p.parse(doc)
	record := extract.Record(parsed.Flat, parsed.Analysis, p.Link(parsed.Flat, parsed.Analysis))
	record.Report = parsed.Report
	return record
}

// Parsed is a report with the analysis of its language.
type Parsed struct {
	Report *rapporteur.Document
	// Flat is the report with each of its paragraphs on one line; an offset into
	// the one is an offset into the other.
	Flat     *rapporteur.Document
	Analysis *rapporteur.Analysis
}

// Parse is the walk of one report up to its analysis, with the errors of Record.
func (p *Pipeline) Parse(in Input) (*Parsed, error) {
	doc, err := p.document(in)
	if err != nil {
		return nil, err
	}
	return p.parse(doc), nil
}

func (p *Pipeline) parse(doc *rapporteur.Document) *Parsed {
	flat := *doc
	flat.Text = source.Unwrapped(doc.Text)
	return &Parsed{doc, &flat, p.Analyze(&flat)}
}

// Analyze is the second step of the walk alone, for a text that is no report of
// its own.
func (p *Pipeline) Analyze(doc *rapporteur.Document) *rapporteur.Analysis {
	return p.reader.Analyze(doc)
}

// Link is the third step of the walk alone.
func (p *Pipeline) Link(doc *rapporteur.Document, a *rapporteur.Analysis) *rapporteur.Links {
	return p.base.Link(doc, a)
}

// RootType names by PLOVER's root types what source does to target, two spans of a
// text of a few sentences at most, and with which posterior in [0, 1]; CONCEDE and
// RETREAT are YIELD. The type is empty where a span has no word. The walk does not
// need it: there events are found by their words and the actors after them.
func (p *Pipeline) RootType(text string, source, target rapporteur.Span) (string, float64) {
	return p.reader.RootType(text, source, target)
}

// Base is what the pipeline knows of persons, states, organisations and places.
func (p *Pipeline) Base() *knowledge.Base { return p.base }

func (p *Pipeline) document(in Input) (*rapporteur.Document, error) {
	o := p.source
	if in.Published != "" {
		o.Published = in.Published
	}
	if in.From == nil {
		return source.ReadFile(in.Name, o)
	}
	return source.Read(in.From, in.Name, o)
}

// Result is what became of one input: what was made of it, or why it was refused.
type Result[T any] struct {
	Input Input
	Made  T
	Err   error
}

// Records walks the inputs, several at once, and yields their records in the
// order of the inputs, each as soon as it and all before it are done. It ends
// early, at once, when ctx does.
func (p *Pipeline) Records(ctx context.Context, inputs []Input) iter.Seq[Result[*rapporteur.Record]] {
	return walk(ctx, p.jobs, inputs, p.Record)
}

// Parses is Records for the walk up to the analysis.
func (p *Pipeline) Parses(ctx context.Context, inputs []Input) iter.Seq[Result[*Parsed]] {
	return walk(ctx, p.jobs, inputs, p.Parse)
}

func walk[T any](ctx context.Context, jobs int, inputs []Input, do func(Input) (T, error)) iter.Seq[Result[T]] {
	return inOrder(ctx, jobs, ahead, slices.Values(inputs), func(in Input) Result[T] {
		made, err := do(in)
		return Result[T]{in, made, err}
	})
}
