package kernel

import (
	"fmt"
	"math"
	"math/rand"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func floats(r *rand.Rand, n int, scale float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64()) * scale
	}
	return x
}

// rowsOf cuts u into rows of n values.
func rowsOf(u []float32, n int) (rows [][]float32) {
	for ; len(u) >= n; u = u[n:] {
		rows = append(rows, u[:n])
	}
	return rows
}

// The fast paths give the bits of the portable one.
func TestPathsAgree(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, p := range Paths()[1:] {
		for _, rows := range []int{1, 3, 4, 5, 8, 13, 29} {
			t.Run(fmt.Sprintf("%v/%d", p, rows), func(t *testing.T) {
				for _, k := range []int{2, 6, 70, 1030} {
					const n = 90
					w := floats(r, k*n, 0.2)
					w[0], w[n], w[1], w[n+1], w[2], w[n+2] = 9, 9, -9, -9, 9, -9 // as large as they get, side by side
					m := Pack(w, k, n, floats(r, n, 1), 8)
					if err := m.Check(); err != nil {
						t.Fatal(err)
					}
					a := make([]uint8, RoundRows(rows)*m.K)
					Quantise(a, floats(r, len(a), 10), 8)
					a[0], a[1] = 255, 255
					want, got := make([]float32, RoundRows(rows)*m.N), make([]float32, RoundRows(rows)*m.N)
					m.Mul(Portable, want, m.N, a, m.K, rows)
					m.Mul(p, got, m.N, a, m.K, rows)
					if d := cmp.Diff(want, got); d != "" {
						t.Errorf("Mul by %d rows: %s", k, d)
					}
				}

				const h = 24
				u := floats(r, rows*4*h, 3)
				u[5] = 1e9 // saturates
				u[3*h+2] = -1e9
				u[3*h+3] = float32(math.NaN())
				for _, back := range []bool{false, true} {
					vf, vr, c := floats(r, h, 1), floats(r, h, 1), make([]float32, h)
					o1, o2 := make([]uint8, rows*h), make([]uint8, rows*h)
					SRU(Portable, rowsOf(u, 4*h), 0, h, vf, vr, c, o1, h, 16, back)
					SRU(p, rowsOf(u, 4*h), 0, h, vf, vr, c, o2, h, 16, back)
					if d := cmp.Diff(o1, o2); d != "" {
						t.Errorf("SRU back=%v: %s", back, d)
					}
				}

				for n := 1; n < 70; n++ {
					x := floats(r, n, 1)
					for range r.Intn(n + 1) {
						x[r.Intn(n)] = []float32{float32(math.NaN()), float32(math.Inf(-1)), 0, float32(math.Copysign(0, -1)), 2}[r.Intn(5)]
					}
					if a, b := MaxIndex(Portable, x), MaxIndex(p, x); a != b {
						t.Errorf("MaxIndex of %v: %d and %d", x, a, b)
					}
				}

				x, y := floats(r, rows*37, 1), floats(r, 37*80, 1)
				c1 := floats(r, rows*80, 1)
				c2 := append([]float32(nil), c1...)
				Gemm(Portable, c1, 80, x, 37, y, 80, rows, 37, 80)
				Gemm(p, c2, 80, x, 37, y, 80, rows, 37, 80)
				if d := cmp.Diff(c1, c2); d != "" {
					t.Errorf("Gemm: %s", d)
				}

				l1, l2 := make([]uint8, 29), make([]uint8, 29)
				for _, b := range [][]float32{nil, floats(r, 29, 20)} {
					a := floats(r, 29, 20)
					a[3], a[4], a[5] = float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))
					Leaky(Portable, l1, a, b, 4)
					Leaky(p, l2, a, b, 4)
					if d := cmp.Diff(l1, l2); d != "" {
						t.Errorf("Leaky: %s", d)
					}
				}
				q := make([]byte, 29)
				r.Read(q)
				AddInt8(Portable, c1[:29], 0.3, q)
				AddInt8(p, c2[:29], 0.3, q)
				if d := cmp.Diff(c1, c2); d != "" {
					t.Errorf("AddInt8: %s", d)
				}

				Axpy(Portable, c1[:29], 0.3, x)
				Axpy(p, c2[:29], 0.3, x)
				if d := cmp.Diff(c1, c2); d != "" {
					t.Errorf("Axpy: %s", d)
				}
			})
		}
	}
}

