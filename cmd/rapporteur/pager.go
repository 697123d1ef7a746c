package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// pageAndComplete lets the commands that lay out what an archive holds use the pager, and
// the shell complete what they are given.
func pageAndComplete(root *cobra.Command) {
	for _, cmd := range root.Commands() {
		if flags := cmd.Flags(); flags.Lookup("db") != nil && flags.Lookup("width") != nil {
			patient(cmd)
			paged(cmd)
		}
		if id, _, _ := strings.Cut(strings.TrimPrefix(cmd.Use, cmd.Name()+" "), "…"); id == "ID" || id == "FACT" {
			completeIDs(cmd)
		}
	}
}

// paged makes a command show on a terminal what it prints in the user's pager, unless
// --no-pager is given.
func paged(cmd *cobra.Command) {
	noPager := cmd.Flags().Bool("no-pager", false, "print on the terminal without the pager that PAGER names (default less -R)")
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *noPager || !isTerminal(os.Stdout) || os.Getenv("TERM") == "dumb" {
			return run(cmd, args)
		}
		p := &pager{out: cmd.OutOrStdout(), cmd: pagerCommand()}
		cmd.SetOut(p)
		err := run(cmd, args)
		p.close()
		if p.pipe != nil && errors.Is(err, syscall.EPIPE) {
			return nil // the reader has seen enough
		}
		return err
	}
}

// pagerCommand is the pager of the user, nil where it is none. Less shows colours and,
// where nothing is said of how it should be, leaves a page that fits on the screen there.
func pagerCommand() *exec.Cmd {
	name, named := os.LookupEnv("PAGER")
	switch {
	case named && (name == "" || name == "cat"):
		return nil
	case named && name != "less":
		return exec.Command("sh", "-c", name)
	case os.Getenv("LESS") == "":
		return exec.Command("less", "-FRX")
	}
	return exec.Command("less", "-R")
}

// pager is a writer whose first bytes start a pager that shows them; without one they go
// to out.
type pager struct {
	out  io.Writer
	cmd  *exec.Cmd      // nil where there is none, or once it was tried
	pipe io.WriteCloser // nil while no pager runs
}

// Write implements io.Writer.
func (p *pager) Write(b []byte) (int, error) {
	if p.pipe == nil && p.cmd != nil {
		p.start()
	}
	if p.pipe != nil {
		return p.pipe.Write(b)
	}
	return p.out.Write(b)
}

// start starts the pager, if it can be.
func (p *pager) start() {
	p.cmd.Stdout, p.cmd.Stderr = os.Stdout, os.Stderr
	pipe, err := p.cmd.StdinPipe()
	if err != nil || p.cmd.Start() != nil {
		p.cmd = nil
		return
	}
	p.pipe = pipe
}

// close waits for the end of the pager, to which an interrupt says only that its reader
// wants no more lines.
func (p *pager) close() {
	if p.pipe == nil {
		return
	}
	signal.Ignore(os.Interrupt)
	p.pipe.Close()
	_ = p.cmd.Wait() // how it ended says nothing of what was shown
}
