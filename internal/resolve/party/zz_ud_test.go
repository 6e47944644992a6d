package party

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/edtf"
	"chancery/nlp"
)

func TestUD(t *testing.T) {
	path := os.Getenv("UD")
	if path == "" {
		t.Skip()
	}
	g := load(t)
	f, _ := os.Open(path)
	var sc *bufio.Scanner
	if strings.HasSuffix(path, ".gz") {
		z, _ := gzip.NewReader(f)
		sc = bufio.NewScanner(z)
	} else {
		sc = bufio.NewScanner(f)
	}
	sc.Buffer(nil, 1<<20)
	d := g.NewDiscourse(&chancery.Document{Title: "-"})
	var s nlp.Sentence
	var b strings.Builder
	doc := ""
	n := 0
	flush := func() {
		if len(s.Tokens) == 0 {
			return
		}
		n++
		s.End = b.Len()
		text := b.String()
		for _, m := range d.Sentence(n, &s, text, edtf.Date{}) {
			fmt.Printf("%s\t%s\t%s\t%s\n", m.Form, show(text, &s, &m), doc, text)
		}
		s = nlp.Sentence{}
		b.Reset()
	}
	for sc.Scan() {
		l := sc.Text()
		if l == "" {
			flush()
			continue
		}
		if strings.HasPrefix(l, "# newdoc id = ") {
			doc = l[14:]
			d = g.NewDiscourse(&chancery.Document{Title: "-"})
			continue
		}
		if l[0] == '#' {
			continue
		}
		c := strings.Split(l, "\t")
		if strings.ContainsAny(c[0], ".-") {
			continue
		}
		h, _ := strconv.Atoi(c[6])
		st := b.Len()
		b.WriteString(c[1])
		s.Tokens = append(s.Tokens, nlp.Token{Start: st, End: b.Len(), Form: c[1], Lemma: c[2], UPOS: c[3], XPOS: c[4], Head: h - 1, Rel: c[7]})
		if !strings.Contains(c[9], "SpaceAfter=No") {
			b.WriteString(" ")
		}
	}
	flush()
	fmt.Println("sentences", n)
}
