package kernel

// SRU runs one direction of a simple recurrent unit (Lei et al., 2018, with
// softsign for the sigmoid) over n tokens.
//
// The row of token t starts at u[t*ldu] and holds, h values each, the candidate, the
// input of the forget gate, the input of the reset gate and the highway input; biases are already in
// them. vf and vr are the gates' weights of the state. c is scratch for the state, h values. The output, quantised, goes
// to out[t*ldo:]. With back the tokens are taken from the last to the first. h is a
// multiple of 8.
func SRU(p Path, u []float32, ldu, h, n int, vf, vr, c []float32, out []int16, ldo int, back bool) {
	if n == 0 {
		return
	}
	vf, vr, c = vf[:h], vr[:h], c[:h]
	_ = u[(n-1)*ldu+4*h-1]
	_ = out[(n-1)*ldo+h-1]
	clear(c)
	if p != Portable {
		sruFast(u, ldu, h, n, vf, vr, c, out, ldo, back)
		return
	}
	for k := 0; k < n; k++ {
		t := k
		if back {
			t = n - 1 - k
		}
		row := u[t*ldu : t*ldu+4*h]
		z, f, r, x := row[:h], row[h:2*h], row[2*h:3*h], row[3*h:4*h]
		o := out[t*ldo : t*ldo+h]
		for j := range o {
			s := c[j]
			fg := gate(f[j] + float32(vf[j]*s))
			rg := gate(r[j] + float32(vr[j]*s))
			s = z[j] + float32(fg*float32(s-z[j]))
			c[j] = s
			o[j] = quantise(x[j] + float32(rg*float32(s-x[j])))
		}
	}
}

// gate is the softsign scaled to (0, 1).
func gate(x float32) float32 {
	a := x
	if a < 0 {
		a = -a
	}
	return 0.5 + float32(0.5*float32(x/(1+a)))
}
