package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chancery"
)

// A drawing is the content of a page in the making: lines of Helvetica, set where they are to stand.
type drawing struct {
	strings.Builder
	size float64
}

func (d *drawing) at(x, y float64, s string) {
	fmt.Fprintf(d, "BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", d.size, x, y, escape(s))
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
}

// fill breaks a text into lines of a width.
func fill(s string, width, size float64) (out []string) {
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && wide(line+" "+w, size) > width {
			out, line = append(out, line), ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(out, line)
}

func wide(s string, size float64) (w float64) {
	widths := standardWidths("Helvetica")
	for _, c := range []byte(s) {
		w += widths[int(c)] * size / 1000
	}
	return w
}

// A placed line stands somewhere.
type placed struct {
	x, y float64
	s    string
}

// columnAt sets paragraphs from y down, with first lines that are set in.
func columnAt(x, y, width, size float64, paragraphs ...string) (out []placed) {
	for _, p := range paragraphs {
		for i, l := range fill(p, width-15, size) {
			in := 0.0
			if i == 0 {
				in = 15
			}
			out = append(out, placed{x + in, y, l})
			y -= 1.2 * size
		}
	}
	return out
}

func (d *drawing) lines(all []placed) {
	for _, p := range all {
		d.at(p.x, p.y, p.s)
	}
}

// across orders lines as they are drawn line by line over all columns.
func across(columns ...[]placed) []placed {
	all := slices.Concat(columns...)
	slices.SortStableFunc(all, func(a, b placed) int { return int(b.y - a.y) })
	return all
}

// tales makes paragraphs of sentences that are all different, and returns these too.
func tales(from, paragraphs int) (text []string, all []string) {
	states := []string{"Chad", "Peru", "Norway", "Fiji", "Mali", "Laos", "Ghana", "Tonga", "Oman"}
	deeds := []string{"opened an embassy in the capital of", "broke off its relations with the government of", "recalled the whole staff of its mission from", "signed an agreement on trade and on the exchange of students with"}
	for p := range paragraphs {
		var b []string
		for k := range 3 {
			n := from + 3*p + k
			b = append(b, fmt.Sprintf("%s %s %s in %d, as its foreign minister told the parliament.", states[n%9], deeds[n%4], states[(n+4)%9], 1500+n))
		}
		text, all = append(text, strings.Join(b, " ")), append(all, b...)
	}
	return text, all
}

var sentenceEnd = regexp.MustCompile(`[a-z)0-9]\. `)

// sentences reports sentences that do not stand in one block of the text, and those in it that nobody wrote.
func sentences(t *testing.T, d *chancery.Document, want []string) {
	t.Helper()
	left := map[string]bool{}
	for _, s := range want {
		left[s] = true
	}
	for _, b := range d.Blocks {
		if b.Furniture != "" || b.Kind == chancery.Row || b.Kind == chancery.Heading || b.Kind == chancery.Caption {
			continue
		}
		rest := b.Text
		for rest != "" {
			s := rest
			if i := sentenceEnd.FindStringIndex(rest); i != nil {
				s = rest[:i[1]-1]
			}
			rest = strings.TrimSpace(rest[len(s):])
			if !left[s] {
				t.Errorf("nobody wrote %q", s)
			}
			delete(left, s)
		}
	}
	for _, s := range want {
		if left[s] {
			t.Errorf("lost: %q", s)
		}
	}
	if t.Failed() {
		t.Logf("read\n%s", strings.Join(texts(d), "\n"))
	}
}

func onePage(t *testing.T, d *drawing) *chancery.Document {
	t.Helper()
	doc, bad := readFile(t, pages(stream("", d.String())))
	if len(bad) > 0 || doc == nil {
		t.Fatalf("failed: %v", bad)
	}
	return doc
}

func TestReadingOrder(t *testing.T) {
	const size, left, right, top = 10, 50, 310, 700
	text, want := tales(0, 6)
	l, r := columnAt(left, top, 240, size, text[:3]...), columnAt(right, top, 240, size, text[3:]...)
	third := columnAt(400, top, 160, size, text[4:]...)
	tests := []struct {
		name string
		all  []placed
	}{
		{"one column", columnAt(left, top, 500, size, text...)},
		{"column by column", slices.Concat(l, r)},
		{"line by line across", across(l, r)},
		{"from right to left", slices.Concat(r, l)},
		{"columns of other heights", across(l, columnAt(right, top-4, 240, size, text[3:]...))},
		{"a narrow gutter", across(columnAt(left, top, 240, size, text[:3]...), columnAt(left+250, top, 240, size, text[3:]...))},
		{"three columns", across(columnAt(left, top, 160, size, text[:2]...), columnAt(225, top, 160, size, text[2:4]...), third)},
		{"a short last column", across(columnAt(left, top, 240, size, text[:5]...), columnAt(right, top, 240, size, text[5:]...))},
		{"lines in any order", shuffled(across(l, r))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := &drawing{size: size}
			d.lines(test.all)
			sentences(t, onePage(t, d), want)
		})
	}
	t.Run("letter by letter", func(t *testing.T) {
		d := &drawing{size: size}
		for _, p := range across(l, r) {
			x := p.x
			for _, c := range p.s {
				if c != ' ' {
					d.at(x, p.y, string(c))
				}
				x += wide(string(c), size)
			}
		}
		sentences(t, onePage(t, d), want)
	})
	t.Run("word by word, last first", func(t *testing.T) {
		d := &drawing{size: size}
		var words []placed
		for _, p := range across(l, r) {
			x := p.x
			for _, w := range strings.Fields(p.s) {
				words = append(words, placed{x, p.y, w})
				x += wide(w+" ", size)
			}
		}
		slices.Reverse(words)
		d.lines(words)
		sentences(t, onePage(t, d), want)
	})
	t.Run("turned", func(t *testing.T) {
		d := &drawing{size: size}
		d.WriteString("0 1 -1 0 800 0 cm\n")
		d.lines(across(l, r))
		d.WriteString("0 -1 1 0 0 800 cm\n")
		d.at(20, 20, "Copy of the ministry")
		doc := onePage(t, d)
		sentences(t, doc, want)
		if b := doc.Blocks[len(doc.Blocks)-1]; b.Furniture != "other" {
			t.Errorf("the stamp in the margin is %q, %q", b.Text, b.Furniture)
		}
	})
	t.Run("drawn twice", func(t *testing.T) {
		d := &drawing{size: size}
		d.lines(across(l, r))
		d.WriteString("1 0 0 1 0.3 0 cm\n")
		d.lines(across(l, r))
		sentences(t, onePage(t, d), want)
	})
}

