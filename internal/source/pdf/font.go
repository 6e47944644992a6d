package pdf

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// font turns the codes of strings into text and widths.
type font struct {
	twoByte   bool
	unicode   map[string]string // by code, from ToUnicode
	lengths   [5]bool           // of the codes in unicode
	table     [256]string       // of a simple font
	widths    map[int]float64   // in thousandths of the size
	otherwise float64           // width of codes without one
	bold      bool
}

const (
	maxRange  = 1 << 16 // codes of a font that are looked at
	maxMap    = 8 << 20 // bytes of a ToUnicode map
	wideGlyph = 500.    // width where a font gives none
)

// decoder reads pages of one file.
type decoder struct {
	fonts map[string]*font // by the text of their dictionary
	work  int              // operators and characters so far
	// the bytes of the file, for streams that the library does not unpack, and whether they are encrypted
	file      []byte
	encrypted bool
}

func (d *decoder) font(v pdf.Value) *font {
	key := v.String()
	if f, ok := d.fonts[key]; ok {
		return f
	}
	f := &font{widths: map[int]float64{}, otherwise: wideGlyph}
	d.fonts[key] = f
	f.twoByte = v.Key("Subtype").Name() == "Type0"
	if u := v.Key("ToUnicode"); u.Kind() == pdf.Stream {
		f.readUnicode(d.reader(u))
	}
	if f.twoByte {
		inner := v.Key("DescendantFonts").Index(0)
		f.bold = isBold(inner)
		f.readCIDWidths(inner)
		return f
	}
	f.bold = isBold(v)
	d.readTable(f, v)
	first := int(v.Key("FirstChar").Int64())
	w := v.Key("Widths")
	for i := range min(w.Len(), 256) {
		if n := w.Index(i).Float64(); n > 0 {
			f.widths[first+i] = n
		}
	}
	if w.Len() == 0 {
		if known := standardWidths(v.Key("BaseFont").Name()); known != nil {
			f.widths = known
		}
	}
	if m := v.Key("FontDescriptor").Key("MissingWidth").Float64(); m > 0 {
		f.otherwise = m
	}
	if v.Key("Subtype").Name() == "Type3" { // widths in a space of its own
		if sx := v.Key("FontMatrix").Index(0).Float64(); sx > 0 {
			for c := range f.widths {
				f.widths[c] *= sx * 1000
			}
		}
	}
	return f
}

// isBold reports whether a font is bold, by its name or its flags.
func isBold(v pdf.Value) bool {
	name := strings.ToLower(v.Key("BaseFont").Name())
	for _, s := range []string{"bold", "black", "heavy", "demi", "cmbx", "sfbx"} {
		if strings.Contains(name, s) {
			return true
		}
	}
	const force = 1 << 18
	return v.Key("FontDescriptor").Key("Flags").Int64()&force != 0
}

// readTable makes the table of a simple font from its encoding: the differences by name, else Windows or Macintosh.
func (d *decoder) readTable(f *font, v pdf.Value) {
	enc := v.Key("Encoding")
	base := enc.Name()
	if enc.Kind() == pdf.Dict {
		base = enc.Key("BaseEncoding").Name()
	}
	chars := charmap.Windows1252
	if base == "MacRomanEncoding" {
		chars = charmap.Macintosh
	}
	for c := range 256 {
		if r := chars.DecodeByte(byte(c)); r >= ' ' || unicode.IsSpace(r) {
			f.table[c] = string(r)
		} else {
			f.table[c] = unknown // no encoding has a letter there: the font has one of its own
		}
	}
	if enc.Kind() != pdf.Dict {
		d.builtIn(f, v.Key("FontDescriptor").Key("FontFile"))
		return
	}
	if base == "" {
		d.builtIn(f, v.Key("FontDescriptor").Key("FontFile"))
	}
	named := (&pdf.Font{V: v}).Encoder() // knows the names of glyphs
	diff := enc.Key("Differences")
	at := 0
	for i := range min(diff.Len(), maxRange) {
		x := diff.Index(i)
		if x.Kind() == pdf.Integer {
			at = int(x.Int64())
			continue
		}
		if at >= 0 && at < 256 {
			f.table[at] = glyphText(x.Name(), at, f.table[at], named.Decode)
		}
		at++
	}
}

// unknown is the text of a glyph of which a file does not tell what it is.
const unknown = "\uFFFD"

