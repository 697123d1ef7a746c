//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// readTexts reads the texts of all files at the paths and below them.
func readTexts(paths []string) ([]string, error) {
	var texts []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
			ext := filepath.Ext(name)
			if err != nil || d.IsDir() || ext != ".txt" && ext != ".conllu" {
				return err
			}
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			text := string(b)
			if ext == ".conllu" {
				text = plain(text)
			}
			texts = append(texts, text)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("no .txt or .conllu file at %s", strings.Join(paths, ", "))
	}
	return texts, nil
}

// plain puts the sentences of a treebank together, a paragraph a line.
func plain(conllu string) string {
	var text strings.Builder
	gap := ""
	for line := range strings.Lines(conllu) {
		if strings.HasPrefix(line, "# newpar") && gap != "" {
			gap = "\n\n"
		}
		if s, ok := strings.CutPrefix(line, "# text = "); ok {
			text.WriteString(gap + strings.TrimSpace(s))
			gap = " "
		}
	}
	return text.String()
}
