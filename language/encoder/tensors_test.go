package encoder

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
)

// file collects tensors and writes them as a weights file.
type file struct {
	entries map[string]any
	values  []byte
}

func (f *file) add(name, dtype string, values []byte, shape ...int) {
	if f.entries == nil {
		f.entries = map[string]any{}
	}
	place := []int{len(f.values), len(f.values) + len(values)}
	f.entries[name] = map[string]any{"dtype": dtype, "shape": shape, "data_offsets": place}
	f.values = append(f.values, values...)
}

func (f *file) float32(name string, values []float32, shape ...int) {
	var b []byte
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	f.add(name, "F32", b, shape...)
}

func (f *file) int8(name string, values []int8, scale []float32, shape ...int) {
	b := make([]byte, len(values))
	for i, v := range values {
		b[i] = byte(v)
	}
	f.add(name, "I8", b, shape...)
	f.float32(name+".scale", scale, len(scale))
}

func (f *file) bytes(t testing.TB) []byte {
	t.Helper()
	header, err := json.Marshal(f.entries)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header, f.values)
}

// raw writes a weights file with a header given as it is.
func raw(header string, values int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, values)...)
}

func TestTensors(t *testing.T) {
	f := file{entries: map[string]any{"__metadata__": map[string]string{"labels": "a b"}}}
	f.float32("plain", []float32{1, -2, 3.5, 4, 5, 6}, 2, 3)
	f.int8("small", []int8{127, -128, 0, 1, 2, 3}, []float32{0.5, 10}, 2, 3)
	f.float32("scalar", []float32{7})
	got, err := ParseTensors(f.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"plain", "scalar", "small", "small.scale"}; !slices.Equal(got.Names(), want) {
		t.Errorf("names %v, want %v", got.Names(), want)
	}
	if got.Metadata()["labels"] != "a b" {
		t.Errorf("metadata %v", got.Metadata())
	}
	for _, c := range []struct {
		name  string
		shape []int
		want  []float32
	}{
		{"plain", []int{2, 3}, []float32{1, -2, 3.5, 4, 5, 6}},
		{"plain", []int{-1, 3}, []float32{1, -2, 3.5, 4, 5, 6}},
		{"small", []int{2, 3}, []float32{63.5, -64, 0, 10, 20, 30}},
		{"scalar", nil, []float32{7}},
	} {
		if v, err := got.Float32(c.name, c.shape...); err != nil || !slices.Equal(v, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, v, err, c.want)
		}
	}
}

func TestTensorErrors(t *testing.T) {
	f := file{}
	f.float32("plain", []float32{1, 2}, 2)
	f.add("small", "I8", []byte{1, 2}, 2, 1)
	f.add("odd", "I8", []byte{1, 2}, 2, 1)
	f.float32("odd.scale", []float32{1}, 1)
	got, err := ParseTensors(f.bytes(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		shape []int
		want  string
	}{
		{"absent", nil, "weights: absent: missing"},
		{"plain", []int{3}, "weights: plain: shape [2], want [3]"},
		{"plain", []int{-1, 2}, "weights: plain: shape [2], want [any 2]"},
		{"small", nil, "weights: small: needs small.scale of type F32 and shape [2]"},
		{"odd", nil, "weights: odd: needs odd.scale of type F32 and shape [2]"},
	} {
		if _, err := got.Float32(c.name, c.shape...); err == nil || err.Error() != c.want {
			t.Errorf("%s %v: error %v, want %s", c.name, c.shape, err, c.want)
		}
	}
}

func TestParseTensorsErrors(t *testing.T) {
	nan := raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4)
	binary.LittleEndian.PutUint32(nan[len(nan)-4:], math.Float32bits(float32(math.NaN())))
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"short":         {[]byte("abc"), "too short"},
		"header length": {[]byte("\xff\xff\xff\xff\xff\xff\xff\xff{}"), "header of"},
		"cut header":    {raw(`{"a":{}}`, 0)[:12], "header of"},
		"not JSON":      {raw(`<html>`, 0), "header:"},
		"entry":         {raw(`{"a":3}`, 0), "weights: a: "},
		"type":          {raw(`{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}`, 4), `weights: a: type "BF16"`},
		"negative":      {raw(`{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}`, 4), "weights: a: shape [-1 -1]"},
		"overflow":      {raw(`{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}`, 4), "weights: a: shape"},
		"shape":         {raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4), "weights: a: shape [2]"},
		"cut values":    {raw(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, 4), "weights: a: bytes 0 to 8 of 4"},
		"backwards":     {raw(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`, 4), "weights: a: bytes 4 to 0"},
		"gap":           {raw(`{"a":{"dtype":"I8","shape":[1],"data_offsets":[1,2]}}`, 2), "weights: a: starts at byte 1"},
		"overlap": {raw(`{"a":{"dtype":"I8","shape":[2],"data_offsets":[0,2]},`+
			`"b":{"dtype":"I8","shape":[2],"data_offsets":[1,3]}}`, 3), "weights: b: starts at byte 1"},
		"rest":       {raw(`{"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}`, 3), "2 bytes after"},
		"metadata":   {raw(`{"__metadata__":{"a":1}}`, 0), "weights: __metadata__: "},
		"not finite": {nan, "weights: a: value 0 is not finite"},
	} {
		if _, err := ParseTensors(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", name, err, c.want)
		}
	}
}

// FuzzParseTensors: any bytes are refused or give tensors that can be read.
func FuzzParseTensors(f *testing.F) {
	w := file{entries: map[string]any{"__metadata__": map[string]string{"k": "v"}}}
	w.float32("plain", []float32{1, 2}, 2)
	w.int8("small", []int8{1, 2, 3, 4}, []float32{1, 2}, 2, 2)
	f.Add(w.bytes(f))
	f.Add(raw(`{}`, 0))
	f.Add(raw(`{"a":{"dtype":"I8","shape":[0,3],"data_offsets":[0,0]}}`, 0))
	f.Add(raw(`{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}`, 4))
	f.Fuzz(func(t *testing.T, b []byte) {
		tensors, err := ParseTensors(b)
		if err != nil {
			return
		}
		for _, name := range tensors.Names() {
			if values, err := tensors.Float32(name); err == nil && len(values) > len(b) {
				t.Errorf("%s: %d values from %d bytes", name, len(values), len(b))
			}
		}
		if _, err := New(tensors, Options{}); err == nil {
			t.Log("a whole model")
		}
	})
}
