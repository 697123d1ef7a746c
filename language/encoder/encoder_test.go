package encoder

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// sizes are those of a model made up for a test.
type sizes struct{ vocabulary, positions, shapes, width, inner, layers int }

var (
	tiny  = sizes{5, 8, 2, 96, 96, 2}
	small = sizes{50, 512, 16, 96, 192, 2}
	full  = sizes{1000, 512, 16, 384, 1536, 6} // MiniLM-L6 but for its vocabulary
)

// weights writes a model of random values.
func weights(z sizes) *file {
	r, f := rand.New(rand.NewPCG(5, 5)), &file{}
	integers := func(name string, rows, columns int, sd float64) {
		q, scale := make([]int8, rows*columns), make([]float32, rows)
		for i := range q {
			q[i] = int8(max(-127, min(127, math.Round(40*r.NormFloat64()))))
		}
		for i := range scale {
			scale[i] = float32(sd / 40 * (0.5 + r.Float64()))
		}
		f.int8(name, q, scale, rows, columns)
	}
	norm := func(name string) {
		gain := random(r, z.width, 0.2)
		for i := range gain {
			gain[i]++
		}
		f.float32(name+".weight", gain, z.width)
		f.float32(name+".bias", random(r, z.width, 0.1), z.width)
	}
	linear := func(name string, outputs, inputs int) {
		integers(name, outputs, inputs, 1.5/math.Sqrt(float64(inputs)))
		f.float32(name+".bias", random(r, outputs, 0.1), outputs)
	}
	integers("embeddings.word", z.vocabulary, z.width, 0.05)
	f.float32("embeddings.position", random(r, z.positions*z.width, 0.02), z.positions, z.width)
	f.float32("embeddings.shape", random(r, z.shapes*z.width, 0.02), z.shapes, z.width)
	norm("embeddings.norm")
	for i := range z.layers {
		linear(layerName(i, "qkv"), 3*z.width, z.width)
		linear(layerName(i, "output"), z.width, z.width)
		norm(layerName(i, "norm1"))
		linear(layerName(i, "up"), z.inner, z.width)
		linear(layerName(i, "down"), z.width, z.inner)
		norm(layerName(i, "norm2"))
	}
	return f
}

func parsed(t testing.TB, f *file) *Tensors {
	t.Helper()
	tensors, err := ParseTensors(f.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	return tensors
}

// window makes up n pieces.
func window(r *rand.Rand, z sizes, n int) Window {
	w := Window{IDs: make([]int32, n), Shapes: make([]uint8, n)}
	for i := range n {
		w.IDs[i], w.Shapes[i] = r.Int32N(int32(z.vocabulary)), uint8(r.IntN(z.shapes))
	}
	return w
}

// naiveModel computes in float64, straight from the tensors, but for the vectors'
// rounding before each linear map.
type naiveModel struct {
	t *testing.T
	*Tensors
	sizes
}

func (m naiveModel) values(name string, shape ...int) []float32 {
	v, err := m.Float32(name, shape...)
	if err != nil {
		m.t.Fatal(err)
	}
	return v
}

func (m naiveModel) linear(x [][]float64, name string, outputs int) [][]float64 {
	w, bias := m.values(name, outputs, len(x[0])), m.values(name+".bias", outputs)
	y := make([][]float64, len(x))
	for i, row := range x {
		y[i] = make([]float64, outputs)
		row = rounded(row)
		for j := range y[i] {
			y[i][j] = float64(bias[j])
			for k, v := range row {
				y[i][j] += v * float64(w[j*len(row)+k])
			}
		}
	}
	return y
}

// rounded returns the values on the grid of 256 steps from the smallest to the largest.
func rounded(x []float64) []float64 {
	least := slices.Min(x)
	step := (slices.Max(x) - least) / 255
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = least + step*math.RoundToEven((v-least)/step)
	}
	return y
}

func (m naiveModel) norm(x, y [][]float64, name string) [][]float64 {
	gain, bias := m.values(name+".weight", m.width), m.values(name+".bias", m.width)
	z := make([][]float64, len(x))
	for i := range x {
		sum := slices.Clone(x[i])
		for j, v := range y[i] {
			sum[j] += v
		}
		z[i] = naiveNorm(sum, gain, bias)
	}
	return z
}

