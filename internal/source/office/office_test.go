package office

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/source/sourcetest"

	"github.com/google/go-cmp/cmp"
)

// archive makes a zip archive of names and contents.
func archive(t testing.TB, parts ...string) *File {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, parts[i+1])
	}
	w.Close()
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return Parts(z, 1<<20, func(r io.Reader) io.Reader { return r })
}

const (
	wordHead = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>`
	wordTail = `<w:sectPr><w:t>no</w:t></w:sectPr></w:body></w:document>`
	core     = `<cp:coreProperties xmlns:dc="d"><dc:title>On Chad</dc:title><dc:creator>Ada</dc:creator><dcterms:created>2019-03-04T10:00:00Z</dcterms:created></cp:coreProperties>`
	wStyles  = `<w:styles><w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>` +
		`<w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="C"><w:name w:val="caption"/></w:style><w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="LB"><w:name w:val="List Bullet"/></w:style></w:styles>`
	wNotes = `<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>See the treaty, p. 3.</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>12 states had recognised Peru before, as the minister said.</w:t></w:r></w:p></w:footnote></w:footnotes>`
)

func wp(style string, runs ...string) string {
	s := "<w:p>"
	if style != "" {
		s += `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	for _, r := range runs {
		if !strings.HasPrefix(r, "<") {
			r = `<w:r><w:t xml:space="preserve">` + r + `</w:t></w:r>`
		}
		s += r
	}
	return s + "</w:p>"
}

func wrow(head string, cells ...string) string {
	s := "<w:tr>" + head
	for _, c := range cells {
		if !strings.HasPrefix(c, "<") {
			c = "<w:tc>" + wp("", c) + "</w:tc>"
		}
		s += c
	}
	return s + "</w:tr>"
}

// shown writes the blocks of a document in a line each.
func shown(d *chancery.Document) (out []string) {
	if d == nil {
		return nil
	}
	for _, b := range d.Blocks {
		s := b.Kind.String()
		if b.Level > 0 {
			s += fmt.Sprint(b.Level)
		}
		if b.Furniture != "" {
			s += " (" + b.Furniture + ")"
		}
		s += ": "
		if len(b.Cells) == 0 {
			s += b.Text
		}
		for k, c := range b.Cells {
			if k > 0 {
				s += " | "
			}
			if c.Header != "" {
				s += c.Header + "="
			}
			s += b.Text[c.Span.Start:c.Span.End]
		}
		out = append(out, s)
	}
	return out
}

