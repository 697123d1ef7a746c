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

// selection is a flag with several of some possible values (pflag.Value), set apart
// by commas or given in several flags.
type selection struct{ chosen, values []string }

func (s *selection) String() string { return strings.Join(s.chosen, ",") }

func (s *selection) Type() string { return "names" }

func (s *selection) Set(list string) error {
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(s.values, name) {
			return fmt.Errorf("%q is none of %s", name, strings.Join(s.values, ", "))
		}
		s.chosen = append(s.chosen, name)
	}
	return nil
}

// complete offers behind the last comma the values that the list does not have.
func (s *selection) complete(_ *cobra.Command, _ []string, list string) ([]string, cobra.ShellCompDirective) {
	before := list[:strings.LastIndex(list, ",")+1]
	var offers []string
	for _, name := range s.values {
		if !slices.Contains(strings.Split(before, ","), name) {
			offers = append(offers, before+name)
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
