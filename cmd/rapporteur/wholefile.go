package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rapporteur/source"
)

// wholeFile is a file that is written whole or not at all: what is written stands beside
// its place until keep puts it there. What is no regular file, as a pipe or a device, is
// written to as it is.
type wholeFile struct {
	*os.File
	path string // what people call it
	// place is where it goes once it is whole, empty where it is there already.
	place string
}

// newWholeFile begins a file at a path.
func newWholeFile(path string) (*wholeFile, error) {
	place := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		place = real // what a link points to is replaced, not the link
	}
	if info, err := os.Stat(place); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(place, os.O_WRONLY, 0)
		return &wholeFile{File: file, path: path}, notWritten(path, err)
	}
	beside := filepath.Join(filepath.Dir(place), "."+filepath.Base(place)+"."+rand.Text()[:8]+".part")
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	return &wholeFile{file, path, place}, notWritten(path, err)
}

// keep puts the file into its place.
func (f *wholeFile) keep() error {
	if f.place == "" {
		return notWritten(f.path, f.Close())
	}
	if info, err := os.Stat(f.place); err == nil {
		_ = f.Chmod(info.Mode().Perm()) // not every file system has modes
	}
	err := f.Sync()
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), f.place)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return notWritten(f.path, err)
}

// drop takes away what was written so far.
func (f *wholeFile) drop() {
	f.Close()
	if f.place != "" {
		os.Remove(f.Name())
	}
}

// notWritten is one line that says what could not be written and why.
func notWritten(path string, err error) error {
	if err == nil {
		return nil
	}
	reason := source.FileReason(err)
	if errors.Is(err, fs.ErrNotExist) {
		reason = "no such folder"
	}
	return failure{fmt.Errorf("writing %s: %s", path, reason)}
}
