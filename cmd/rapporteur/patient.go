package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"
)

// patient makes a command show on a terminal that it is at work, until it prints.
func patient(cmd *cobra.Command) *cobra.Command {
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		bar := newProgress(os.Stderr, 1)
		defer bar.stop()
		cmd.SetOut(untilWritten{bar, cmd.OutOrStdout()})
		return run(cmd, args)
	}
	return cmd
}

// untilWritten is a writer whose first bytes take the bar away.
type untilWritten struct {
	bar *progress
	out io.Writer
}

// Write implements io.Writer.
func (u untilWritten) Write(b []byte) (int, error) {
	u.bar.stop()
	return u.out.Write(b)
}
