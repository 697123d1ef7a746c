package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// benchReportsVariable says how many reports BenchmarkAdd adds, 1,000 where it says
// nothing. Ten thousand take some ten minutes.
const benchReportsVariable = "RAPPORTEUR_BENCH_REPORTS"

// BenchmarkAdd adds short reports to an archive, and reads the same ones with read
// --jsonl; it reports the processor time of both processes for each report and how much
// more add takes.
func BenchmarkAdd(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv(benchReportsVariable))
	if err != nil {
		n = 1000
	}
	folder := b.TempDir()
	reports := filepath.Join(folder, "reports")
	if err := os.Mkdir(reports, 0o755); err != nil {
		b.Fatal(err)
	}
	var files []string
	for i := range n {
		files = append(files, filepath.Join(reports, fmt.Sprintf("%05d.txt", i)))
		if err := os.WriteFile(files[i], []byte(shortReport(i)), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	var read, add time.Duration
	runs := 0
	for b.Loop() {
		runs++
		read += processorTime(b, program(b.Context(), append([]string{"read", "--jsonl"}, files...)...))
		add += processorTime(b, program(b.Context(), "add", "--db", filepath.Join(folder, fmt.Sprint(runs, ".db")), reports))
	}
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(runs*n) }
	b.ReportMetric(each(read), "read-ms/report")
	b.ReportMetric(each(add), "add-ms/report")
	b.ReportMetric(100*(float64(add)/float64(read)-1), "%-more")
}

// processorTime is that of a process, which must end well.
func processorTime(b *testing.B, cmd *exec.Cmd) time.Duration {
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}
