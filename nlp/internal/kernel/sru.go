package kernel

// SRU runs one direction of a simple recurrent unit (Lei et al., 2018, with
// softsign for the sigmoid) over the tokens that have a row each in u.
//
// What belongs to the direction starts at off in each row: h values each of the candidate, the
// input of the forget gate, the input of the reset gate and the highway input; biases are already in
// them. vf and vr are the gates' weights of the state. c is scratch for the state, h values. The output, quantised (steps make 1), goes
// to out[t*ldo:]. With back the tokens are taken from the last to the first. h is a
// multiple of 8.
func SRU(p Path, u [][]float32, off, h int, vf, vr, c []float32, out []uint8, ldo int, steps float32, back bool) {
	vf, vr, c = vf[:h], vr[:h], c[:h]
	clear(c)
	for k := range u {
		t := k
		if back {
			t = len(u) - 1 - k
		}
		row := u[t][off : off+4*h]
		if p != Portable {
			sruStep(&row[0], h, &vf[0], &vr[0], &c[0], &out[t*ldo : t*ldo+h][0], steps)
			continue
		}
		z, f, r, x := row[:h], row[h:2*h], row[2*h:3*h], row[3*h:4*h]
		o := out[t*ldo : t*ldo+h]
		for j := range o {
			s := c[j]
			fg := gate(f[j] + float32(vf[j]*s))
			rg := gate(r[j] + float32(vr[j]*s))
			s = z[j] + float32(fg*float32(s-z[j]))
			c[j] = s
			o[j] = quantise(x[j]+float32(rg*float32(s-x[j])), steps)
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