// shuffled puts lines in an order that is no order, and always the same.
func shuffled(all []placed) []placed {
	out := make([]placed, 0, len(all))
	for i := range all {
		out = append(out, all[i*37%len(all)])
	}
	if len(all)%37 == 0 {
		panic("another number of lines")
	}
	return out
}

func TestHeadingAcross(t *testing.T) {
	text, want := tales(0, 8)
	d := &drawing{size: 20}
	d.at(120, 760, "Relations between Chad and Peru")
	d.size = 10
	d.lines(across(columnAt(50, 730, 240, 10, text[:2]...), columnAt(310, 730, 240, 10, text[2:4]...)))
	d.size = 14
	d.at(150, 535, "What became of them later, and why")
	d.size = 10
	d.lines(across(columnAt(50, 505, 240, 10, text[4:6]...), columnAt(310, 505, 240, 10, text[6:]...)))
	doc := onePage(t, d)
	sentences(t, doc, want)
	at, heads := 0, 0
	for _, b := range doc.Blocks {
		if b.Kind == chancery.Heading {
			heads++
			continue
		}
		i := slices.Index(text, b.Text)
		if i < at {
			t.Errorf("paragraph %d is read behind %d", i, at)
		}
		at = i
		if want := i/4 + 1; heads != want {
			t.Errorf("paragraph %d stands under heading %d", i, heads)
		}
	}
	if heads != 2 || doc.Title != "Relations between Chad and Peru" {
		t.Errorf("%d headings, title %q", heads, doc.Title)
	}
}

