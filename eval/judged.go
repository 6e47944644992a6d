package eval

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"chancery"
)

// Verdict is what a reader found of a claim.
type Verdict struct {
	Right bool
	Drawn string // the draws that it was of, with commas between
}

// Verdicts reads the judged claims of a file: a tab-separated line each, with its columns named in the first. The column claim holds the
// id, verdict is "right" or "wrong", stratum the draws. It returns them by the ids of the claims.
func Verdicts(path string) (map[string]Verdict, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]Verdict{}
	id, verdict, stratum := -1, -1, -1
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
				case "stratum":
					stratum = i
				}
			}
			if id < 0 || verdict < 0 || stratum < 0 {
				return nil, &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", path, n), Message: "the first line names the columns, claim, verdict and stratum among them"}
			}
			continue
		}
		if len(cols) <= max(id, verdict, stratum) || cols[verdict] != "right" && cols[verdict] != "wrong" {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", path, n), Message: "a verdict is right or wrong"}
		}
		out[cols[id]] = Verdict{cols[verdict] == "right", cols[stratum]}
	}
	return out, lines.Err()
}
