package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancery"
	"chancery/internal/source"
)

// benchCorpora are what the benchmarks read: the sample corpus, and the dump of which docs/performance.md speaks, where it is at hand.
var benchCorpora = []struct{ name, path string }{
	{"examples", "../../examples/corpus"},
	{"dump", "../../../shared/corpora/foreign-relations/pages-articles.xml.bz2"},
}

// eachCorpus runs f on every corpus that is there.
func eachCorpus(b *testing.B, f func(b *testing.B, path string)) {
	for _, c := range benchCorpora {
		if _, err := os.Stat(c.path); err == nil {
			b.Run(c.name, func(b *testing.B) { f(b, c.path) })
		}
	}
}

// BenchmarkRead reads the claims of documents that are in memory, on one processor: the splitter, the parser, the rules.
func BenchmarkRead(b *testing.B) {
	e, err := newApp(nil, io.Discard, io.Discard).engine()
	if err != nil {
		b.Fatal(err)
	}
	eachCorpus(b, func(b *testing.B, path string) {
		var docs []chancery.Document
		if _, err := source.Walk(context.Background(), []string{path}, source.Options{}, func(d chancery.Document) error {
			docs = append(docs, d)
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		sentences := 0
		b.ReportAllocs()
		for b.Loop() {
			for i := range docs {
				_, n, err := e.read(&docs[i], time.Time{})
				if err != nil {
					b.Fatal(err)
				}
				sentences += n
			}
		}
		b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
	})
}

// BenchmarkIngest does what the command does, from the file to the database, on all processors.
func BenchmarkIngest(b *testing.B) {
	eachCorpus(b, func(b *testing.B, path string) {
		n := 0
		for b.Loop() {
			n++
			db := filepath.Join(b.TempDir(), "bench.db")
			var errs strings.Builder
			if code := Run(context.Background(), []string{"ingest", "--progress", "none", "--db", db, path}, nil, io.Discard, &errs); code != 0 {
				b.Fatal(errs.String())
			}
			b.StopTimer()
			os.Remove(db)
			b.StartTimer()
		}
	})
}
