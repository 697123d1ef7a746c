package encoder

import (
	"math"
	"slices"
)

// portable is the kernel in plain Go. Its products compute 1×4 values at a time:
// the compiler multiplies before it adds, so that the sums and products of a
// larger tile exceed the registers, and 2×4 is no faster (about 3.7 GFLOP/s on
// a Zen 3 core either way).
type portable struct{}

const portableColumns = 4

func (portable) panel() int { return portableColumns }

func (portable) multiply(c []float32, ldc int, a []float32, lda int, b, bias []float32, k, rows int) {
	for p := 0; p < len(bias); p += portableColumns {
		panel := b[p*k:][:portableColumns*k]
		for r := range rows {
			x0, x1, x2, x3 := dot4(a[r*lda:][:k], panel, portableColumns)
			d, s := (*[4]float32)(c[r*ldc+p:]), (*[4]float32)(bias[p:])
			d[0], d[1], d[2], d[3] = x0+s[0], x1+s[1], x2+s[2], x3+s[3]
		}
	}
}

func (portable) form() form { return form{panel: portableColumns, group: 1, size: 1} }

func (portable) quantise(q []byte, x []float32, n int, rows []rowScale) {
	for r := range rows {
		row := x[r*n:][:n]
		low, high := slices.Min(row), slices.Max(row)
		span := max(high-low, smallestRange)
		rows[r] = rowScale{scale: span * (1.0 / 255), least: low}
		inverse := 255 / span
		for i, v := range row {
			q[r*n+i] = byte(math.RoundToEven(float64((v - low) * inverse)))
		}
	}
}

func (portable) product(c []float32, ldc int, q []byte, rows []rowScale, m byteMap) {
	k := m.inputs
	for p := 0; p < m.outputs; p += portableColumns {
		panel, column := m.weights[p*k:][:portableColumns*k], m.columns[3*p:][:3*portableColumns]
		for r, s := range rows {
			for j, sum := range dotBytes(q[r*k:][:k], panel) {
				factor, weight, bias := column[j], column[portableColumns+j], column[2*portableColumns+j]
				c[r*ldc+p+j] = float32(sum)*factor*s.scale + (s.least*weight + bias)
			}
		}
	}
}

// dotBytes returns the products of a quantised row with four columns.
func dotBytes(a, b []byte) (sums [portableColumns]int32) {
	for i, v := range a {
		w := (*[portableColumns]byte)(b[i*portableColumns:])
		x := int32(v)
		sums[0] += x * int32(int8(w[0]))
		sums[1] += x * int32(int8(w[1]))
		sums[2] += x * int32(int8(w[2]))
		sums[3] += x * int32(int8(w[3]))
	}
	return sums
}

func (portable) weigh(c []float32, ldc int, p []float32, ldp int, v, inverse []float32, n, rows int) {
	for j := 0; j < headWidth; j += 4 {
		for r := range rows {
			x0, x1, x2, x3 := dot4(p[r*ldp:][:n], v[j:], headWidth)
			d, f := (*[4]float32)(c[r*ldc+j:]), inverse[r]
			d[0], d[1], d[2], d[3] = x0*f, x1*f, x2*f, x3*f
		}
	}
}

// dot4 returns the products of a row with four columns of b, whose rows are ldb
// values apart.
func dot4(a, b []float32, ldb int) (x0, x1, x2, x3 float32) {
	for i, v := range a {
		w := (*[4]float32)(b[i*ldb:])
		x0 += v * w[0]
		x1 += v * w[1]
		x2 += v * w[2]
		x3 += v * w[3]
	}
	return x0, x1, x2, x3
}

func (portable) packKeys(dst, keys []float32, ldk, n int) {
	for j := range n {
		d := dst[j/portableColumns*headWidth*portableColumns+j%portableColumns:]
		for i, v := range keys[j*ldk:][:headWidth] {
			d[i*portableColumns] = v
		}
	}
}

func (portable) softmax(s []float32, lds, n, rows int, inverse []float32) {
	for r := range rows {
		row := s[r*lds:][:n]
		largest := row[0]
		for _, v := range row {
			largest = max(largest, v)
		}
		sum := float32(0)
		for i, v := range row {
			row[i] = float32(math.Exp(float64(v - largest)))
			sum += row[i]
		}
		inverse[r] = 1 / sum
	}
}

func (portable) gelu(x []float32) {
	for i, v := range x {
		x[i] = float32(0.5 * float64(v) * math.Erfc(-float64(v)/math.Sqrt2))
	}
}

func (portable) addNorm(x, y, gain, bias []float32, rows int) {
	n := len(gain)
	for r := range rows {
		row, other := x[r*n:][:n], y[r*n:][:n]
		sum, squares := 0.0, 0.0
		for i, v := range other {
			row[i] += v
			sum += float64(row[i])
		}
		mean := sum / float64(n)
		for _, v := range row {
			squares += (float64(v) - mean) * (float64(v) - mean)
		}
		scale := 1 / math.Sqrt(squares/float64(n)+normEpsilon)
		for i, v := range row {
			row[i] = float32((float64(v)-mean)*scale)*gain[i] + bias[i]
		}
	}
}
