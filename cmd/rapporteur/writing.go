package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"rapporteur/export"
	"rapporteur/source"
)

// writingFlags say in which format records are written and where to.
type writingFlags struct {
	format         *choice
	kinds          *selection
	out            string
	formulas, mark bool
}

// define adds the flags. Page is what the format is called where no format of export's is
// asked for, empty where one must be.
func (f *writingFlags) define(cmd *cobra.Command, page string) {
	var names, kinds []string
	if page != "" {
		names = append(names, page)
	}
	for _, format := range export.Formats() {
		names = append(names, format.Name)
		for _, kind := range format.Kinds {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	f.format, f.kinds = newChoice(names...), &selection{values: kinds}
	flags := cmd.Flags()
	flags.Var(listed{f.format}, "format", "the format to write: "+strings.Join(names, ", "))
	completeFlag(cmd, "format", f.format.complete)
	flags.Var(f.kinds, "kind", "what to write of the records, where a file of the format has one kind: "+strings.Join(kinds, ", "))
	completeFlag(cmd, "kind", f.kinds.complete)
	flags.StringVarP(&f.out, "output", "o", "", "the file to write, or a folder, ending in /, for a file a kind (default standard output)")
	flags.BoolVar(&f.formulas, "formulas", false, "leave cells as they are that a spreadsheet takes for formulas, without an apostrophe before them")
	flags.BoolVar(&f.mark, "bom", false, "begin CSV with the byte order mark by which Excel knows UTF-8")
}

// listed is a choice among too many values to name them all in front of what help says.
type listed struct{ *choice }

func (listed) Type() string { return "name" }

// chosen is the format asked for, nil where that is the page.
func (f *writingFlags) chosen() *export.Format {
	formats := export.Formats()
	i := slices.IndexFunc(formats, func(format export.Format) bool { return format.Name == f.format.value })
	if i < 0 {
		return nil
	}
	return &formats[i]
}

// check returns what is wrong with how the flags were given.
func (f *writingFlags) check() error {
	format := f.chosen()
	switch kinds := f.wanted(); {
	case format == nil && (len(f.kinds.chosen) > 0 || f.out != "" || f.formulas || f.mark):
		return errors.New("--kind, --output, --formulas and --bom go with --format")
	case format == nil:
		return nil
	case len(f.kinds.chosen) > 0 && len(format.Kinds) == 0:
		return fmt.Errorf("--kind: a file of %s has everything in it", format.Name)
	case len(kinds) > 1 && !f.folder():
		return fmt.Errorf("a file of %s has one kind: choose it by --kind (%s), or name a folder, ending in /, with --output", format.Name,
			strings.Join(format.Kinds, ", "))
	case format.Name == "parquet" && f.out == "" && isTerminal(os.Stdout):
		return errors.New("parquet is not for the eye: name a file with --output")
	}
	for _, kind := range f.kinds.chosen {
		if !slices.Contains(format.Kinds, kind) {
			return fmt.Errorf("--kind: %s has no %s, but %s", format.Name, kind, strings.Join(format.Kinds, ", "))
		}
	}
	return nil
}

// wanted are the kinds to write, all where none is chosen; one empty kind for a format
// without kinds.
func (f *writingFlags) wanted() []string {
	switch format := f.chosen(); {
	case format == nil || len(format.Kinds) == 0:
		return []string{""}
	case len(f.kinds.chosen) > 0:
		return f.kinds.chosen
	default:
		return format.Kinds
	}
}

// folder reports whether the output is one.
func (f *writingFlags) folder() bool {
	if strings.HasSuffix(f.out, "/") || strings.HasSuffix(f.out, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(f.out)
	return err == nil && info.IsDir()
}

// writing is records on their way into files.
type writing struct {
	files   []*wholeFile
	writers []export.Writer
	names   []string // what the files are called, where the writers write to
}

// begin opens what is to be written, which is stdout where no file is named.
func (f *writingFlags) begin(stdout io.Writer) (*writing, error) {
	signal.Ignore(syscall.SIGPIPE) // a pipe that is closed at its other end is an error like others
	w := &writing{}
	if f.out != "" && f.folder() {
		if err := os.MkdirAll(f.out, 0o777); err != nil {
			return nil, failure{fmt.Errorf("%s: %s", f.out, source.FileReason(err))}
		}
	}
	for _, kind := range f.wanted() {
		if err := f.open(w, kind, stdout); err != nil {
			w.drop()
			return nil, err
		}
	}
	return w, nil
}

// open begins the file of a kind.
func (f *writingFlags) open(w *writing, kind string, out io.Writer) error {
	path := f.path(kind)
	if path != "" {
		file, err := newWholeFile(path)
		if err != nil {
			return err
		}
		w.files, out = append(w.files, file), file
	}
	writer, err := export.New(out, export.Options{
		Format: f.format.value, Kind: kind, Formulas: f.formulas, Mark: f.mark, Version: recordVersion(),
	})
	w.writers, w.names = append(w.writers, writer), append(w.names, path)
	return err
}

// path is where a kind is written, empty for standard output.
func (f *writingFlags) path(kind string) string {
	if f.out == "" || !f.folder() {
		return f.out
	}
	format := f.chosen()
	if kind == "" {
		kind = format.Name
	}
	return filepath.Join(f.out, kind+format.Extension)
}

// add writes a record.
func (w *writing) add(r *export.Record) error {
	for i, writer := range w.writers {
		if err := writer.Write(r); err != nil {
			return w.failed(i, err)
		}
	}
	return nil
}

// keep ends the files and puts them into their places, all or none.
func (w *writing) keep() error {
	for i, writer := range w.writers {
		if err := writer.Close(); err != nil {
			return w.failed(i, err)
		}
	}
	for len(w.files) > 0 {
		file := w.files[0]
		w.files = w.files[1:]
		if err := file.keep(); err != nil {
			return err
		}
	}
	return nil
}

// drop takes away the files that are not kept.
func (w *writing) drop() {
	for _, file := range w.files {
		file.drop()
	}
}

// failed says what could not be written.
func (w *writing) failed(i int, err error) error {
	switch {
	case w.names[i] != "":
		return notWritten(w.names[i], err)
	case errors.Is(err, syscall.EPIPE):
		return failure{errors.New("writing the export: nobody reads the output any more")}
	}
	return failure{fmt.Errorf("writing the export: %s", source.FileReason(err))}
}
