package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual as pages for man",
		Long: `Write a page for man of every command into a folder, which is made where there is
none.`,
		Example: `  rapporteur man ~/.local/share/man/man1 && man rapporteur-add`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return failure{err}
			}
			cmd.Root().DisableAutoGenTag = true
			for _, c := range cmd.Root().Commands() {
				c.Long = strings.ReplaceAll(c.Long, "\n  ", "\n    ") // what Markdown takes for a list as it is
			}
			header := &doc.GenManHeader{Section: "1", Source: "rapporteur " + release, Manual: "Manual of rapporteur"}
			return failing(doc.GenManTree(cmd.Root(), header, args[0]))
		},
	}
}
