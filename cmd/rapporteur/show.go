package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/export"
	"rapporteur/store"
)

// showFlags are the flags of show as they were given.
type showFlags struct {
	archiveFlags
	layoutFlags
	json, text bool
}

func showCommand() *cobra.Command {
	f := &showFlags{layoutFlags: newLayoutFlags()}
	cmd := &cobra.Command{
		Use:   "show ID…",
		Short: "Show a report of an archive with its record, or one of its facts",
		Long: `Show what reports of an archive say, as read prints it, each fact with its ID and what
analysts decided of it. An ID is the beginning of a report's as list prints it, or that
of a fact with the report's before it, as 3f2a91bc/m1: then the fact is shown with its
evidence and all decisions on it.

"?" marks what the reader itself is not sure of, "✓" what an analyst confirmed or
corrected, "✗" what one rejected.`,
		Example: `  rapporteur show 3f2a91bc
  rapporteur show 3f2a --only meetings --evidence
  rapporteur show 3f2a/m1
  rapporteur show 3f2a --text`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.show(cmd.Context(), cmd.OutOrStdout(), args) },
	}
	f.archiveFlags.define(cmd)
	f.layoutFlags.define(cmd)
	cmd.Flags().BoolVar(&f.text, "text", false, "print the text of the report alone")
	cmd.Flags().BoolVar(&f.json, "json", false, "print each record as JSON on one line, with what the archive knows of it")
	cmd.MarkFlagsMutuallyExclusive("json", "text")
	completeFrom(cmd, factCompletions)
	return cmd
}

func (f *showFlags) check(ids []string) error {
	if len(ids) == 0 {
		return errors.New("show needs the ID of a report or a fact (list prints them)")
	}
	if f.laidOut() && (f.json || f.text) {
		return errors.New("--only, --evidence and --confidence lay out the page; --json and --text print no page")
	}
	return f.layoutFlags.check()
}

