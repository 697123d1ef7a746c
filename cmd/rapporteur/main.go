// Command rapporteur reads news reports on negotiations and keeps the record:
// who met, who stands where, what waits for what and who said what.
//
// It exits with 0 when all went well, with 1 when a report was refused or the
// output could not be written, with 2 when it was called wrongly, and with 130
// when it was interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130 // 128 + SIGINT, as shells report it
)

func main() { os.Exit(execute()) }

// execute runs the command line of the process and returns its exit code.
func execute() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	log.SetOutput(io.Discard)    // net/http logs what servers do wrong beside its errors, which are told
	called, err := rootCommand().ExecuteContextC(ctx)
	return exitCode(called, err)
}

// failure is an error of the work itself; every other error that a command
// returns is cobra's or its own complaint about how it was called.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

// errRefused says that a report was refused and that standard error has told.
var errRefused = errors.New("a report was refused")

func exitCode(called *cobra.Command, err error) int {
	var failed failure
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errRefused):
		return exitFailed
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &failed):
		fmt.Fprintf(os.Stderr, "rapporteur: %v\n", err)
		return exitFailed
	}
	fmt.Fprintf(os.Stderr, "rapporteur: %v\nSee '%s --help'.\n", err, called.CommandPath())
	return exitUsage
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "rapporteur",
		Short: "Read reports on negotiations and keep the record",
		Long: `Rapporteur reads news reports on negotiations and writes down who met, who stands
where, what waits for what and who said what, each fact tied to the words of the
report that say it. It keeps reports and their records in an archive and shows what
all of them say together, and prints the analysis of their language for other tools.
It works on this machine alone: only add fetches pages, those that it is told to.`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	for _, group := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"Reading reports:", []*cobra.Command{paged(readCommand()), paged(parseCommand())}},
		{"Keeping an archive:", []*cobra.Command{
			addCommand(), asked(listCommand()), asked(showCommand()), asked(searchCommand()), asked(whoCommand()), asked(meetingsCommand()),
			asked(positionsCommand()), asked(waitsCommand()), exportCommand(), reanalyseCommand(),
		}},
		{"Across reports:", []*cobra.Command{asked(lineageCommand()), asked(factsCommand()), asked(storyCommand()), asked(briefCommand())}},
		{"Deciding what is right:", []*cobra.Command{
			patient(confirmCommand()), patient(rejectCommand()), patient(correctCommand()), patient(mergeCommand()), patient(splitCommand()),
		}},
		{"More:", []*cobra.Command{paged(kbCommand()), paged(scoreCommand()), manCommand(), versionCommand()}},
	} {
		root.AddGroup(&cobra.Group{ID: group.title, Title: group.title})
		for _, cmd := range group.commands {
			cmd.GroupID = group.title
			root.AddCommand(cmd)
		}
	}
	root.SetHelpCommandGroupID("More:")
	root.SetCompletionCommandGroupID("More:")
	return root
}
