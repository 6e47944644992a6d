package when

import (
	"bufio"
	"compress/gzip"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"chancery/internal/edtf"
)

var (
	update = flag.Bool("update", false, "write the scores of testdata anew")
	show   = flag.String("show", "", "print what is missed (miss), wrong (wrong) or extra (extra)")
)

const corpora = "../../../../shared/corpora"

type goldTime struct {
	doc, date, tag, words string
	attrs                 map[string]string
	start, end            int // in the text, -1 where the words are not there
}

var attr = regexp.MustCompile(`'(\w+)': '([^']*)'`)

// gumTexts rebuilds the running text of every document of the GUM and GENTLE treebanks.
func gumTexts(t *testing.T) map[string]string {
	texts := map[string]string{}
	for _, f := range []string{"ud/gum/train_free", "ud/gum/dev", "ud/gum/test", "ud/gentle/test"} {
		file, err := os.Open(filepath.Join(corpora, f+".conllu.gz"))
		if err != nil {
			t.Skip("no corpora: ", err)
		}
		defer file.Close()
		z, err := gzip.NewReader(file)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(z)
		sc.Buffer(nil, 1<<20)
		doc, par := "", false
		var b strings.Builder
		flush := func() {
			if doc != "" {
				texts[doc] = b.String()
			}
			b.Reset()
		}
		for sc.Scan() {
			line := sc.Text()
			switch {
			case strings.HasPrefix(line, "# newdoc id = "):
				flush()
				doc = line[len("# newdoc id = "):]
			case strings.HasPrefix(line, "# newpar"):
				par = true
			case strings.HasPrefix(line, "# text = "):
				if b.Len() > 0 {
					if par {
						b.WriteString("\n\n")
					} else {
						b.WriteString(" ")
					}
				}
				par = false
				b.WriteString(line[len("# text = "):])
			}
		}
		flush()
	}
	return texts
}

func gumGold(t *testing.T, texts map[string]string) []goldTime {
	b, err := os.ReadFile(filepath.Join(corpora, "timex/gum-dates.tsv"))
	if err != nil {
		t.Skip("no corpora: ", err)
	}
	var gold []goldTime
	cursor := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 5 {
			continue
		}
		text, ok := texts[f[0]]
		if !ok || strings.Contains(f[3], "__") {
			continue
		}
		g := goldTime{doc: f[0], date: f[1], tag: f[2], words: f[3], attrs: map[string]string{}, start: -1}
		for _, m := range attr.FindAllStringSubmatch(f[4], -1) {
			if m[1] != "rend" {
				g.attrs[m[1]] = m[2]
			}
		}
		g.start, g.end = findWords(text, f[3], cursor[f[0]])
		if g.start < 0 {
			g.start, g.end = findWords(text, f[3], 0)
		}
		if g.start >= 0 {
			cursor[f[0]] = g.end
		}
		gold = append(gold, g)
	}
	return gold
}

