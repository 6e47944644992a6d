package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chancery/internal/server/api"
)

// form is a form with files, by name.
func form(t *testing.T, files ...string) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for i := 0; i+1 < len(files); i += 2 {
		part, err := w.CreateFormFile("files", files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

// patient is a reader that tells until when it may read.
type patient struct {
	testReader
	until *time.Time
	err   error
}

func (p patient) Read(ctx context.Context, name string, in io.Reader, seen func(string)) (Intake, error) {
	*p.until, _ = ctx.Deadline()
	if p.err != nil {
		return Intake{}, p.err
	}
	return p.testReader.Read(ctx, name, in, seen)
}

// slow is a body that comes in late: it notes when it ends.
type slow struct {
	io.Reader
	end *time.Time
}

func (s slow) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if err != nil {
		*s.end = time.Now()
	}
	return n, err
}

// connection remembers the deadlines that are set.
type connection struct {
	*httptest.ResponseRecorder
	read, write time.Time
}

func (c *connection) SetReadDeadline(t time.Time) error  { c.read = t; return nil }
func (c *connection) SetWriteDeadline(t time.Time) error { c.write = t; return nil }

// TestSlowUpload: what comes in may take its time, and the time of the answer begins when it is there.
func TestSlowUpload(t *testing.T) {
	var until, end time.Time
	s := newSite(t, func(o *Options) { o.Reader = patient{o.Reader.(testReader), &until, nil} })
	send := func(target, kind string, body io.Reader) *connection {
		r := httptest.NewRequest(http.MethodPost, target, slow{body, &end})
		r.Host = "localhost"
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Accept", "application/json")
		c := &connection{ResponseRecorder: httptest.NewRecorder()}
		s.ServeHTTP(c, r)
		return c
	}
	text := "ALB restored relations with IRN on 2022-12-01.\n"
	files, kind := form(t, "one.txt", text)
	for _, c := range []struct {
		target, kind string
		body         io.Reader
		want         int
	}{{"/api/v1/documents?name=a.txt", "application/octet-stream", strings.NewReader(text), 200}, {"/add", kind, files, 202}} {
		start := time.Now()
		got := send(c.target, c.kind, c.body)
		if got.Code != c.want {
			t.Errorf("%s: %d %s", c.target, got.Code, got.Body)
		}
		if got.read.Sub(start) < api.Arrival || got.write.Sub(start) < api.Arrival+s.o.Limits.Time {
			t.Errorf("%s: it must have come in after %s, and be answered after %s", c.target, got.read.Sub(start), got.write.Sub(start))
		}
		if c.want == 200 && until.Before(end.Add(s.o.Limits.Time)) {
			t.Errorf("%s: reading must end %s after it came in", c.target, until.Sub(end))
		}
	}
	if c := send("/api/v1/decisions", "application/json", strings.NewReader("{}")); c.write != (time.Time{}) || c.read.After(time.Now().Add(time.Minute)) {
		t.Errorf("a decision may come in until %s", c.read)
	}
	// Who may not write holds no connection for as long.
	s.o.ReadOnly = true
	for _, target := range []string{"/api/v1/documents?name=a.txt", "/add"} {
		if c := send(target, kind, strings.NewReader(text)); c.Code != 403 || !c.read.IsZero() || !c.write.IsZero() {
			t.Errorf("%s refused with %d may come in until %s", target, c.Code, c.read)
		}
	}
	s = newSite(t, func(o *Options) { o.Reader = patient{o.Reader.(testReader), new(time.Time), context.DeadlineExceeded} })
	if got := send("/api/v1/documents?name=a.txt", "application/octet-stream", strings.NewReader(text)); got.Code != 503 || !strings.Contains(got.Body.String(), "/add") || strings.Contains(got.Body.String(), "narrow") {
		t.Errorf("one that takes too long to read: %d %s", got.Code, got.Body)
	}
}

// line is a body that brings so many bytes in each span of time, as its clock has it, and breaks off where its deadline has passed.
type line struct {
	clock    time.Time
	deadline time.Time
	bytes    int
	every    time.Duration
	left     int
}

func (l *line) SetReadDeadline(t time.Time) error { l.deadline = t; return nil }

func (l *line) Header() http.Header         { return http.Header{} }
func (l *line) WriteHeader(int)             {}
func (l *line) Write(b []byte) (int, error) { return len(b), nil }

func (l *line) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, io.EOF
	}
	if l.clock = l.clock.Add(l.every); l.clock.After(l.deadline) {
		l.clock = l.deadline
		return 0, os.ErrDeadlineExceeded
	}
	n := min(l.bytes, l.left, len(b))
	l.left -= n
	return n, nil
}

