package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/source/sourcetest"
)

// TestMain lets this binary be the process that reads a file.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "read-pdf" {
		maxSeconds = 1
		os.Exit(Serve(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func readFile(t *testing.T, b []byte) (*chancery.Document, []PageError) {
	t.Helper()
	d, bad, err := Read(t.Context(), []string{os.Args[0], "read-pdf"}, "x.pdf", b)
	if err != nil {
		t.Fatal(err)
	}
	if d != nil {
		if err := sourcetest.Check(d); err != nil {
			t.Error(err)
		}
	}
	return d, bad
}

// file makes a PDF of objects, numbered from 1, the first of which is the catalogue.
func file(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(content), content)
}

func flate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

const helvetica = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"

// pages makes a PDF whose pages have these content streams.
func pages(contents ...string) []byte {
	objects := []string{"<</Type /Catalog /Pages 2 0 R>>", "", helvetica}
	var kids []string
	for _, c := range contents {
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects, fmt.Sprintf("<</Type /Page /Parent 2 0 R /Contents %d 0 R>>", n+1), c)
	}
	objects[1] = fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s] /Resources <</Font <</F 3 0 R>>>>>>", len(contents), strings.Join(kids, " "))
	return file("", objects...)
}

// set writes lines of text at a size of 10, 12 apart, from y down.
func set(x, y int, lines ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F 10 Tf %d %d Td 12 TL\n", x, y)
	for i, l := range lines {
		if i > 0 {
			b.WriteString("T* ")
		}
		fmt.Fprintf(&b, "(%s) Tj\n", l)
	}
	b.WriteString("ET\n")
	return b.String()
}

func texts(d *chancery.Document) (out []string) {
	for _, b := range d.Blocks {
		s := fmt.Sprintf("%d %s", b.Page, b.Text)
		if b.Furniture != "" {
			s += " (" + b.Furniture + ")"
		}
		out = append(out, s)
	}
	return out
}

func TestPages(t *testing.T) {
	first := set(50, 700, "Chad and Peru established diplomatic rela-", "tions on 12 June 1951. Peru opened an em-", "bassy in N\\222Djamena.") +
		set(50, 650, "Mexico broke off relations with Norway", "on 3 May 1931, and Norway regretted it.")
	second := stream("/Filter /FlateDecode", flate(set(50, 700, "Fiji joined them in \\(May\\) 1974, the min-", "ister said in an interview."))) // another paragraph
	d, bad := readFile(t, pages(stream("", first), second))
	if bad != nil {
		t.Errorf("failed: %v", bad)
	}
	want := []string{
		"1 Chad and Peru established diplomatic relations on 12 June 1951. Peru opened an embassy in N’Djamena.",
		"1 Mexico broke off relations with Norway on 3 May 1931, and Norway regretted it.",
		"2 Fiji joined them in (May) 1974, the minister said in an interview.",
	}
	if got := texts(d); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if d.Format != "pdf" {
		t.Errorf("format %q", d.Format)
	}
}

