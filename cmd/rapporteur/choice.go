package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// choice is a flag with a few possible values (pflag.Value); the first is its
// default.
type choice struct {
	value  string
	values []string
}

func newChoice(values ...string) *choice { return &choice{values[0], values} }

func (c *choice) String() string { return c.value }

func (c *choice) Type() string { return strings.Join(c.values, "|") }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.values, s) {
		return fmt.Errorf("must be one of %s", strings.Join(c.values, ", "))
	}
	c.value = s
	return nil
}

// complete offers the values to the shell.
func (c *choice) complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return c.values, cobra.ShellCompDirectiveNoFileComp
}
