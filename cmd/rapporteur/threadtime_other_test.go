//go:build !linux

package main

import "time"

// threadTime is zero where a thread's own processor time is not known.
func threadTime() time.Duration { return 0 }
