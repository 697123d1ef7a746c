package export

import (
	"os"
	"strings"
	"testing"
)

// The README's tables name every format and, in order, every column of every table.
func TestReadme(t *testing.T) {
	file, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(file), "\n## Exports\n")
	if !found {
		t.Fatal("the README has no section on exports")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	for _, f := range Formats() {
		if !strings.Contains(section, "`"+f.Name+"`") {
			t.Errorf("the README does not tell of %s", f.Name)
		}
	}
	names := func(columns string) string { return "`" + strings.ReplaceAll(columns, " ", "` `") + "`" }
	unspoken := strings.NewReplacer(" (as `show` takes it)", "", " (the fact across reports)", "",
		" (which stays when a newer version reads the\nreport again)", "").Replace(section)
	for kind, columns := range tableColumns {
		before, rest, fact := strings.Cut(columns, "report published outlet fact key day ")
		if !fact {
			if !strings.Contains(section, "| `"+kind+"` | "+names(columns)+" |") {
				t.Errorf("the columns of %s are others than in the README", kind)
			}
			continue
		}
		own, end, _ := strings.Cut(rest, " evidence ")
		if before != "" || !strings.Contains(section, "| `"+kind+"` | "+names(own)+" |") || !strings.Contains(unspoken, names("evidence "+end)) {
			t.Errorf("the columns of %s are others than in the README", kind)
		}
	}
	for _, columns := range []string{polecatColumns, "report published outlet fact key day"} {
		if first, _, _ := strings.Cut(columns, "|"); !strings.Contains(unspoken, names(first)) && !strings.Contains(unspoken, "`"+first+"`") {
			t.Errorf("the README does not tell of %s", columns)
		}
	}
}
