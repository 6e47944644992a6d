package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// predicted makes rows of differences of a text, with the predictors of PNG in turn, or with one. Below 0 it is that of TIFF.
func predicted(s string, columns, step int, tags ...int) string {
	var out []byte
	above := make([]byte, columns)
	for k := 0; len(s) > 0; k++ {
		row := []byte(s[:min(columns, len(s))])
		s = s[len(row):]
		tag := tags[k%len(tags)]
		if tag >= 0 {
			out = append(out, byte(tag))
		}
		for i, c := range row {
			var left, corner byte
			if i >= step {
				left, corner = row[i-step], above[i-step]
			}
			switch tag {
			case -1, 1:
				c -= left
			case 2:
				c -= above[i]
			case 3:
				c -= byte((int(left) + int(above[i])) / 2)
			case 4:
				c -= byte(paeth(int(left), int(above[i]), int(corner)))
			}
			out = append(out, c)
		}
		copy(above, row)
	}
	return string(out)
}

// TestPredicted reads streams that were made into differences before they were packed.
func TestPredicted(t *testing.T) {
	text := set(50, 700, "Peru opened an embassy in Oslo.")
	up := flate(predicted(text, 16, 1, 2))
	const flated = "/Filter /FlateDecode /DecodeParms "
	for name, s := range map[string]string{
		"none":             stream(flated+"<</Predictor 1 /Columns 16>>", flate(text)),
		"up":               stream(flated+"<</Predictor 12 /Columns 16>>", up),
		"in brackets":      stream("/Filter [/FlateDecode] /DecodeParms [<</Predictor 12 /Columns 16>>]", up),
		"without brackets": stream("/Filter [/FlateDecode] /DecodeParms <</Predictor 12 /Columns 16>>", up),
		"second of two":    stream("/Filter [/ASCIIHexDecode /FlateDecode] /DecodeParms [null <</Predictor 12 /Columns 16>>]", fmt.Sprintf("%x>", up)),
		"rows of one":      stream(flated+"<</Predictor 10>>", flate(predicted(text, 1, 1, 0, 2))),
		"all in turn":      stream(flated+"<</Predictor 15 /Columns 7 /Colors 3>>", flate(predicted(text, 21, 3, 0, 1, 2, 3, 4))),
		"16 bits":          stream(flated+"<</Predictor 14 /Columns 5 /BitsPerComponent 16>>", flate(predicted(text, 10, 2, 4))),
		"4 bits":           stream(flated+"<</Predictor 11 /Columns 9 /BitsPerComponent 4>>", flate(predicted(text, 5, 1, 1))),
		"TIFF":             stream(flated+"<</Predictor 2 /Columns 10 /Colors 3>>", flate(predicted(text, 30, 3, -1))),
		"LZW":              stream("/Filter /LZWDecode /DecodeParms <</Predictor 12 /Columns 16>>", packLZW(predicted(text, 16, 1, 2))),
	} {
		d, bad := readFile(t, pages(s))
		if bad != nil || d == nil || strings.TrimSpace(d.Original) != "Peru opened an embassy in Oslo." {
			t.Errorf("%s: %v, %v", name, d, bad)
		}
	}
	for name, s := range map[string]string{
		"unknown":          stream(flated+"<</Predictor 7 /Columns 16>>", up),
		"TIFF of one bit":  stream(flated+"<</Predictor 2 /Columns 16 /BitsPerComponent 1>>", up),
		"no columns":       stream(flated+"<</Predictor 12 /Columns 0>>", up),
		"billions of them": stream(flated+"<</Predictor 12 /Columns 9000000000000000000 /Colors 9000000000000000000>>", up),
		"unknown row":      stream(flated+"<</Predictor 12 /Columns 16>>", flate(predicted(text, 16, 1, 2, 9))),
		"cut short":        stream(flated+"<</Predictor 12 /Columns 16>>", up[:len(up)-12]),
	} {
		_, bad := readFile(t, pages(s))
		if len(bad) != 1 || bad[0].Page != 1 || !strings.Contains(bad[0].Message, "damaged") {
			t.Errorf("%s: failed %v", name, bad)
		}
	}
}

// TestPictureInText reads what stands behind pictures amid the text, however these end, within the second that TestMain gives.
func TestPictureInText(t *testing.T) {
	const before, after = "Peru opened an embassy in Oslo.", "Fiji closed its own in Lima."
	a, b := set(50, 700, before), set(50, 500, after)
	const head = "BI /W 1 /H 1 /BPC 8 /CS /G "
	form := func(content string) []byte {
		return file("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [3 0 R]>>",
			"<</Type /Page /Contents 4 0 R /Resources <</Font <</F 6 0 R>> /XObject <</X 5 0 R>>>>>>",
			stream("", a+"/X Do\n"+b), stream("/Type /XObject /Subtype /Form", content), helvetica)
	}
	tests := []struct {
		name  string
		b     []byte
		after bool
		fails bool
	}{
		{"as it should be", pages(stream("", a+head+"ID \x80EI \x91\nEI Q\n"+b)), true, false},
		{"no blank before", pages(stream("", a+head+"ID \x80EI Q\n"+b)), true, false},
		{"hexadecimal", pages(stream("", a+head+"/F /AHx ID 80>EI Q\n"+b)), true, false},
		{"no text behind", pages(stream("", a+head+"ID \x80\nEI\nBT (\xe9) Tj ET\n"+b)), true, false},
		{"nothing behind", pages(stream("", a+b+head+"ID \x80EI")), true, false},
		{"two of them", pages(stream("", a+head+"ID \x80EI\n"+head+"ID \x81EI\n"+b)), true, false},
		{"no end", pages(stream("", a+head+"ID \x80EIx\n"+b)), false, true},
		{"no bytes", pages(stream("", a+head+b)), false, true},
		{"no end in a form", form(head + "ID \x80"), true, true},
		{"a million without bytes", pages(stream("/Filter /FlateDecode", flate(a+strings.Repeat("BI ", 1_000_000)+b))), false, true},
		{"a million in doubt", pages(stream("/Filter /FlateDecode", flate(a+strings.Repeat("BI ID\x80EI ", 1_000_000)+b))), true, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, bad := readFile(t, test.b)
			if d == nil || !strings.Contains(d.Original, before) || strings.Contains(d.Original, after) != test.after {
				t.Errorf("read %v", d)
			}
			if (len(bad) > 0) != test.fails || test.fails && (bad[0].Page != 1 || !strings.Contains(bad[0].Message, "has no end")) {
				t.Errorf("failed: %v", bad)
			}
		})
	}
}
