package measure

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"chancery/nlp"
	"chancery/nlp/conllu"
)

// written are the genres of GUM that were written to be read; the rest is speech.
var written = []string{"academic", "bio", "essay", "fiction", "letter", "news", "textbook", "voyage", "whow"}

// Genre returns the genre of a GUM document, or "".
func Genre(s *conllu.Sentence) string {
	f := strings.Split(s.Doc, "_")
	if len(f) < 3 || f[0] != "GUM" {
		return ""
	}
	return f[1]
}

// Report scores a pipeline on the given part of the treebanks of a folder: "test" or "dev".
func Report(p *nlp.Pipeline, ud, part string, rels bool) (string, error) {
	var b strings.Builder
	head(&b, part)
	for _, name := range []string{"gum", "ewt", "pud", "gentle"} {
		all, err := Read(filepath.Join(ud, name, part+".conllu.gz"))
		if errors.Is(err, fs.ErrNotExist) && part != "test" {
			continue
		}
		if err != nil {
			return "", err
		}
		if err := line(&b, p, name, all, rels); err != nil {
			return "", err
		}
		switch name {
		case "gum":
			var w []*conllu.Sentence
			for _, s := range all {
				if slices.Contains(written, Genre(s)) {
					w = append(w, s)
				}
			}
			err = line(&b, p, "gum written", w, false)
		case "pud":
			half := func(prefix string) []*conllu.Sentence {
				return slices.DeleteFunc(slices.Clone(all), func(s *conllu.Sentence) bool { return !strings.HasPrefix(s.ID, prefix) })
			}
			err = line(&b, p, "pud news", half("n"), false)
			if err == nil {
				err = line(&b, p, "pud wiki", half("w"), false)
			}
		}
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// Files scores a pipeline on files of CoNLL-U.
func Files(p *nlp.Pipeline, paths []string, rels bool) (string, error) {
	var b strings.Builder
	head(&b, "")
	for _, path := range paths {
		all, err := Read(path)
		if err != nil {
			return "", err
		}
		if err := line(&b, p, filepath.Base(path), all, rels); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func head(b *strings.Builder, title string) {
	fmt.Fprintf(b, "%-12s %7s %6s %6s %6s %6s %6s %6s  %9s %6s\n", title, "words", "UPOS", "XPOS", "lemma", "UAS", "LAS", "LASsub", "sentences", "words")
}

func line(b *strings.Builder, p *nlp.Pipeline, name string, gold []*conllu.Sentence, rels bool) error {
	s, err := Gold(p, gold)
	if err != nil {
		return err
	}
	sentences, words := Raw(gold)
	x := func(n int) float64 { return 100 * s.Share(n) }
	fmt.Fprintf(b, "%-12s %7d %6.2f %6.2f %6.2f %6.2f %6.2f %6.2f  %9.2f %6.2f\n", name, s.Words, x(s.UPOS), x(s.XPOS), x(s.Lemma), x(s.UAS), x(s.LAS), x(s.LASFull),
		100*sentences.Value(), 100*words.Value())
	if rels {
		names := slices.SortedFunc(maps.Keys(s.Rels), func(a, c string) int {
			return cmp.Or(cmp.Compare(s.Rels[c].Gold, s.Rels[a].Gold), cmp.Compare(a, c))
		})
		for _, r := range names {
			fmt.Fprintf(b, "    %-12s %6d %6.2f\n", r, s.Rels[r].Gold, 100*s.Rels[r].Value())
		}
	}
	return nil
}
