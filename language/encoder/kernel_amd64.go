package encoder

import "golang.org/x/sys/cpu"

//go:generate go run -C internal/gen . -out ../../z_amd64.s -stubs ../../z_amd64.go -pkg encoder

// assembly lists the kernels in assembly that this processor can run, the
// fastest first.
func assembly() (ks []namedKernel) {
	x := &cpu.X86
	if !x.HasAVX2 || !x.HasFMA {
		return nil
	}
	if x.HasAVX512F && x.HasAVX512VNNI {
		ks = append(ks, namedKernel{VNNI, vnni{}})
	}
	return append(ks, namedKernel{AVX2, avx2{}})
}

// vnni is the kernel in assembly whose maps of bytes take AVX-512's instructions
// for them; the rest of its arithmetic would gain nothing from wider registers.
type vnni struct{ avx2 }

func (vnni) form() form { return form{panel: 48, group: 4, size: 1} }

func (vnni) quantise(q []byte, x []float32, n int, rows []rowScale) {
	last := len(rows) * n
	_, _ = q[last-1], x[last-1]
	quantiseBytes(&q[0], &x[0], n, len(rows), &rows[0].scale)
}

func (k vnni) product(c []float32, ldc int, q []byte, rows []rowScale, m byteMap) {
	const tile = 8
	product(k.form(), tile, vnni8x48, c, ldc, q, rows, m)
}

// avx2 is the kernel in assembly. Its methods touch the last value that the
// assembly will, so that a wrong size panics instead of writing elsewhere.
type avx2 struct{}

// The tiles of the two products, rows × columns; see the generator for why.
const (
	productRows, productColumns = 4, 24
	weighRows, weighColumns     = 6, 16
)

func (avx2) form() form { return form{panel: 16, group: 2, size: 2} }

func (avx2) quantise(q []byte, x []float32, n int, rows []rowScale) {
	last := len(rows) * n
	_, _ = q[2*last-1], x[last-1]
	quantiseWords(&q[0], &x[0], n, len(rows), &rows[0].scale)
}

func (k avx2) product(c []float32, ldc int, q []byte, rows []rowScale, m byteMap) {
	const tile = 4
	product(k.form(), tile, madd4x16, c, ldc, q, rows, m)
}

// product computes a map panel by panel with assembly for tiles of so many rows.
func product(f form, tile int, panel func(c *float32, ldc int, a *byte, lda int, b *byte, bytes, tiles, ahead int, row, column *float32),
	c []float32, ldc int, q []byte, rows []rowScale, m byteMap,
) {
	tiles := (len(rows) + tile - 1) / tile
	last, bytes := tiles*tile-1, f.size*m.inputs
	_, _, _, _, _ = c[last*ldc+m.outputs-1], q[(last+1)*bytes-1], rows[:last+1], m.weights[m.outputs*bytes-1], m.columns[3*m.outputs-1]
	ahead := 4 * f.panel * f.group * f.size / tiles
	for p := 0; p < m.outputs; p += f.panel {
		panel(&c[p], ldc, &q[0], bytes, &m.weights[p*bytes], bytes, tiles, ahead, &rows[0].scale, &m.columns[3*p])
	}
}

func (avx2) panel() int { return productColumns }

func (avx2) multiply(c []float32, ldc int, a []float32, lda int, b, bias []float32, k, rows int) {
	tiles := (rows + productRows - 1) / productRows
	last, n := tiles*productRows-1, len(bias)
	_, _, _ = c[last*ldc+n-1], a[last*lda+k-1], b[n*k-1]
	ahead := 4 * 4 * productColumns / tiles
	for p := 0; p < n; p += productColumns {
		multiply4x24(&c[p], ldc, &a[0], lda, &b[p*k], &bias[p], k, tiles, ahead)
	}
}

func (avx2) packKeys(dst, keys []float32, ldk, n int) {
	const group = 8
	for j := 0; j < n; j += group {
		panel, column := j/productColumns, j%productColumns
		d, s := dst[panel*headWidth*productColumns+column:], keys[j*ldk:]
		_, _ = d[(headWidth-1)*productColumns+group-1], s[(group-1)*ldk+headWidth-1]
		transpose8x32(&d[0], productColumns, &s[0], ldk)
	}
}

func (avx2) softmax(s []float32, lds, n, rows int, inverse []float32) {
	_, _ = s[(rows-1)*lds+(n+7)&^7-1], inverse[rows-1]
	softmaxRows(&s[0], lds, n, rows, &inverse[0])
}

func (avx2) weigh(c []float32, ldc int, p []float32, ldp int, v, inverse []float32, n, rows int) {
	tiles := (rows + weighRows - 1) / weighRows
	last := tiles*weighRows - 1
	_, _, _, _ = c[last*ldc+headWidth-1], p[last*ldp+n-1], v[n*headWidth-1], inverse[last]
	for j := 0; j < headWidth; j += weighColumns {
		weigh6x16(&c[j], ldc, &p[0], ldp, &v[j], &inverse[0], n, tiles)
	}
}

func (avx2) gelu(x []float32) {
	// 16,384 values take about 15 µs; assembly cannot be preempted.
	const most = 16384
	for ; len(x) > most; x = x[most:] {
		geluVectors(&x[0], most)
	}
	geluVectors(&x[0], len(x))
}

func (avx2) addNorm(x, y, gain, bias []float32, rows int) {
	n := len(gain)
	_, _, _ = x[rows*n-1], y[rows*n-1], bias[n-1]
	addNormRows(&x[0], &y[0], n, rows, &gain[0], &bias[0])
}
