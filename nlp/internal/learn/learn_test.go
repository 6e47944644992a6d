package learn

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/kernel"
	"chancery/nlp/internal/net"
)

// A tiny treebank: form, lemma, tags, head, relation.
const bank = `
The the DET DT 2 det|envoy envoy NOUN NN 3 nsubj|left leave VERB VBD 0 root|. . PUNCT . 3 punct
The the DET DT 2 det|envoys envoy NOUN NNS 3 nsubj|met meet VERB VBD 0 root|Anna Anna PROPN NNP 3 obj|. . PUNCT . 3 punct
Anna Anna PROPN NNP 2 nsubj|signed sign VERB VBD 0 root|the the DET DT 4 det|treaty treaty NOUN NN 2 obj|. . PUNCT . 2 punct
Treaties treaty NOUN NNS 3 nsubj:pass|were be AUX VBD 3 aux:pass|signed sign VERB VBN 0 root|by by ADP IN 5 case|envoys envoy NOUN NNS 3 obl:agent
`

func treebank(t *testing.T) []*conllu.Sentence {
	t.Helper()
	var out []*conllu.Sentence
	for _, line := range strings.Split(strings.TrimSpace(bank), "\n") {
		s := &conllu.Sentence{NewPar: true}
		for i, w := range strings.Split(line, "|") {
			f := strings.Fields(w)
			s.Words = append(s.Words, conllu.Word{Form: f[0], Lemma: f[1], UPOS: f[2], XPOS: f[3], Head: int(f[4][0] - '0'), Rel: f[5]})
			s.Tokens = append(s.Tokens, conllu.Token{Form: f[0], First: i, N: 1, SpaceAfter: true})
		}
		out = append(out, s)
	}
	return out
}

var small = Options{Dim: 16, Hidden: 16, Layers: 2, Arc: 16, Label: 16, Buckets: 64, Epochs: 150, BatchSize: 8, Rate: 0.01, Dropout: 0.1, Drop: 0.05, TagWeight: 0.5, MinCount: 1, Seed: 7}

func bytesOf(w *net.Weights) []byte {
	return net.Encode(w.Blocks())
}

// A network learns a small treebank by heart.
func TestTrainLearns(t *testing.T) {
	gold := treebank(t)
	var last Loss
	w := Train(small, []Source{{Sentences: gold}}, func(_ int, l Loss, _ *net.Weights) { last = l })
	if last.Words != 19 {
		t.Errorf("%d words an epoch, want 19", last.Words)
	}
	blocks, err := net.Decode(bytesOf(w))
	if err != nil {
		t.Fatal(err)
	}
	n, err := net.New(blocks)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range gold {
		var sc net.Scratch
		for i, p := range n.Parse(&sc, func(i int) string { return s.Words[i].Form }, len(s.Words)) {
			g := s.Words[i]
			if n.XPOS[p.XPOS] != g.XPOS || n.UPOS[p.UPOS] != g.UPOS || int(p.Head)+1 != g.Head || n.Rels[p.Rel] != g.Rel {
				t.Errorf("%s: got %s %s %d %s, want %s %s %d %s", g.Form, n.UPOS[p.UPOS], n.XPOS[p.XPOS], p.Head+1, n.Rels[p.Rel], g.UPOS, g.XPOS, g.Head, g.Rel)
			}
		}
	}
}

