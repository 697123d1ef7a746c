package rapporteur_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the path of this module, as in go.mod.
const module = "rapporteur"

// mayImport is the one direction of flow: which packages of this module each may
// import beside the root package and those beneath it. A package that is not
// here belongs to the nearest one above it that is.
var mayImport = map[string][]string{
	"":          {},
	"source":    {},
	"language":  {},
	"knowledge": {},
	"extract":   {},
	"lineage":   {},
	"history":   {},
	"store":     {},
	"gold":      {},
	"view":      {"store"},
	"export":    {"view"},
	"ingest":    {"source", "language", "knowledge", "extract", "lineage", "history", "store"},
	"web":       {"view", "store", "ingest", "export"},
	"cmd":       {"source", "language", "knowledge", "extract", "lineage", "history", "store", "view", "export", "ingest", "web", "gold"},
}

// A concern is something that only some packages may have to do with: packages
// outside this module, or single functions and types of them.
type concern struct {
	what    string
	imports []string // import paths, each with what lies beneath it
	uses    []string // qualified names, import path and name
	only    []string // the folders to whom, with what lies beneath, it is left
}

var concerns = []concern{
	{
		what:    "HTTP",
		imports: []string{"net", "golang.org/x/net/http2"},
		only:    []string{"source", "web"},
	},
	{
		what:    "speaking HTTP as a client",
		imports: []string{"github.com/hashicorp/go-retryablehttp"},
		uses: []string{
			"net.Dial", "net.DialTimeout", "net.Dialer", "crypto/tls.Dial", "crypto/tls.Dialer", "net/smtp.Dial",
			"net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm", "net/http.Client",
			"net/http.DefaultClient", "net/http.NewRequest", "net/http.NewRequestWithContext",
			"net/http.Transport", "net/http.DefaultTransport",
		},
		only: []string{"source/fetch"},
	},
	{
		what: "serving HTTP",
		uses: []string{
			"net/http.Server", "net/http.Serve", "net/http.ServeTLS", "net/http.ListenAndServe",
			"net/http.ListenAndServeTLS", "net/http.Handle", "net/http.HandleFunc", "net/http.NewServeMux",
			"net/http.ServeMux", "net.Listen",
		},
		only: []string{"web"},
	},
	{
		what: "SQL",
		imports: []string{
			"database/sql", "modernc.org/sqlite", "github.com/jackc/pgx", "github.com/pressly/goose",
		},
		only: []string{"store"},
	},
	{
		what:    "flags",
		imports: []string{"flag", "github.com/spf13"},
		uses:    []string{"os.Args"},
		only:    []string{"cmd"},
	},
	{
		what: "the environment",
		uses: []string{"os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Setenv", "syscall.Getenv"},
		only: []string{"cmd"},
	},
	{
		what: "the clock",
		uses: []string{"time.Now", "time.Since", "time.Until"},
		only: []string{"cmd"},
	},
	{
		what: "the terminal and the process",
		imports: []string{
			"golang.org/x/term", "github.com/vbauerster/mpb", "os/signal", "os/exec", "log",
		},
		uses: []string{"os.Exit", "os.Stdin", "os.Stdout", "os.Stderr", "fmt.Print", "fmt.Printf", "fmt.Println"},
		only: []string{"cmd"},
	},
	{
		what:    "files and contexts between Document and Record",
		imports: []string{"os", "context"},
		only:    []string{"source", "store", "view", "export", "ingest", "web", "gold", "cmd"},
	},
}

// goFile is one file of the program with the packages that its names stand for.
type goFile struct {
	path    string // slash-separated, from the module's root
	folder  string // of the package, "" for the root
	owner   string // the key of mayImport that it belongs to
	syntax  *ast.File
	imports map[string]string // local name to import path
}

// TestImports parses every file of the program and holds it against the rules.
func TestImports(t *testing.T) {
	files := programFiles(t)
	for _, f := range files {
		for _, problem := range f.problems() {
			t.Error(problem)
		}
	}
	for _, folder := range []string{"", "source", "language", "extract", "ingest", "export", "cmd/rapporteur"} {
		if !slices.ContainsFunc(files, func(f goFile) bool { return f.folder == folder }) {
			t.Errorf("no file of package %q was parsed", folder)
		}
	}
}

