package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"chancery/internal/source"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far an ingest has come: a bar on a terminal, a line of JSON each second, or nothing.
type progress struct {
	mu        sync.Mutex
	bar       *progressbar.ProgressBar
	json      io.Writer
	now       func() time.Time
	last      time.Time
	total     int64
	path      string
	before    int64 // bytes of the files that are done
	current   int64 // bytes of the present one
	documents int
	claims    int
}

// progressLine is one line of --progress json.
type progressLine struct {
	Event     string `json:"event"` // "progress", "summary"
	Path      string `json:"path,omitempty"`
	Bytes     int64  `json:"bytes"`
	Total     int64  `json:"total,omitempty"`
	Documents int    `json:"documents"`
	Claims    int    `json:"claims"`
}

func (a *app) newProgress(mode string, total int64) *progress {
	p := &progress{now: a.now, total: total}
	switch {
	case mode == "json":
		p.json = a.err
	case mode == "auto" && a.errTerm:
		if total <= 0 {
			total = -1
		}
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(a.err),
			progressbar.OptionShowBytes(true),
			progressbar.OptionSetWidth(24),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetTheme(progressbar.Theme{Saucer: "━", SaucerPadding: "─"}),
		)
	}
	return p
}

// read is told by the reader of sources how far it is.
func (p *progress) read(s source.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s.Path != p.path {
		p.before += p.current
		p.path = s.Path
	}
	p.current = s.Bytes
	p.show()
}

// document is told of each document that is done.
func (p *progress) document(claims int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.documents++
	p.claims += claims
	p.show()
}

func (p *progress) show() {
	switch {
	case p.bar != nil:
		p.bar.Describe(fmt.Sprintf("%s, %s", plural(p.documents, "document"), plural(p.claims, "claim")))
		p.bar.Set64(min(p.before+p.current, max(p.total, 1)))
	case p.json != nil:
		if t := p.now(); t.Sub(p.last) >= time.Second {
			p.last = t
			p.line("progress")
		}
	}
}

func (p *progress) line(event string) {
	b, err := json.Marshal(progressLine{event, p.path, p.before + p.current, p.total, p.documents, p.claims})
	if err == nil {
		fmt.Fprintf(p.json, "%s\n", b)
	}
}

// done takes the bar away, or prints the summary's line.
func (p *progress) done(s *summary) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Finish()
	}
	if p.json != nil {
		b, err := json.Marshal(struct {
			Event string `json:"event"`
			*summary
		}{"summary", s})
		if err == nil {
			fmt.Fprintf(p.json, "%s\n", b)
		}
	}
}