// TestPace: an upload may be slow for a while, or all the time at the least pace, and is broken off where it is slower on the mean. What the server itself takes between two reads is
// not counted.
func TestPace(t *testing.T) {
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	limits := Limits{Grace: 30 * time.Second, Pace: 4 << 10}
	for _, c := range []struct {
		name    string
		line    line
		own     time.Duration // between two reads
		late    bool
		atLeast time.Duration // after which it is broken off
		atMost  time.Duration
	}{
		{"fast", line{bytes: 32 << 10, every: time.Second, left: 4 << 20}, 0, false, 0, 0},
		{"at the least pace", line{bytes: 4 << 10, every: time.Second, left: 1 << 20}, 0, false, 0, 0},
		{"slow at the start", line{bytes: 4 << 20, every: 29 * time.Second, left: 8 << 20}, 0, false, 0, 0},
		{"a byte a second", line{bytes: 1, every: time.Second, left: 1 << 20}, 0, true, 29 * time.Second, 31 * time.Second},
		{"a byte a minute", line{bytes: 1, every: time.Minute, left: 1 << 20}, 0, true, 30 * time.Second, 30 * time.Second},
		{"half the pace", line{bytes: 2 << 10, every: time.Second, left: 1 << 20}, 0, true, 58 * time.Second, 62 * time.Second},
		{"a server that takes its time", line{bytes: 8 << 10, every: time.Second, left: 1 << 18}, 20 * time.Second, false, 0, 0},
		{"too long in all", line{bytes: 5 << 10, every: time.Second, left: 64 << 20}, 0, true, api.Arrival, api.Arrival},
	} {
		l := c.line
		l.clock = start
		body := &paced{ReadCloser: io.NopCloser(&l), w: &l, c: http.NewResponseController(&l), limits: &limits, arrived: start.Add(api.Arrival), now: func() time.Time { return l.clock }}
		b := make([]byte, 8<<20)
		var err error
		for err == nil {
			_, err = body.Read(b)
			l.clock = l.clock.Add(c.own)
		}
		took := l.clock.Sub(start) - c.own
		if late := errors.Is(err, os.ErrDeadlineExceeded); late != c.late || late && (took < c.atLeast || took > c.atMost) {
			t.Errorf("%s: %v after %s", c.name, err, took)
		}
		if !c.late && !l.deadline.Equal(start.Add(api.Arrival)) {
			t.Errorf("%s: the connection would end at %s", c.name, l.deadline)
		}
	}
}

// TestStalledUploads: who sends a piece of an upload and then nothing loses the place, is told so, and others may upload.
func TestStalledUploads(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Limits.Grace, o.Limits.Pace = 50*time.Millisecond, 1<<20 })
	server := httptest.NewServer(s)
	defer server.Close()
	_, kind := form(t, "one.txt", "x")
	_, boundary, _ := strings.Cut(kind, "boundary=")
	piece := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nALB rest"
	var all sync.WaitGroup
	for i := range maxWaiting {
		all.Go(func() {
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
			head := "POST /api/v1/documents?name=a.txt HTTP/1.1\r\nContent-Type: application/octet-stream"
			if i%2 == 0 {
				head = "POST /add HTTP/1.1\r\nAccept: application/json\r\nContent-Type: " + kind
			}
			fmt.Fprintf(conn, "%s\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n%s", head, piece)
			answer, err := io.ReadAll(conn) // the connection ends
			if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 408 ") || !strings.Contains(string(answer), "the upload came in too slowly") {
				t.Errorf("%s: %q, %v", head, answer, err)
			}
		})
	}
	all.Wait()
	r := httptest.NewRequest(http.MethodPost, "/api/v1/documents?name=b.txt", strings.NewReader("ALB restored relations with IRN on 2022-12-01.\n"))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/octet-stream")
	c := &connection{ResponseRecorder: httptest.NewRecorder()}
	if s.ServeHTTP(c, r); c.Code != 200 {
		t.Errorf("another upload: %d %s", c.Code, c.Body)
	}
}

