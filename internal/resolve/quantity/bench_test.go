package quantity

import (
	"strings"
	"testing"
)

// BenchmarkFind reads prose with a few quantities in every sentence.
func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The ministry expelled four diplomats in 1998, after some 3,000 people had crossed the border, and trade fell by 12 per cent to $338 million. ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}

func BenchmarkNumbers(b *testing.B) {
	text := strings.Repeat("1,", 5000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}
