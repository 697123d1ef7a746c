//go:build !amd64

package encoder

// assembly returns nil: there is none for this architecture.
func assembly() []namedKernel { return nil }
