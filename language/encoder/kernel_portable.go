package encoder

import "math"

// portable is the kernel in plain Go. Its products compute tiles of 2×4, the
// largest whose sums stay in the registers that the compiler uses.
type portable struct{}

const portableColumns = 4

func (portable) panel() int { return portableColumns }

func (portable) multiply(c []float32, ldc int, a []float32, lda int, b, bias []float32, k, rows int) {
	for p := 0; p < len(bias); p += portableColumns {
		panel, start := b[p*k:(p+portableColumns)*k], [4]float32(bias[p:])
		for r := 0; r < rows; r += 2 {
			second := min(r+1, rows-1) // the last row of an odd number stands for two
			x, y := dot2x4(a[r*lda:], a[second*lda:], panel, portableColumns, k, start)
			copy(c[r*ldc+p:], x[:])
			copy(c[second*ldc+p:], y[:])
		}
	}
}

func (portable) weigh(c []float32, ldc int, p []float32, ldp int, v, inverse []float32, n, rows int) {
	for j := 0; j < headWidth; j += 4 {
		for r := 0; r < rows; r += 2 {
			second := min(r+1, rows-1)
			x, y := dot2x4(p[r*ldp:], p[second*ldp:], v[j:], headWidth, n, [4]float32{})
			for i := range x {
				c[r*ldc+j+i] = x[i] * inverse[r]
				c[second*ldc+j+i] = y[i] * inverse[second]
			}
		}
	}
}

// dot2x4 adds to start the products of two rows of k values with four columns
// of b, whose rows are ldb values apart.
func dot2x4(a0, a1, b []float32, ldb, k int, start [4]float32) (x, y [4]float32) {
	x0, x1, x2, x3 := start[0], start[1], start[2], start[3]
	y0, y1, y2, y3 := x0, x1, x2, x3
	a0, a1 = a0[:k], a1[:k]
	for i, u := range a0 {
		v, w := a1[i], (*[4]float32)(b[i*ldb:])
		x0, x1, x2, x3 = x0+u*w[0], x1+u*w[1], x2+u*w[2], x3+u*w[3]
		y0, y1, y2, y3 = y0+v*w[0], y1+v*w[1], y2+v*w[2], y3+v*w[3]
	}
	return [4]float32{x0, x1, x2, x3}, [4]float32{y0, y1, y2, y3}
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
