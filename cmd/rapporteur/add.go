package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"rapporteur/ingest"
	"rapporteur/source"
	"rapporteur/source/collect"
	"rapporteur/source/fetch"
	"rapporteur/store"
)

// addFlags are the flags of add as they were given.
type addFlags struct {
	archiveFlags
	readingFlags
	json    bool
	fields  []string
	collect collect.Options
}

func addCommand() *cobra.Command {
	f := &addFlags{readingFlags: newReadingFlags()}
	cmd := &cobra.Command{
		Use:   "add FILE|FOLDER|PATTERN|ADDRESS…",
		Short: "Read reports and keep them in an archive",
		Long: `Read reports from where they are and keep their bytes, texts and records in an
archive, which is made where there is none. What each argument holds is told from its
name and its first bytes: plain text, HTML, JSON Lines, JSON, CSV and TSV, RSS, Atom
and JSON feeds, sitemaps, WARC files, mail boxes and letters, each of them perhaps
packed with gzip; an argument that is - is standard input.

What the archive has already is not read again, so that an interrupted run is taken
up by running it again. Pages are fetched one a second and host as robots.txt allows,
and only where they have changed since the last time; feeds and sitemaps with the
articles that they lead to. No request goes to an address that is not public unless
--allow-local is given.`,
		Example: `  rapporteur add reports/
  rapporteur add 'wire/*.html' --outlet "Hale Post"
  rapporteur add news.jsonl.gz --field text=story,published=day
  rapporteur add https://example.org/feed.xml crawl.warc.gz letters.mbox`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.add(cmd.Context(), cmd.OutOrStdout(), args) },
	}
	f.archiveFlags.define(cmd)
	f.readingFlags.define(cmd)
	flags := cmd.Flags()
	flags.StringSliceVar(&f.fields, "field", nil, "which field of JSON or CSV holds text, title, url, published, outlet or byline, as text=story")
	flags.BoolVar(&f.collect.Fetch.AllowLocal, "allow-local", false, "fetch from addresses that are not public too")
	flags.BoolVar(&f.collect.Revisit, "revisit", false, "fetch articles of feeds and sitemaps again that the archive has")
	flags.Int64Var(&f.collect.MaxFile, "max-file", collect.DefaultMaxFile, "the most bytes of a feed, a sitemap, a letter or a file of the web")
	flags.IntVar(&f.collect.MaxArticles, "max-articles", collect.DefaultMaxArticles, "the most articles to fetch of one feed or sitemap")
	flags.IntVar(&f.collect.MaxSitemaps, "max-sitemaps", collect.DefaultMaxSitemaps, "the most sitemaps to read of one index of them")
	flags.IntVar(&f.collect.Fetch.MaxRedirects, "max-redirects", fetch.DefaultMaxRedirects, "the most redirects to follow for one page")
	flags.DurationVar(&f.collect.Fetch.Interval, "interval", fetch.DefaultInterval, "the time between two requests to one host")
	flags.DurationVar(&f.collect.Fetch.Timeout, "timeout", fetch.DefaultTimeout, "the most time that one answer may take")
	flags.DurationVar(&f.collect.Fetch.MaxWait, "max-wait", fetch.DefaultMaxWait, "the longest that a server may ask to wait")
	flags.BoolVar(&f.json, "json", false, "print how many were added as a JSON object")
	return cmd
}

// check returns what is wrong with how add was called.
func (f *addFlags) check(args []string) error {
	o := &f.collect
	var err error
	if o.Fields, err = collect.ParseFields(f.fields); err != nil {
		return fmt.Errorf("--field: %w", err)
	}
	for _, limit := range []struct {
		flag     string
		positive bool
	}{
		{"max-file", o.MaxFile > 0}, {"max-articles", o.MaxArticles > 0}, {"max-sitemaps", o.MaxSitemaps > 0}, {"max-redirects", o.Fetch.MaxRedirects > 0},
		{"interval", o.Fetch.Interval > 0}, {"timeout", o.Fetch.Timeout > 0}, {"max-wait", o.Fetch.MaxWait > 0},
	} {
		if !limit.positive {
			return fmt.Errorf("--%s must be above 0", limit.flag)
		}
	}
	if o.Fetch.Interval < fetch.DefaultInterval && !o.Fetch.AllowLocal {
		return fmt.Errorf("--interval must be %v or more, unless your own server is asked (--allow-local)", fetch.DefaultInterval)
	}
	if err := f.readingFlags.check("add", args); err != nil || f.source.Title == "" && f.source.URL == "" {
		return err
	}
	if info, err := os.Stat(args[0]); err == nil && info.IsDir() {
		return errors.New("--title and --url describe one report, and a folder was given")
	}
	return nil
}

// add keeps the reports of the arguments in the archive.
func (f *addFlags) add(ctx context.Context, w io.Writer, args []string) error {
	type loaded struct {
		pipeline *ingest.Pipeline
		err      error
	}
	loading := make(chan loaded, 1)
	go func() { // takes as long as making the archive, each of them one core
		pipeline, err := f.pipeline(f.source)
		loading <- loaded{pipeline, err}
	}()
	return f.with(ctx, store.Options{Create: true}, func(archive *store.Store) error {
		from := <-loading
		pipeline, err := from.pipeline, from.err
		if err != nil {
			return failure{err}
		}
		made, err := walk(ctx, func(o ingest.AddOptions, tell func(any)) (ingest.Progress, error) {
			from := f.collect
			from.MaxBytes = f.source.MaxBytes * source.MarkupFactor
			from.Fetch.UserAgent = "rapporteur/" + release
			from.Memory, from.Stdin = ingest.Memory{Archive: archive}, os.Stdin
			from.Note = func(line string) { tell(line) }
			return pipeline.Add(ctx, archive, collect.Items(ctx, args, from), o)
		})
		return errors.Join(f.tell(w, archive.Name(), made, ctx.Err() != nil), err)
	})
}

// tell prints what became of the inputs.
func (f *addFlags) tell(w io.Writer, archive string, made ingest.Progress, interrupted bool) error {
	if f.json {
		line := fmt.Sprintf(`{"reports":%d,"copies":%d,"known":%d,"refused":%d}`, made.Reports, made.Copies, made.Known, made.Refused)
		return written(fmt.Fprintln(w, line))
	}
	line := archive + ": added " + counted(made.Reports, "report", "reports")
	for _, more := range []struct {
		n    int
		what string
	}{{made.Copies, "of the same text as others"}, {made.Known, "known before"}, {made.Refused, "refused"}} {
		if more.n > 0 {
			line += fmt.Sprintf(", %d %s", more.n, more.what)
		}
	}
	if interrupted {
		line += "; interrupted, and the same command goes on from here"
	}
	return written(fmt.Fprintln(w, line))
}