func (m naiveModel) attention(qkv [][]float64) [][]float64 {
	context := make([][]float64, len(qkv))
	for i, query := range qkv {
		context[i] = make([]float64, m.width)
		for h := 0; h < m.width; h += headWidth {
			scores, sum := make([]float64, len(qkv)), 0.0
			for j, other := range qkv {
				for d := h; d < h+headWidth; d++ {
					scores[j] += query[d] * other[m.width+d]
				}
				scores[j] = math.Exp(scores[j] / math.Sqrt(headWidth))
				sum += scores[j]
			}
			for j, other := range qkv {
				for d := h; d < h+headWidth; d++ {
					context[i][d] += scores[j] / sum * other[2*m.width+d]
				}
			}
		}
	}
	return context
}

func (m naiveModel) forward(w Window) [][]float64 {
	word := m.values("embeddings.word", m.vocabulary, m.width)
	position := m.values("embeddings.position", m.positions, m.width)
	shape := m.values("embeddings.shape", m.shapes, m.width)
	x, y := make([][]float64, len(w.IDs)), make([][]float64, len(w.IDs))
	for i := range x {
		for j := range m.width {
			x[i] = append(x[i], float64(word[int(w.IDs[i])*m.width+j])+float64(position[i*m.width+j]))
			y[i] = append(y[i], float64(shape[int(w.Shapes[i])*m.width+j]))
		}
	}
	x = m.norm(x, y, "embeddings.norm")
	for i := range m.layers {
		context := m.attention(m.linear(x, layerName(i, "qkv"), 3*m.width))
		x = m.norm(x, m.linear(context, layerName(i, "output"), m.width), layerName(i, "norm1"))
		hidden := m.linear(x, layerName(i, "up"), m.inner)
		for _, row := range hidden {
			for j, v := range row {
				row[j] = v * 0.5 * (1 + math.Erf(v/math.Sqrt2))
			}
		}
		x = m.norm(x, m.linear(hidden, layerName(i, "down"), m.width), layerName(i, "norm2"))
	}
	return x
}

// newEncoder makes an encoder with a kernel forced.
func newEncoder(t testing.TB, f *file, name Kernel) *Encoder {
	t.Helper()
	e, err := New(parsed(t, f), Options{Kernel: name})
	if err != nil {
		t.Fatal(err)
	}
	if e.Kernel() != name {
		t.Fatalf("kernel %s, want %s", e.Kernel(), name)
	}
	return e
}

func TestForward(t *testing.T) {
	f := weights(small)
	naive := naiveModel{t, parsed(t, f), small}
	r := rand.New(rand.NewPCG(6, 6))
	for _, n := range []int{1, 2, 7, 31, 32, 33, 200, 512} {
		w := window(r, small, n)
		want := naive.forward(w)
		for name := range kernels(t) {
			e := newEncoder(t, f, name)
			got := e.Forward(e.NewArena(), []Window{w})
			if len(got) != n*small.width {
				t.Fatalf("%s, %d pieces: %d values", name, n, len(got))
			}
			for i, vector := range want {
				if d := distance(got[i*small.width:], vector); d > 0.02 {
					t.Errorf("%s, %d pieces, piece %d: off by %.2g", name, n, i, d)
				}
			}
		}
	}
}

// distance is the length of the difference of two vectors, relative to the second. A
// last bit can move a value by a step of its rounding, 0.4 % of the vector's range.
func distance(got []float32, want []float64) float64 {
	difference, length := 0.0, 0.0
	for i, w := range want {
		difference += (float64(got[i]) - w) * (float64(got[i]) - w)
		length += w * w
	}
	return math.Sqrt(difference / length)
}

