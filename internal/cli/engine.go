package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/data"
	"chancery/internal/extract"
	"chancery/internal/ledger"
	"chancery/internal/rule"
	"chancery/internal/store"
	"chancery/nlp"
)

// modelFile is the model that reads English.
const modelFile = "models/english.model"

// engine is what reads documents: loaded when a command first needs it, shared by all workers.
type engine struct {
	extractor *extract.Extractor
	nlp       *nlp.Pipeline
	rules     *rule.Set
	versions  store.Version // without the reader's
}

func (a *app) newEngine() (*engine, error) {
	var (
		wg               sync.WaitGroup
		pipe             *nlp.Pipeline
		modelErr         error
		model, knowledge string
	)
	wg.Go(func() { pipe, model, modelErr = loadModel() })
	gaz, err := a.gaz()
	kinds, kindsErr := a.kinds()
	rules, rulesErr := rule.Load(data.FS, "rules")
	knowledge, hashErr := hashData("kinds.tsv", "rules", "parties", extract.ConfidenceFile)
	wg.Wait()
	for _, err := range []error{err, kindsErr, rulesErr, hashErr, modelErr} {
		if err != nil {
			return nil, err
		}
	}
	sure, err := extract.LoadConfidence(data.FS, rules, kinds)
	if err != nil {
		return nil, err
	}
	x, err := extract.New(gaz, pipe, rules, kinds, sure)
	if err != nil {
		return nil, err
	}
	return &engine{x, pipe, rules, store.Version{Rules: extract.Version + " " + knowledge, Model: model}}, nil
}

// loadModel reads the embedded model and names it by its hash.
func loadModel() (*nlp.Pipeline, string, error) {
	b, err := fs.ReadFile(data.FS, modelFile)
	if err != nil {
		return nil, "", fmt.Errorf("the model: %w", err)
	}
	p, err := nlp.New(b)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", modelFile, err)
	}
	h := sha256.Sum256(b)
	return p, "english " + hex.EncodeToString(h[:6]), nil
}

// hashData hashes files and folders of data, by name and content: what is read depends on them.
func hashData(roots ...string) (string, error) {
	h := sha256.New()
	for _, root := range roots {
		err := fs.WalkDir(data.FS, root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(data.FS, p)
			fmt.Fprintf(h, "%s %d\n", p, len(b))
			h.Write(b)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}

// version returns the versions under which e reads d.
func (e *engine) version(d *chancery.Document) store.Version {
	v := e.versions
	v.Reader = d.Reader
	return v
}

// read reads the claims of a document. A bug that a document sets off costs that document alone.
func (e *engine) read(d *chancery.Document, recorded time.Time) (r store.Reading, sentences int, err error) {
	defer func() {
		if p := recover(); p != nil {
			if os.Getenv("CHANCERY_DEBUG") != "" {
				debug.PrintStack()
			}
			err = &chancery.Error{Code: chancery.CodeInternal, Where: d.Name, Message: fmt.Sprintf("reading it failed: %v", p),
				Hint: "this is a bug; the document that sets it off helps to find it"}
		}
	}()
	claims, stats := e.extractor.Read(d)
	v := e.version(d)
	return store.Reading{Document: d, Claims: claims, Sketch: ledger.Fingerprint(story(d)), Latest: ledger.Latest(claims), Rules: v.Rules, Model: v.Model, Recorded: recorded}, stats.Sentences, nil
}

// story is the text of a document without menus and teasers.
func story(d *chancery.Document) string {
	var b strings.Builder
	for i := range d.Blocks {
		if d.Blocks[i].Furniture == "" {
			b.WriteString(d.Blocks[i].Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