// TestOverTheEnd reads a sentence that goes on in the next column, and one that goes on on the next page, past notes, numbers of pages and running heads.
func TestOverTheEnd(t *testing.T) {
	text, want := tales(0, 12)
	body := strings.Join(text[:11], " ")
	lines := fill(body, 225, 10)
	var contents []string
	notes := []string{"1 Nobody in Lima had expected that, as the ministers wrote to each other in a letter.", "2 See the Treaty of Lima, 12 UNTS 45, p. 3."}
	const perColumn = 11
	for n := 0; len(lines) > 0; n++ {
		d := &drawing{size: 9}
		d.at(50, 770, fmt.Sprintf("Bulletin of the Ministry   No. %d", 40))
		d.at(300, 30, fmt.Sprint(n+1))
		d.size = 10
		var parts [2][]placed
		for c := range parts {
			for i := range min(perColumn, len(lines)) {
				parts[c] = append(parts[c], placed{50 + 260*float64(c), 700 - 12*float64(i), lines[i]})
			}
			lines = lines[len(parts[c]):]
		}
		d.lines(across(parts[0], parts[1]))
		if n < len(notes) {
			d.size = 7
			for i, l := range fill(notes[n], 225, 7) {
				d.at(50, 555-8.4*float64(i), l)
			}
		}
		contents = append(contents, stream("", d.String()))
	}
	if len(contents) < 3 {
		t.Fatalf("%d pages", len(contents))
	}
	doc, bad := readFile(t, pages(contents...))
	if bad != nil {
		t.Errorf("failed: %v", bad)
	}
	sentences(t, doc, append(want[:33:33], strings.TrimPrefix(notes[0], "1 ")))
	furniture := 0
	for _, b := range doc.Blocks {
		if b.Furniture == "header" {
			furniture++
		}
		if strings.HasPrefix(b.Text, "See the Treaty") && b.Furniture != "notes" {
			t.Errorf("a note that cites is %q", b.Furniture)
		}
		if len(b.Turns) > 0 {
			last := b.Turns[len(b.Turns)-1]
			if b.PageAt(0) != 1 || b.PageAt(last.At) != last.Page || last.Page < 2 || !strings.HasPrefix(b.Text[last.At:], strings.Fields(b.Text[last.At:])[0]) {
				t.Errorf("turns %v", b.Turns)
			}
			for _, turn := range b.Turns { // a page begins where a line begins
				if !strings.Contains(contents[turn.Page-1], "("+escape(b.Text[turn.At:turn.At+20])) {
					t.Errorf("page %d does not begin with %q", turn.Page, b.Text[turn.At:turn.At+20])
				}
			}
		}
	}
	if furniture != 2*len(contents) {
		t.Errorf("%d running heads and numbers on %d pages", furniture, len(contents))
	}
}

func rowsOf(d *chancery.Document) (out []string) {
	for _, b := range d.Blocks {
		if b.Kind != chancery.Row {
			continue
		}
		s := b.Furniture
		for _, c := range b.Cells {
			s += "/" + c.Header + "=" + b.Text[c.Span.Start:c.Span.End]
		}
		out = append(out, s)
	}
	return out
}

