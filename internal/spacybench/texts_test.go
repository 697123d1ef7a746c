//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestReadTexts(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.txt":       "The envoys met.\n",
		"b/c.conllu":  "# newpar\n# text = They met in Tarn.\n1\tThey\n\n# text = Nobody spoke.\n\n# newpar\n# text = Then they left.\n",
		"b/notes.csv": "not read",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := readTexts([]string{dir})
	want := []string{"The envoys met.\n", "They met in Tarn. Nobody spoke.\n\nThen they left."}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("texts %q, error %v", got, err)
	}
	if _, err := readTexts([]string{filepath.Join(dir, "b/notes.csv")}); err == nil {
		t.Error("a path without texts: no error")
	}
}