// TestForwardWholeModel runs the true sizes: the kernels in assembly agree bit for
// bit, so that it does not matter on which of them a text is read, and the portable
// one is near.
func TestForwardWholeModel(t *testing.T) {
	if len(available()) == 1 {
		t.Skip("no assembly for this machine: nothing to compare the portable kernel with")
	}
	f := weights(full)
	r := rand.New(rand.NewPCG(7, 7))
	windows := []Window{window(r, full, 17), window(r, full, 1), window(r, full, 34), window(r, full, 200)}
	forward := func(name Kernel) []float32 {
		e := newEncoder(t, f, name)
		return e.Forward(e.NewArena(), windows)
	}
	want := forward(AVX2)
	if available()[0].name == VNNI && !slices.Equal(forward(VNNI), want) {
		t.Error("vnni and avx2 differ")
	}
	got := forward(Portable)
	for first := 0; first < len(want); first += full.width {
		vector := make([]float64, full.width)
		for i := range vector {
			vector[i] = float64(want[first+i])
		}
		if d := distance(got[first:], vector); d > 0.05 {
			t.Errorf("portable: vector %d off by %.2g", first/full.width, d)
		}
	}
}

// TestForwardWindows: a window's vectors are bit for bit the same alone and in
// any company, and in an arena that held other text before.
func TestForwardWindows(t *testing.T) {
	f := weights(small)
	r := rand.New(rand.NewPCG(8, 8))
	var windows []Window
	for _, n := range []int{33, 1, 200, 7, 512, 2, 31, 32, 300, 300, 5, 1} {
		windows = append(windows, window(r, small, n))
	}
	for name := range kernels(t) {
		e := newEncoder(t, f, name)
		shared := e.NewArena()
		e.Forward(shared, []Window{window(r, small, 512), window(r, small, 400)})
		together := e.Forward(shared, windows)
		for i, w := range windows {
			alone := e.Forward(e.NewArena(), []Window{w})
			if !slices.Equal(alone, together[:len(alone)]) {
				t.Errorf("%s: window %d of %d pieces differs in company", name, i, len(w.IDs))
			}
			together = together[len(alone):]
		}
		if len(together) != 0 {
			t.Errorf("%s: %d values too many", name, len(together))
		}
		if got := e.Forward(shared, nil); len(got) != 0 {
			t.Errorf("%s: no windows gave %d values", name, len(got))
		}
	}
}

// TestForwardWanted: the vectors of wanted pieces are bit for bit those that all
// pieces get.
func TestForwardWanted(t *testing.T) {
	f := weights(small)
	r := rand.New(rand.NewPCG(11, 11))
	var all, some []Window
	for i, n := range []int{33, 1, 200, 512, 2, 150, 80, 9} {
		w := window(r, small, n)
		all = append(all, w)
		switch i % 4 {
		case 0:
			w.Wanted = []int{0, n - 1}
		case 1:
			w.Wanted = []int{}
		case 2:
			for p := 3; p < n; p += 1 + p%3 {
				w.Wanted = append(w.Wanted, p)
			}
		}
		some = append(some, w)
	}
	for name := range kernels(t) {
		e := newEncoder(t, f, name)
		want, got := e.Forward(e.NewArena(), all), e.Forward(e.NewArena(), some)
		for i, w := range some {
			wanted := w.Wanted
			if wanted == nil {
				wanted = make([]int, len(w.IDs))
				for p := range wanted {
					wanted[p] = p
				}
			}
			for _, p := range wanted {
				if !slices.Equal(got[:small.width], want[p*small.width:][:small.width]) {
					t.Fatalf("%s: window %d, piece %d differs", name, i, p)
				}
				got = got[small.width:]
			}
			want = want[len(w.IDs)*small.width:]
		}
		if len(got) != 0 {
			t.Errorf("%s: %d values too many", name, len(got))
		}
	}
}

