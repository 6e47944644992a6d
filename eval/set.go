package eval

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"chancery"
	"chancery/internal/vocab"
)

// Set is a folder of documents with their gold.
type Set struct {
	Name string
	Dir  string
	docs []string // the documents, where they are files of the folder

	claims        []Gold
	statuses      []StatusGold
	dates         []DateGold
	discrepancies []DiscrepancyGold
	headings      []HeadingGold
	dyads         []DyadGold
	missions      []MissionGold
	conflicts     []ConflictGold
	sentences     []SentenceGold
	treebanks     []string
	aside         bool // the documents are not about relations between states
}

// Open recognises a folder by the names of its files:
//
//	gold.jsonl with *.txt or corpus/*.txt         claims; status.jsonl, dates.jsonl, discrepancies.jsonl where they are there
//	gold.jsonl with text/*.txt                    rdcr
//	pages-articles.xml.bz2 with dyads*.jsonl      tables and missions of pages on foreign relations
//	plv_*.jsonl                                   sentences with PLOVER roots
//	texts/*.txt alone                             text that is not about relations between states
//	*.conllu.gz, or folders of them               text that is not about diplomacy (fiction, how-to, travel)
//
// The folder corpus of a set stands for the set.
func Open(dir string) (_ *Set, err error) {
	defer chancery.Wrap(&err, "eval %s", dir)
	if filepath.Base(dir) == "corpus" {
		dir = filepath.Dir(filepath.Clean(dir))
	}
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return nil, &chancery.Error{Code: chancery.CodeNotFound, Message: "there is no such folder", Hint: "give a folder with texts and their gold, such as examples"}
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := &Set{Name: filepath.Base(abs), Dir: dir}
	glob := func(pattern string) []string {
		m, _ := filepath.Glob(filepath.Join(dir, pattern)) // fails on a bad pattern alone
		sort.Strings(m)
		return m
	}
	switch {
	case len(glob("gold.jsonl")) > 0 && len(glob("text/*.txt")) > 0:
		s.docs = glob("text/*.txt")
		s.headings, err = Load[HeadingGold](glob("gold.jsonl")[0])
	case len(glob("gold.jsonl")) > 0:
		s.docs = append(glob("*.txt"), glob("corpus/*")...)
		if s.claims, err = Load[Gold](glob("gold.jsonl")[0]); err == nil {
			s.statuses, err = optional[StatusGold](glob("status.jsonl"))
		}
		if err == nil {
			s.dates, err = optional[DateGold](glob("dates.jsonl"))
		}
		if err == nil {
			s.discrepancies, err = optional[DiscrepancyGold](glob("discrepancies.jsonl"))
		}
	case len(glob("pages-articles.xml*")) > 0:
		s.docs = glob("pages-articles.xml*")
		if s.dyads, err = optional[DyadGold](glob("dyads_*.jsonl")); err == nil {
			s.missions, err = optional[MissionGold](glob("missions*.jsonl"))
		}
		if err == nil {
			s.conflicts, err = optional[ConflictGold](glob("dyad_conflicts*.jsonl"))
		}
	case len(glob("plv_*.jsonl")) > 0:
		s.sentences, err = Load[SentenceGold](glob("plv_*.jsonl")[0])
	case len(glob("*.conllu.gz"))+len(glob("*/*.conllu.gz")) > 0:
		s.treebanks = append(glob("*.conllu.gz"), glob("*/*.conllu.gz")...)
	case len(glob("texts/*.txt")) > 0:
		s.docs, s.aside = glob("texts/*.txt"), true
	default:
		return nil, &chancery.Error{Code: chancery.CodeInput, Where: dir, Message: "holds no gold", Hint: "a folder with documents and gold.jsonl is needed; examples/README.md describes it"}
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

func optional[T any](files []string) ([]T, error) {
	if len(files) == 0 {
		return nil, nil
	}
	return Load[T](files[0])
}

// Documents returns the files to read in. Where the set's texts are not files of their own they are written into tmp.
func (s *Set) Documents(tmp string) ([]string, error) {
	switch {
	case s.sentences != nil:
		texts := map[string]string{}
		for i, g := range s.sentences {
			texts[fmt.Sprintf("s%d.txt", i)] = g.Text + "\n"
		}
		return write(tmp, texts)
	case s.treebanks != nil:
		texts := map[string]string{}
		for _, f := range s.treebanks {
			if err := treebank(f, texts); err != nil {
				return nil, err
			}
		}
		return write(tmp, texts)
	}
	return s.docs, nil
}

func write(dir string, texts map[string]string) ([]string, error) {
	var files []string
	for name, t := range texts {
		f := filepath.Join(dir, name)
		if err := os.WriteFile(f, []byte(t), 0o644); err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	sort.Strings(files)
	return files, nil
}

// offTopic are the genres, in the names of the documents of GUM and GENTLE, that do not speak of relations between states.
var offTopic = []string{"fiction", "whow", "voyage"}

// treebank adds the off-topic documents of a gzipped CoNLL-U file to texts, as their "# text" lines give them.
func treebank(file string, texts map[string]string) (err error) {
	defer chancery.Wrap(&err, "%s", file)
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	var b strings.Builder
	name := ""
	flush := func() {
		if name != "" && b.Len() > 0 {
			texts[name] += b.String()
		}
		b.Reset()
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	for sc.Scan() {
		l := sc.Text()
		if id, ok := strings.CutPrefix(l, "# newdoc id = "); ok {
			flush()
			name = ""
			parts := strings.Split(id, "_")
			if len(parts) > 1 && slices.Contains(offTopic, parts[1]) && filepath.Base(id) == id {
				name = id + ".txt"
			}
		}
		if strings.HasPrefix(l, "# newpar") && b.Len() > 0 {
			b.WriteString("\n\n")
		}
		if t, ok := strings.CutPrefix(l, "# text = "); ok && name != "" {
			b.WriteString(t + " ")
		}
	}
	flush()
	if err := sc.Err(); err != nil && err != io.EOF {
		return err
	}
	return nil
}

// drawn is how many questions are drawn from the histories of rdcr.
const drawn = 200

// Score compares a run over the set's documents with its gold. kinds gives the PLOVER roots.
func (s *Set) Score(sys System, kinds *vocab.Kinds) ([]*Report, error) {
	claims, err := sys.Claims()
	if err != nil {
		return nil, err
	}
	var out []*Report
	add := func(r *Report) {
		r.Name = s.Name + ": " + r.Name
		out = append(out, r)
	}
	if s.claims != nil {
		add(Claims("claims", claims, s.claims))
	}
	if s.statuses != nil {
		add(Statuses(sys, s.statuses))
	}
	if s.dates != nil {
		docs, err := sys.Documents()
		if err != nil {
			return nil, err
		}
		add(Dates(docs, s.dates))
	}
	if s.discrepancies != nil || s.conflicts != nil {
		got, err := sys.Discrepancies()
		if err != nil {
			return nil, err
		}
		add(Discrepancies(got, append(s.discrepancies, Conflicts(claims, s.conflicts)...)))
	}
	if s.headings != nil {
		add(Headings(claims, s.headings))
		add(Statuses(sys, Histories(s.headings, drawn, 1)))
	}
	if s.dyads != nil {
		add(Tables(claims, s.dyads))
	}
	if s.missions != nil {
		add(Missions(claims, s.missions))
	}
	if s.sentences != nil {
		add(PLOVER(claims, s.sentences, Roots(kinds)))
	}
	if s.treebanks != nil || s.aside {
		n, err := sys.Sentences()
		if err != nil {
			return nil, err
		}
		add(OffTopic(claims, n))
	}
	return out, nil
}

// Roots maps each kind to its PLOVER root.
func Roots(kinds *vocab.Kinds) map[string]string {
	roots := map[string]string{}
	for _, k := range kinds.All() {
		root, _, _ := strings.Cut(strings.TrimSpace(k.PLOVER), "/")
		if root != "" {
			roots[k.Name] = root
		}
	}
	return roots
}
