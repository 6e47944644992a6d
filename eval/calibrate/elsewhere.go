package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"strconv"
	"strings"

	"chancery/internal/extract"
)

// Claims out of texts that are not kept here, nor in the developers' corpora: what was seen of each, and whether it is right.

// seenElsewhere reads them from a file of five columns: the document by a number, right or wrong, the rule, what the claim shows itself, and what the reading saw of it. A feature is
// told with its amount in thousandths ("verbs to the date=2000"), with semicolons between.
func seenElsewhere(name string) (out []example, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		cols := strings.Split(lines.Text(), "\t")
		if len(cols) != 5 || cols[1] != "right" && cols[1] != "wrong" {
			return nil, fmt.Errorf("%s:%d: not a document, right or wrong, a rule and two lists of features", name, n)
		}
		h := fnv.New32a()
		h.Write([]byte(cols[0]))
		e := example{corpus: "elsewhere", fresh: true, right: cols[1] == "right", fold: int(h.Sum32() % folds)}
		for i, col := range cols[3:] {
			for _, x := range strings.Split(col, ";") {
				if x == "" {
					continue
				}
				key, amount, _ := strings.Cut(x, "=")
				v, err := strconv.Atoi(amount)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %q has no amount", name, n, x)
				}
				e.features = append(e.features, extract.Feature{Name: key, Amount: v})
			}
			if i == 0 {
				e.own = len(e.features)
			}
		}
		out = append(out, e)
	}
	return out, lines.Err()
}