// A quantised product is close to the product, and cannot overflow.
func TestMatrixAccuracy(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	const k, n = 256, 64
	w, bias, x := floats(r, k*n, 0.1), floats(r, n, 1), floats(r, k, 1)
	m := Pack(w, k, n, bias, 32)
	a := make([]uint8, RowBlock*m.K)
	Quantise(a, x, m.Steps)
	got := make([]float32, RowBlock*m.N)
	m.Mul(Portable, got, m.N, a, m.K, 1)
	for j := 0; j < n; j++ {
		want := float64(bias[j])
		for i := range x {
			want += float64(x[i]) * float64(w[i*n+j])
		}
		if d := want - float64(got[j]); d > 0.1 || d < -0.1 {
			t.Errorf("column %d: got %v, want %v", j, got[j], want)
		}
	}
}

// A matrix whose sums could overflow is an error.
func TestCheck(t *testing.T) {
	m := Pack(floats(rand.New(rand.NewSource(5)), 8*32, 1), 8, 32, nil, 8)
	for _, c := range []struct {
		a, b int8
		ok   bool
	}{{64, 64, true}, {64, 65, false}, {-64, -64, true}, {-64, -65, false}, {127, -128, true}, {127, 127, false}, {-128, -128, false}} {
		m.Data[m.index(4, 3)], m.Data[m.index(5, 3)] = c.a, c.b
		if err := m.Check(); (err == nil) != c.ok {
			t.Errorf("%d and %d: %v", c.a, c.b, err)
		}
	}
	m.Data[m.index(4, 3)], m.Data[m.index(5, 3)] = 0, 0
	m.Steps = float32(math.NaN())
	if m.Check() == nil {
		t.Error("activations without a step: no error")
	}
}

// The steps of training give the same bits on every path.
func TestTrainingPathsAgree(t *testing.T) {
	for _, p := range Paths()[1:] {
		run := func(p Path) [][]float32 {
			r := rand.New(rand.NewSource(3))
			const h = 24
			f, rg, c, out := make([]float32, h), make([]float32, h), make([]float32, h), make([]float32, h)
			u, vf, vr, bf, br, prev := floats(r, 4*h, 2), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1)
			SRUForward(p, out, f, rg, c, u, vf, vr, bf, br, prev)
			du, g, carry := make([]float32, 4*h), floats(r, h, 1), floats(r, h, 1)
			gvf, gvr, gbf, gbr := floats(r, h, 1), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1)
			SRUBackward(p, du, g, carry, f, rg, c, u, vf, vr, prev, gvf, gvr, gbf, gbr)
			a := Adam{0.9, 0.98, 1e-8, 0.003, 1.7, 0.02}
			w, m1, m2 := floats(r, 29, 1), floats(r, 29, 1), make([]float32, 29)
			for range 3 {
				a.Step(p, w, m1, m2, floats(r, 29, 10))
			}
			return [][]float32{f, rg, c, out, du, carry, gvf, gvr, gbf, gbr, w, m1, m2}
		}
		if d := cmp.Diff(run(Portable), run(p)); d != "" {
			t.Errorf("%v: %s", p, d)
		}
	}
}

