//go:build unix

package postgrestest

import (
	"os/exec"
	"syscall"
)

// AsUser makes a command run as another user.
func AsUser(cmd *exec.Cmd, uid, gid int) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}
