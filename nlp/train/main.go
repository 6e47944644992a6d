// Command train trains the model of package nlp.
//
//	go run ./nlp/train [-work FOLDER] [-out FILE]
//	go run ./nlp/train -lemmas FILE [-out FILE]
//
// With -lemmas it learns the lemmatiser of a model file, the agreement of its tags and its second tagger anew, and leaves the network as it is. Without, it does four things, in this order:
//
//  1. trains three teachers, of different sizes and seeds, on the treebanks EWT (train) and
//     GUM (the part of train whose texts are free);
//  2. has the teachers together annotate the prose of the given texts, with what they think likely of each word;
//  3. trains the first teacher further, on the treebanks, the annotated text and sentences drilled from a
//     small grammar (package drill), and that network further still, in two ways; the mean of the two is the model;
//  4. learns the lemmatiser, the agreement of tags, the second tagger and the sentence boundaries from the treebanks.
//
// The networks are kept in the work folder; one whose file is there is not
// trained again. The dev parts of the treebanks are only scored on, to watch the training; the
// test parts are not read. The same data gives the same files.
package main

import (
	"bytes"
	"encoding/gob"
	"errors"
	"flag"
	"fmt"
	"log"
	"maps"
	"math"
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
	t := trainer{recipe: shipped}
	flag.StringVar(&t.ud, "ud", "../shared/corpora/ud", "folder of the treebanks")
	texts := flag.String("texts", "../shared/corpora/rdcr/text/*.txt,../shared/corpora/foreign-relations/*.xml.bz2", "patterns of the texts to annotate, with commas between")
	flag.StringVar(&t.work, "work", ".train", "folder for what the steps make")
	out := flag.String("out", "data/models/english.model", "model file to write")
	boundaries := flag.String("boundaries", "nlp/internal/token/boundary.bin", "file of sentence boundaries to write")
	lemmas := flag.String("lemmas", "", "model file whose lemmatiser, agreement of tags and second tagger alone are learned anew")
	flag.Parse()
	if *lemmas != "" {
		if err := t.relearn(*lemmas, *texts, *out); err != nil {
			log.Fatal(err)
		}
		return
	}
	if err := t.run(*texts, *out, *boundaries); err != nil {
		log.Fatal(err)
	}
}

type trainer struct {
	recipe
	ud, work  string
	gold      [][]*conllu.Sentence // EWT, GUM
	treebanks []*conllu.Sentence   // EWT and GUM alone
	dev       [][]*conllu.Sentence
	silver    silver
}

// gum is the place of GUM in gold: the model annotates in its manner.
const gum = 1

// stage is a training of a network on the treebanks, with drilled sentences and, where annotated says so, the annotated text.
type stage struct {
	seed      int64
	epochs    int
	rate      float64
	dropout   float32
	tags      float32 // weight of the losses of tags; 0 for the default
	drills    int
	annotated bool
}

// recipe is what is trained, one after the other.
type recipe struct {
	base     learn.Options // of every stage
	teachers []teacher
	student  stage   // follows the first teacher
	finals   []stage // follow the student, each on its own; the model is the mean of the student and of them
}

// teacher is a network that annotates text. It is trained in one stage or in several.
type teacher struct {
	hidden int
	stages []stage
}

// shipped is the recipe of the model of the project. The teachers differ in size, in seed, and in how they came about.
var shipped = recipe{
	base: learn.Defaults,
	teachers: []teacher{
		{192, []stage{{seed: 12, epochs: 16, rate: 0.003, dropout: 0.12}}},
		{192, []stage{{seed: 1, epochs: 12, rate: 0.003, dropout: 0.25}, {seed: 11, epochs: 5, rate: 0.0015, dropout: 0.12}}},
		{320, []stage{{seed: 3, epochs: 12, rate: 0.003, dropout: 0.33}, {seed: 13, epochs: 5, rate: 0.0015, dropout: 0.15}}},
	},
	student: stage{seed: 21, epochs: 5, rate: 0.002, dropout: 0.15, drills: 4000, annotated: true},
	finals: []stage{
		{seed: 22, epochs: 3, rate: 0.0015, dropout: 0.12, tags: 1, drills: 4000},
		{seed: 23, epochs: 2, rate: 0.0015, dropout: 0.15, drills: 9000},
	},
}

func (t *trainer) run(texts, out, boundaries string) error {
	if err := os.MkdirAll(t.work, 0o777); err != nil {
		return err
	}
	if err := t.read(); err != nil {
		return err
	}
	if err := os.WriteFile(boundaries, learn.Boundaries(t.gold, 1), 0o666); err != nil {
		return err
	}
	var teachers []*net.Net
	first := ""
	for i, teacher := range t.teachers {
		path := ""
		for k, st := range teacher.stages {
			next := filepath.Join(t.work, fmt.Sprintf("teacher%d-%d.weights", i+1, k+1))
			if err := t.stage(next, path, teacher.hidden, st); err != nil {
				return err
			}
			path = next
		}
		w, err := weights(path)
		if err != nil {
			return err
		}
		n, err := net.New(w.Blocks())
		if err != nil {
			return err
		}
		teachers = append(teachers, n)
		if i == 0 {
			first = path
		}
	}
	var err error
	if t.silver, err = annotate(teachers, texts); err != nil {
		return err
	}
	path := filepath.Join(t.work, "student.weights")
	if err := t.stage(path, first, t.teachers[0].hidden, t.student); err != nil {
		return err
	}
	w, err := weights(path)
	if err != nil {
		return err
	}
	last := []*net.Weights{w}
	for i, st := range t.finals {
		final := filepath.Join(t.work, fmt.Sprintf("final%d.weights", i+1))
		if err := t.stage(final, path, t.teachers[0].hidden, st); err != nil {
			return err
		}
		if w, err = weights(final); err != nil {
			return err
		}
		last = append(last, w)
	}
	mean, ok := learn.Mean(last)
	if !ok {
		return errors.New("the last networks have different words")
	}
	more, err := t.more(mean.UPOS, mean.Rels, t.silver.sentences)
	if err != nil {
		return err
	}
	return os.WriteFile(out, t.file(mean, more), 0o666)
}