// The gradient of the recurrence is that of finite differences.
func TestSRUGradient(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	const h = 8
	u, vf, vr, bf, br, prev := floats(r, 4*h, 1), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1), floats(r, h, 1)
	f, rg, c, out := make([]float32, h), make([]float32, h), make([]float32, h), make([]float32, h)
	loss := func() float64 { // sum of outputs and states
		SRUForward(Portable, out, f, rg, c, u, vf, vr, bf, br, prev)
		s := 0.0
		for j := range out {
			s += float64(out[j]) + float64(c[j])
		}
		return s
	}
	loss()
	ones, carry := make([]float32, h), make([]float32, h)
	for j := range ones {
		ones[j], carry[j] = 1, 1
	}
	du, gvf, gvr, gbf, gbr := make([]float32, 4*h), make([]float32, h), make([]float32, h), make([]float32, h), make([]float32, h)
	SRUBackward(Portable, du, ones, carry, f, rg, c, u, vf, vr, prev, gvf, gvr, gbf, gbr)
	for _, v := range []struct {
		name    string
		x, grad []float32
	}{{"u", u, du}, {"vf", vf, gvf}, {"vr", vr, gvr}, {"bf", bf, gbf}, {"br", br, gbr}, {"state", prev, carry}} {
		for j := range v.x {
			const step = 1e-2
			old := v.x[j]
			v.x[j] = old + step
			up := loss()
			v.x[j] = old - step
			down := loss()
			v.x[j] = old
			if want := (up - down) / (2 * step); want-float64(v.grad[j]) > 0.01 || float64(v.grad[j])-want > 0.01 {
				t.Errorf("%s[%d]: gradient %v, want %v", v.name, j, v.grad[j], want)
			}
		}
	}
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	const rows, k, n = 28, 256, 1024
	m := Pack(floats(r, k*n, 0.2), k, n, nil, 8)
	a := make([]uint8, rows*m.K)
	dst := make([]float32, rows*m.N)
	for _, p := range Paths() {
		b.Run(p.String(), func(b *testing.B) {
			for b.Loop() {
				m.Mul(p, dst, m.N, a, m.K, rows)
			}
			b.ReportMetric(float64(b.N)*rows*k*n/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func BenchmarkGemm(b *testing.B) {
	const m, k, n = 256, 256, 1024
	r := rand.New(rand.NewSource(1))
	x, y, c := floats(r, m*k, 1), floats(r, k*n, 1), make([]float32, m*n)
	for _, p := range Paths() {
		b.Run(p.String(), func(b *testing.B) {
			for b.Loop() {
				Gemm(p, c, n, x, k, y, n, m, k, n)
			}
			b.ReportMetric(float64(b.N)*m*k*n/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func BenchmarkSRU(b *testing.B) {
	const h, n = 128, 28
	r := rand.New(rand.NewSource(1))
	rows, v, c, out := rowsOf(floats(r, n*4*h, 1), 4*h), floats(r, h, 1), make([]float32, h), make([]uint8, n*h)
	for _, p := range Paths() {
		b.Run(p.String(), func(b *testing.B) {
			for b.Loop() {
				SRU(p, rows, 0, h, v, v, c, out, h, 64, false)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/token")
		})
	}
}

// The bits are those of every other machine: the sum was taken on amd64.
func TestBitsOfAllMachines(t *testing.T) {
	state := uint32(1)
	next := func(scale float32) float32 { // exact on every machine
		state = state*1664525 + 1013904223
		return float32(int32(state)>>8) / (1 << 23) * scale
	}
	fill := func(n int, scale float32) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = next(scale)
		}
		return x
	}
	sum := uint64(14695981039346656037)
	mix := func(v uint32) { sum = (sum ^ uint64(v)) * 1099511628211 }
	for _, p := range Paths() {
		state, sum = 1, 14695981039346656037
		const k, n, rows, h = 64, 64, 7, 16
		m := Pack(fill(k*n, 1), k, n, fill(n, 1), 32)
		a := make([]uint8, RoundRows(rows)*k)
		Quantise(a, fill(len(a), 3), m.Steps)
		u := make([]float32, RoundRows(rows)*n)
		m.Mul(p, u, n, a, k, rows)
		out := make([]uint8, rows*h)
		SRU(p, rowsOf(u, 4*h)[:rows], 0, h, fill(h, 1), fill(h, 1), make([]float32, h), out, h, 32, true)
		c := fill(rows*32, 1)
		Gemm(p, c, 32, u, n, fill(k*32, 1), 32, rows, k, 32)
		for _, v := range out {
			mix(uint32(v))
		}
		for _, v := range c {
			mix(math.Float32bits(v))
		}
		if sum != bits {
			t.Errorf("%v: %#x, want %#x", p, sum, uint64(bits))
		}
	}
}

const bits = 0x6bbe2f77ad8b7f31

// The fast paths find the splits of the portable one, the first of those that are as good.
func TestBestSplits(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for n := 2; n < 40; n++ {
		a, b := make([]float32, n*n+SplitRoom), make([]float32, n*n+SplitRoom)
		for i := range a {
			a[i], b[i] = float32(r.Intn(5)), float32(r.Intn(5))
			if r.Intn(50) == 0 {
				a[i] = float32(math.NaN())
			}
		}
		w := 1 + r.Intn(n-1)
		run := func(p Path) ([]float32, []int32) {
			best, split := make([]float32, n+SplitRoom), make([]int32, n+SplitRoom)
			BestSplits(p, best, split, a, b, w*n, n, w, n-w, -1e30)
			return best[:n-w], split[:n-w]
		}
		best, split := run(Portable)
		for _, p := range Paths()[1:] {
			b, s := run(p)
			if d := cmp.Diff(best, b) + cmp.Diff(split, s); d != "" {
				t.Errorf("%v, %d: %s", p, n, d)
			}
		}
	}
}
