// Command train trains the model of package nlp.
//
//	go run ./nlp/train [-work FOLDER] [-out FILE]
//
// It does four things, in this order:
//
//  1. trains two teachers, of different size and seed, on the treebanks EWT (train) and
//     GUM (the part of train whose texts are free);
//  2. has the teachers together annotate the prose of the given texts;
//  3. trains the first teacher further, on the treebanks, the annotated text and sentences drilled from a small grammar
//     (package drill): that is the model;
//  4. learns the lemmatiser and the sentence boundaries from the treebanks.
//
// What a step makes is kept in the work folder; a step whose file is there is not
// done again. The dev parts of the treebanks are only scored on, to watch the training; the
// test parts are not read. The same data gives the same files.
package main

import (
	"bytes"
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
	drills := flag.Int("drills", 4000, "sentences to drill in the last step")
	epochs := flag.Int("epochs", 5, "passes over the data in the last step")
	flag.Parse()
	if err := t.run(*texts, *out, *boundaries, *only, *drills, *epochs); err != nil {
		log.Fatal(err)
	}
}

type trainer struct {
	ud, work  string
	gold      [][]*conllu.Sentence // EWT, GUM; at last with drilled sentences
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

func (t *trainer) run(texts, out, boundaries string, only, drills, epochs int) error {
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
		if err := t.step(path, func() ([]byte, error) { return t.network(o, nil), nil }); err != nil {
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
	more, err := drilled(drills)
	if err != nil {
		return err
	}
	t.gold[gum] = append(t.gold[gum], more...)
	o := learn.Defaults
	o.Source, o.Seed, o.Epochs, o.Rate = gum, 3, epochs, 0.0015
	if o.Init, err = weights(models[0]); err != nil {
		return err
	}
	return os.WriteFile(out, t.network(o, silver), 0o666)
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

// network trains a network and returns its model file.
func (t *trainer) network(o learn.Options, silver []*conllu.Sentence) []byte {
	sources := t.gold
	if silver != nil {
		sources = append(slices.Clone(sources), silver)
	}
	lemmaNames, lemmas := learn.Lemmas(t.treebanks, silver)
	file := func(w *net.Weights) []byte {
		names, b := w.Blocks()
		maps.Copy(b, lemmas)
		return net.Encode(append(names, lemmaNames...), b)
	}
	w := learn.Train(o, sources, func(epoch int, l learn.Loss, w *net.Weights) {
		n := float64(l.Words)
		log.Printf("epoch %d: loss xpos %.3f upos %.3f arc %.3f label %.3f", epoch, l.XPOS/n, l.UPOS/n, l.Arc/n, l.Label/n)
		if epoch%4 != 3 && epoch != o.Epochs-1 {
			return
		}
		p, err := nlp.New(file(w))
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
	return file(w)
}
