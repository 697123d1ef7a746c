//go:build unix

// Command ortbench times the encoder beside ONNX Runtime, whose linear maps are in
// bytes and then in float32: the same weights, the same pieces, one thread each, one
// pass of either in turn, so that whatever
// else the machine does meets both. Times are the processor's for the process,
// which the scheduler's choices do not touch. It also compares the vectors.
//
//	cd internal/ortbench && npm install --ignore-scripts && go run . -weights ../../language/weights.safetensors
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"syscall"

	"rapporteur/language/encoder"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("ortbench: ")
	weights := flag.String("weights", "../../language/weights.safetensors", "weights `file`")
	script := flag.String("worker", "worker.js", "the worker's `script`")
	rounds := flag.Int("rounds", 100, "passes of each for every length")
	flag.Parse()
	for _, arithmetic := range []string{"bytes", "float32"} {
		fmt.Println("ONNX Runtime's linear maps in", arithmetic)
		if err := compare(*weights, *script, arithmetic, *rounds); err != nil {
			log.Fatal(err)
		}
	}
}

// compare prints a table of both speeds for windows of several lengths.
func compare(weights, script, arithmetic string, rounds int) error {
	e, err := load(weights)
	if err != nil {
		return err
	}
	peer, err := start(script, weights, arithmetic)
	if err != nil {
		return err
	}
	defer peer.stop()
	r := rand.New(rand.NewPCG(1, 1))
	a := e.NewArena()
	fmt.Printf("kernel %s, %d rounds\n", e.Kernel(), rounds)
	fmt.Println("pieces   ours/s    ORT/s  ratio of medians  of fastest  of each round  largest difference")
	for _, n := range []int{32, 128, 256, 512} {
		w := window(r, e, n)
		var ours, theirs, ratios []float64
		worst := 0.0
		for range rounds {
			answer, err := peer.run(w)
			if err != nil {
				return err
			}
			before := processorTime()
			vectors := e.Forward(a, []encoder.Window{w})
			seconds := processorTime() - before
			ours, theirs = append(ours, seconds), append(theirs, answer.Seconds)
			ratios = append(ratios, answer.Seconds/seconds)
			for i, v := range answer.Vector {
				worst = max(worst, math.Abs(float64(v-vectors[i])))
			}
		}
		fmt.Printf("%6d %8.0f %8.0f %17.2f %11.2f %14.2f %19.1e\n", n, float64(n)/median(ours), float64(n)/median(theirs),
			median(theirs)/median(ours), slices.Min(theirs)/slices.Min(ours), median(ratios), worst)
	}
	return nil
}

// load reads the weights into an encoder.
func load(path string) (*encoder.Encoder, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t, err := encoder.ParseTensors(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return encoder.New(t, encoder.Options{})
}

// window makes up n pieces.
func window(r *rand.Rand, e *encoder.Encoder, n int) encoder.Window {
	w := encoder.Window{IDs: make([]int32, n), Shapes: make([]uint8, n)}
	for i := range n {
		w.IDs[i], w.Shapes[i] = r.Int32N(int32(e.Vocabulary())), uint8(r.IntN(e.Shapes()))
	}
	return w
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
func median(x []float64) float64 {
	return slices.Sorted(slices.Values(x))[len(x)/2]
}

// worker is the process that runs ONNX Runtime.
type worker struct {
	command *exec.Cmd
	in      io.WriteCloser
	answers *json.Decoder
}

// answer is the worker's processor time for a window and the vector of its first piece.
type answer struct {
	Seconds float64   `json:"seconds"`
	Vector  []float32 `json:"vector"`
}

// start runs the worker.
func start(script, weights, arithmetic string) (*worker, error) {
	c := exec.Command("node", script, weights, arithmetic)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &worker{c, in, json.NewDecoder(bufio.NewReader(out))}, c.Start()
}

// run has the worker compute one window.
func (w *worker) run(window encoder.Window) (answer, error) {
	shapes := make([]int, len(window.Shapes)) // bytes would be written as base64
	for i, s := range window.Shapes {
		shapes[i] = int(s)
	}
	request := map[string]any{"ids": window.IDs, "shapes": shapes}
	if err := json.NewEncoder(w.in).Encode(request); err != nil {
		return answer{}, fmt.Errorf("worker: %w", err)
	}
	var a answer
	if err := w.answers.Decode(&a); err != nil {
		return answer{}, fmt.Errorf("worker: %w", err)
	}
	return a, nil
}

// stop ends the worker.
func (w *worker) stop() {
	w.in.Close()
	w.command.Wait()
}
