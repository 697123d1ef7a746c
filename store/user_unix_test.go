//go:build unix

package store

import (
	"os/exec"
	"syscall"
)

// asUser makes a command run as another user.
func asUser(cmd *exec.Cmd, uid, gid int) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}