// A model file whose parts do not fit is an error, or else harmless: never a panic.
func TestDamagedModels(t *testing.T) {
	o := small
	o.Epochs = 1
	gold := treebank(t)
	w := Train(o, []Source{{Sentences: gold}}, nil)
	blocks, err := net.Decode(bytesOf(w))
	if err != nil {
		t.Fatal(err)
	}
	lemmas := Lemmas(gold, nil)
	maps.Copy(blocks, lemmas)
	blocks[net.AgreementBlock] = Agreement(gold, w.XPOS, w.UPOS, w.Rels)
	blocks[net.SecondBlock] = Second(gold, w.UPOS, w.Rels, 1)
	try := func(b net.Blocks) (ok bool) {
		n, err1 := net.New(b)
		l, err2 := net.NewLemmas(b)
		if err1 != nil || err2 != nil {
			return false
		}
		for _, s := range gold {
			var sc net.Scratch
			for i, w := range n.Parse(&sc, func(i int) string { return s.Words[i].Form }, len(s.Words)) {
				l.Lemma(s.Words[i].Form, n.UPOS[w.UPOS], n.XPOS[w.XPOS])
			}
		}
		return true
	}
	if !try(blocks) {
		t.Fatal("the whole model is an error")
	}
	names := slices.Sorted(maps.Keys(blocks))
	for _, name := range names {
		b := maps.Clone(blocks)
		delete(b, name)
		if try(b) && name != "LEMK" && name != net.AgreementBlock && name != net.SecondBlock { // these may be missing
			t.Errorf("without %s: no error", name)
		}
		if len(blocks[name]) < 2 {
			continue
		}
		for _, cut := range []int{1, len(blocks[name]) / 2, len(blocks[name]) - 1} {
			b[name] = blocks[name][:cut]
			try(b)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		b := maps.Clone(blocks)
		name := rapid.SampledFrom(names).Draw(t, "block")
		data := bytes.Clone(b[name])
		if len(data) == 0 {
			return
		}
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		b[name] = data
		try(b)
	})
}

// The same data and seed give the same bytes, on one processor or more, with every kernel.
func TestTrainIsDeterministic(t *testing.T) {
	o := small
	o.Epochs = 5
	gold := []Source{{Sentences: treebank(t)}}
	want := bytesOf(Train(o, gold, nil))
	old := runtime.GOMAXPROCS(1)
	again := bytesOf(Train(o, gold, nil))
	runtime.GOMAXPROCS(old)
	if !bytes.Equal(want, again) {
		t.Error("one processor gives other weights")
	}
	for _, p := range kernel.Paths() {
		o.Path = &p
		if !bytes.Equal(want, bytesOf(Train(o, gold, nil))) {
			t.Errorf("kernels %v give other weights", p)
		}
	}
	o.Path = nil
	o.Seed++
	if bytes.Equal(want, bytesOf(Train(o, gold, nil))) {
		t.Error("another seed gives the same weights")
	}
}

// A tag goes with the relations and the other tags that it is seen with, by how much oftener that is than by chance.
func TestAgreement(t *testing.T) {
	w := &net.Weights{UPOS: []string{"NOUN", "VERB"}, XPOS: []string{"NN", "VB"}, Rels: []string{"root", "obj"}}
	s := &conllu.Sentence{Words: []conllu.Word{{UPOS: "VERB", XPOS: "VB", Rel: "root"}, {UPOS: "NOUN", XPOS: "NN", Head: 1, Rel: "obj"}}}
	table := Agreement([]*conllu.Sentence{s, s}, w.XPOS, w.UPOS, w.Rels) // each pair stands together twice or never; by chance it would once
	var got []float64
	for i := 0; i < len(table); i += 4 {
		v := math.Float32frombits(binary.LittleEndian.Uint32(table[i:]))
		got = append(got, math.Round(1e4*float64(v))/1e4)
	}
	with, without := math.Log(1.5), math.Log(0.5)
	want := []float64{0.1 * with, 0.1 * without, 0.2 * without, 0.2 * with, 0.1 * without, 0.1 * with, 0.2 * with, 0.2 * without}
	for i, v := range want {
		if math.Abs(got[i]-v) > 1e-4 {
			t.Errorf("%d: %v, want %v", i, got[i], v)
		}
	}
}