func TestDOCX(t *testing.T) {
	body := wp("T", "Chad and Peru") + wp("TOC1", "Beginnings 1") + wp("berschrift2", "Beginnings") +
		wp("", "Chad recog", "nised Peru ", `<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>in 1951.</w:t></w:r></w:ins>`, `<w:r><w:footnoteReference w:id="2"/><w:footnoteReference w:id="3"/></w:r>`,
			`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>`, `<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>`, " It was the co", `<w:r><w:noBreakHyphen/><w:t>operation</w:t><w:br/><w:t>of both.</w:t></w:r>`) +
		wp("Mine", "Ends") + wp("", `<w:r><w:rPr><w:b/></w:rPr><w:t>A heading by hand</w:t></w:r>`) +
		wp("LB", "Peru closed its embassy.") + `<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Fiji never had one.</w:t></w:r></w:p>` +
		wp("C", "Table 1: States") +
		"<w:tbl>" + wrow("", "State", "Since") + wrow("", `<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>`+wp("", "Chad")+"</w:tc>", "1951") + wrow("", `<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`, "1960") +
		wrow("", `<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+wp("", "of 1970")+"</w:tc>") + "</w:tbl>" +
		wp("", `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+wp("", "In a box of its own, Mali joined.")+`</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>twice</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r>`, "The last of them came in 1990, and stayed.")
	d, err := ReadDOCX("a.docx", archive(t, "[Content_Types].xml", "", "word/document.xml", wordHead+body+wordTail, "word/styles.xml", wStyles, "word/footnotes.xml", wNotes, "docProps/core.xml", core))
	if err != nil {
		t.Fatal(err)
	}
	if err := sourcetest.Check(d); err != nil {
		t.Error(err)
	}
	want := []string{
		"heading1: Chad and Peru", "heading2: Beginnings", "paragraph: Chad recognised Peru in 1951. It was the co-operation of both.",
		"paragraph (notes): See the treaty, p. 3.", "paragraph: 12 states had recognised Peru before, as the minister said.",
		"heading2: Ends", "heading3: A heading by hand", "item1: Peru closed its embassy.", "item2: Fiji never had one.",
		"caption: Table 1: States", "row (header): State | Since", "row: State=Chad | Since=1951", "row: State=Chad | Since=1960", "row: State=of 1970 | Since=",
		"paragraph: In a box of its own, Mali joined.", "paragraph: The last of them came in 1990, and stayed.",
	}
	if diff := cmp.Diff(want, shown(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	date, _ := d.Date()
	if d.Title != "On Chad" || d.Format != "docx" || date != "" || len(d.Dates) != 1 || d.Dates[0].EDTF != "2019-03-04" {
		t.Errorf("title %q, format %q, dates %v", d.Title, d.Format, d.Dates)
	}
}

const (
	odtHead = `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="H"><style:text-properties text:display="none"/></style:style>` +
		`<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>`
	odtTail   = `</office:text></office:body></office:document-content>`
	odtStyleX = `<office:document-styles><style:style style:name="Title"/><style:style style:name="Caption"/></office:document-styles>`
	odtMeta   = `<office:document-meta><office:meta><dc:title>On Chad</dc:title><meta:creation-date>2019-03-04T10:00:00</meta:creation-date><dc:date>2020-05-06T10:00:00</dc:date></office:meta></office:document-meta>`
)

func TestODT(t *testing.T) {
	cell := func(attrs, s string) string {
		return "<table:table-cell " + attrs + "><text:p>" + s + "</text:p></table:table-cell>"
	}
	body := `<text:tracked-changes><text:deletion><text:p>struck out</text:p></text:deletion></text:tracked-changes>` +
		`<text:p text:style-name="P1">Chad and Peru</text:p><text:table-of-content><text:p>Beginnings 1</text:p></text:table-of-content><text:h text:outline-level="2">Beginnings</text:h>` +
		`<text:p>Chad recog<text:span text:style-name="B">nised</text:span><text:s text:c="2"/>Peru in 1951.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the treaty, p. 3.</text:p></text:note-body></text:note>` +
		`<text:span text:style-name="H">hidden</text:span><office:annotation><text:p>a comment</text:p></office:annotation> It was the co-operation<text:line-break/>of both.</text:p>` +
		`<text:p text:style-name="B">A heading by hand</text:p>` +
		`<text:list><text:list-item><text:p>Peru closed its embassy.</text:p><text:p>That was in 1960.</text:p><text:list><text:list-item><text:p>Fiji never had one.</text:p></text:list-item></text:list></text:list-item></text:list>` +
		`<text:p text:style-name="Caption">Table 1: States</text:p>` +
		`<table:table><table:table-header-rows><table:table-row>` + cell("", "State") + cell("", "Since") + `</table:table-row></table:table-header-rows>` +
		`<table:table-row>` + cell(`table:number-rows-spanned="2"`, "Chad") + cell("", "1951") + `</table:table-row><table:table-row><table:covered-table-cell/>` + cell("", "1960") + `</table:table-row>` +
		`<table:table-row>` + cell(`table:number-columns-spanned="2"`, "of 1970") + `<table:covered-table-cell/></table:table-row></table:table>` +
		`<text:p><draw:frame><draw:text-box><text:p>In a box of its own, Mali joined.</text:p></draw:text-box></draw:frame>The last of them came in 1990, and stayed.</text:p>`
	d, err := ReadODT("a.odt", archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", odtHead+body+odtTail, "styles.xml", odtStyleX, "meta.xml", odtMeta))
	if err != nil {
		t.Fatal(err)
	}
	if err := sourcetest.Check(d); err != nil {
		t.Error(err)
	}
	want := []string{
		"heading1: Chad and Peru", "heading2: Beginnings", "paragraph: Chad recognised Peru in 1951. It was the co-operation of both.", "paragraph (notes): See the treaty, p. 3.",
		"heading3: A heading by hand", "item1: Peru closed its embassy.", "paragraph: That was in 1960.", "item2: Fiji never had one.",
		"caption: Table 1: States", "row (header): State | Since", "row: State=Chad | Since=1951", "row: State=Chad | Since=1960", "row: State=of 1970 | Since=",
		"paragraph: In a box of its own, Mali joined.", "paragraph: The last of them came in 1990, and stayed.",
	}
	if diff := cmp.Diff(want, shown(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if date, _ := d.Date(); d.Title != "On Chad" || d.Format != "odt" || date != "" || len(d.Dates) != 2 {
		t.Errorf("title %q, format %q, dates %v", d.Title, d.Format, d.Dates)
	}
}

// TestHostile reads files that are damaged, locked, nested or far too large.
func TestHostile(t *testing.T) {
	story := wp("", "Chad recognised Peru in 1951, as its minister said.")
	const read = "paragraph: Chad recognised Peru in 1951, as its minister said."
	tests := []struct {
		name  string
		parts []string
		odt   bool
		want  []string
		err   string
	}{
		{"cut off", []string{"word/document.xml", wordHead + story + "<w:p><w:r><w:t>Per"}, false, []string{read, "paragraph: Per"}, "unexpected EOF"},
		{"no XML", []string{"word/document.xml", "Chad"}, false, nil, ""},
		{"an entity that is declared", []string{"word/document.xml", `<!DOCTYPE a [<!ENTITY x "Chad">]>` + wordHead + story + wp("", "&x;&x;")}, false, []string{read}, "invalid character entity"},
		{"too deep", []string{"word/document.xml", wordHead + story + strings.Repeat("<w:tbl><w:tr><w:tc>", 5000)}, false, []string{read}, "deep"},
		{"styles that rest on each other", []string{"word/document.xml", wordHead + wp("A", "Chad recognised Peru in 1951, as its minister said.") + wordTail, "word/styles.xml", `<w:styles><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>`}, false, []string{read}, ""},
		{"styles that are damaged", []string{"word/document.xml", wordHead + story + wordTail, "word/styles.xml", "<a></b"}, false, []string{read}, "unexpected EOF"},
		{"too large", []string{"word/document.xml", wordHead + story + strings.Repeat(wp("", "x"), 100_000)}, false, nil, ErrLarge.Error()},
		{"ends that begin nothing", []string{"word/document.xml", wordHead + story + "</w:body></w:document></w:tc></w:tr></w:tbl></w:p>"}, false, []string{read}, "does not begin"},
		{"no text", []string{"word/styles.xml", "<a/>"}, false, nil, "word/document.xml is missing"},
		{"a cell that goes on for ever", []string{"content.xml", odtHead + `<table:table><table:table-row><table:table-cell table:number-columns-repeated="2000000000"><text:p>Chad</text:p></table:table-cell></table:table-row></table:table>` + odtTail}, true, []string{"row: Chad" + strings.Repeat(" | ", 199)}, ""},
		{"locked", []string{"content.xml", "x", "META-INF/manifest.xml", "<a><manifest:encryption-data/></a>"}, true, nil, ErrEncrypted.Error()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read := ReadDOCX
			if tt.odt {
				read = ReadODT
			}
			d, err := read("a", archive(t, tt.parts...))
			if d != nil {
				if err := sourcetest.Check(d); err != nil {
					t.Error(err)
				}
			}
			if tt.name == "too large" {
				if !errors.Is(err, ErrLarge) {
					t.Error(err)
				}
				return
			}
			if diff := cmp.Diff(tt.want, shown(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("failed %v, want %q", err, tt.err)
			}
		})
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(wordHead+wp("T", "Chad")+"<w:tbl>"+wrow("", "a", "b")+"</w:tbl>"+wordTail, wStyles, wNotes)
	f.Add(wp("", `<w:r><w:footnoteReference w:id="2"/></w:r>`), wNotes, wStyles)
	f.Fuzz(func(t *testing.T, document, styles, notes string) {
		d, _ := ReadDOCX("a", archive(t, "word/document.xml", document, "word/styles.xml", styles, "word/footnotes.xml", notes))
		if d != nil {
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
		}
	})
}

func FuzzODT(f *testing.F) {
	f.Add(odtHead+`<text:list><text:list-item><text:p>a<text:note><text:note-body><text:p>b</text:p></text:note-body></text:note></text:p></text:list-item></text:list>`+odtTail, odtStyleX)
	f.Add(odtHead+`<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>`, "")
	f.Fuzz(func(t *testing.T, content, styles string) {
		d, _ := ReadODT("a", archive(t, "content.xml", content, "styles.xml", styles))
		if d != nil {
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestRepeated holds that what a small file repeats stays small: a long cell that goes on into many rows, a long note that is pointed to many times.
func TestRepeated(t *testing.T) {
	long := strings.Repeat("Chad ", 100_000)
	rows := strings.Repeat("<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>"+wp("", "Peru")+"</w:tc></w:tr>", 1000)
	cell := wordHead + `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + wp("", long) + "</w:tc><w:tc>" + wp("", "Mali") + "</w:tc></w:tr>" + rows + "</w:tbl>" + wordTail
	note := wordHead + strings.Repeat(`<w:p><w:r><w:t>Chad recognised Peru in 1951.</w:t><w:footnoteReference w:id="1"/></w:r></w:p>`, 1000) + wordTail
	notes := `<w:footnotes xmlns:w="w"><w:footnote w:id="1">` + wp("", long) + `</w:footnote></w:footnotes>`
	for name, parts := range map[string][]string{"a cell": {"word/document.xml", cell}, "a note": {"word/document.xml", note, "word/footnotes.xml", notes}} {
		f := archive(t, parts...)
		f.Limit = 8 << 20
		d, err := ReadDOCX("a", f)
		if err != nil || d == nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n := len(d.Original); n > 6<<20 {
			t.Errorf("%s: %d bytes of text", name, n)
		}
	}
}
