// Command scale shows how an ingest grows: whether memory and throughput stay what they were when a dump is a hundred times as long, what the
// ledger at its end takes, and whether an ingest that is killed again and again ends with all documents, each once.
//
//	go build -o bin/chancery ./cmd/chancery
//	go run ./eval/scale -size 2000 ../shared/corpora/foreign-relations/pages-articles.xml.bz2
//
// It makes a dump of -size megabytes in a temporary folder out of the pages of the one it is given: each new page is one of those with its sections
// in another order, a few left out, and its number as a last line, so that no two are the same. It ingests it, and kills the program with SIGKILL
// -kills times at random moments of the first -until of the way, each time running the same command again. For each tenth of the way it prints the resident memory of the program, at most, its
// processor time and the bytes read for each second of that, without what is read a second time; then the same of the ledger. In the end
// the documents are held against the pages, and a few pages, read alone by another ingest, against their documents and claims in the database.
//
// Exit status 1 says that the memory of the last two tenths is more than -memory above that of the second, that their throughput is more than
// -slower below that of the second and third, or that a document was lost, doubled or read otherwise.
package main

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	var o options
	flag.IntVar(&o.size, "size", 200, "of the dump to make, in MB")
	flag.IntVar(&o.kills, "kills", 5, "how often the ingest is killed")
	flag.Float64Var(&o.until, "until", 0.3, "of the way, in which it is killed")
	flag.Uint64Var(&o.seed, "seed", 1, "of the pages and of the moments")
	flag.StringVar(&o.bin, "bin", "bin/chancery", "the program")
	flag.Float64Var(&o.memory, "memory", 0.10, "growth of memory that is borne")
	flag.Float64Var(&o.slower, "slower", 0.15, "loss of throughput that is borne")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "scale: give the dump to make pages of")
		os.Exit(2)
	}
	if err := run(context.Background(), flag.Arg(0), o); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

type options struct {
	size, kills    int
	until          float64
	seed           uint64
	bin            string
	memory, slower float64
}

func run(ctx context.Context, from string, o options) error {
	dir, err := os.MkdirTemp("", "chancery-scale-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	dump, few := filepath.Join(dir, "pages-articles.xml"), filepath.Join(dir, "few.xml")
	made, err := makeDump(from, dump, few, int64(o.size)*1e6, o.seed)
	if err != nil {
		return err
	}
	fmt.Printf("%d pages, %d MB\n", len(made.titles), o.size)
	in := &ingest{o: o, db: filepath.Join(dir, "whole.db"), dump: dump, round: made.round, random: rand.New(rand.NewPCG(o.seed, 2))}
	if err := in.run(); err != nil {
		return err
	}
	grown := in.report()
	if err := compare(ctx, o, in.db, few, made); err != nil {
		return errors.Join(grown, err)
	}
	return grown
}

var pageParts = regexp.MustCompile(`(?s)<title>(.*?)</title>.*?<text[^>]*>(.*?)</text>`)

// generated is a dump that was made.
type generated struct {
	titles []string // sorted
	round  int64    // after so many bytes the pages come round again
}

// fewPages is how many pages are read a second time by themselves.
const fewPages = 100

// makeDump writes a dump of about size bytes of pages made from those of another, and one of a few of these pages.
func makeDump(from, to, few string, size int64, seed uint64) (made generated, err error) {
	f, err := os.Open(from)
	if err != nil {
		return made, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(from, ".bz2") {
		r = bzip2.NewReader(bufio.NewReader(f))
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return made, fmt.Errorf("%s: %w", from, err)
	}
	head, _, ok := bytes.Cut(text, []byte("<page>"))
	found := pageParts.FindAllSubmatch(text, -1)
	if !ok || len(found) == 0 {
		return made, fmt.Errorf("%s: no page in it", from)
	}
	made.round = int64(len(text))
	apart := max(1, int(size/made.round)*len(found)/fewPages)
	out, err := os.Create(to)
	if err != nil {
		return made, err
	}
	some, err := os.Create(few)
	if err != nil {
		return made, err
	}
	w, s := bufio.NewWriterSize(out, 1<<20), bufio.NewWriter(some)
	rnd := rand.New(rand.NewPCG(seed, 1))
	s.Write(head)
	n, _ := w.Write(head)
	for written := int64(n); written < size; {
		i := len(made.titles)
		p := found[i%len(found)]
		title := fmt.Sprintf("%s (%d)", p[1], i)
		page := fmt.Sprintf("<page><title>%s</title><ns>0</ns><id>%d</id><revision><id>%d</id><timestamp>2025-11-01T00:00:00Z</timestamp><model>wikitext</model><text>%s\n\nText %d.</text></revision></page>\n",
			title, i+1, i+1, shuffled(string(p[2]), rnd), i+1)
		w.WriteString(page)
		if i%apart == 0 {
			s.WriteString(page)
		}
		made.titles = append(made.titles, html.UnescapeString(title))
		written += int64(len(page))
	}
	w.WriteString("</mediawiki>\n")
	s.WriteString("</mediawiki>\n")
	slices.Sort(made.titles)
	return made, errors.Join(w.Flush(), s.Flush(), out.Close(), some.Close())
}

// shuffled returns wikitext with its sections in another order, one in eight left out.
func shuffled(text string, rnd *rand.Rand) string {
	parts := strings.Split(text, "\n==")
	lead, rest := parts[0], parts[1:]
	rnd.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	var b strings.Builder
	b.WriteString(lead)
	for _, p := range rest {
		if rnd.IntN(8) > 0 {
			b.WriteString("\n==" + p)
		}
	}
	return b.String()
}

// progressLine is what the program tells while it ingests.
type progressLine struct {
	Event  string
	Bytes  int64
	Claims int
}

func parseLine(b []byte) (line progressLine, ok bool) {
	return line, json.Unmarshal(b, &line) == nil && line.Bytes > 0
}
