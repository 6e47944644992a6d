package learn

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

func abs(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}

func (s *recurrent) token(k int) int {
	if s.back {
		return s.n - 1 - k
	}
	return k
}

func (s *recurrent) forward(vf, vr, bf, br, zero []float32) {
	h := s.h
	prev := zero[:h]
	vf, vr, bf, br = vf[:h], vr[:h], bf[:h], br[:h]
	for k := range s.n {
		t := s.token(k)
		u := s.u[t*s.stride : t*s.stride+4*h]
		z, uf, ur, x := u[:h], u[h:2*h], u[2*h:3*h], u[3*h:4*h]
		ft, rt, ct := s.f[t*h:t*h+h], s.r[t*h:t*h+h], s.c[t*h:t*h+h]
		o := s.out[t*s.outStride : t*s.outStride+h]
		for j := range o {
			p := prev[j]
			af := uf[j] + vf[j]*p + bf[j]
			ar := ur[j] + vr[j]*p + br[j]
			fg := 0.5 + 0.5*af/(1+abs(af))
			rg := 0.5 + 0.5*ar/(1+abs(ar))
			c := z[j] + fg*(p-z[j])
			ft[j], rt[j], ct[j] = fg, rg, c
			o[j] = x[j] + rg*(c-x[j])
		}
		prev = ct
	}
}

// backward takes the gradient of the output to du and the gates' weights.
func (s *recurrent) backward(du, dout, vf, vr, gvf, gvr, gbf, gbr, carry, zero []float32) {
	h := s.h
	carry, zero = carry[:h], zero[:h]
	clear(carry)
	vf, vr, gvf, gvr, gbf, gbr = vf[:h], vr[:h], gvf[:h], gvr[:h], gbf[:h], gbr[:h]
	for k := s.n - 1; k >= 0; k-- {
		t := s.token(k)
		prev := zero
		if k > 0 {
			b := s.token(k-1) * h
			prev = s.c[b : b+h]
		}
		u, d := s.u[t*s.stride:t*s.stride+4*h], du[t*s.stride:t*s.stride+4*h]
		z, x := u[:h], u[3*h:4*h]
		dz, duf, dur, dx := d[:h], d[h:2*h], d[2*h:3*h], d[3*h:4*h]
		ft, rt, ct := s.f[t*h:t*h+h], s.r[t*h:t*h+h], s.c[t*h:t*h+h]
		g := dout[t*s.outStride : t*s.outStride+h]
		for j := range g {
			rg, fg, p := rt[j], ft[j], prev[j]
			dr := g[j] * (ct[j] - x[j])
			dc := g[j]*rg + carry[j]
			dx[j] = g[j] * (1 - rg)
			q := 1 - abs(2*rg-1)
			dar := dr * 0.5 * q * q
			dur[j] = dar
			gvr[j] += dar * p
			gbr[j] += dar
			q = 1 - abs(2*fg-1)
			daf := dc * (p - z[j]) * 0.5 * q * q
			dz[j] = dc * (1 - fg)
			duf[j] = daf
			gvf[j] += daf * p
			gbf[j] += daf
			carry[j] = dc*fg + dar*vr[j] + daf*vf[j]
		}
	}
}
