package text

import (
	"fmt"
	"os"
	"testing"

	"chancery/internal/source/sourcetest"
)

func TestShow(t *testing.T) {
	f := os.Getenv("SHOW")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	d := Read(f, string(b))
	fmt.Println("TITLE", d.Title, "SOURCE", d.Source, "URL", d.URL)
	for _, x := range d.Dates {
		fmt.Println("DATE", x)
	}
	for i, b := range d.Blocks {
		fmt.Printf("%d %v/%d [%s] s%d %.90q\n", i, b.Kind, b.Level, b.Furniture, b.Section, b.Text)
	}
	if err := sourcetest.Check(d); err != nil {
		t.Error(err)
	}
}