// glyphText is what a glyph says by its name at a code, whose text in the base encoding is other. known gives the text of the names in the library's list, and of all others the code itself.
func glyphText(name string, at int, other string, known func(string) string) string {
	if name, _, ok := strings.Cut(name, "."); ok && name != "" { // small capitals, old figures
		return glyphText(name, at, other, known)
	}
	if r, ok := asciiNames[name]; ok {
		return string(r)
	}
	if len(name) == 1 {
		return name
	}
	switch name {
	case "ff", "fi", "fl", "ffi", "ffl":
		return name
	case "nbspace":
		return " "
	case "sfthyphen":
		return "-"
	}
	for prefix, least := range map[string]int{"uni": 4, "u": 4} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= least && len(hex) <= 6 {
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil && utf8.ValidRune(rune(n)) {
				return string(rune(n))
			}
		}
	}
	if parts := strings.Split(name, "_"); len(parts) > 1 && len(parts) < 5 { // a ligature
		all := ""
		for _, p := range parts {
			all += glyphText(p, at, unknown, known)
		}
		if !strings.Contains(all, unknown) {
			return all
		}
	}
	if s := known(string([]byte{byte(at)})); s != "" && s != unknown && s != string(rune(at)) {
		return s
	}
	if n := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"); n != "" && len(name)-len(n) <= 5 && strings.Trim(n, "0123456789") == "" {
		if c, err := strconv.Atoi(n); err == nil && c == at && len(name)-len(n) == 1 { // as TeX numbers its own fonts
			return texText(c)
		}
		return unknown // a number, which may stand for any letter
	}
	return other
}

// texText is the text of a code in the encoding of TeX.
func texText(c int) string {
	switch {
	case c >= 11 && c <= 15:
		return [...]string{"ff", "fi", "fl", "ffi", "ffl"}[c-11]
	case c == '"':
		return "”"
	case c == '\\':
		return "“"
	case c == '{':
		return "–"
	case c == '|':
		return "—"
	case c == 136:
		return "•"
	case c > ' ' && c < 0x7f:
		return string(rune(c))
	}
	return unknown
}

const maxProgram = 1 << 20 // bytes of the program of a font that are looked at

