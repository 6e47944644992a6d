// Command train trains the model of package nlp.
//
//	go run ./nlp/train [-work FOLDER] [-out FILE]
//
// It does four things, in this order:
//
//  1. trains two teachers, of different size and seed, on the treebanks EWT (train) and
//     GUM (the part of train whose texts are free);
//  2. has the teachers together annotate the prose of the given texts;
//  3. trains the first teacher further, in stages, on the treebanks, the annotated text and sentences drilled from a
//     small grammar (package drill); the mean of the last two stages is the model;
//  4. learns the lemmatiser and the sentence boundaries from the treebanks.
//
// What a step makes is kept in the work folder; a step whose file is there is not
// done again. The dev parts of the treebanks are only scored on, to watch the training; the
// test parts are not read. The same data gives the same files.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"chancery/nlp"
	"chancery/nlp/conllu"
	"chancery/nlp/internal/drill"
	"chancery/nlp/internal/learn"
	"chancery/nlp/internal/measure"
	"chancery/nlp/internal/net"
)

func main() {
	log.SetFlags(log.Ltime)
	var t trainer
	flag.StringVar(&t.ud, "ud", "../shared/corpora/ud", "folder of the treebanks")
	texts := flag.String("texts", "../shared/corpora/rdcr/text/*.txt,../shared/corpora/foreign-relations/*.xml.bz2", "patterns of the texts to annotate, with commas between")
	flag.StringVar(&t.work, "work", ".train", "folder for what the steps make")
	out := flag.String("out", "data/models/english.model", "model file to write")
	boundaries := flag.String("boundaries", "nlp/internal/token/boundary.bin", "file of sentence boundaries to write")
	only := flag.Int("teacher", 0, "train this teacher (1 or 2) and stop")
	flag.Parse()
	if err := t.run(*texts, *out, *boundaries, *only); err != nil {
		log.Fatal(err)
	}
}

type trainer struct {
	ud, work  string
	gold      [][]*conllu.Sentence // EWT, GUM
	treebanks []*conllu.Sentence   // EWT and GUM alone
	dev       [][]*conllu.Sentence
}

// gum is the place of GUM in gold: the model annotates in its manner.
const gum = 1

// teachers are the settings in which the two teachers differ from the defaults.
var teachers = []func(*learn.Options){
	func(o *learn.Options) { o.Seed, o.Epochs = 1, 12 },
	func(o *learn.Options) { o.Seed, o.Epochs, o.Hidden = 2, 10, 128 },
}

func (t *trainer) run(texts, out, boundaries string, only int) error {
	if err := os.MkdirAll(t.work, 0o777); err != nil {
		return err
	}
	for _, f := range []struct {
		path string
		into *[][]*conllu.Sentence
	}{{"ewt/train", &t.gold}, {"gum/train_free", &t.gold}, {"ewt/dev", &t.dev}, {"gum/dev", &t.dev}} {
		s, err := measure.Read(filepath.Join(t.ud, f.path+".conllu.gz"))
		if err != nil {
			return err
		}
		*f.into = append(*f.into, s)
	}
	t.treebanks = slices.Concat(t.gold...)
	var models []string
	for i, set := range teachers {
		o := learn.Defaults
		o.Source = gum
		set(&o)
		path := filepath.Join(t.work, fmt.Sprintf("teacher%d.model", i+1))
		if err := t.step(path, func() ([]byte, error) { return t.network(o, t.gold, nil), nil }); err != nil {
			return err
		}
		if models = append(models, path); i+1 == only {
			return nil
		}
	}
	annotated := filepath.Join(t.work, "annotated.conllu")
	if err := t.step(annotated, func() ([]byte, error) { return annotate(models, texts) }); err != nil {
		return err
	}
	silver, err := measure.Read(annotated)
	if err != nil {
		return err
	}
	if err := os.WriteFile(boundaries, learn.Boundaries(t.gold, 1), 0o666); err != nil {
		return err
	}
	from, before := models[0], ""
	for i, st := range stages {
		path := filepath.Join(t.work, fmt.Sprintf("stage%d.model", i+1))
		if err := t.step(path, func() ([]byte, error) { return t.further(from, st, silver) }); err != nil {
			return err
		}
		before, from = from, path
	}
	a, err := weights(before)
	if err != nil {
		return err
	}
	b, err := weights(from)
	if err != nil {
		return err
	}
	mean, ok := learn.Average(a, b, lastShare)
	if !ok {
		return errors.New("the last two stages have different words")
	}
	lemmaNames, lemmas := learn.Lemmas(t.treebanks, silver)
	return os.WriteFile(out, file(mean, lemmaNames, lemmas), 0o666)
}

