package main

import (
	"syscall"
	"time"
)

// threadTime is the processor time that the calling thread has used: what other tests
// and other programs do beside it does not count.
func threadTime() time.Duration {
	const thread = 1 // RUSAGE_THREAD
	var used syscall.Rusage
	if err := syscall.Getrusage(thread, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
