package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancery/data"
	"chancery/internal/query"
	"chancery/internal/vocab"

	"github.com/spf13/cobra"
)

// TestHelp holds every command to a description, an example that names it, and help that fits 80 columns.
func TestHelp(t *testing.T) {
	a := newApp(nil, io.Discard, io.Discard)
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Name() == "help" || c.Name() == "completion" {
			return
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: Short is %q", c.CommandPath(), c.Short)
		}
		for _, l := range strings.Split(c.Example, "\n") {
			if line, ok := strings.CutPrefix(l, "  chancery "); ok {
				if err := takes(line); err != nil {
					t.Errorf("%s: example chancery %s: %v", c.CommandPath(), line, err)
				}
			}
		}
		if !c.HasSubCommands() && !strings.Contains(c.Example, c.CommandPath()) {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for _, l := range strings.Split(c.Long, "\n") {
			if columns(l) > 80 {
				t.Errorf("%s: a line of help is longer than 80 columns: %s", c.CommandPath(), l)
			}
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(a.root())
}

var shellWord = regexp.MustCompile(`'[^']*'|"[^"]*"|[^\s'"]+`)

// takes reports why a line of a shell behind "chancery" would be refused: there must be the command, its flags and the kinds that it names.
func takes(line string) error {
	var args []string
	for _, w := range shellWord.FindAllString(line, -1) {
		if strings.ContainsAny(w[:1], "#|>&;") || w == "..." || w == "2>" {
			break
		}
		args = append(args, strings.Trim(w, `'"`))
	}
	root := newApp(nil, io.Discard, io.Discard).root()
	cmd, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if cmd == root && !strings.HasPrefix(args[0], "-") {
		return errors.New("no such command")
	}
	if err := cmd.ParseFlags(rest); err != nil {
		return err
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		return err
	}
	named, _ := cmd.Flags().GetStringSlice("kind")
	for _, k := range named {
		if _, err := (&query.Book{Kinds: kinds}).KindsOf(k); err != nil {
			return err
		}
	}
	return nil
}

// TestCommandsInDocs holds every line of the documentation that is a command of Chancery to the commands and flags that there are.
func TestCommandsInDocs(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, page := range append(pages, "../../README.md", "../../examples/README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(text), "\n") {
			line, ok := strings.CutPrefix(line, "    chancery ")
			if !ok {
				continue
			}
			n++
			if err := takes(line); err != nil {
				t.Errorf("%s: chancery %s: %v", page, line, err)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d commands found", n)
	}
}