// findWords finds words in text without regard to spaces, from an offset on.
func findWords(text, words string, from int) (start, end int) {
	want := strings.ReplaceAll(words, " ", "")
	for i := from; i < len(text); i++ {
		if text[i] != want[0] || i > 0 && isWordByte(text[i-1]) && isWordByte(text[i]) {
			continue
		}
		j, k := i, 0
		for j < len(text) && k < len(want) {
			if text[j] == want[k] {
				k++
			} else if text[j] != ' ' && text[j] != '\n' {
				break
			}
			j++
		}
		if k == len(want) && (j == len(text) || !isWordByte(text[j]) || !isWordByte(text[j-1])) {
			return i, j
		}
	}
	return -1, -1
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// right reports whether f has the value of g.
func (g *goldTime) right(f Found) bool {
	if g.tag == "time" {
		w := strings.TrimPrefix(g.attrs["when"], "T")
		_, clock, ok := strings.Cut(f.Value, "T")
		return ok && len(w) >= 5 && len(clock) >= 5 && clock[:5] == w[:5]
	}
	d, err := edtf.Parse(f.EDTF)
	if err != nil {
		return false
	}
	first, last := d.Bounds()
	if f.Mod != "" && g.start > f.Start { // the gold has "1864" of "the outset of 1864"
		if whole, err := edtf.Parse(f.Value); err == nil {
			d = whole
		} else if whole, err := edtf.Parse((f.Value + "XX")[:4]); err == nil {
			d = whole
		}
		first, last = d.Bounds()
	}
	read := func(s string) (edtf.Date, bool) {
		// The gold writes 508 for 0508, 1830-1-1 for 1830-01-01, and -3000 for 3000 BC.
		if s == "" {
			return edtf.Date{}, false
		}
		f := strings.Split(strings.TrimPrefix(s, "-"), "-")
		n, _ := strconv.Atoi(f[0])
		if strings.HasPrefix(s, "-") {
			n = 1 - n
		}
		s = fmt.Sprintf("%04d", n)
		if n < 0 {
			s = fmt.Sprintf("%05d", n)
		}
		for _, x := range f[1:] {
			s += fmt.Sprintf("-%02s", x)
		}
		e, err := edtf.Parse(s)
		return e, err == nil
	}
	if w, ok := g.attrs["when"]; ok {
		if strings.HasPrefix(w, "--") { // every year's
			y, m, day := d.Fields()
			got := fmt.Sprintf("--%02d", m)
			if day > 0 {
				got += fmt.Sprintf("-%02d", day)
			}
			return y != 0 && got == w
		}
		e, ok := read(w)
		if !ok {
			return false
		}
		a, b := e.Bounds()
		return a == first && b == last
	}
	lo, hi := g.attrs["from"]+g.attrs["notBefore"], g.attrs["to"]+g.attrs["notAfter"]
	if strings.HasPrefix(lo, "--") || strings.HasPrefix(hi, "--") {
		_, m, _ := d.Fields()
		if m < 21 {
			a, _ := d.From().Bounds()
			_, m, _ = a.Civil()
			return fmt.Sprintf("--%02d", m) == lo[:4]
		}
		first, _ := d.Bounds()
		_, m, _ = first.Civil()
		return fmt.Sprintf("--%02d", m) == lo[:4]
	}
	a, ok1 := read(lo)
	b, ok2 := read(hi)
	switch {
	case ok1 && ok2:
		f1, _ := a.Bounds()
		_, l2 := b.Bounds()
		inter := float64(min(l2, last)-max(f1, first)) + 1
		union := float64(max(l2, last)-min(f1, first)) + 1
		return inter/union >= 0.5
	case ok1:
		f1, _ := a.Bounds()
		y1, _, _ := f1.Civil()
		y2, _, _ := first.Civil()
		return first != edtf.MinDay && y1 == y2
	case ok2:
		_, l1 := b.Bounds()
		y1, _, _ := l1.Civil()
		y2, _, _ := last.Civil()
		return last != edtf.MaxDay && y1 == y2
	}
	return false
}

// TestGUM measures Analyse on the dates of GUM's documents, read in the running text.
func TestGUM(t *testing.T) {
	texts := gumTexts(t)
	gold := gumGold(t, texts)
	byDoc := map[string][]Found{}
	for _, g := range gold {
		if _, ok := byDoc[g.doc]; !ok {
			date, _ := edtf.Parse(g.date)
			byDoc[g.doc] = Analyse(texts[g.doc], date)
		}
	}
	used := map[string]map[int]bool{}
	n, found, exact, right := 0, 0, 0, 0
	genre := map[string][3]int{}
	for _, g := range gold {
		if g.start < 0 {
			continue
		}
		n++
		var hit *Found
		for k, f := range byDoc[g.doc] {
			if f.Start < g.end && g.start < f.End {
				if used[g.doc] == nil {
					used[g.doc] = map[int]bool{}
				}
				used[g.doc][k] = true
				switch {
				case hit != nil && f.Relation == "between" && hit.Relation == "between" && g.start <= hit.Start && f.End <= g.end: // both ends of an interval
					a, err1 := edtf.Parse(hit.EDTF)
					b, err2 := edtf.Parse(f.EDTF)
					if err1 == nil && err2 == nil {
						both := *hit
						both.EDTF, both.End = edtf.Between(a, b).String(), f.End
						hit = &both
					}
				case hit == nil || g.right(f) && !g.right(*hit):
					hit = &byDoc[g.doc][k]
				}
			}
		}
		ok := hit != nil && g.right(*hit)
		x := genre[strings.Split(g.doc, "_")[1]]
		x[0]++
		context := strings.ReplaceAll(texts[g.doc][max(0, g.start-60):min(len(texts[g.doc]), g.end+30)], "\n", " ")
		switch {
		case hit == nil:
			if *show == "miss" {
				fmt.Printf("MISS  %-28s %q %v | %s\n", g.doc, g.words, g.attrs, context)
			}
		case !ok:
			found++
			if *show == "wrong" {
				fmt.Printf("WRONG %-28s %q %v got %q %s (%s; %s) | %s\n", g.doc+" "+g.date, g.words, g.attrs, hit.Text, hit.EDTF, hit.Basis, hit.Value, context)
			}
		default:
			found++
			right++
		}
		if hit != nil {
			x[1]++
			if hit.Start == g.start && hit.End == g.end {
				exact++
			}
		}
		if ok {
			x[2]++
		}
		genre[strings.Split(g.doc, "_")[1]] = x
	}
	extra, all := 0, 0
	for doc, fs := range byDoc {
		for k, f := range fs {
			if f.Type == "DATE" || f.Type == "TIME" {
				all++
				if !used[doc][k] {
					extra++
					if *show == "extra" {
						fmt.Printf("EXTRA %-28s %q %s %s | %s\n", doc, f.Text, f.EDTF, f.Value, strings.ReplaceAll(texts[doc][max(0, f.Start-50):min(len(texts[doc]), f.End+40)], "\n", " "))
					}
				}
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "dates in the text: %d\nfound:             %d (%.3f)\nright value:       %d (%.3f)\nsame extent:       %d (%.3f)\n",
		n, found, float64(found)/float64(n), right, float64(right)/float64(n), exact, float64(exact)/float64(n))
	fmt.Fprintf(&b, "dates and times that the gold does not have: %d of %d\n", extra, all)
	var names []string
	for g := range genre {
		names = append(names, g)
	}
	sort.Strings(names)
	for _, g := range names {
		fmt.Fprintf(&b, "%-14s %4d dates, found %.2f, right %.2f\n", g, genre[g][0], float64(genre[g][1])/float64(genre[g][0]), float64(genre[g][2])/float64(genre[g][0]))
	}
	golden(t, "testdata/gum.golden", b.String())
}

// golden compares scores with those that are committed; -update accepts them.
func golden(t *testing.T, file, got string) {
	t.Helper()
	t.Log("\n" + got)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("the scores changed (run with -update to accept them); they were\n%s", want)
	}
}
