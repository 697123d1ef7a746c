//go:build !amd64

package encoder

// avx2Kernel returns nil: there is none for this architecture.
func avx2Kernel() kernel { return nil }
