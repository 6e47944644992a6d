package conllu

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = `# newdoc id = harbour
# sent_id = h-1
# text = The pilot's gone.
1	The	the	DET	DT	Definite=Def	2	det	_	_
2-3	pilot's	_	_	_	_	_	_	_	_
2	pilot	pilot	NOUN	NN	_	4	nsubj	_	_
3	's	be	AUX	VBZ	_	4	aux	_	_
4	gone	go	VERB	VBN	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# sent_id = h-2
# text = Wait!
1	Wait	wait	VERB	VB	_	0	root	_	SpaceAfter=No
1.1	for	_	_	_	_	_	_	_	_
2	!	!	PUNCT	.	_	1	punct	_	_

`

func read(t *testing.T, text string) []*Sentence {
	t.Helper()
	s, err := ReadAll(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReadWrite(t *testing.T) {
	all := read(t, sample)
	var b bytes.Buffer
	for _, s := range all {
		if err := Write(&b, s); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Replace(sample, "1.1\tfor\t_\t_\t_\t_\t_\t_\t_\t_\n", "", 1) // empty nodes are not kept
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff("The pilot's gone.\n\nWait!", RawText(all)); d != "" {
		t.Error(d)
	}
	if all[1].Doc != "harbour" || all[1].NewDoc || !all[1].NewPar {
		t.Errorf("document of the second sentence: %+v", all[1])
	}
}

func TestReadCompressed(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, sample); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := ReadAll(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(read(t, sample), s); d != "" {
		t.Error(d)
	}
}

func TestReadErrors(t *testing.T) {
	for name, text := range map[string]string{
		"columns": "1\tWait\n", "number": strings.Replace(sample, "2\tpilot", "7\tpilot", 1), "head": strings.Replace(sample, "4\tnsubj", "x\tnsubj", 1),
		"range": strings.Replace(sample, "2-3", "3-2", 1), "form": strings.Replace(sample, "pilot\tpilot", "\tpilot", 1),
	} {
		if _, err := ReadAll(strings.NewReader(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestScore(t *testing.T) {
	gold, pred := read(t, sample)[0], read(t, sample)[0]
	pred.Words[1].Rel = "nsubj:pass"
	pred.Words[2].Head = 2
	pred.Words[0].UPOS = "PRON"
	pred.Words[3].Lemma = "gone"
	var s Score
	if err := s.Add(gold, pred); err != nil {
		t.Fatal(err)
	}
	if got := [6]int{s.Words, s.UPOS, s.Lemma, s.UAS, s.LAS, s.LASFull}; got != [6]int{5, 4, 4, 4, 4, 3} {
		t.Errorf("words, UPOS, lemma, UAS, LAS, LASFull = %v", got)
	}
	if f := *s.Rels["aux"]; f != (F1{Gold: 1, Predicted: 1}) {
		t.Errorf("aux: %+v", f)
	}
	pred.Words = pred.Words[1:]
	if err := s.Add(gold, pred); err == nil {
		t.Error("sentences of different length: no error")
	}
}

func TestCompareSegments(t *testing.T) {
	gold := Segments(read(t, sample))
	cut := Segmentation{{{0, 3}, {3, 10}, {10, 14}, {14, 15}}, {{15, 19}, {19, 20}}}
	s, w := CompareSegments(gold, cut)
	if d := cmp.Diff([2]F1{{2, 2, 2}, {7, 6, 5}}, [2]F1{s, w}); d != "" {
		t.Error(d)
	}
	if w.Value() < 0.76 || w.Value() > 0.78 {
		t.Errorf("F1 %v", w.Value())
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadAll(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, s := range all {
			if err := Write(io.Discard, s); err != nil {
				t.Fatal(err)
			}
		}
	})
}
