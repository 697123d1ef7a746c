package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/internal/postgrestest"
)

// TestMain lets the scripts run this very program as rapporteur.
func TestMain(m *testing.M) {
	testscript.Main(postgrestest.M{M: m}, map[string]func(){"rapporteur": main})
}

// TestScripts runs the command lines of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitcode,
			"survives": survives,
			"treebank": treebank,
			"quarry":   quarry,
		},
	})
}

// exitcode is the script command "exitcode N program args…": the program must
// exit with N.
func exitcode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N program args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := exits(ts, args[1:]...); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func exits(ts *testscript.TestScript, command ...string) int {
	var exit *exec.ExitError
	err := ts.Exec(command[0], command[1:]...)
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

// survives is the script command "survives COMMAND FILE…": each file, made by
// awkwardFiles, must give one line of JSON from read or parse or be refused with
// one line that names it.
func survives(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: survives COMMAND FILE…")
	}
	for _, name := range args[1:] {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(awkwardFiles[name]()), 0o644))
		code := exits(ts, "rapporteur", args[0], "--any-language", "--jsonl", name)
		out, refusal := ts.ReadFile("stdout"), ts.ReadFile("stderr")
		switch {
		case code == exitOK && refusal == "" && strings.Count(out, "\n") == 1 && json.Valid([]byte(out)):
		case code == exitFailed && out == "" && strings.Count(refusal, "\n") == 1 &&
			strings.HasPrefix(refusal, "rapporteur: "+name+": "):
		default:
			ts.Fatalf("%s: exit code %d, standard output %.200q, standard error %.2000q", name, code, out, refusal)
		}
	}
}

// treebank is the script command "treebank WORDS FILE…": parse must print each
// file, made by awkwardFiles, as CoNLL-U of at least so many words and no error.
func treebank(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: treebank WORDS FILE…")
	}
	least, err := strconv.Atoi(args[0])
	ts.Check(err)
	for _, name := range args[1:] {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(awkwardFiles[name]()), 0o644))
		ts.Check(ts.Exec("rapporteur", "parse", "--any-language", name))
		out := ts.ReadFile("stdout")
		words := 0
		for line := range strings.SplitSeq(strings.TrimSuffix(out, "\n"), "\n") {
			columns := strings.Count(line, "\t") + 1
			switch {
			case columns == 10:
				words++
			case line != "" && !strings.HasPrefix(line, "# "):
				ts.Fatalf("%s: no line of CoNLL-U: %.200q", name, line)
			}
		}
		if words < least || ts.ReadFile("stderr") != "" {
			ts.Fatalf("%s: %d words, standard error %.2000q", name, words, ts.ReadFile("stderr"))
		}
	}
}

// awkwardFiles are the contents of files that are hardly reports.
var awkwardFiles = map[string]func() string{
	"empty.txt":   func() string { return "" },
	"blank.txt":   func() string { return " \n\t\r\n" },
	"picture.png": func() string { return "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01" },
	"paper.pdf":   func() string { return "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n" },
	"nul.txt":     func() string { return strings.Repeat("\x00", 100) },
	"nuls.txt":    func() string { return strings.Repeat("The towns \x00 met. ", 20) },
	"invalid.txt": func() string {
		return strings.Repeat("“The towns\xff\xfe will meet,” she said. \xc3\x28\xe2\x82", 20)
	},
	"surrogates.txt": func() string { return strings.Repeat("The towns \xed\xa0\x80 will meet, she said. \xed\xbf\xbf", 20) },
	"marks.txt": func() string {
		return strings.Repeat("\u202eThe towns\u202c \u200fwill meet,\u200e she said.\u2066 ", 20)
	},
	"bom.txt":       func() string { return "\xff\xfeT\x00h\x00e\x00 \x00t\x00o\x00w\x00n\x00\x00\xd8" },
	"long.txt":      func() string { return strings.Repeat("The towns will meet on the bridge, she said.\n", 20<<20/45) },
	"line.txt":      func() string { return strings.Repeat("The towns will meet on the bridge, she said. ", 5<<20/45) },
	"repeated.txt":  func() string { return strings.Repeat("a", 1<<20) },
	"quotes.txt":    func() string { return strings.Repeat("“", 1<<18) },
	"bodiless.html": func() string { return "<!doctype html><html><head><title>Nothing</title></head></html>" },
	"nested.html": func() string {
		return "<html><body>" + strings.Repeat("<div>", 10_000) + "<p>The towns will meet on the bridge, she said.</p>" +
			strings.Repeat("</div>", 10_000) + "</body></html>"
	},
	"sentence.txt": func() string {
		return "The towns met " + strings.Repeat("on the bridge by the river of the old mill, and then ", 250) + "they left.\n"
	},
	"names.txt": func() string {
		var b strings.Builder
		for i := range 5000 {
			fmt.Fprintf(&b, "%c%s Brekke\n", 'A'+i%26, strings.Repeat("la", 1+i%3))
		}
		return b.String()
	},
	"table.txt": func() string {
		var b strings.Builder
		for i := range 300 {
			fmt.Fprintf(&b, "Skarv\t%d\t%d.5 %%\t2031-02-%02d\t—\n", i, i%100, 1+i%28)
		}
		return b.String()
	},
	"capitals.txt": func() string {
		return strings.Repeat("THE MAYOR OF SKARV SAID ON MONDAY THAT SHE WON'T SIGN. “WE WAIT,” MS BREKKE ADDED.\n\n", 20)
	},
	"hyphens.txt": func() string {
		return strings.Repeat(hyphenated("The mayor of Skarv said on Monday that the negotiations over the quarry road had been "+
			"suspended, and that the delegation of Hale would leave before the winter unless somebody measured the dust.", 40)+"\n\n", 20)
	},
	"unclosed.html": func() string { return strings.Repeat("<p><b><a href='", 10_000) },
}

// hyphenated is text in lines of a width, words broken with a hyphen at their ends.
func hyphenated(text string, width int) string {
	var b strings.Builder
	for len(text) > width {
		line := text[:width-1]
		b.WriteString(strings.TrimSuffix(line, " "))
		if text[width-2] != ' ' && text[width-1] != ' ' {
			b.WriteByte('-')
		}
		b.WriteByte('\n')
		text = strings.TrimPrefix(text[width-1:], " ")
	}
	return b.String() + text
}