// The second tagger tells a word's tag by the words around it and by its place in the tree; the same seed gives the same table.
func TestSecond(t *testing.T) {
	upos, rels := []string{"DET", "PRON", "NOUN", "VERB"}, []string{"root", "det", "nsubj"}
	run := []*conllu.Sentence{
		{Words: []conllu.Word{{Form: "the", UPOS: "DET", Head: 2, Rel: "det"}, {Form: "run", UPOS: "NOUN", Rel: "root"}}},
		{Words: []conllu.Word{{Form: "they", UPOS: "PRON", Head: 2, Rel: "nsubj"}, {Form: "run", UPOS: "VERB", Rel: "root"}}},
	}
	block := Second(run, upos, rels, 1)
	if !bytes.Equal(block, Second(run, upos, rels, 1)) {
		t.Error("the same seed gives another table")
	}
	for _, s := range run {
		words := []net.Word{{Rel: 1, Head: 1}, {Head: -1}}
		if s.Words[0].Rel == "nsubj" {
			words[0].Rel = 2
		}
		net.SecondFeatures(func(i int) string { return s.Words[i].Form }, words, func(i int, features []uint32) {
			sums := make([]int, len(upos))
			for _, f := range features {
				for u := range sums {
					sums[u] += int(int8(block[int(f>>(32-secondBits))*len(upos)+u]))
				}
			}
			if best := upos[slices.Index(sums, slices.Max(sums))]; best != s.Words[i].UPOS {
				t.Errorf("%s: %s, want %s: %v", s.Words[i].Form, best, s.Words[i].UPOS, sums)
			}
		})
	}
}

// Training can go on from a network.
func TestTrainGoesOn(t *testing.T) {
	gold := []Source{{Sentences: treebank(t)}}
	o := small
	o.Init = Train(small, gold, nil)
	o.Epochs, o.Rate, o.MinCount = 1, 1e-9, 2 // other words, a step that changes nothing
	var l Loss
	Train(o, append(gold, Source{Sentences: gold[0].Sentences[:1]}), func(_ int, loss Loss, _ *net.Weights) { l = loss })
	if l.Words != 23 || l.ArcHit < 21 || l.XPOSHit < 21 || l.LabelHit < 21 {
		t.Errorf("what was learned is lost: %+v", l)
	}
}

// What is likely of a word is learned instead of its annotation, and what a network has learned is likely to an ensemble.
func TestTrainLearnsGuesses(t *testing.T) {
	gold := treebank(t)
	first := Train(small, []Source{{Sentences: gold}}, nil)
	blocks, err := net.Decode(bytesOf(first))
	if err != nil {
		t.Fatal(err)
	}
	n, err := net.New(blocks)
	if err != nil {
		t.Fatal(err)
	}
	e, ok := net.NewEnsemble(n, n)
	if !ok {
		t.Fatal("a network does not fit itself")
	}
	wrong := treebank(t)
	var guesses [][]net.Guess
	for _, s := range wrong {
		e.Parse(func(i int) string { return s.Words[i].Form }, len(s.Words))
		guesses = append(guesses, slices.Clone(e.Guesses))
		for _, g := range e.Guesses {
			for _, shares := range [][]net.Share{g.XPOS, g.UPOS, g.Head, g.Rel} {
				var sum float32
				for _, x := range shares {
					sum += x.P
				}
				if sum < 0.999 || sum > 1.001 {
					t.Fatalf("%v add up to %v", shares, sum)
				}
			}
		}
		for i := range s.Words {
			s.Words[i].UPOS, s.Words[i].XPOS = "PUNCT", "."
		}
	}
	o := small
	o.Init = first
	var last Loss
	w := Train(o, []Source{{wrong, guesses}}, func(_ int, l Loss, _ *net.Weights) { last = l })
	if last.UPOSHit != 19 {
		t.Errorf("%d of 19 guesses of tags learned", last.UPOSHit)
	}
	if blocks, err = net.Decode(bytesOf(w)); err != nil {
		t.Fatal(err)
	}
	if n, err = net.New(blocks); err != nil {
		t.Fatal(err)
	}
	var sc net.Scratch
	for i, p := range n.Parse(&sc, func(i int) string { return gold[0].Words[i].Form }, len(gold[0].Words)) {
		if n.UPOS[p.UPOS] != gold[0].Words[i].UPOS {
			t.Errorf("%s: %s", gold[0].Words[i].Form, n.UPOS[p.UPOS])
		}
	}
}

