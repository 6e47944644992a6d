package chancery_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers says which packages of the project each package may import: the direction in which
// data goes (docs/architecture.md). An entry covers the packages below it; the longest that fits counts. What is not listed may
// not exist: a new package gets its line here, and the line is what a review looks at. Do not change a line to make a build pass.
var layers = map[string][]string{
	".":                          {},
	"data":                       {},
	"nlp":                        {"nlp"}, // for others to import: nothing of Chancery
	"internal/edtf":              {"."},
	"internal/vocab":             {"."},
	"internal/source":            {".", "internal/edtf", "internal/source"},
	"internal/resolve/when":      {".", "data", "internal/edtf"}, // data/lexicon
	"internal/resolve/quantity":  {".", "data"},                  // data/lexicon
	"internal/resolve/party":     {".", "internal/edtf", "nlp"},
	"internal/rule":              {".", "internal/vocab"},
	"internal/extract":           {".", "nlp", "internal/edtf", "internal/vocab", "internal/resolve", "internal/rule", "internal/extract"},
	"internal/ledger":            {".", "internal/edtf", "internal/vocab", "internal/ledger"},
	"internal/ledger/ledgertest": {"internal/edtf"},
	"internal/store":             {"."},
	"internal/store/storetest":   {".", "internal/store"},
	"internal/store/sqlite":      {".", "internal/store"},
	"internal/kept":              {".", "internal/vocab", "internal/ledger", "internal/store"},
	"internal/query":             {".", "internal/kept", "internal/edtf", "internal/vocab", "internal/resolve/party", "internal/ledger", "internal/store"},
	"internal/export":            {".", "internal/edtf", "internal/vocab", "internal/ledger", "internal/export"},
	"internal/server":            {".", "data", "nlp", "internal"},
	"internal/cli":               {".", "data", "nlp", "internal", "eval"},
	"eval":                       {".", "internal/edtf", "internal/vocab"},
	"eval/run":                   {".", "eval", "internal/cli"},
	"eval/calibrate":             {".", "data", "nlp", "eval", "internal/extract", "internal/resolve/party", "internal/rule", "internal/source", "internal/vocab"}, // what is seen of a claim while it is read is not stored
	"eval/sample":                {".", "eval"},
	"eval/scale":                 {"internal/store"}, // holds a database against the pages it was made of
	"eval/timeml":                {"internal/edtf", "internal/resolve/when"},
	"cmd/chancery":               {"internal/cli"},
}

// modules says which packages alone may import a module (or a package tree) from outside. Modules that
// are not listed are free for every package but those of plain.
var modules = map[string][]string{
	"github.com/spf13/cobra":           {"internal/cli"},
	"github.com/schollz/progressbar":   {"internal/cli"},
	"modernc.org/sqlite":               {"internal/store/sqlite"},
	"github.com/pressly/goose":         {"internal/store/sqlite"},
	"github.com/markusmobius":          {"internal/source"},
	"github.com/danielgtaylor/huma":    {"internal/server"},
	"database/sql":                     {"internal/store/sqlite"},
	"net/http":                         {"internal/server", "internal/cli", "internal/source"},
	"github.com/rogpeppe/go-internal":  {},
	"pgregory.net/rapid":               {},
	"github.com/google/go-cmp":         {"internal/store/storetest"},
	"github.com/jackc/pgx":             {"internal/store"},
	"github.com/riverqueue/river":      {"internal/store"},
	"github.com/modelcontextprotocol":  {"internal/server"},
	"github.com/parquet-go/parquet-go": {"internal/export"},
	"github.com/mmcdole/gofeed":        {"internal/source"},
	"github.com/cosnicolaou/pbzip2":    {"internal/source"},
	"github.com/ledongthuc/pdf":        {"internal/source/pdf"},
	"github.com/pelletier/go-toml":     {"internal/source/watch"},
	"github.com/temoto/robotstxt":      {"internal/source/watch"},
	"golang.org/x/net/html":            {"internal/source", "internal/server"},
	"github.com/clipperhouse/uax29":    {"nlp", "internal/resolve", "internal/source"},
	"github.com/petar-dambovaliev":     {"internal/resolve", "internal/extract"},
	"testing":                          {"internal/store/storetest", "internal/source/sourcetest"},
}

// plain packages import the standard library alone.
var plain = []string{".", "internal/edtf", "internal/vocab", "internal/rule", "internal/ledger", "internal/resolve", "internal/extract"}

// clockless packages read no clock: their output is a function of their input.
var clockless = []string{".", "nlp", "internal/edtf", "internal/vocab", "internal/resolve", "internal/rule", "internal/extract", "internal/ledger", "internal/store", "internal/kept", "internal/query", "internal/export"}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if file != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || name == "web" && !strings.Contains(file, "server")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file = filepath.ToSlash(file)
		pkg := path.Dir(file)
		rule, allowed := longest(layers, pkg)
		if rule == "" {
			if !seen[pkg] {
				t.Errorf("%s has no line in layers: say what it may import", pkg)
			}
			seen[pkg] = true
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if f.Name.Name == "main" && pkg != "cmd/chancery" {
			return nil // a developer's tool: nothing can depend on it
		}
		if slices.ContainsFunc(clockless, func(p string) bool { return under(pkg, p) }) && !strings.HasSuffix(pkg, "test") {
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && (s.Sel.Name == "Now" || s.Sel.Name == "Since" || s.Sel.Name == "Until") {
						t.Errorf("%s reads the clock; what %s gives must follow from its input alone", fset.Position(n.Pos()), pkg)
					}
				}
				return true
			})
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if imported == "chancery" {
				imported = "chancery/."
			}
			if inner, ok := strings.CutPrefix(imported, "chancery/"); ok {
				if inner != pkg && !slices.ContainsFunc(allowed, func(p string) bool { return under(inner, p) }) {
					t.Errorf("%s imports chancery/%s; %s may import %v", file, inner, rule, allowed)
				}
				continue
			}
			if outside(imported) && slices.ContainsFunc(plain, func(p string) bool { return under(pkg, p) }) {
				t.Errorf("%s imports %s; %s takes the standard library alone", file, imported, pkg)
			}
			for m, by := range modules {
				if under(imported, m) && !slices.ContainsFunc(by, func(p string) bool { return under(pkg, p) }) {
					t.Errorf("%s imports %s, which belongs to %v", file, imported, by)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func outside(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".")
}

// under reports whether p is dir or below it; "." is the root package alone.
func under(p, dir string) bool { return p == dir || dir != "." && strings.HasPrefix(p, dir+"/") }

func longest(m map[string][]string, pkg string) (string, []string) {
	best := ""
	for dir := range m {
		if under(pkg, dir) && len(dir) > len(best) {
			best = dir
		}
	}
	return best, m[best]
}
