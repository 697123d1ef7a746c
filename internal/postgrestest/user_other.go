//go:build !unix

package postgrestest

import "os/exec"

// AsUser does nothing: there is no root to be here.
func AsUser(*exec.Cmd, int, int) {}