func TestMean(t *testing.T) {
	gold := []Source{{Sentences: treebank(t)}}
	o := small
	o.Epochs = 2
	a := Train(o, gold, nil)
	o.Seed++
	b := Train(o, gold, nil)
	m, ok := Mean([]*net.Weights{a, b})
	if !ok {
		t.Fatal("networks of one kind do not fit each other")
	}
	if want := (a.Layers[1][3] + b.Layers[1][3]) / 2; math.Abs(float64(m.Layers[1][3]-want)) > 1e-6 || len(m.Layers) != len(a.Layers) {
		t.Errorf("got %v, want %v", m.Layers[1][3], want)
	}
	o.Hidden = 32
	if _, ok := Mean([]*net.Weights{a, Train(o, gold, nil)}); ok {
		t.Error("networks of two sizes have a mean")
	}
}

func TestLemmas(t *testing.T) {
	b := Lemmas(treebank(t), nil)
	l, err := net.NewLemmas(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ form, upos, xpos, want string }{
		{"Treaties", "NOUN", "NNS", "treaty"},
		{"signing", "VERB", "VBG", "sign"},
		{"withdrew", "VERB", "VBD", "withdraw"},
		{"frozen", "VERB", "VBN", "freeze"},
		{"left", "VERB", "VBD", "leave"},
		{"WERE", "AUX", "VBD", "be"},
		{"deplored", "VERB", "VBD", "deplore"},
		{"boycotting", "VERB", "VBG", "boycott"},
		{"abetted", "VERB", "VBN", "abet"},
		{"trafficked", "VERB", "VBN", "traffic"},
		{"lied", "VERB", "VBD", "lie"},
		{"lay", "VERB", "VBD", "lie"},
		{"CLOSED", "VERB", "VBN", "close"},
		{"Anna", "PROPN", "NNP", "Anna"},
		{"Treaties", "PROPN", "NNPS", "Treaties"},
		{"", "NOUN", "NN", ""},
	} {
		if got := l.Lemma(c.form, c.upos, c.xpos); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.form, c.xpos, got, c.want)
		}
	}
}

func TestInflect(t *testing.T) {
	for lemma, want := range map[string]string{
		"sever": "severs severed severed severing", "expel": "expels expelled expelled expelling", "deny": "denies denied denied denying",
		"establish": "establishes established established establishing", "recognise": "recognises recognised recognised recognising",
		"agree": "agrees agreed agreed agreeing", "ban": "bans banned banned banning", "visit": "visits visited visited visiting",
		"refer": "refers referred referred referring", "quiz": "quizes quizzed quizzed quizzing", "die": "dies died died dying", "veto": "vetoes vetoed vetoed vetoing",
	} {
		var got []string
		for _, f := range inflect(lemma, true) {
			got = append(got, f.text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", lemma, got, want)
		}
	}
}

func TestBoundaries(t *testing.T) {
	var gold []*conllu.Sentence
	for range 30 {
		gold = append(gold, treebank(t)...)
	}
	for i, s := range gold {
		s.NewPar = i%4 == 0
	}
	w := Boundaries([][]*conllu.Sentence{gold}, 1)
	if !bytes.Equal(w, Boundaries([][]*conllu.Sentence{gold}, 1)) {
		t.Error("the same data gives other weights")
	}
	if len(w) == 0 || bytes.Count(w, []byte{0}) == len(w) {
		t.Error("nothing was learned")
	}
}
