package kernel

import "math"

// SRUForward is one step of one direction of SRU in floating point, with all that the
// gradient needs kept: gates f and r, state c and output out, from the inputs u
// (candidate, forget, reset, highway), the weights and biases of the gates, and the state before. The
// length of out gives the number of units, a multiple of 8.
func SRUForward(p Path, out, f, r, c, u, vf, vr, bf, br, prev []float32) {
	h := len(out)
	f, r, c, u, vf, vr, bf, br, prev = f[:h], r[:h], c[:h], u[:4*h], vf[:h], vr[:h], bf[:h], br[:h], prev[:h]
	if p != Portable && h%8 == 0 && h > 0 {
		sruForward(&out[0], &f[0], &r[0], &c[0], &u[0], &vf[0], &vr[0], &bf[0], &br[0], &prev[0], h)
		return
	}
	z, uf, ur, x := u[:h], u[h:2*h], u[2*h:3*h], u[3*h:]
	for j := range out {
		s := prev[j]
		fg := gate(float32(uf[j]+float32(vf[j]*s)) + bf[j])
		rg := gate(float32(ur[j]+float32(vr[j]*s)) + br[j])
		s = z[j] + float32(fg*float32(s-z[j]))
		f[j], r[j], c[j] = fg, rg, s
		out[j] = x[j] + float32(rg*float32(s-x[j]))
	}
}

// SRUBackward takes the gradient g of the output of a step of SRUForward to that of its inputs, du,
// adds to the gradients of the gates' weights and biases, and replaces carry, the gradient of
// the state, by that of the state before.
func SRUBackward(p Path, du, g, carry, f, r, c, u, vf, vr, prev, gvf, gvr, gbf, gbr []float32) {
	h := len(g)
	du, carry, f, r, c, u, vf, vr, prev = du[:4*h], carry[:h], f[:h], r[:h], c[:h], u[:4*h], vf[:h], vr[:h], prev[:h]
	gvf, gvr, gbf, gbr = gvf[:h], gvr[:h], gbf[:h], gbr[:h]
	if p != Portable && h%8 == 0 && h > 0 {
		sruBackward(&du[0], &g[0], &carry[0], &f[0], &r[0], &c[0], &u[0], &vf[0], &vr[0], &prev[0], &gvf[0], &gvr[0], &gbf[0], &gbr[0], h)
		return
	}
	z, x := u[:h], u[3*h:]
	dz, duf, dur, dx := du[:h], du[h:2*h], du[2*h:3*h], du[3*h:]
	for j := range g {
		rg, fg, s := r[j], f[j], prev[j]
		dx[j] = float32(g[j] * float32(1-rg))
		dc := float32(g[j]*rg) + carry[j]
		dar := gateSlope(float32(g[j]*float32(c[j]-x[j])), rg)
		daf := gateSlope(float32(dc*float32(s-z[j])), fg)
		dz[j] = float32(dc * float32(1-fg))
		duf[j], dur[j] = daf, dar
		gvf[j] += float32(daf * s)
		gvr[j] += float32(dar * s)
		gbf[j] += daf
		gbr[j] += dar
		carry[j] = float32(float32(dc*fg)+float32(dar*vr[j])) + float32(daf*vf[j])
	}
}

// gateSlope is d times the slope of gate where its value is y.
func gateSlope(d, y float32) float32 {
	a := float32(float32(2*y) - 1)
	if a < 0 {
		a = -a
	}
	q := 1 - a
	return float32(float32(float32(d*0.5)*q) * q)
}

// Adam holds the constants of one step of the optimiser (Kingma and Ba, 2015).
type Adam struct {
	Beta1, Beta2, Epsilon float32
	Rate                  float32 // with the correction of the first moment in it
	Correct2              float32 // of the second moment
	Scale                 float32 // of the gradients
}

// Step moves w against the gradient g and updates the moments m1 and m2.
func (a *Adam) Step(p Path, w, m1, m2, g []float32) {
	m1, m2, g = m1[:len(w)], m2[:len(w)], g[:len(w)]
	n := 0
	if p != Portable && len(w) >= 8 {
		n = len(w) &^ 7
		c := [8]float32{a.Beta1, 1 - a.Beta1, a.Beta2, 1 - a.Beta2, a.Epsilon, a.Rate, a.Correct2, a.Scale}
		adamStep(&w[0], &m1[0], &m2[0], &g[0], n, &c)
	}
	for i := n; i < len(w); i++ {
		x := float32(g[i] * a.Scale)
		m := float32(a.Beta1*m1[i]) + float32(float32(1-a.Beta1)*x)
		v := float32(a.Beta2*m2[i]) + float32(float32(float32(1-a.Beta2)*x)*x)
		m1[i], m2[i] = m, v
		root := float32(math.Sqrt(float64(float32(v * a.Correct2))))
		w[i] -= float32(float32(a.Rate*m) / (root + a.Epsilon))
	}
}
