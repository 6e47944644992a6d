package source

import (
	"context"
	"os"
	"testing"

	"chancery"
)

func BenchmarkDump(b *testing.B) {
	const dump = "../../../shared/corpora/foreign-relations/pages-articles.xml.bz2"
	if _, err := os.Stat(dump); err != nil {
		b.Skip("no dump at hand")
	}
	for b.Loop() {
		n, bytes := 0, int64(0)
		rep, err := Walk(context.Background(), []string{dump}, Options{}, func(d chancery.Document) error {
			n += len(d.Blocks)
			bytes += int64(len(d.Original))
			return nil
		})
		if err != nil || rep.Failures > 0 || rep.Documents != 78 {
			b.Fatal(err, rep)
		}
		b.SetBytes(bytes)
	}
}
