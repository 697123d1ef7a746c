package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCommitted: the assembly beside the package is what this generator writes,
// but for the first line, which quotes the command.
func TestCommitted(t *testing.T) {
	dir := t.TempDir()
	assembly, stubs := filepath.Join(dir, "z.s"), filepath.Join(dir, "z.go")
	out, err := exec.Command("go", "run", ".", "-out", assembly, "-stubs", stubs, "-pkg", "encoder").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for committed, written := range map[string]string{"z_amd64.s": assembly, "z_amd64.go": stubs} {
		want, err := os.ReadFile(filepath.Join("../..", committed))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(written)
		if err != nil {
			t.Fatal(err)
		}
		_, want, _ = bytes.Cut(want, []byte("\n"))
		_, got, _ = bytes.Cut(got, []byte("\n"))
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs: run go generate in the package", committed)
		}
	}
}