// builtIn reads the encoding that a Type 1 font has in its program: "dup 12 /fi put".
func (d *decoder) builtIn(f *font, program pdf.Value) {
	if program.Kind() != pdf.Stream {
		return
	}
	b, _ := io.ReadAll(io.LimitReader(d.reader(program), maxProgram))
	b, _, _ = bytes.Cut(b, []byte("eexec"))
	names := map[int]string{}
	for _, l := range bytes.Split(b, []byte("dup ")) {
		words := bytes.Fields(l[:min(len(l), 64)])
		if len(words) < 3 || string(words[2]) != "put" || len(words[1]) < 2 || words[1][0] != '/' {
			continue
		}
		if at, err := strconv.Atoi(string(words[0])); err == nil && at >= 0 && at < 256 {
			names[at] = string(words[1][1:])
		}
	}
	known := listed(names)
	for at, name := range names {
		f.table[at] = glyphText(name, at, f.table[at], known)
	}
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9.]{1,40}$`)

// listed returns what decodes codes that have these names by the list in the library, which it has no other way to ask for than a file.
func listed(names map[int]string) func(string) string {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj\n<</Encoding <</Differences [")
	for at, name := range names {
		if plainName.MatchString(name) {
			fmt.Fprintf(&b, "%d /%s ", at, name)
		}
	}
	b.WriteString("]>>>>\nendobj\n")
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", at)
	r, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return func(string) string { return "" }
	}
	return (&pdf.Font{V: r.Trailer().Key("Root")}).Encoder().Decode
}

// readCIDWidths reads the widths of a composite font: [c [w w w] from to w ...].
func (f *font) readCIDWidths(v pdf.Value) {
	f.otherwise = 1000
	if dw := v.Key("DW"); !dw.IsNull() {
		f.otherwise = dw.Float64()
	}
	w := v.Key("W")
	for i := 0; i+1 < min(w.Len(), maxRange); {
		from := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := range min(list.Len(), maxRange) {
				f.widths[from+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		to := int(w.Index(i + 1).Int64())
		for c := from; c <= to && c-from < maxRange; c++ {
			f.widths[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// readUnicode reads a ToUnicode map: the entries between beginbfchar or beginbfrange and their ends.
func (f *font) readUnicode(r io.Reader) {
	f.unicode = map[string]string{}
	b, _ := io.ReadAll(io.LimitReader(r, maxMap))
	put := func(code, to string) {
		if n := len(code); n >= 1 && n <= 4 && len(f.unicode) < maxRange {
			f.unicode[code] = decode16(to)
			f.lengths[n] = true
		}
	}
	var args []string // the hexadecimal strings since the last keyword
	list := -1        // where in args a list began
	for len(b) > 0 {
		var tok, hex string
		tok, hex, b = nextToken(b)
		switch tok {
		case "<":
			args = append(args, hex)
		case "[":
			list = len(args)
		case "]":
			if from := list - 2; from >= 0 && len(args[from]) > 0 {
				for i, s := range args[list:] {
					put(code(number(args[from])+i, len(args[from])), s)
				}
				args = args[:from]
			}
			list = -1
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				put(args[i], args[i+1])
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				lo, hi := args[i], args[i+1]
				for n := number(lo); len(lo) == len(hi) && len(lo) > 0 && n <= number(hi) && n-number(lo) < maxRange; n++ {
					put(code(n, len(lo)), add16(args[i+2], n-number(lo)))
				}
			}
		case "beginbfchar", "beginbfrange", "begincodespacerange":
			args, list = args[:0], -1
		}
	}
}

// nextToken takes a token off a map: "<" with the bytes of a hexadecimal string, a bracket, or a word.
func nextToken(b []byte) (tok, hex string, rest []byte) {
	const blank = " \t\r\n\f\x00"
	b = bytes.TrimLeft(b, blank)
	switch {
	case len(b) == 0:
		return "", "", nil
	case bytes.HasPrefix(b, []byte("<<")), bytes.HasPrefix(b, []byte(">>")):
		return "<<", "", b[2:]
	case b[0] == '<':
		i := bytes.IndexByte(b, '>')
		if i < 0 {
			return "", "", nil
		}
		return "<", unhex(b[1:i]), b[i+1:]
	case b[0] == '[' || b[0] == ']':
		return string(b[:1]), "", b[1:]
	case b[0] == '%':
		i := bytes.IndexAny(b, "\r\n")
		if i < 0 {
			return "", "", nil
		}
		return "", "", b[i:]
	}
	i := bytes.IndexAny(b[1:], blank+"<>[]/%")
	if i < 0 {
		return string(b), "", nil
	}
	return string(b[:i+1]), "", b[i+1:]
}

func unhex(b []byte) string {
	var out []byte
	half := -1
	for _, c := range b {
		n := strings.IndexByte("0123456789abcdef", c|0x20)
		if n < 0 || c < '0' {
			continue
		}
		if half < 0 {
			half = n
			continue
		}
		out = append(out, byte(half<<4|n))
		half = -1
	}
	if half >= 0 {
		out = append(out, byte(half<<4))
	}
	return string(out)
}

func number(s string) (n int) {
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

func code(n, size int) string {
	b := make([]byte, size)
	for i := size - 1; i >= 0; i-- {
		b[i] = byte(n)
		n >>= 8
	}
	return string(b)
}

// add16 adds n to the last unit of a UTF-16 string.
func add16(s string, n int) string {
	if len(s) < 2 {
		return code(number(s)+n, 1)
	}
	return s[:len(s)-2] + code(number(s[len(s)-2:])+n, 2)
}

func decode16(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	u := make([]uint16, len(s)/2)
	for i := range u {
		u[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(u))
}

// next takes one code off s.
func (f *font) next(s string) (text string, width float64, size int) {
	size = 1
	if f.twoByte {
		size = min(2, len(s))
	}
	c := number(s[:size])
	text, ok := f.unicode[s[:size]]
	if !ok {
		for n := 1; n <= min(4, len(s)); n++ {
			if t, found := f.unicode[s[:n]]; f.lengths[n] && found && !f.twoByte {
				text, ok = t, true
				break
			}
		}
	}
	if !ok && !f.twoByte {
		text = f.table[c&0xff]
	}
	if !ok && f.twoByte {
		text = unknown
	}
	w, ok := f.widths[c]
	if !ok {
		w = f.otherwise
	}
	if !utf8.ValidString(text) || text == "\x00" {
		text = unknown
	}
	return text, w, size
}
