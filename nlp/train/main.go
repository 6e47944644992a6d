// Command train trains the model of package nlp.
package main

import (
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"time"

	"chancery/nlp"
	"chancery/nlp/conllu"
	"chancery/nlp/internal/learn"
	"chancery/nlp/internal/measure"
	"chancery/nlp/internal/net"
)

func main() {
	log.SetFlags(log.Ltime)
	o := learn.Defaults
	ud := flag.String("ud", "../shared/corpora/ud", "folder of the treebanks")
	out := flag.String("out", "english.model", "model file to write")
	silver := flag.String("silver", "", "CoNLL-U files annotated by machine")
	prof := flag.String("cpuprofile", "", "write a profile")
	flag.IntVar(&o.Epochs, "epochs", o.Epochs, "passes over the data")
	flag.IntVar(&o.Hidden, "hidden", o.Hidden, "width of a recurrent layer")
	flag.IntVar(&o.Layers, "layers", o.Layers, "recurrent layers")
	flag.IntVar(&o.Arc, "arc", o.Arc, "")
	flag.IntVar(&o.Buckets, "buckets", o.Buckets, "")
	flag.IntVar(&o.BatchSize, "batch", o.BatchSize, "")
	flag.Float64Var(&o.Rate, "rate", o.Rate, "")
	drop := flag.Float64("dropout", float64(o.Dropout), "")
	flag.Int64Var(&o.Seed, "seed", o.Seed, "seed of all randomness")
	flag.Parse()
	o.Dropout = float32(*drop)
	o.Source = 1
	read := func(path string) []*conllu.Sentence {
		s, err := measure.Read(path)
		if err != nil {
			log.Fatal(err)
		}
		return s
	}
	if *prof != "" {
		f, _ := os.Create(*prof)
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	sources := [][]*conllu.Sentence{read(filepath.Join(*ud, "ewt/train.conllu.gz")), read(filepath.Join(*ud, "gum/train_free.conllu.gz"))}
	if *silver != "" {
		sources = append(sources, read(*silver))
	}
	gumDev, ewtDev := read(filepath.Join(*ud, "gum/dev.conllu.gz")), read(filepath.Join(*ud, "ewt/dev.conllu.gz"))
	lemmaNames, lemmas := learn.Lemmas(slices.Concat(sources[:2]...), slices.Concat(sources[2:]...))
	save := func(w *net.Weights) []byte {
		names, b := w.Blocks()
		names = append(names, lemmaNames...)
		maps.Copy(b, lemmas)
		return net.Encode(names, b)
	}
	start := time.Now()
	w := learn.Train(o, sources, func(epoch int, l learn.Loss, w *net.Weights) {
		n := float64(l.Words)
		log.Printf("epoch %d (%.0fs): xpos %.3f upos %.3f arc %.3f label %.3f; right %.4f %.4f %.4f %.4f", epoch, time.Since(start).Seconds(), l.XPOS/n, l.UPOS/n, l.Arc/n, l.Label/n,
			float64(l.XPOSHit)/n, float64(l.UPOSHit)/n, float64(l.ArcHit)/n, float64(l.LabelHit)/n)
		if epoch%4 == 3 || epoch == o.Epochs-1 {
			p, err := nlp.New(save(w))
			if err != nil {
				log.Fatal(err)
			}
			for _, d := range [][]*conllu.Sentence{gumDev, ewtDev} {
				s, _ := measure.Gold(p, d)
				fmt.Println("  dev", s.String())
			}
		}
	})
	if err := os.WriteFile(*out, save(w), 0o644); err != nil {
		log.Fatal(err)
	}
}
