package pdf

import "strings"

// standard has the widths of the characters from blank to tilde in fonts that every reader of PDF knows, and that a file need not describe.
var standard = map[string][95]uint16{
	"Helvetica": {
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
		556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
		556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	},
	"Helvetica-Bold": {
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
		556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
		611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	},
	"Times": {
		250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
		500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
		556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
		500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
	},
	"Times-Bold": {
		250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
		500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
		611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500,
		556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
	},
	"Times-Italic": {
		250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
		500, 500, 333, 333, 675, 675, 675, 500, 920, 611, 611, 667, 722, 611, 611, 722, 722, 333, 444, 667, 556, 833, 667, 722,
		611, 722, 611, 500, 556, 722, 611, 833, 611, 556, 556, 389, 278, 389, 422, 500, 333, 500, 500, 444, 500, 444, 278, 500,
		500, 278, 278, 444, 278, 722, 500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400, 275, 400, 541,
	},
}

// asciiNames are the names of the glyphs of these characters that are no letters, in their order.
var asciiNames = func() map[string]rune {
	m := map[string]rune{}
	c := ' '
	for _, name := range strings.Fields("space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
		"zero one two three four five six seven eight nine colon semicolon less equal greater question at . bracketleft backslash bracketright asciicircum underscore grave . braceleft bar braceright asciitilde") {
		if name == "." { // the letters
			c += 26
			continue
		}
		m[name] = c
		c++
	}
	return m
}()

// standardWidths returns the widths of a font that a file names and does not describe, nil for one that is unknown.
func standardWidths(name string) map[int]float64 {
	bold := strings.Contains(name, "Bold")
	key := ""
	switch {
	case strings.Contains(name, "Helvetica"), strings.Contains(name, "Arial"):
		key = "Helvetica"
	case strings.Contains(name, "Times"):
		key = "Times"
		if !bold && (strings.Contains(name, "Italic") || strings.Contains(name, "Oblique")) {
			key = "Times-Italic"
		}
	case strings.Contains(name, "Courier"):
		all := map[int]float64{}
		for c := range 256 {
			all[c] = 600
		}
		return all
	default:
		return nil
	}
	if bold {
		key += "-Bold"
	}
	out := map[int]float64{}
	for i, w := range standard[key] {
		out[' '+i] = float64(w)
	}
	for c, like := range map[int]rune{0x91: '`', 0x92: '`', 0x96: 'n', 0x93: '"', 0x94: '"'} {
		out[c] = out[int(like)]
	}
	out[0x97] = 1000
	for c := 0xc0; c <= 0xff; c++ { // letters with marks, about as wide as those without
		like := "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYPsaaaaaaaceeeeiiiidnooooo+ouuuuypy"[c-0xc0]
		out[c] = out[int(like)]
	}
	return out
}
