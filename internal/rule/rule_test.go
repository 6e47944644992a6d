package rule_test

import (
	"testing"

	"chancery/data"
	"chancery/internal/rule"
)

func TestLoad(t *testing.T) {
	s, err := rule.Load(data.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rules) == 0 || len(s.Governors) == 0 {
		t.Fatalf("%d rules, %d governors", len(s.Rules), len(s.Governors))
	}
}