func TestTables(t *testing.T) {
	const head = "header/=State/=Since/=Mission"
	want := []string{head, "/State=Chad/Since=12 June 1951/Mission=an embassy", "/State=Norway/Since=1957/Mission=none", "/State=Fiji/Since=3 May 1974/Mission=a consulate"}
	cells := [][]string{{"State", "Since", "Mission"}, {"Chad", "12 June 1951", "an embassy"}, {"Norway", "1957", "none"}, {"Fiji", "3 May 1974", "a consulate"}}
	table := func(y float64, x ...float64) (out []placed) {
		for i, r := range cells {
			for k, c := range r {
				out = append(out, placed{x[k], y - 14*float64(i), c})
			}
		}
		return out
	}
	text, sent := tales(0, 8)
	tests := []struct {
		name string
		all  []placed
	}{
		{"in one column", slices.Concat(columnAt(50, 750, 500, 10, text[:4]...), table(560, 50, 200, 350), columnAt(50, 500, 500, 10, text[4:]...))},
		{"across two columns", across(columnAt(50, 750, 240, 10, text[:2]...), columnAt(310, 750, 240, 10, text[2:4]...), table(545, 60, 240, 440), columnAt(50, 470, 240, 10, text[4:6]...), columnAt(310, 470, 240, 10, text[6:]...))},
		{"in the second of two columns", across(columnAt(50, 750, 240, 10, text[:4]...), table(750, 310, 380, 470), columnAt(310, 670, 240, 10, text[4:]...))},
		{"drawn column by column", slices.Concat(columnAt(50, 750, 500, 10, text...), sortedByX(table(380, 50, 200, 350)))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := &drawing{size: 10}
			d.lines(test.all)
			doc := onePage(t, d)
			sentences(t, doc, sent)
			if got := rowsOf(doc); !slices.Equal(got, want) {
				t.Errorf("rows\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

func sortedByX(all []placed) []placed {
	slices.SortStableFunc(all, func(a, b placed) int { return int(a.x - b.x) })
	return all
}

// TestLongCells reads a table whose cells have several lines: set apart by white, and ruled, with what stands in the middle of a cell.
func TestLongCells(t *testing.T) {
	want := []string{"/=1951/=Chad and Peru established relations, and an embassy was opened in Lima at once.", "/=1957/=Norway followed, which had waited for its parliament, and sent a consul alone.", "/=1974/=Fiji was the last of them, and sent nobody at all before the year was over."}
	for _, ruled := range []bool{false, true} {
		d := &drawing{size: 10}
		y := 700.0
		for _, w := range want {
			year, text := w[2:6], w[8:]
			top := y
			lines := fill(text, 150, 10)
			for i, l := range lines {
				d.at(150, y, l)
				if !ruled && i == 0 {
					d.at(60, y, year)
				}
				y -= 12
			}
			if ruled {
				d.at(60, top-12*float64(len(lines)-1)/2, year)
				fmt.Fprintf(d, "50 %g 80 %g re S 130 %g 200 %g re S\n", y+6, top-y+4, y+6, top-y+4)
			}
			y -= 8
			if ruled {
				y += 4
			}
		}
		if got := rowsOf(onePage(t, d)); !slices.Equal(got, want) {
			t.Errorf("ruled %v: rows\n%s", ruled, strings.Join(got, "\n"))
		}
	}
}

// TestSideBox reads a box beside the text, which goes on past it.
func TestSideBox(t *testing.T) {
	text, want := tales(0, 6)
	d := &drawing{size: 10}
	var beside []placed
	lines := fill(text[0]+" "+text[1], 300, 10)
	for i, l := range lines[:6] {
		beside = append(beside, placed{50, 700 - 12*float64(i), l})
	}
	box := columnAt(390, 695, 150, 10, text[5])
	rest := columnAt(50, 500, 480, 10, strings.Join(lines[6:], " "), text[2], text[3], text[4])
	rest[0].x = 50
	d.lines(across(beside, box))
	fmt.Fprintf(d, "380 %g 170 %g re S\n", box[len(box)-1].y-5, 712-box[len(box)-1].y)
	d.lines(rest)
	sentences(t, onePage(t, d), want)
}

// TestBeside reads text beside which other things stand: a table that fills the next column, words in the margin, numbers of lines.
func TestBeside(t *testing.T) {
	text, want := tales(0, 4)
	main := columnAt(150, 700, 240, 10, text...)
	var table, margin, numbers []placed
	for i := range 20 {
		table = append(table, placed{430, 700 - 13*float64(i), fmt.Sprintf("State %c", 'A'+i)}, placed{520, 700 - 13*float64(i), fmt.Sprint(1951 + i)})
	}
	for i, w := range []string{"The mission", "and its staff", "until 1960", "Quarrels", "over trade"} {
		margin = append(margin, placed{50, 688 - 36*float64(i), w})
	}
	for i := 4; i < len(main); i += 5 {
		numbers = append(numbers, placed{120, main[i].y, fmt.Sprint(i + 1)})
	}
	for name, other := range map[string][]placed{"table": table, "margin": margin, "numbers": numbers} {
		t.Run(name, func(t *testing.T) {
			d := &drawing{size: 10}
			d.lines(across(main, other))
			doc := onePage(t, d)
			var words []string
			for _, p := range other {
				words = append(words, p.s)
			}
			for i := range doc.Blocks { // the others stand by themselves, whatever they are taken for
				if b := &doc.Blocks[i]; strings.Trim(strings.NewReplacer(append(slicesOf(words, ""), " ", "")...).Replace(b.Text), " ") == "" {
					b.Furniture = "beside"
				}
			}
			sentences(t, doc, want)
			if rows := rowsOf(doc); name == "table" && len(rows) != 20 {
				t.Errorf("rows %q", rows)
			}
		})
	}
}

// slicesOf puts other behind each of all.
func slicesOf(all []string, other string) (out []string) {
	for _, s := range all {
		out = append(out, s, other)
	}
	return out
}

func TestNotes(t *testing.T) {
	text, want := tales(0, 4)
	d := &drawing{size: 10}
	lines := columnAt(50, 700, 480, 10, text...)
	d.lines(lines)
	// marks over the line, one within a year and one behind the last full stop
	end := lines[len(lines)-1]
	d.size = 6
	d.at(end.x+wide(end.s, 10), end.y+4, "12")
	d.size = 8
	for i, l := range fill("12 Peru had recognised Chad before, which the minister did not say when he was asked.", 480, 8) {
		d.at(50, 300-10*float64(i), l)
	}
	doc := onePage(t, d)
	sentences(t, doc, append(want, "Peru had recognised Chad before, which the minister did not say when he was asked."))
}

func TestHyphens(t *testing.T) {
	d := &drawing{size: 10}
	for i, l := range []string{
		"The embas-", "sy of Chad and the non-", "aligned states asked for co-", "operation in the cease-", "fire talks. The Anglo-", "French co-operation of 1951-", "52 was a long-", "standing one, and vice-", "presidents spoke.",
	} {
		d.at(50, 700-12*float64(i), l)
	}
	want := "The embassy of Chad and the non-aligned states asked for co-operation in the cease-fire talks. The Anglo-French co-operation of 1951-52 was a long-standing one, and vice-presidents spoke."
	if doc := onePage(t, d); len(doc.Blocks) != 1 || doc.Blocks[0].Text != want {
		t.Errorf("read %q", texts(doc))
	}
}

// TestNotText tells of pages that have no text, and of those whose fonts do not tell which letters they have.
func TestNotText(t *testing.T) {
	good := stream("", set(50, 700, "Peru opened an embassy in Oslo in 1957, the first in the north of Europe."))
	scan := stream("", "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q")
	d, bad := readFile(t, pages(good, scan, good))
	if d == nil || len(bad) != 1 || !bad[0].Scan || bad[0].Page != 2 {
		t.Errorf("a scan among pages: %v", bad)
	}
	if d, bad := readFile(t, pages(scan)); d != nil || bad != nil {
		t.Errorf("a scan: %v, %v", d, bad)
	}
	content := stream("", "BT /F 10 Tf 50 700 Td <"+strings.Repeat("0041", 40)+"> Tj ET")
	resources := "/Resources <</Font <</F 5 0 R>>>>"
	for _, font := range []string{
		"<</Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<</DW 500>>]>>",
		"<</Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /Encoding <</Differences [0 /g17 65 /g23]>> /FirstChar 0 /Widths [500]>>",
	} {
		d, bad := readFile(t, file("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [3 0 R]>>", "<</Type /Page /Contents 4 0 R "+resources+">>", content, font))
		if d != nil || len(bad) != 1 || bad[0].Page != 1 || !strings.Contains(bad[0].Message, "fonts do not tell") {
			t.Errorf("%s: %v, %v", font, d, bad)
		}
	}
}

// TestEncrypted tells of a file that is encrypted as newer programs do it.
func TestEncrypted(t *testing.T) {
	for _, encrypt := range []string{"/V 5 /R 6 /Length 256", "/V 5 /R 6"} {
		d, bad := readFile(t, file("/ID [<00> <00>] /Encrypt <</Filter /Standard "+encrypt+" /O (x) /U (x) /P -4>>", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 0 /Kids []>>"))
		if d != nil || len(bad) != 1 || !strings.Contains(bad[0].Message, "is encrypted in a way that is not known here") {
			t.Errorf("%s: %v, %v", encrypt, d, bad)
		}
	}
}

// TestPacked reads streams packed in all ways, and one whose length is not what it says.
func TestPacked(t *testing.T) {
	text := set(50, 700, "Peru opened an embassy in Oslo.")
	run := ""
	for i := 0; i < len(text); i += 100 {
		part := text[i:min(i+100, len(text))]
		run += string(rune(len(part)-1)) + part
	}
	short := strings.Replace(stream("", text), fmt.Sprintf("/Length %d", len(text)), "/Length 7", 1)
	for name, s := range map[string]string{
		"hexadecimal": stream("/Filter /ASCIIHexDecode", fmt.Sprintf("%x>", text)),
		"runs":        stream("/Filter [/RunLengthDecode]", run+"\x80"),
		"LZW":         stream("/Filter /LZWDecode", packLZW(text)),
		"two filters": stream("/Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%x>", flate(text))),
		"short":       short,
	} {
		d, bad := readFile(t, pages(s))
		if bad != nil || d == nil || strings.TrimSpace(d.Original) != "Peru opened an embassy in Oslo." {
			t.Errorf("%s: %v, %v", name, d, bad)
		}
	}
}

// packLZW packs a text of less than some hundred bytes without making use of what repeats.
func packLZW(s string) string {
	var out []byte
	bits, have := 0, 0
	put := func(code int) {
		bits, have = bits<<9|code, have+9
		for have >= 8 {
			out = append(out, byte(bits>>(have-8)))
			have -= 8
			bits &= 1<<have - 1
		}
	}
	for i, c := range []byte(s) {
		if i%200 == 0 {
			put(256)
		}
		put(int(c))
	}
	put(257)
	return string(append(out, byte(bits<<(8-have))))
}
