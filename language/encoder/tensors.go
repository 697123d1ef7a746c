package encoder

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// maxHeader bounds the header of a weights file in bytes; the format's own
// reader sets the same bound.
const maxHeader = 100_000_000

// Tensors is a parsed weights file in the safetensors format: eight bytes with
// the length of a header, the header (JSON: a name's type, shape and place), and
// the values, little-endian and row-major. It points into the bytes given to
// ParseTensors, which must not change.
//
// A matrix of type I8 has a companion NAME.scale of type F32 with one factor
// for each row: value = integer × factor.
type Tensors struct {
	tensors  map[string]tensor
	metadata map[string]string
}

// tensor is one entry of the header with its bytes.
type tensor struct {
	Type   string `json:"dtype"`
	Shape  []int  `json:"shape"`
	Place  [2]int `json:"data_offsets"` // first byte and end, counted from the end of the header
	values []byte
}

// widths are the bytes per value of the types understood.
var widths = map[string]int{"F32": 4, "I8": 1}

// ParseTensors reads a weights file. It refuses what is not one: a header that
// is cut or not JSON, types other than F32 and I8, shapes that do not fit their
// places, and places that overlap or leave gaps. The error names the tensor.
func ParseTensors(b []byte) (*Tensors, error) {
	header, values, err := split(b)
	if err != nil {
		return nil, err
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		return nil, fmt.Errorf("weights: header: %w", err)
	}
	t := &Tensors{tensors: make(map[string]tensor, len(entries))}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		if name == "__metadata__" {
			err = json.Unmarshal(entries[name], &t.metadata)
		} else {
			t.tensors[name], err = parseTensor(entries[name], values)
		}
		if err != nil {
			return nil, fmt.Errorf("weights: %s: %w", name, err)
		}
	}
	return t, t.covers(len(values))
}

// split cuts a weights file into header and values.
func split(b []byte) (header, values []byte, err error) {
	if len(b) < 8 {
		return nil, nil, fmt.Errorf("weights: %d bytes, too short for a header", len(b))
	}
	n, rest := binary.LittleEndian.Uint64(b), b[8:]
	if n > maxHeader || n > uint64(len(rest)) {
		return nil, nil, fmt.Errorf("weights: header of %d bytes in a file of %d", n, len(b))
	}
	return rest[:n], rest[n:], nil
}

// parseTensor reads one entry of the header and cuts out its values.
func parseTensor(entry []byte, values []byte) (t tensor, err error) {
	if err := json.Unmarshal(entry, &t); err != nil {
		return t, err
	}
	first, end := t.Place[0], t.Place[1]
	if first < 0 || first > end || end > len(values) {
		return t, fmt.Errorf("bytes %d to %d of %d", first, end, len(values))
	}
	size, ok := widths[t.Type]
	if !ok {
		return t, fmt.Errorf("type %q, want F32 or I8", t.Type)
	}
	for _, n := range t.Shape {
		if n < 0 || n > 0 && size > len(values)/n {
			return t, fmt.Errorf("shape %v does not fit %d bytes", t.Shape, end-first)
		}
		size *= n
	}
	if size != end-first {
		return t, fmt.Errorf("shape %v of %s does not fit %d bytes", t.Shape, t.Type, end-first)
	}
	t.values = values[first:end:end]
	return t, t.finite()
}

// finite refuses infinities and what is not a number, signs of a damaged file
// that would spread over every vector.
func (t tensor) finite() error {
	for i := 0; t.Type == "F32" && i < len(t.values); i += 4 {
		const exponent = 0x7f800000
		if binary.LittleEndian.Uint32(t.values[i:])&exponent == exponent {
			return fmt.Errorf("value %d is not finite", i/4)
		}
	}
	return nil
}

// covers checks that the tensors lie one behind the other over all values.
func (t *Tensors) covers(size int) error {
	names := t.Names()
	slices.SortStableFunc(names, func(a, b string) int {
		x, y := t.tensors[a].Place, t.tensors[b].Place
		return slices.Compare(x[:], y[:])
	})
	end := 0
	for _, name := range names {
		place := t.tensors[name].Place
		if place[0] != end {
			return fmt.Errorf("weights: %s: starts at byte %d, the tensor before it ends at %d", name, place[0], end)
		}
		end = place[1]
	}
	if end != size {
		return fmt.Errorf("weights: %d bytes after the last tensor", size-end)
	}
	return nil
}

// Names returns the tensors' names in alphabetical order.
func (t *Tensors) Names() []string { return slices.Sorted(maps.Keys(t.tensors)) }

// Metadata returns the file's own remarks by name; it may be nil.
func (t *Tensors) Metadata() map[string]string { return t.metadata }

// Float32 returns a tensor's values, row-major, those of type I8 times the
// scale of their row. With a shape it demands that shape, where −1 stands for
// any extent.
func (t *Tensors) Float32(name string, shape ...int) ([]float32, error) {
	m, err := t.matrix(name, shape...)
	if err != nil {
		return nil, err
	}
	values := make([]float32, m.rows*m.columns)
	m.read(values, 0, m.rows)
	return values, nil
}

// matrix is a tensor as rows over its first axis, kept as stored.
type matrix struct {
	rows, columns int
	values        []byte
	scale         []float32 // of each row, nil for F32
}

// matrix finds a tensor, checks its shape as Float32 does, and joins it with
// its scale.
func (t *Tensors) matrix(name string, shape ...int) (matrix, error) {
	e, ok := t.tensors[name]
	if !ok {
		return matrix{}, fmt.Errorf("weights: %s: missing", name)
	}
	if len(shape) > 0 && !fits(e.Shape, shape) {
		return matrix{}, fmt.Errorf("weights: %s: shape %v, want %s", name, e.Shape,
			strings.ReplaceAll(fmt.Sprint(shape), "-1", "any"))
	}
	m := matrix{rows: 1, columns: 1, values: e.values}
	for i, n := range e.Shape {
		if i == 0 {
			m.rows = n
		} else {
			m.columns *= n
		}
	}
	if e.Type == "F32" {
		return m, nil
	}
	s, ok := t.tensors[name+".scale"]
	if !ok || s.Type != "F32" || !fits(s.Shape, []int{m.rows}) {
		return matrix{}, fmt.Errorf("weights: %s: needs %s.scale of type F32 and shape [%d]", name, name, m.rows)
	}
	m.scale = make([]float32, m.rows)
	floats(m.scale, s.values)
	return m, nil
}

// fits reports whether a shape is as wanted, where −1 wants any extent.
func fits(shape, want []int) bool {
	return slices.EqualFunc(shape, want, func(n, w int) bool { return w == -1 || n == w })
}

// read sets dst to n rows from the first on.
func (m matrix) read(dst []float32, first, n int) {
	if m.scale == nil {
		floats(dst, m.values[4*first*m.columns:4*(first+n)*m.columns])
		return
	}
	for r := first; r < first+n; r++ {
		row, scale := m.values[r*m.columns:(r+1)*m.columns], m.scale[r]
		for i, v := range row {
			dst[i] = float32(int8(v)) * scale
		}
		dst = dst[m.columns:]
	}
}

// floats decodes little-endian values.
func floats(dst []float32, b []byte) {
	for i := range len(b) / 4 {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
}
