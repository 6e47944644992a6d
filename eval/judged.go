package eval

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"chancery"
)

// Verdicts reads the judged claims of a file: a tab-separated line each, with its columns named in the first. The column claim holds the
// id, verdict is "right" or "wrong". It returns whether each claim was found right, by its id.
func Verdicts(path string) (map[string]bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]bool{}
	id, verdict := -1, -1
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if id < 0 {
			for i, c := range cols {
				switch c {
				case "claim":
					id = i
				case "verdict":
					verdict = i
				}
			}
			if id < 0 || verdict < 0 {
				return nil, &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", path, n), Message: "the first line names the columns, claim and verdict among them"}
			}
			continue
		}
		if len(cols) <= max(id, verdict) || cols[verdict] != "right" && cols[verdict] != "wrong" {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", path, n), Message: "a verdict is right or wrong"}
		}
		out[cols[id]] = cols[verdict] == "right"
	}
	return out, lines.Err()
}
