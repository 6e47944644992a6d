package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed text/*.json
var catalogues embed.FS

// catalogue is every string of the pages in one language: text/<language>.json, from a key to a text in which {name} stands for a value. A
// text that depends on a number is an object {"one": ..., "other": ...}, with "zero" where nothing is said otherwise, chosen by the value of {n}. Beside the keys of English, a language may have
// kind.<kind>, noun.<mission or rank> and note.<reason of the ledger, in English>.
type catalogue struct {
	lang  string
	texts map[string]message
}

type message struct{ Zero, One, Other string }

func (m *message) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &m.Other)
	}
	var forms struct{ Zero, One, Other string }
	if err := json.Unmarshal(b, &forms); err != nil {
		return err
	}
	*m = message(forms)
	return nil
}

// loadCatalogues reads every language of text/. What a language lacks is English.
func loadCatalogues(fsys fs.FS) (map[string]*catalogue, error) {
	files, err := fs.Glob(fsys, "text/*.json")
	if err != nil {
		return nil, err
	}
	out := map[string]*catalogue{}
	for _, f := range files {
		b, err := fs.ReadFile(fsys, f)
		if err != nil {
			return nil, err
		}
		c := &catalogue{lang: strings.TrimSuffix(path.Base(f), ".json")}
		if err := json.Unmarshal(b, &c.texts); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		out[c.lang] = c
	}
	english := out["en"]
	for _, c := range out {
		for k, m := range english.texts {
			if _, ok := c.texts[k]; !ok {
				c.texts[k] = m
			}
		}
	}
	return out, nil
}

// choose returns the catalogue of the first language of an Accept-Language header that there is; English where there is none.
func choose(cs map[string]*catalogue, accept string) *catalogue {
	for _, part := range strings.Split(accept, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		if c := cs[tag]; c != nil {
			return c
		}
	}
	return cs["en"]
}

// say writes the text of a key; args are names and values by turns. A key that there is not stands for itself, which a test finds.
func (c *catalogue) say(key string, args ...any) string {
	m, ok := c.texts[key]
	if !ok {
		return "[" + key + "]"
	}
	text := m.Other
	var pairs []string
	for i := 0; i+1 < len(args); i += 2 {
		v := fmt.Sprint(args[i+1])
		if args[i] == "n" {
			if n, ok := args[i+1].(int); ok {
				switch {
				case n == 0 && m.Zero != "":
					text = m.Zero
				case n == 1 && m.One != "":
					text = m.One
				}
				v = grouped(n)
			}
		}
		pairs = append(pairs, "{"+fmt.Sprint(args[i])+"}", v)
	}
	if pairs == nil {
		return text
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// has reports whether there is a text for key.
func (c *catalogue) has(key string) bool { _, ok := c.texts[key]; return ok }

// script returns the texts that the script needs, by key.
func (c *catalogue) script() map[string]string {
	out := map[string]string{}
	for k, m := range c.texts {
		if key, ok := strings.CutPrefix(k, "script."); ok {
			out[key] = m.Other
			if m.Zero != "" {
				out[key+".zero"] = m.Zero
			}
			if m.One != "" {
				out[key+".one"] = m.One
			}
		}
	}
	return out
}

// grouped writes a number with thin spaces between groups of three digits.
func grouped(n int) string {
	s := fmt.Sprint(n)
	if n > -10000 && n < 10000 {
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