func TestUpload(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	s := newSite(t, nil)
	page := s.get("/add", "Accept", "text/html")
	cookie := page.Result().Cookies()[0]
	m := csrfIn.FindStringSubmatch(page.Body.String())
	if m == nil {
		t.Fatal("the page has no token for forms")
	}
	session := []string{"Cookie", cookie.Name + "=" + cookie.Value, "Accept", "application/json"}
	files := []string{"../../etc/one.txt", "ALB restored relations with IRN on 2022-12-01.\n", "two.txt", "FRA severed relations with DEU on 1870.\n", "bad.pdf", "%PDF"}

	body, kind := form(t, files...)
	if w := s.ask(http.MethodPost, "/add", body, append(session, "Content-Type", kind)...); w.Code != 403 {
		t.Errorf("without the token: %d", w.Code)
	}
	body, kind = form(t, files...)
	w := s.ask(http.MethodPost, "/add?csrf="+m[1], body, append(session, "Content-Type", kind)...)
	job := decode[Job](t, w, http.StatusAccepted)
	until(t, "the job", func() bool {
		job = decode[Job](t, s.get("/add/jobs/"+job.ID), 200)
		return job.State != "running"
	})
	if job.State != "failed" || job.Documents != 2 || job.Claims != 2 || job.Files[0].Name != "one.txt" || job.Files[0].Documents[0].Document != "one.txt" || job.Files[0].Seen != 1 || job.Files[0].Now != "Of one.txt" || job.Files[2].State != "failed" || job.Files[2].Message != "is damaged" {
		t.Errorf("%+v", job)
	}
	if !strings.Contains(s.get("/api/v1/pairs/ALB/IRN/status?on=2023").Body.String(), `"standing":"relations"`) {
		t.Error("the ledger does not show what came in")
	}
	body, kind = form(t, files[:2]...)
	w = s.ask(http.MethodPost, "/add?csrf="+m[1], body, "Cookie", session[1], "Accept", "text/html", "Content-Type", kind)
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || !strings.HasPrefix(to, "/add?job=") {
		t.Errorf("without a script: %d to %q", w.Code, to)
	}
	for _, bad := range []string{"no form", "--x\r\n"} {
		if w := s.ask(http.MethodPost, "/add?csrf="+m[1], strings.NewReader(bad), append(session, "Content-Type", "multipart/form-data; boundary=x")...); w.Code != 400 {
			t.Errorf("%q: %d %s", bad, w.Code, w.Body)
		}
	}
	if w := s.get("/add/jobs/none"); w.Code != 404 {
		t.Errorf("a job that there is not: %d", w.Code)
	}
	s.Stop()
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		for _, f := range left {
			if strings.HasPrefix(f.Name(), "chancery-upload-") {
				t.Errorf("%s is left on the disk", f.Name())
			}
		}
	}
}

// heldReader reads nothing before it is let.
type heldReader struct {
	testReader
	let       chan struct{}
	now, most atomic.Int32
}

func (h *heldReader) Read(ctx context.Context, name string, in io.Reader, seen func(string)) (Intake, error) {
	n := h.now.Add(1)
	defer h.now.Add(-1)
	for m := h.most.Load(); n > m && !h.most.CompareAndSwap(m, n); m = h.most.Load() {
	}
	select {
	case <-h.let:
		return h.testReader.Read(ctx, name, in, seen)
	case <-ctx.Done():
		return Intake{}, ctx.Err()
	}
}

// untouched is a body that nobody is to read.
type untouched struct{ t *testing.T }

func (u untouched) Read([]byte) (int, error) {
	u.t.Error("the body of an upload was read before there was room for it")
	return 0, io.EOF
}

// TestManyUploads: so many files are read at once, whichever way they came, and so many uploads are held in memory.
func TestManyUploads(t *testing.T) {
	h := &heldReader{let: make(chan struct{})}
	s := newSite(t, func(o *Options) { h.testReader = o.Reader.(testReader); o.Reader = h })
	job, err := s.jobs.start([]upload{file(t, "job.txt", "ALB restored relations with IRN on 2022-12-01.\n")})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range maxWaiting {
		group.Go(func() {
			w := s.ask(http.MethodPost, fmt.Sprintf("/api/v1/documents?name=%d.txt", i), strings.NewReader(fmt.Sprintf("FRA severed relations with DEU on 18%d.\n", 10+i)), "Content-Type", "application/octet-stream")
			if w.Code != http.StatusOK && w.Code != http.StatusCreated {
				t.Errorf("an upload that waited: %d %s", w.Code, w.Body)
			}
		})
	}
	until(t, "the uploads", func() bool { return len(s.jobs.uploads) == maxWaiting && h.now.Load() == maxReading })
	if w := s.ask(http.MethodPost, "/api/v1/documents", untouched{t}, "Content-Type", "application/octet-stream"); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("one upload more: %d %s", w.Code, w.Body)
	}
	close(h.let)
	group.Wait()
	until(t, "the job", func() bool { job, _ = s.jobs.get(job.ID); return job.State != "running" })
	if job.State != "done" || h.most.Load() != maxReading {
		t.Errorf("%d files were read at once; job %+v", h.most.Load(), job)
	}
}

// TestUploadThatTakesLong gives up a file that is not read within its time.
func TestUploadThatTakesLong(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Reader, o.Limits.Reading = &heldReader{}, 10*time.Millisecond })
	job, err := s.jobs.start([]upload{file(t, "slow.txt", "x")})
	if err != nil {
		t.Fatal(err)
	}
	until(t, "the job", func() bool { job, _ = s.jobs.get(job.ID); return job.State != "running" })
	if job.State != "failed" || job.Files[0].Message != "slow.txt: took longer than 10ms to read" {
		t.Errorf("%+v", job)
	}
}

// file is a file that has come in.
func file(t *testing.T, name, content string) upload {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(content); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	return upload{name, f}
}