// lastShare is the share of the last stage in the model; the rest is the stage before it.
const lastShare = 0.72

// file returns a model file.
func file(w *net.Weights, lemmaNames []string, lemmas net.Blocks) []byte {
	names, b := w.Blocks()
	maps.Copy(b, lemmas)
	return net.Encode(append(names, lemmaNames...), b)
}

// stage is a further training of a model on the treebanks, drilled sentences and, where annotated says so, the
// annotated text.
type stage struct {
	seed      int64
	epochs    int
	dropout   float32
	drills    int
	annotated bool
}

// stages follow the first teacher. The last one, with less dropout and no annotated text, gains most on the treebanks.
var stages = []stage{
	{seed: 3, epochs: 5, dropout: 0.25, drills: 4000, annotated: true},
	{seed: 3, epochs: 2, dropout: 0.25, drills: 9000},
	{seed: 4, epochs: 4, dropout: 0.15, drills: 9000},
}

// further trains the model of a file in one stage.
func (t *trainer) further(path string, st stage, silver []*conllu.Sentence) ([]byte, error) {
	more, err := drilled(st.drills)
	if err != nil {
		return nil, err
	}
	o := learn.Defaults
	o.Source, o.Seed, o.Epochs, o.Rate, o.Dropout = gum, st.seed, st.epochs, 0.0015, st.dropout
	if o.Init, err = weights(path); err != nil {
		return nil, err
	}
	sources := slices.Clone(t.gold)
	sources[gum] = slices.Concat(sources[gum], more)
	if st.annotated {
		sources = append(sources, silver)
	}
	return t.network(o, sources, silver), nil
}

// drilled returns n sentences of package drill.
func drilled(n int) ([]*conllu.Sentence, error) {
	var b bytes.Buffer
	if err := drill.Write(&b, 1, n); err != nil {
		return nil, err
	}
	return conllu.ReadAll(&b)
}

func weights(path string) (*net.Weights, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	b, err := net.Decode(data)
	if err != nil {
		return nil, err
	}
	return net.WeightsOf(b)
}

// step makes a file unless it is there.
func (t *trainer) step(path string, data func() ([]byte, error)) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	b, err := data()
	if err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o666)
}

// network trains a network and returns its model file. Lemmas are learned from the treebanks, and base forms of
// verbs from the annotated text.
func (t *trainer) network(o learn.Options, sources [][]*conllu.Sentence, silver []*conllu.Sentence) []byte {
	lemmaNames, lemmas := learn.Lemmas(t.treebanks, silver)
	w := learn.Train(o, sources, func(epoch int, l learn.Loss, w *net.Weights) {
		n := float64(l.Words)
		log.Printf("epoch %d: loss xpos %.3f upos %.3f arc %.3f label %.3f", epoch, l.XPOS/n, l.UPOS/n, l.Arc/n, l.Label/n)
		if epoch%4 != 3 && epoch != o.Epochs-1 {
			return
		}
		p, err := nlp.New(file(w, lemmaNames, lemmas))
		if err != nil {
			log.Fatal(err)
		}
		for i, d := range t.dev {
			s, err := measure.Gold(p, d)
			if err != nil {
				log.Fatal(err)
			}
			log.Printf("%s dev: %v", []string{"EWT", "GUM"}[i], &s)
		}
	})
	return file(w, lemmaNames, lemmas)
}
