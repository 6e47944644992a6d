package when

import (
	"bufio"
	"chancery/internal/edtf"
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	f, err := os.Open("/tmp/when/in.txt")
	if err != nil {
		t.Skip()
	}
	doc := edtf.MustParse("2022-09-08")
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		fmt.Println("#", sc.Text())
		for _, e := range Find(sc.Text()) {
			fmt.Printf("   %q outer %q ref %d %s val %s alt %s part %s len %s clock %s attr %v\n", e.Text, e.outer, e.Ref, e.Relation, e.Value, e.Alt, e.Part, e.Length, e.Clock, e.Attributive)
		}
		for _, f := range Analyse(sc.Text(), doc) {
			b, _ := json.Marshal(f)
			fmt.Println("     ", string(b))
		}
	}
}
