package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// asked makes a command that asks an archive show that it is at work and what it found in
// the pager.
func asked(cmd *cobra.Command) *cobra.Command { return paged(patient(cmd)) }

// paged makes a command show on a terminal what it prints for a person in the user's
// pager, unless --no-pager is given. What the command complains of meanwhile is told
// behind the page.
func paged(cmd *cobra.Command) *cobra.Command {
	noPager := cmd.Flags().Bool("no-pager", false, "print on the terminal without the pager that PAGER names (default less -R)")
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *noPager || forProgram(cmd.Flags()) || !isTerminal(os.Stdout) || os.Getenv("TERM") == "dumb" {
			return run(cmd, args)
		}
		show := pagerCommand()
		if show == nil {
			return run(cmd, args)
		}
		p := &pager{cmd: show}
		cmd.SetOut(p)
		cmd.SetErr(behindPage{p})
		err := run(cmd, args)
		p.close()
		if p.pipe != nil && errors.Is(err, syscall.EPIPE) {
			return nil // the reader has seen enough
		}
		return err
	}
	return cmd
}

// forProgram reports whether a form for programs was asked for.
func forProgram(flags *pflag.FlagSet) bool {
	return slices.ContainsFunc([]string{"json", "jsonl", "csv"}, func(name string) bool {
		f := flags.Lookup(name)
		return f != nil && f.Value.String() == "true"
	})
}

// pagerCommand is the pager of the user, nil where there is none. Less shows colours and,
// where nothing is said of how it should be, leaves a page that fits on the screen there.
func pagerCommand() *exec.Cmd {
	name, named := os.LookupEnv("PAGER")
	switch {
	case named && (name == "" || name == "cat"):
		return nil
	case named && name != "less":
		return exec.Command("sh", "-c", name)
	}
	less, err := exec.LookPath("less")
	switch {
	case err != nil:
		return nil
	case os.Getenv("LESS") == "":
		return exec.Command(less, "-FRX")
	}
	return exec.Command(less, "-R")
}

// pager is a writer whose first bytes start a pager that shows them; where it cannot be
// started they go to standard output.
type pager struct {
	cmd    *exec.Cmd      // nil once it could not be started
	pipe   io.WriteCloser // nil while no pager runs
	behind bytes.Buffer   // for standard error, once the pager has ended
}

// Write implements io.Writer.
func (p *pager) Write(b []byte) (int, error) {
	if p.pipe == nil && p.cmd != nil {
		p.start()
	}
	if p.pipe != nil {
		return p.pipe.Write(b)
	}
	return os.Stdout.Write(b)
}

// start starts the pager, if it can be.
func (p *pager) start() {
	p.cmd.Stdout, p.cmd.Stderr = os.Stdout, os.Stderr
	if os.Getenv("LESSCHARSET") == "" {
		p.cmd.Env = append(os.Environ(), "LESSCHARSET=utf-8") // as pages are in every locale
	}
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
	_, _ = p.behind.WriteTo(os.Stderr)
}

// behindPage is standard error, whose lines wait for the end of a pager that has the
// terminal.
type behindPage struct{ pager *pager }

// Write implements io.Writer.
func (e behindPage) Write(b []byte) (int, error) {
	if e.pager.pipe != nil && isTerminal(os.Stderr) {
		return e.pager.behind.Write(b)
	}
	return os.Stderr.Write(b)
}