func TestForwardDoesNotAllocate(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	windows := []Window{window(r, small, 100), window(r, small, 30)}
	for name := range kernels(t) {
		e := newEncoder(t, weights(small), name)
		a := e.NewArena()
		if n := testing.AllocsPerRun(3, func() { e.Forward(a, windows) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestSizes(t *testing.T) {
	e, err := New(parsed(t, weights(small)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := sizes{e.Vocabulary(), e.MaxPieces(), e.Shapes(), e.Width(), e.inner, len(e.layers)}
	if got != small {
		t.Errorf("sizes %+v, want %+v", got, small)
	}
}

func TestNewErrors(t *testing.T) {
	if _, err := New(parsed(t, weights(tiny)), Options{Kernel: "abacus"}); err == nil ||
		err.Error() != `encoder: kernel "abacus": want vnni, avx2 or portable` {
		t.Errorf("unknown kernel: error %v", err)
	}
	for name := range weights(tiny).entries {
		if name == "layer.1.qkv" { // without it the model has one layer
			continue
		}
		f := weights(tiny)
		delete(f.entries, name)
		// The gap is what a reader would see first: give the bytes to another.
		place := weights(tiny).entries[name].(map[string]any)["data_offsets"].([]int)
		f.entries["other"] = map[string]any{"dtype": "I8", "shape": []int{place[1] - place[0]}, "data_offsets": place}
		if _, err := New(parsed(t, f), Options{}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error %v", name, err)
		}
	}
	for name, z := range map[string]sizes{
		"embeddings.word: width 100": {50, 512, 16, 100, 192, 1},
		"layer.0.up: width 200":      {50, 512, 16, 96, 200, 1},
		"embeddings.position: empty": {50, 0, 16, 96, 192, 1},
		"embeddings.shape: empty":    {50, 512, 0, 96, 192, 1},
		"embeddings.word: empty":     {0, 512, 16, 96, 192, 1},
		"layer.0.up: missing":        {50, 512, 16, 96, 192, 0},
	} {
		if _, err := New(parsed(t, weights(z)), Options{}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want %s", err, name)
		}
	}
}

// TestRecordedVectors holds the embedded weights' vectors against those that
// PyTorch computed from the same weights: the first and last eight pieces of
// some windows.
func TestRecordedVectors(t *testing.T) {
	// Relative to a vector's length; the reader was trained without rounding.
	const tolerance = 0.1
	file, err := os.ReadFile("../weights.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	recording, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var records []struct {
		IDs     []int32     `json:"ids"`
		Shapes  []uint16    `json:"shapes"`
		Vectors [][]float64 `json:"vectors"`
	}
	if err := json.Unmarshal(recording, &records); err != nil || len(records) == 0 {
		t.Fatalf("testdata/vectors.json: %d records, error %v", len(records), err)
	}
	tensors, err := ParseTensors(file)
	if err != nil {
		t.Fatal(err)
	}
	for name := range kernels(t) {
		e, err := New(tensors, Options{Kernel: name})
		if err != nil {
			t.Fatal(err)
		}
		worst := 0.0
		for i, r := range records {
			w := Window{IDs: r.IDs}
			for _, s := range r.Shapes {
				w.Shapes = append(w.Shapes, uint8(s))
			}
			got := e.Forward(e.NewArena(), []Window{w})
			for j, want := range r.Vectors {
				piece := j
				if j >= len(r.Vectors)/2 {
					piece = len(r.IDs) - len(r.Vectors) + j
				}
				d := distance(got[piece*e.Width():], want)
				if worst = max(worst, d); d > tolerance {
					t.Errorf("%s: record %d, piece %d: off by %g", name, i, piece, d)
				}
			}
		}
		t.Logf("%s: largest difference %.2g", name, worst)
	}
}

// BenchmarkForward reports pieces per second of one goroutine on random weights
// of the model's sizes; values do not change the speed.
func BenchmarkForward(b *testing.B) {
	f := weights(full)
	r := rand.New(rand.NewPCG(10, 10))
	for name := range kernels(b) {
		for _, n := range []int{128, 256, 512} {
			b.Run(fmt.Sprintf("%s/T=%d", name, n), func(b *testing.B) {
				e := newEncoder(b, f, name)
				a, windows := e.NewArena(), []Window{window(r, full, n)}
				for b.Loop() {
					e.Forward(a, windows)
				}
				b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "tokens/s")
			})
		}
	}
}

// BenchmarkNew reports the time from bytes to an encoder ready for use.
func BenchmarkNew(b *testing.B) {
	file := weights(full).bytes(b)
	for b.Loop() {
		tensors, err := ParseTensors(file)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := New(tensors, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
