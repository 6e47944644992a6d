package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"chancery"
	"chancery/data"
	"chancery/internal/extract"
	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/internal/source"
	"chancery/internal/vocab"
	"chancery/nlp"
)

func must[T any](v T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return v
}

func main() {
	test := flag.Bool("test", false, "run rule examples")
	files := flag.Bool("files", false, "arguments are files: print claims as jsonl")
	title := flag.String("title", "", "")
	date := flag.String("date", "", "")
	flag.Parse()
	t0 := time.Now()
	g := must(party.Load(data.FS))
	t1 := time.Now()
	m := must(data.FS.ReadFile("models/english.model"))
	p := must(nlp.Load(bytes.NewReader(m)))
	t2 := time.Now()
	rs := must(rule.Load(data.FS, "rules"))
	t3 := time.Now()
	ks := must(vocab.Load(data.FS))
	x := must(extract.New(g, p, rs, ks))
	fmt.Fprintln(os.Stderr, "gaz", t1.Sub(t0), "nlp", t2.Sub(t1), "rules", t3.Sub(t2))
	switch {
	case *test:
		fails, n := x.Test()
		for _, f := range fails {
			fmt.Printf("%s %s: %s\n  %q => %v > %v ; %s ; %s\n", f.Where, f.Rule, f.Why, f.Example.Text, f.Example.Agents, f.Example.Patients, f.Example.When, f.Example.Modality)
		}
		fmt.Printf("%d of %d fail\n", len(fails), n)
	case *files:
		enc := json.NewEncoder(os.Stdout)
		enc.SetEscapeHTML(false)
		var st extract.Stats
		t := time.Now()
		rep, err := source.Walk(context.Background(), flag.Args(), source.Options{}, func(d chancery.Document) error {
			cs, s := x.Read(&d)
			st.Sentences += s.Sentences
			st.Parsed += s.Parsed
			st.Claims += s.Claims
			for _, c := range cs {
				enc.Encode(c)
			}
			return nil
		})
		fmt.Fprintln(os.Stderr, st, time.Since(t), rep.Documents, rep.Failures, err)
	default:
		for _, s := range flag.Args() {
			for _, sent := range p.Split(s) {
				p.Parse(&sent)
				for i, t := range sent.Tokens {
					fmt.Printf("%d\t%s\t%s\t%s\t%s\t%d\t%s\n", i, t.Form, t.Lemma, t.UPOS, t.XPOS, t.Head, t.Rel)
				}
			}
			e := x.Explain(s, *title, *date)
			for _, l := range e.Mentions {
				fmt.Println("MENTION", l)
			}
			for _, l := range e.Matched {
				fmt.Println("MATCH", l)
			}
			for _, l := range e.Missed {
				fmt.Println("near ", l)
			}
			for _, c := range e.Claims {
				w := ""
				if c.When != nil {
					w = c.When.EDTF + " (" + string(c.When.Basis) + " " + c.When.Text + " " + c.When.Relative + ")"
				}
				fmt.Printf("CLAIM %s [%s] > [%s] %s %s %v q=%v att=%s others=%v %.2f\n", c.Kind, chancery.Names(c.Agents), chancery.Names(c.Patients), w, c.Modality, c.Rule, c.Quantity, chancery.Names(c.Attribution), c.Others, c.Confidence)
			}
		}
	}
}
