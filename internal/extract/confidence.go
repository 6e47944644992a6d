package extract

import (
	"bufio"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/rule"
	"chancery/internal/vocab"
)

// How sure a claim is: the share of claims like it that people found right. The weights were learned by eval/calibrate from judged claims.

// ConfidenceFile is the path of the weights in the data folder.
const ConfidenceFile = "lexicon/confidence.tsv"

// Floor is the confidence below which a claim is not told: of those below it that people have read, one in three at most is right (eval/README.md).
const Floor = 0.36

// Feature is something seen of a claim that tells how sure it is, with its amount in thousandths.
type Feature struct {
	Name   string
	Amount int
}

// Confidence gives claims the share of their like that is right. It reckons in integers, so that every machine gives the same.
type Confidence struct {
	kinds   *vocab.Kinds
	priors  map[string]float64 // by rule
	weights map[string]int     // by feature, in thousandths of a logit
}

// shapes are the ways of reading that are no rules of data/rules, and how sure each is before other evidence.
var shapes = map[string]float64{"heading": 0.6, "echo": 0.7, "table.relations": 0.95, "table.recognition": 0.9, "table.severed": 0.7}

// LoadConfidence reads the weights. A data folder without them is an error; use [NewConfidence] for claims before they are weighed.
func LoadConfidence(fsys fs.FS, rules *rule.Set, kinds *vocab.Kinds) (*Confidence, error) {
	f, err := fsys.Open(ConfidenceFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	weights := map[string]int{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "\t")
		w, err := strconv.Atoi(strings.TrimSpace(value))
		if !ok || err != nil || w < -20000 || w > 20000 {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: ConfidenceFile + ":" + strconv.Itoa(n), Message: "a line is a feature, a tab and a weight in thousandths"}
		}
		weights[name] = w
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", ConfidenceFile, err)
	}
	return NewConfidence(weights, rules, kinds), nil
}

// NewConfidence returns the confidence that weights give, by the names of features.
func NewConfidence(weights map[string]int, rules *rule.Set, kinds *vocab.Kinds) *Confidence {
	c := &Confidence{kinds: kinds, weights: weights, priors: map[string]float64{}}
	for name, p := range shapes {
		c.priors[name] = p
	}
	for _, r := range rules.Rules {
		c.priors[r.Name] = r.Weight
	}
	return c
}

// maxOwn is how many features a claim itself can show.
const maxOwn = 9

// Features returns what c itself shows.
func (f *Confidence) Features(c *chancery.Claim) []Feature {
	k, _ := f.kinds.Get(c.Kind)
	out := append(make([]Feature, 0, maxOwn), Feature{"always", 1000}, Feature{"rule", logit(f.priors[c.Rule])}, Feature{"rule " + c.Rule, 1000}, Feature{"group " + k.Group, 1000})
	basis := "none"
	if c.When != nil && c.When.Basis != "" {
		basis = string(c.When.Basis)
	}
	out = append(out, Feature{"date " + basis, 1000})
	if !c.Modality.Actual() {
		out = append(out, Feature{"modality", 1000})
	}
	parties := 0
	understood := false
	for _, ps := range [][]chancery.Party{c.Agents, c.Patients} {
		for _, p := range ps {
			parties++
			understood = understood || p.Mention == ""
		}
	}
	if understood && !strings.HasPrefix(c.Rule, "table.") {
		out = append(out, Feature{"understood", 1000})
	}
	switch {
	case parties == 1:
		out = append(out, Feature{"one party", 1000})
	case parties > 2:
		out = append(out, Feature{"many parties", 1000})
	}
	if strings.HasPrefix(c.Rule, "table.") {
		out = append(out, Feature{"table", 1000})
	} else {
		out = append(out, Feature{"length", min(len(c.Quote.Exact), 500) * 10}) // in hundreds of bytes
	}
	return out
}

// Of returns how sure c is with what its reading has seen, from 0.05 to 0.99.
func (f *Confidence) Of(c *chancery.Claim, seen ...Feature) float64 {
	return f.Weigh(f.Features(c), seen)
}

// Weigh returns how sure a claim of these features is.
func (f *Confidence) Weigh(features ...[]Feature) float64 {
	sum := 0
	for _, xs := range features {
		for _, x := range xs {
			sum += x.Amount * f.weights[x.Name] / 1000
		}
	}
	p := 5
	for p < 99 && logits[p+1] <= sum {
		p++
	}
	return float64(p) / 100
}

// logits are the logits of 0.01 to 0.99, in thousandths.
var logits = func() (out [100]int) {
	for p := 1; p < 100; p++ {
		out[p] = int(math.Round(1000 * math.Log(float64(p)/float64(100-p))))
	}
	return out
}()

// logit returns the logit of p in thousandths.
func logit(p float64) int {
	return logits[max(1, min(99, int(math.Round(100*p))))]
}
