package learn

import "chancery/nlp/internal/kernel"

// recurrent holds what backward needs of one direction of a layer over one sentence; see
// kernel.SRU for the equations.
type recurrent struct {
	u         []float32 // candidate, forget, reset, highway
	stride    int       // of u and du
	h, n      int
	f, r, c   []float32 // gates and state, n × h
	out       []float32
	outStride int
	back      bool
}

func (s *recurrent) token(k int) int {
	if s.back {
		return s.n - 1 - k
	}
	return k
}

func (s *recurrent) forward(p kernel.Path, vf, vr, bf, br, zero []float32) {
	h := s.h
	prev := zero
	for k := range s.n {
		t := s.token(k)
		c := s.c[t*h : t*h+h]
		kernel.SRUForward(p, s.out[t*s.outStride:t*s.outStride+h], s.f[t*h:], s.r[t*h:], c, s.u[t*s.stride:], vf, vr, bf, br, prev)
		prev = c
	}
}

// backward takes the gradient of the output to du and to the gates' weights and biases.
func (s *recurrent) backward(p kernel.Path, du, dout, vf, vr, gvf, gvr, gbf, gbr, carry, zero []float32) {
	h := s.h
	clear(carry[:h])
	for k := s.n - 1; k >= 0; k-- {
		t := s.token(k)
		prev := zero
		if k > 0 {
			prev = s.c[s.token(k-1)*h:]
		}
		kernel.SRUBackward(p, du[t*s.stride:], dout[t*s.outStride:t*s.outStride+h], carry, s.f[t*h:], s.r[t*h:], s.c[t*h:], s.u[t*s.stride:],
			vf, vr, prev, gvf, gvr, gbf, gbr)
	}
}