// TestColumns reads two columns, words placed one by one, a rotated page, and a form.
func TestColumns(t *testing.T) {
	left := set(50, 700, "The embassy of Chad in Lima was closed in", "the spring of 1980, when the funds of the", "ministry were spent. It was never")
	right := set(320, 700, "opened again, although the government of", "Peru had asked for it in every year since", "then, and had offered a house.")
	words := "BT /F 10 Tf 50 600 Td [(Laos) -600 (left) -600 (the) -600 (union)] TJ ET"
	rotated := "q 0 1 -1 0 500 100 cm BT /F 10 Tf 1 0 0 1 0 0 Tm (Mali stayed) Tj ET Q"
	d, bad := readFile(t, pages(stream("", left+right), stream("", words), stream("", rotated)))
	if bad != nil {
		t.Errorf("failed: %v", bad)
	}
	all := strings.Join(texts(d), "\n")
	for _, want := range []string{"It was never opened again, although the government of Peru had asked", "2 Laos left the union", "3 Mali stayed"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}

func TestRunningHeads(t *testing.T) {
	var all []string
	for i := range 4 {
		all = append(all, stream("", set(50, 780, fmt.Sprintf("Bulletin of the ministry, page %d", i+1))+set(50, 700, fmt.Sprintf("In 195%d Peru opened an embassy in Oslo, the first that it had there.", i))))
	}
	d, _ := readFile(t, pages(all...))
	heads := 0
	for _, b := range d.Blocks {
		if strings.HasPrefix(b.Text, "Bulletin") && b.Furniture == "header" {
			heads++
		} else if b.Furniture != "" {
			t.Errorf("%q is %s", b.Text, b.Furniture)
		}
	}
	if heads != 4 {
		t.Errorf("%d running heads: %q", heads, texts(d))
	}
}

func TestToUnicode(t *testing.T) {
	cmap := "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
		"1 beginbfchar <0001> <00430068> endbfchar 2 beginbfrange <0002> <0003> <0061> <0004> <0005> [<0064> <D83DDE00>] endbfrange endcmap"
	d, bad := readFile(t, file("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [3 0 R]>>",
		"<</Type /Page /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>", stream("", "BT /F 10 Tf 50 700 Td <00010002000300040005> Tj ET"),
		"<</Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<</W [1 [1000 500 500] 4 5 500]>>]>>", stream("", cmap)))
	if bad != nil || d == nil || strings.TrimSpace(d.Original) != "Chabd😀" {
		t.Errorf("read %v, %v", d, bad)
	}
}

// TestHostile reads files that would loop, fill the memory or break off.
func TestHostile(t *testing.T) {
	good := stream("", set(50, 700, "Peru opened an embassy in Oslo in 1957, the first in the north of Europe."))
	whole := pages(good, good)
	loop := file("/Prev 999", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 0 /Kids []>>")
	loop = bytes.Replace(loop, []byte("999"), fmt.Appendf(nil, "%03d", bytes.Index(loop, []byte("xref\n"))), 1)
	tests := []struct {
		name string
		b    []byte
		want string
		text bool // what stands before the trouble is read
	}{
		{"nothing but a name", []byte("%PDF-1.4\n"), "", false},
		{"cut short", whole[:len(whole)/2], "cut short", false},
		{"billions of objects", []byte(strings.Replace(string(whole), "/Size 7", "/Size 9999999999", 1)), "", true},
		{"a table of billions", bytes.Replace(whole, []byte("xref\n0 8"), []byte("xref\n4000000000 8"), 1), "", false},
		{"a stream of billions", file("", strings.Replace(good, "<<", "<</Type /XRef /Size 2000000000 /W [1 2 1]", 1)), "", false},
		{"tree that is its own branch", file("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [2 0 R]>>"), "nested too deeply", false},
		{"table that is its own predecessor", loop, "it took too long", false},
		{"page that is damaged", pages(good, stream("/Filter /FlateDecode", "no zlib"), good), "damaged", true},
		{"unknown filter", pages(good, stream("/Filter /JPXDecode", "x")), "damaged", true},
		{"stream bomb", pages(good, stream("/Filter /FlateDecode", flate(strings.Repeat("q Q ", 80<<20)))), "page", true},
		{"nested arrays", pages(good, stream("", strings.Repeat("[", 500_000))), "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, bad := readFile(t, test.b)
			if (d != nil) != test.text {
				t.Errorf("text: %v", d)
			}
			if test.want == "" && test.text {
				t.Logf("failed: %v", bad)
				return
			}
			if len(bad) == 0 || !strings.Contains(fmt.Sprint(bad), test.want) {
				t.Errorf("failed %v, want %q", bad, test.want)
			}
			t.Log(bad)
		})
	}
}

// FuzzPages takes files apart within this process: what the bounds of the other process hold back may end it.
func FuzzPages(f *testing.F) {
	f.Add(pages(stream("", set(50, 700, "Peru opened an embassy in Oslo."))))
	f.Add(pages(stream("/Filter /FlateDecode", flate("BT /F 10 Tf (x) Tj ET"))))
	f.Add(pages(stream("", set(50, 700, "Peru opened an embas-", "sy in Oslo and", "another in Suva.")+set(300, 700, "Chad", "closed its own.", "1 See")+"40 600 300 200 re S 40 650 m 340 650 l S BI ID x EI ")))
	f.Add(pages(stream("/Filter /LZWDecode", packLZW("BT /F 10 Tf (x) Tj ET")), stream("/Filter [/ASCIIHexDecode /RunLengthDecode]", "0061>")))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 4096 || bytes.Contains(b, []byte("/Prev")) || bytes.Contains(b, []byte("/Extends")) || bytes.Contains(b, []byte("/Type /XRef")) {
			t.Skip() // the library loops or allocates without bound; TestHostile has those
		}
		var all []line
		end := pagesOf(b, func(l line) { all = append(all, l) })
		if d := document("x", all, end); d != nil {
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
		}
	})
}

// FuzzContent reads pages that draw anything.
func FuzzContent(f *testing.F) {
	f.Add(set(50, 700, "Peru opened an embas-", "sy in Oslo and", "another in Suva.") + set(300, 700, "Chad", "closed its own.", "1 See") + "40 600 300 200 re S 40 650 m 340 650 l S BI ID x EI ")
	f.Add("q 0 1 -1 0 5 5 cm BT /F 10 Tf 2 Tr 3 Ts 5 Tc [(a) -900 (b) 300 <63>] TJ T* (x) ' 1 2 (y) \" ET Q /Artifact <</Type /Pagination>> BDC BT /F 7 Tf (1) Tj ET EMC")
	f.Add(strings.Repeat("BT /F 10 Tf 50 700 Td (State) Tj 100 0 Td (Since) Tj -100 -14 Td (Chad) Tj 100 0 Td (1951) Tj ET ", 3))
	f.Fuzz(func(t *testing.T, s string) {
		var all []line
		b := pages(stream("", s), stream("", s))
		end := pagesOf(b, func(l line) {
			if l.Page <= len(all) {
				all[l.Page-1] = l
			} else {
				all = append(all, l)
			}
		})
		if d := document("x", all, end); d != nil {
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
		}
		for _, l := range all {
			if strings.Contains(l.Error, "cannot be put in order") {
				t.Error(l.Error)
			}
		}
	})
}
