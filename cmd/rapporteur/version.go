package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is the version of the program, as in CHANGELOG.md.
const release = "0.1.0"

func versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return writeLine(cmd.OutOrStdout(), map[string]string{
					"version": recordVersion(), "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH,
				})
			}
			return written(fmt.Fprintf(cmd.OutOrStdout(), "rapporteur %s\n", version()))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as a JSON object")
	return cmd
}

// version is what makes the records and what it was built with and for.
func version() string {
	return fmt.Sprintf("%s %s %s/%s", recordVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// recordVersion is the version of everything that makes a record: the release and the
// commit where the build knows it.
func recordVersion() string {
	v := release
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v += " (" + s.Value[:min(12, len(s.Value))] + ")"
			}
		}
	}
	return v
}