// relearn learns the lemmatiser of a model file, the agreement of its tags and its second tagger anew, from the treebanks and the texts as the model annotates them.
func (t *trainer) relearn(model, texts, out string) error {
	if err := t.read(); err != nil {
		return err
	}
	data, err := os.ReadFile(model)
	if err != nil {
		return err
	}
	b, err := net.Decode(data)
	if err != nil {
		return fmt.Errorf("%s: %w", model, err)
	}
	n, err := net.New(b)
	if err != nil {
		return fmt.Errorf("%s: %w", model, err)
	}
	s, err := annotate([]*net.Net{n}, texts)
	if err != nil {
		return err
	}
	more, err := t.more(n.UPOS, n.Rels, s.sentences)
	if err != nil {
		return err
	}
	return os.WriteFile(out, t.complete(b, n.XPOS, n.UPOS, n.Rels, more), 0o666)
}

// read reads the treebanks.
func (t *trainer) read() error {
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
	return nil
}

// stage trains a network, from the file of another unless that is "", and writes its file, unless it is there.
func (t *trainer) stage(path, from string, hidden int, st stage) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	log.Print(path)
	o := t.base
	o.Source, o.Hidden, o.Seed, o.Epochs, o.Rate, o.Dropout = gum, hidden, st.seed, st.epochs, st.rate, st.dropout
	if st.tags > 0 {
		o.TagWeight = st.tags
	}
	if from != "" {
		var err error
		if o.Init, err = weights(from); err != nil {
			return err
		}
		if !st.annotated {
			o.MinCount = math.MaxInt // no new words, so that there is a mean
		}
	}
	more, err := drilled(st.drills)
	if err != nil {
		return err
	}
	sources := []learn.Source{{Sentences: t.gold[0]}, {Sentences: slices.Concat(t.gold[gum], more)}}
	if st.annotated {
		g := &sources[gum]
		g.Guesses = append(make([][]net.Guess, len(g.Sentences)), t.silver.guesses...)
		g.Sentences = slices.Concat(g.Sentences, t.silver.sentences)
	}
	return save(path, t.network(o, sources))
}

// file returns a model file of a network, with more blocks.
func (t *trainer) file(w *net.Weights, more net.Blocks) []byte {
	return t.complete(w.Blocks(), w.XPOS, w.UPOS, w.Rels, more)
}

// more returns the lemmatiser and the second tagger. The latter learns from the treebanks, the annotated text and sentences drilled from a small grammar.
func (t *trainer) more(upos, rels []string, annotated []*conllu.Sentence) (net.Blocks, error) {
	drills, err := drilled(t.student.drills)
	if err != nil {
		return nil, err
	}
	b := learn.Lemmas(t.treebanks, annotated)
	b[net.SecondBlock] = learn.Second(slices.Concat(t.treebanks, drills, annotated), upos, rels, 1)
	return b, nil
}

// complete returns the model file of a network's blocks, with more blocks and the agreement of tags.
func (t *trainer) complete(b net.Blocks, xpos, upos, rels []string, more net.Blocks) []byte {
	maps.Copy(b, more)
	b[net.AgreementBlock] = learn.Agreement(t.treebanks, xpos, upos, rels)
	return net.Encode(b)
}

// drilled returns n sentences of package drill.
func drilled(n int) ([]*conllu.Sentence, error) {
	var b bytes.Buffer
	if err := drill.Write(&b, 1, n); err != nil {
		return nil, err
	}
	return conllu.ReadAll(&b)
}

// save writes a network to a file of the work folder, each number as it was trained.
func save(path string, w *net.Weights) error {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(w); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o666)
}

// weights reads what save has written.
func weights(path string) (*net.Weights, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	w := new(net.Weights)
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(w); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return w, nil
}

// network trains a network.
func (t *trainer) network(o learn.Options, sources []learn.Source) *net.Weights {
	lemmas := learn.Lemmas(t.treebanks, t.silver.sentences)
	return learn.Train(o, sources, func(epoch int, l learn.Loss, w *net.Weights) {
		n := float64(l.Words)
		log.Printf("epoch %d: loss xpos %.3f upos %.3f arc %.3f label %.3f", epoch, l.XPOS/n, l.UPOS/n, l.Arc/n, l.Label/n)
		if epoch%4 != 3 && epoch != o.Epochs-1 {
			return
		}
		p, err := nlp.New(t.file(w, lemmas))
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
}
