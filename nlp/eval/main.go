// Command eval scores a model of package nlp against the Universal Dependencies
// treebanks. Speed is measured by the benchmarks of package nlp.
//
//	go run ./nlp/eval [-model FILE] [-ud FOLDER] [-dev] [-rels] [FILE...]
//
// Words are the treebank's own for tags, lemmas and trees; sentence and word
// boundaries are scored on the running text rebuilt from the treebank. With files of CoNLL-U,
// these are scored instead of the treebanks.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"chancery/nlp"
	"chancery/nlp/internal/measure"
)

func main() {
	log.SetFlags(0)
	model := flag.String("model", "data/models/english.model", "model file")
	ud := flag.String("ud", "../shared/corpora/ud", "folder of the treebanks")
	dev := flag.Bool("dev", false, "score the dev parts instead of the test parts")
	rels := flag.Bool("rels", false, "print F1 by relation")
	flag.Parse()
	data, err := os.ReadFile(*model)
	if err != nil {
		log.Fatal(err)
	}
	p, err := nlp.New(data)
	if err != nil {
		log.Fatal(err)
	}
	if flag.NArg() > 0 {
		report, err := measure.Files(p, flag.Args(), *rels)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Print(report)
		return
	}
	part := "test"
	if *dev {
		part = "dev"
	}
	report, err := measure.Report(p, *ud, part, *rels)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(report)
}
