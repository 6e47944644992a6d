// Command calibrate learns how sure a claim is from claims that were judged by reading, and says how well that holds.
//
//	go run ./eval/calibrate            writes data/lexicon/confidence.tsv and eval/confidence.txt
//
// The verdicts are those of eval/judged.tsv, on claims out of the sample corpus and of the developers' corpora, and those that the complete gold
// of the sample corpora gives. It is a logistic regression on what [extract.Confidence] sees of a claim and what the
// reading saw of it. The tables of eval/confidence.txt are made by cross-validation: each tenth of the documents is weighed by what the others tell.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery"
	"chancery/data"
	"chancery/eval"
	"chancery/eval/run"
	"chancery/internal/extract"
	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/internal/source"
	"chancery/internal/vocab"
	"chancery/nlp"
)

func main() {
	judged := flag.String("judged", "eval/judged.tsv", "file of verdicts")
	corpora := flag.String("corpora", "../shared/corpora", "folder of the developers' corpora")
	elsewhere := flag.String("elsewhere", "eval/elsewhere.tsv", "file of verdicts on texts that are not kept, with what was seen of their claims")
	complete := flag.String("complete", "examples,examples/fresh/a", "folders whose gold is complete, with commas between")
	flag.Parse()
	if err := calibrate(*judged, *elsewhere, *corpora, strings.Split(*complete, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "calibrate:", err)
		os.Exit(1)
	}
}

// example is a judged claim.
type example struct {
	corpus   string
	table    bool // read from a row or a list
	fresh    bool // judged when the reading had been mended by all other verdicts
	features []extract.Feature
	own      int // how many of them the claim itself shows
	right    bool
	fold     int
}

// fresh are the draws that were judged last. The reading has been mended by the verdicts of those before them: what is left of these is right more often than
// what nobody has judged. before is the feature of the prose among them; it has no weight in the file, so that claims are weighed as those of fresh are.
var fresh = []string{"C", "A9", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P15"}

const before = "judged before"

// folds is into how many parts the documents are drawn for the cross-validation.
const folds = 10

func calibrate(judged, elsewhere, corpora string, complete []string) error {
	ctx := context.Background()
	verdicts, err := eval.Verdicts(judged)
	if err != nil {
		return err
	}
	eye, err := newReader()
	if err != nil {
		return err
	}
	var all []example
	for _, dir := range complete {
		wrong, err := golden(ctx, dir)
		if err != nil {
			return err
		}
		out, err := eye.read(ctx, dir, func(id string) (eval.Verdict, bool) { return eval.Verdict{Right: !wrong[id]}, true })
		if err != nil {
			return err
		}
		all = append(all, out...)
	}
	known := len(all)
	for _, set := range []string{"../seeds", "rdcr", "foreign-relations", "plover-train"} {
		out, err := eye.read(ctx, filepath.Join(corpora, set), func(id string) (eval.Verdict, bool) { v, ok := verdicts[id]; return v, ok })
		if err != nil {
			return err
		}
		all = append(all, out...)
	}
	read := len(all)
	others, err := seenElsewhere(elsewhere)
	if err != nil {
		return err
	}
	all = append(all, others...)
	fmt.Fprintf(os.Stderr, "%d claims, %d of them of %s, %d out of %s, where %d verdicts stand: the others are on claims of the folders with complete gold, or no longer read\n", len(all), len(others), elsewhere, read-known, judged, len(verdicts))
	table := report(all, eye.weigh)
	if err := os.WriteFile("eval/confidence.txt", []byte(table), 0o666); err != nil {
		return err
	}
	fmt.Print(table)
	w := fit(all)
	fmt.Fprintln(os.Stderr, before, w[before])
	return os.WriteFile(filepath.Join("data", extract.ConfidenceFile), weights(w), 0o666)
}

// reader reads the documents of a set as the program does, and keeps what is seen of their claims.
type reader struct {
	extractor *extract.Extractor
	eye       *extract.Confidence
	now       *extract.Confidence // with the weights that are there: the gold is silent on what these leave untold
	rules     *rule.Set
	kinds     *vocab.Kinds
}

func newReader() (r *reader, err error) {
	r = &reader{}
	gaz, err := party.Load(data.FS)
	if err != nil {
		return nil, err
	}
	if r.rules, err = rule.Load(data.FS, "rules"); err != nil {
		return nil, err
	}
	if r.kinds, err = vocab.Load(data.FS); err != nil {
		return nil, err
	}
	model, err := fs.ReadFile(data.FS, "models/english.model")
	if err != nil {
		return nil, err
	}
	pipe, err := nlp.New(model)
	if err != nil {
		return nil, err
	}
	if r.now, err = extract.LoadConfidence(data.FS, r.rules, r.kinds); err != nil {
		return nil, err
	}
	r.eye = extract.NewConfidence(nil, r.rules, r.kinds)
	r.extractor, err = extract.New(gaz, pipe, r.rules, r.kinds, r.eye)
	return r, err
}

// weigh returns how sure claims of the examples' features are under weights.
func (r *reader) weigh(w map[string]int, examples []example) (out []float64) {
	c := extract.NewConfidence(w, r.rules, r.kinds)
	for _, e := range examples {
		out = append(out, c.Weigh(e.features))
	}
	return out
}

// read returns the claims of a folder on which there is a verdict, in the order of the text.
func (r *reader) read(ctx context.Context, dir string, verdict func(id string) (eval.Verdict, bool)) (out []example, err error) {
	set, err := eval.Open(dir)
	if err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp("", "chancery-calibrate-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	files, err := set.Documents(tmp)
	if err != nil {
		return nil, err
	}
	_, err = source.Walk(ctx, files, source.Options{}, func(d chancery.Document) error {
		h := fnv.New32a()
		h.Write([]byte(d.Name))
		fold := int(h.Sum32() % folds)
		claims, seen := r.extractor.Examine(&d)
		for i := range claims {
			c := &claims[i]
			if v, ok := verdict(c.ID); ok && (v.Drawn != "" || r.now.Of(c, seen[i]...) >= extract.Floor) {
				e := example{corpus: filepath.Base(dir), table: strings.HasPrefix(c.Rule, "table."), fresh: slices.Contains(fresh, v.Drawn), features: r.eye.Features(c), right: v.Right, fold: fold}
				if !e.table && !e.fresh {
					e.features = append(e.features, extract.Feature{Name: before, Amount: 1000})
				}
				e.own = len(e.features)
				e.features = append(e.features, seen[i]...)
				out = append(out, e)
			}
		}
		return nil
	})
	return out, err
}

// weights returns the file of weights.
func weights(w map[string]int) []byte {
	var b bytes.Buffer
	b.WriteString("# How sure a claim is, by what is seen of it: feature, tab, weight in thousandths of a logit. Written by go run ./eval/calibrate.\n")
	names := make([]string, 0, len(w))
	for n := range w {
		if n != before {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(&b, "%s\t%d\n", n, w[n])
	}
	return b.Bytes()
}

// golden tells which claims of a folder with complete gold are wrong, by their ids.
func golden(ctx context.Context, dir string) (map[string]bool, error) {
	reports, err := run.Scores(ctx, dir, "--misses")
	if err != nil {
		return nil, err
	}
	wrong := map[string]bool{}
	for _, r := range reports {
		for _, m := range r.Misses {
			if m.What == "wrong" && m.ID != "" {
				wrong[m.ID] = true
			}
		}
	}
	return wrong, nil
}
