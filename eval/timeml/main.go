// Command timeml measures the reading of temporal expressions against documents annotated in TimeML, as those of
// TimeBank, AQUAINT and TempEval-3 are.
//
//	go run ./eval/timeml DIR           every .tml file of the folder DIR
//	go run ./eval/timeml -show DIR     and each expression that is missed, extra or wrong
//
// The text of TEXT is read with its markup taken out, dated by the TIMEX3 of DCT. As in TempEval-3, strict counts expressions with
// exactly the extent of the gold's, relaxed those that overlap one, each paired with one at most; value and type count the relaxed pairs with
// the gold's attribute. The last line compares the field edtf with what the gold's value is in EDTF (see [when.FromTIMEX3]).
package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

func main() {
	show := flag.Bool("show", false, "print what is missed, extra or wrong")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: timeml [-show] DIR")
		os.Exit(2)
	}
	if err := measure(flag.Arg(0), *show); err != nil {
		fmt.Fprintln(os.Stderr, "timeml:", err)
		os.Exit(1)
	}
}

func measure(dir string, show bool) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.tml"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: no .tml files", dir)
	}
	sort.Strings(files)
	scores := map[string]*score{"all": {}}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		d, err := read(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		name := ""
		if show {
			name = filepath.Base(file)
		}
		d.score(scores, when.Analyse(d.text, d.on), name)
	}
	fmt.Printf("%d documents\n%-9s %5s %5s   %-20s %-20s %-6s %-6s %s\n", len(files), "", "gold", "read", "strict P R F1", "relaxed P R F1", "value", "type", "edtf")
	for _, t := range []string{"all", "DATE", "TIME", "DURATION", "SET"} {
		if s := scores[t]; s != nil {
			fmt.Printf("%-9s %5d %5d   %s %s %.3f  %.3f  %.3f\n", t, s.gold, s.read, s.prf(s.strict), s.prf(s.relaxed), s.f1(s.value), s.f1(s.typ), s.f1(s.edtf))
		}
	}
	return nil
}

// score counts expressions: of the gold, read, and of the pairs those with the same extent, value, type and EDTF.
type score struct {
	gold, read, strict, relaxed, value, typ, edtf int
}

func (s *score) f1(n int) float64 {
	if s.gold+s.read == 0 {
		return 0
	}
	return 2 * float64(n) / float64(s.gold+s.read)
}

func (s *score) prf(n int) string {
	return fmt.Sprintf("%.3f %.3f %.3f   ", float64(n)/float64(max(s.read, 1)), float64(n)/float64(max(s.gold, 1)), s.f1(n))
}

// timex is an expression of the gold.
type timex struct {
	start, end int // bytes of the text
	typ, value string
}

type document struct {
	text string
	on   edtf.Date // zero where it has none
	gold []timex
}

// read reads a TimeML document: its text without markup, its date, its expressions. One nested in another stands for itself.
func read(r io.Reader) (document, error) {
	var d document
	var text strings.Builder
	var open []timex
	in := "" // TEXT, DCT
	x := xml.NewDecoder(r)
	x.Strict = false
	for {
		tok, err := x.Token()
		if errors.Is(err, io.EOF) {
			d.text = text.String()
			return d, nil
		}
		if err != nil {
			return d, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch name := t.Name.Local; {
			case name == "TEXT" || name == "DCT":
				in = name
			case name == "TIMEX3":
				e := timex{start: text.Len()}
				for _, a := range t.Attr {
					switch a.Name.Local {
					case "type":
						e.typ = a.Value
					case "value":
						e.value = a.Value
					}
				}
				if in == "DCT" && len(e.value) >= len("2000-01-01") {
					if d.on, err = edtf.Parse(e.value[:len("2000-01-01")]); err != nil {
						return d, err
					}
				}
				open = append(open, e)
			}
		case xml.EndElement:
			switch name := t.Name.Local; {
			case name == in:
				in = ""
			case name == "TIMEX3" && len(open) > 0:
				e := open[len(open)-1]
				open = open[:len(open)-1]
				e.end = text.Len()
				if in == "TEXT" && e.end > e.start { // an empty one is implied, not written
					d.gold = append(d.gold, e)
				}
			}
		case xml.CharData:
			if in == "TEXT" {
				text.Write(t)
			}
		}
	}
}

// score adds what was found to scores, by type; where name is not empty it prints what differs.
func (d *document) score(scores map[string]*score, found []when.Found, name string) {
	of := func(typ string) []*score {
		if scores[typ] == nil {
			scores[typ] = &score{}
		}
		return []*score{scores["all"], scores[typ]}
	}
	say := func(what, gold, read string, start, end int) {
		if name != "" {
			around := d.text[max(0, start-50):start] + "[" + d.text[start:end] + "]" + d.text[end:min(len(d.text), end+40)]
			fmt.Printf("%-6s %-22s %-34s %-34s %s\n", what, name, gold, read, strings.Join(strings.Fields(around), " "))
		}
	}
	used := make([]bool, len(found))
	pair := make([]int, len(d.gold))
	for g := range pair { // the same extent first, so that no overlap takes it
		pair[g] = -1
		for k, f := range found {
			if !used[k] && f.Start == d.gold[g].start && f.End == d.gold[g].end {
				pair[g], used[k] = k, true
				break
			}
		}
	}
	for g, e := range d.gold {
		for k := 0; pair[g] < 0 && k < len(found); k++ {
			if f := found[k]; !used[k] && f.Start < e.end && e.start < f.End {
				pair[g], used[k] = k, true
			}
		}
		gold := strings.Join(strings.Fields(d.text[e.start:e.end]), " ") + " " + e.value
		for _, s := range of(e.typ) {
			s.gold++
		}
		if pair[g] < 0 {
			say("MISS", gold, "", e.start, e.end)
			continue
		}
		f := found[pair[g]]
		same := f.Start == e.start && f.End == e.end
		value := f.Value == e.value
		for _, s := range of(e.typ) {
			s.relaxed++
			add(&s.strict, same)
			add(&s.value, value)
			add(&s.typ, f.Type == e.typ)
			add(&s.edtf, f.EDTF == when.FromTIMEX3(e.value, d.on))
		}
		read := strings.Join(strings.Fields(f.Text), " ") + " " + f.Value
		if !same {
			say("EXTENT", gold, read, e.start, e.end)
		}
		if !value {
			say("VALUE", gold, read, e.start, e.end)
		}
	}
	for k, f := range found {
		for _, s := range of(f.Type) {
			s.read++
		}
		if !used[k] {
			say("EXTRA", "", strings.Join(strings.Fields(f.Text), " ")+" "+f.Value, f.Start, f.End)
		}
	}
}

func add(n *int, ok bool) {
	if ok {
		*n++
	}
}