// TestImportRulesBite holds files that break one rule each against the rules.
func TestImportRulesBite(t *testing.T) {
	for _, c := range []struct{ path, code, want string }{
		{"extract/x.go", `import "rapporteur/language/encoder"`, "does not stand before"},
		{"x.go", `import "rapporteur/source"`, "does not stand before"},
		{"export/x.go", `import "rapporteur/ingest"`, "does not stand before"},
		{"shared/x.go", ``, "no line in mayImport"},
		{"language/x.go", `import "net/http"`, "HTTP is left to"},
		{"web/x.go", `import h "net/http"; var c h.Client`, "client is left to"},
		{"source/x.go", `import "net/http"; var s = &http.Server{}`, "serving HTTP is left to"},
		{"source/collect/x.go", `import "net/http"; var c http.Client`, "client is left to source/fetch"},
		{"source/x.go", `import "net"; var d net.Dialer`, "client is left to source/fetch"},
		{"source/fetch/x.go", `import "net/http"; var c http.Client`, ""},
		{"view/x.go", `import "database/sql"`, "SQL is left to"},
		{"ingest/x.go", `import "github.com/spf13/pflag"`, "flags is left to"},
		{"source/x.go", `import "os"; var home = os.Getenv("HOME")`, "environment is left to"},
		{"source/x.go", `import "time"; var now = time.Now`, "clock is left to"},
		{"language/encoder/x.go", `import "context"`, "between Document and Record is left to"},
		{"export/x.go", `import "os"; var out = os.Stdout`, "terminal and the process is left to"},
		{"source/x.go", `func init() {}`, "init function"},
		{"ingest/x.go", `import ("context"; "rapporteur"; "rapporteur/language/encoder")`, ""},
		{"cmd/rapporteur/x.go", `import ("flag"; "os"; "time"; "rapporteur/ingest"); var now = time.Now`, ""},
	} {
		syntax, err := parser.ParseFile(token.NewFileSet(), c.path, "package p\n"+c.code, 0)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(newGoFile(c.path, syntax).problems(), "; ")
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s: %s\ngives %q, want %q", c.path, c.code, got, c.want)
		}
	}
}

// problems are the rules that a file breaks.
func (f goFile) problems() []string {
	found := f.againstFlow()
	for _, c := range concerns {
		found = append(found, c.against(f)...)
	}
	for _, d := range f.syntax.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
			found = append(found, f.path+": has an init function; make what it prepares where it is used")
		}
	}
	return found
}

// programFiles parses the files that become part of the program: not the tests,
// not the module's internal and train, not generators and other programs beside
// cmd.
func programFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if skipped(name) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		syntax, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if f := newGoFile(name, syntax); syntax.Name.Name != "main" || f.owner == "cmd" {
			files = append(files, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// skipped reports whether a folder holds nothing of the program.
func skipped(folder string) bool {
	base := path.Base(folder)
	return folder == "internal" || folder == "train" || base == "testdata" ||
		folder != "." && (base[0] == '.' || base[0] == '_')
}

func newGoFile(name string, syntax *ast.File) goFile {
	f := goFile{path: name, syntax: syntax, imports: map[string]string{}}
	if folder := path.Dir(name); folder != "." {
		f.folder = folder
	}
	f.owner, _, _ = strings.Cut(f.folder, "/")
	for _, spec := range syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has accepted it
		}
		local := path.Base(imported)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		f.imports[local] = imported
	}
	return f
}

// againstFlow holds the imports of this module's packages against mayImport.
func (f goFile) againstFlow() (found []string) {
	allowed, known := mayImport[f.owner]
	if !known {
		found = append(found, fmt.Sprintf("%s: package %q has no line in mayImport", f.path, f.owner))
	}
	for _, imported := range f.imports {
		if imported == module || !beneath(imported, module) {
			continue
		}
		owner, _, _ := strings.Cut(strings.TrimPrefix(imported, module+"/"), "/")
		if owner != f.owner && !slices.Contains(allowed, owner) {
			found = append(found, fmt.Sprintf("%s: imports %s, which does not stand before it in the flow", f.path, imported))
		}
	}
	return found
}

// against holds a file against a concern.
func (c concern) against(f goFile) (found []string) {
	if slices.ContainsFunc(c.only, func(folder string) bool { return beneath(f.folder, folder) }) {
		return nil
	}
	complain := func(verb, name string) {
		found = append(found, fmt.Sprintf("%s: %s %s: %s is left to %s", f.path, verb, name, c.what, strings.Join(c.only, ", ")))
	}
	for _, imported := range f.imports {
		if slices.ContainsFunc(c.imports, func(p string) bool { return beneath(imported, p) }) {
			complain("imports", imported)
		}
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok {
				if name := f.imports[x.Name] + "." + sel.Sel.Name; slices.Contains(c.uses, name) {
					complain("uses", name)
				}
			}
		}
		return true
	})
	return found
}

// beneath reports whether an import path is p or lies beneath it.
func beneath(imported, p string) bool {
	return imported == p || strings.HasPrefix(imported, p+"/")
}