func (f *showFlags) show(ctx context.Context, w io.Writer, ids []string) error {
	pages := &pages{w: w, pageOptions: f.page(os.Stdout)}
	return f.read(ctx, func(archive *store.Store) error {
		for _, id := range ids {
			var err error
			if strings.Contains(id, "/") {
				err = f.fact(ctx, archive, pages, id)
			} else {
				err = f.report(ctx, archive, pages, id)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// report prints one report.
func (f *showFlags) report(ctx context.Context, archive *store.Store, pages *pages, id string) error {
	r, err := archive.Report(ctx, id)
	if err != nil {
		return failure{err}
	}
	if f.text {
		return written(fmt.Fprintln(pages.w, strings.TrimSuffix(r.Record.Report.Text, "\n")))
	}
	standings, err := standingsOf(ctx, archive, r.Facts)
	if err != nil {
		return failure{err}
	}
	if f.json {
		return writeJSON(pages.w, r, standings)
	}
	return failing(pages.writeKept(r, standings))
}

// failing is a failure where there is an error.
func failing(err error) error {
	if err != nil {
		return failure{err}
	}
	return nil
}

// standingsOf are what the archive knows of facts.
func standingsOf(ctx context.Context, archive *store.Store, heads []store.Head) (map[string]standing, error) {
	out := newStandings(heads)
	for id, s := range out {
		if s.Joined == "" {
			continue
		}
		by, group, err := archive.Joined(ctx, s.Joined)
		if err != nil {
			return nil, err
		}
		s.same, s.by = others(group, s.Head), by
		out[id] = s
	}
	return out, nil
}

// jsonKept is what an archive knows of a report beside its record.
type jsonKept struct {
	Version   string         `json:"version"`
	Raw       string         `json:"raw_sha256"`
	Found     []jsonFound    `json:"found"`
	Decisions []jsonDecision `json:"decisions"`
}

type jsonFound struct {
	Name   string `json:"name"`
	Seen   string `json:"seen"`
	SHA256 string `json:"sha256"`
}

// writeJSON prints the record as read does, with what the archive knows before it.
func writeJSON(w io.Writer, r *store.Report, standings map[string]standing) error {
	kept := jsonKept{Version: r.Version, Raw: r.Raw, Found: []jsonFound{}, Decisions: []jsonDecision{}}
	for _, s := range r.Sightings {
		kept.Found = append(kept.Found, jsonFound{s.Name, s.Seen.Format(time.RFC3339), s.SHA256})
	}
	for i := range r.Facts {
		h := &r.Facts[i]
		s := standings[h.ID]
		if h.Decision != nil {
			d := newJSONDecision(*h.Decision, h)
			d.Same, d.Kept = s.same, h.Kept
			kept.Decisions = append(kept.Decisions, d)
		} else if len(s.same) > 0 {
			d := newJSONDecision(s.by, h)
			d.Same = s.same
			kept.Decisions = append(kept.Decisions, d)
		}
	}
	archive, err := encodeJSON(kept)
	if err != nil {
		return failure{err}
	}
	var record bytes.Buffer
	if err := export.NewJSON(&record, export.JSONOptions{}).Write(r.Record); err != nil {
		return failure{err}
	}
	return written(fmt.Fprintf(w, `{"archive":%s,%s`, archive, bytes.TrimPrefix(record.Bytes(), []byte("{"))))
}

// writeKept writes the page of a report of an archive.
func (o *pages) writeKept(r *store.Report, standings map[string]standing) error {
	p := newPage(o.pageOptions, r.Record)
	p.standings = standings
	o.apart(p)
	p.report()
	p.kept(r)
	p.sections()
	p.adrift(r.Facts)
	_, err := io.WriteString(o.w, p.out.String())
	return err
}

// kept is a line of what the archive knows of the report.
func (p *page) kept(r *store.Report) {
	found := ""
	if len(r.Sightings) > 0 {
		found = printable(r.Sightings[0].Name)
	}
	if more := len(r.Sightings) - 1; more > 0 {
		found += " and " + counted(more, "other place", "other places")
	}
	p.fill("", "", told(said(r.Short()), said(printable(r.URL)), label("found in ", found, faint), label("read by version ", r.Version, faint)))
}

// adrift are the facts that analysts keep although the text is another by now.
func (p *page) adrift(heads []store.Head) {
	first := true
	for i := range heads {
		if h := &heads[i]; h.Adrift {
			if first {
				p.apart()
				p.fill("", "", []run{{"KEPT FROM AN EARLIER TEXT", strong}})
				first = false
			}
			p.fact(0, h.ID, 1, told([]run{{strings.TrimSpace(h.Who + " " + h.Label), someone}}, []run{{inQuotes(h.Words), plain}},
				said("the report has another text since")))
		}
	}
}

// fact prints one fact with its evidence and all decisions on it.
func (f *showFlags) fact(ctx context.Context, archive *store.Store, pages *pages, name string) error {
	if f.text {
		return errors.New("--text prints the text of a report, not of a fact")
	}
	h, err := archive.Fact(ctx, name)
	if err != nil {
		return failure{err}
	}
	history, err := archive.Decisions(ctx, name)
	if err != nil {
		return failure{err}
	}
	r, err := archive.Report(ctx, h.Report.ID)
	if err != nil {
		return failure{err}
	}
	if f.json {
		return writeHistory(pages.w, &h, r.Record, history)
	}
	pages.evidence = true
	p := newPage(pages.pageOptions, onlyFact(r.Record, h.ID))
	p.cast = newCast(r.Record)
	if p.standings, err = standingsOf(ctx, archive, []store.Head{h}); err != nil {
		return failure{err}
	}
	pages.apart(p)
	p.report()
	p.kept(r)
	p.sections()
	p.adrift([]store.Head{h})
	if len(history) > 0 {
		p.out.WriteString("\n")
		p.fill("", "", []run{{"DECISIONS", strong}, {and + fmt.Sprint(len(history)), faint}})
	}
	for _, d := range history {
		was := h
		was.Before = nil
		p.item(0, 1, decided(d, &was))
	}
	return written(io.WriteString(pages.w, p.out.String()))
}

// jsonHistory is a fact with all decisions on it.
type jsonHistory struct {
	Fact      string            `json:"fact"`
	Kind      store.Kind        `json:"kind"`
	Day       string            `json:"day,omitempty"`
	Label     string            `json:"label,omitempty"`
	Who       string            `json:"who,omitempty"`
	Topic     string            `json:"topic,omitempty"`
	Words     string            `json:"words,omitempty"`
	Evidence  []export.JSONSpan `json:"evidence"`
	Decisions []jsonDecision    `json:"decisions"`
}

func writeHistory(w io.Writer, h *store.Head, r *rapporteur.Record, history []store.Decision) error {
	out := jsonHistory{h.Name(), h.Kind, h.Day, h.Label, h.Who, h.Topic, h.Words, []export.JSONSpan{}, []jsonDecision{}}
	span := export.Spans(r.Report.Text)
	if f := r.Fact(h.ID); f != nil { // one adrift is none of the record
		for _, s := range f.Common().Evidence {
			out.Evidence = append(out.Evidence, span(s))
		}
	}
	for _, d := range history {
		one := newJSONDecision(d, h)
		one.Fact, one.Kind, one.Before = "", "", nil
		out.Decisions = append(out.Decisions, one)
	}
	return writeLine(w, out)
}
