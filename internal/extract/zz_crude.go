package extract

import "strings"

var crudeIrr = func() map[string]string {
	m := map[string]string{"broke": "break", "broken": "break", "froze": "freeze", "said": "say", "met": "meet", "held": "hold", "told": "tell", "men": "man"}
	for l, fs := range irregular {
		for _, f := range fs {
			m[f] = l
		}
	}
	return m
}()

func crude(l, upos, xpos string) string {
	if v, ok := crudeIrr[l]; ok && upos != "NOUN" {
		return v
	}
	switch {
	case upos == "NOUN" && xpos == "NNS":
		if strings.HasSuffix(l, "ies") {
			return l[:len(l)-3] + "y"
		}
		return strings.TrimSuffix(l, "s")
	case upos == "VERB" || upos == "AUX":
		cand := []string{}
		add := func(s string) { cand = append(cand, s, s+"e") }
		switch {
		case strings.HasSuffix(l, "ied"):
			return l[:len(l)-3] + "y"
		case strings.HasSuffix(l, "ed"):
			add(l[:len(l)-2])
			if n := len(l); n > 4 && l[n-3] == l[n-4] {
				cand = append([]string{l[:n-3], l[:n-2]}, cand...)
			}
		case strings.HasSuffix(l, "ing"):
			add(l[:len(l)-3])
			if n := len(l); n > 5 && l[n-4] == l[n-5] {
				cand = append([]string{l[:n-4]}, cand...)
			}
		case strings.HasSuffix(l, "es"):
			cand = append(cand, l[:len(l)-1], l[:len(l)-2])
		case strings.HasSuffix(l, "s"):
			return l[:len(l)-1]
		}
		for _, c := range cand {
			if crudeKnown[c] {
				return c
			}
		}
		if len(cand) > 0 {
			return cand[0]
		}
	}
	return l
}

var crudeKnown = map[string]bool{}
