package server

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"
	"syscall"
	"time"

	"chancery"
)

// Job is documents that are being read in.
type Job struct {
	ID        string    `json:"id"`
	State     string    `json:"state"` // running done failed
	Started   time.Time `json:"started"`
	Files     []JobFile `json:"files"`
	Documents int       `json:"documents"`
	Claims    int       `json:"claims"`
}

// JobFile is one file of a job.
type JobFile struct {
	Name      string           `json:"name"`
	State     string           `json:"state"`         // waiting reading done failed
	Documents []IntakeDocument `json:"documents"`     // when all are kept
	Seen      int              `json:"seen"`          // documents come upon so far
	Now       string           `json:"now,omitempty"` // the title of the last of them
	LeftOut   []string         `json:"left_out,omitempty"`
	Failures  []string         `json:"failures,omitempty"`
	Message   string           `json:"message,omitempty"` // why it failed
}

// jobs runs one job after the other, and remembers the last ones. It also says how many files are read at once, those of jobs and those that come
// through the API: each may take all processors, and a PDF file a process of its own.
type jobs struct {
	s       *Server
	ctx     context.Context // ends with the server: what was not read in by then is not
	mu      sync.Mutex
	all     map[string]*Job
	ids     []string // by age
	wait    int      // jobs that have not ended
	turn    sync.Mutex
	run     sync.WaitGroup
	uploads chan struct{} // one for each upload through the API, from before its body comes: it is held in memory
	reading chan struct{} // one for each file that is being read
}

const (
	maxJobs     = 100 // remembered
	maxWaiting  = 16  // jobs, and as many uploads through the API
	maxReading  = 2   // so that a long job does not keep the API from reading
	maxJobFiles = 1000
)

func newJobs(s *Server) *jobs {
	return &jobs{s: s, ctx: s.background, all: map[string]*Job{}, uploads: make(chan struct{}, maxWaiting), reading: make(chan struct{}, maxReading)}
}

// errWaiting is for what comes in where too much waits already.
func errWaiting() error {
	return &chancery.Error{Code: chancery.CodeBusy, Message: "too much is being read in already"}
}

// upload is a file that has come in, on the disk until it was read.
type upload struct {
	name string
	file *os.File
}

func (u upload) drop() {
	_ = u.file.Close()
	_ = os.Remove(u.file.Name()) // a file left in the temporary folder harms nobody
}

// start reads files in, in the background. It returns an error where too much waits already.
func (j *jobs) start(files []upload) (Job, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.wait >= maxWaiting {
		return Job{}, errWaiting()
	}
	j.wait++
	job := &Job{ID: strings.ToLower(rand.Text()[:16]), State: "running", Started: j.s.o.Now()}
	for _, f := range files {
		job.Files = append(job.Files, JobFile{Name: f.name, State: "waiting", Documents: []IntakeDocument{}})
	}
	j.all[job.ID] = job
	j.ids = append(j.ids, job.ID)
	for len(j.ids) > maxJobs {
		delete(j.all, j.ids[0])
		j.ids = j.ids[1:]
	}
	j.run.Go(func() { j.work(job, files) })
	return copyJob(job), nil
}

func (j *jobs) work(job *Job, files []upload) {
	j.turn.Lock()
	defer j.turn.Unlock()
	set := func(f func()) { j.mu.Lock(); defer j.mu.Unlock(); f() }
	failed := false
	for i, u := range files {
		f := &job.Files[i]
		set(func() { f.State = "reading" })
		in, err := j.s.read(j.ctx, u.name, u.file, func(title string) { set(func() { f.Seen++; f.Now = title }) })
		u.drop()
		set(func() {
			f.State, f.LeftOut, f.Failures = "done", in.LeftOut, in.Failures
			f.Documents = append(f.Documents, in.Documents...)
			job.Documents += len(in.Documents)
			job.Claims += in.Claims
			if err != nil {
				_, f.Message, _ = StatusOf(err)
				f.State = "failed"
			} else if len(in.Documents) == 0 && len(in.Failures) > 0 {
				f.State, f.Message = "failed", in.Failures[0]
			}
			failed = failed || f.State == "failed"
		})
	}
	set(func() {
		job.State = "done"
		if failed {
			job.State = "failed"
		}
		j.wait--
	})
}

// admit lets one upload through the API in, or returns an error where too many are there already. done is to be called when it has been answered.
func (j *jobs) admit() (done func(), err error) {
	select {
	case j.uploads <- struct{}{}:
		return func() { <-j.uploads }, nil
	default:
		return nil, errWaiting()
	}
}

// read reads documents in, when it is its turn, and returns when the ledger shows them.
func (s *Server) read(ctx context.Context, name string, r io.Reader, seen func(title string)) (Intake, error) {
	select {
	case s.jobs.reading <- struct{}{}:
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return Intake{}, errWaiting()
		}
		return Intake{}, ctx.Err()
	}
	in, err := s.readNow(ctx, name, r, seen)
	if err != nil {
		s.o.Log.Warn("documents could not be read in", "name", name, "error", err)
		return in, err
	}
	return in, s.refresh(ctx)
}

func (s *Server) readNow(ctx context.Context, name string, r io.Reader, seen func(title string)) (Intake, error) {
	defer func() { <-s.jobs.reading }()
	limited, cancel := context.WithTimeout(ctx, s.o.Limits.Reading)
	defer cancel()
	in, err := s.o.Reader.Read(limited, name, r, seen)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		err = &chancery.Error{Code: chancery.CodeInput, Where: name, Message: fmt.Sprintf("took longer than %s to read", s.o.Limits.Reading), Hint: "send it in parts, or read it in with chancery ingest"}
	}
	return in, err
}

func (j *jobs) get(id string) (Job, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	job := j.all[id]
	if job == nil {
		return Job{}, false
	}
	return copyJob(job), true
}

func copyJob(j *Job) Job {
	c := *j
	c.Files = append([]JobFile(nil), j.Files...)
	return c
}

// add takes the files of a form and reads them in.
func (s *Server) add(w http.ResponseWriter, r *http.Request) {
	files, err := uploads(r)
	if err == nil && len(files) == 0 {
		err = &chancery.Error{Code: chancery.CodeUsage, Message: "no file came with the form", Hint: "choose at least one"}
	}
	var job Job
	if err == nil {
		job, err = s.jobs.start(files)
	}
	if err != nil {
		for _, f := range files {
			f.drop()
		}
		s.fail(w, r, err)
		return
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		sendJSON(w, http.StatusAccepted, job)
		return
	}
	http.Redirect(w, r, "/add?job="+url.QueryEscape(job.ID), http.StatusSeeOther)
}

func (s *Server) job(w http.ResponseWriter, r *http.Request) {
	j, ok := s.jobs.get(r.PathValue("id"))
	if !ok {
		s.fail(w, r, &chancery.Error{Code: chancery.CodeNotFound, Where: r.PathValue("id"), Message: "no such job"})
		return
	}
	sendJSON(w, http.StatusOK, j)
}

// uploads writes the files of a form to the disk.
func uploads(r *http.Request) (files []upload, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Message: "the form has no files", Hint: "send multipart/form-data"}
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return files, broken(err)
		}
		if part.FileName() == "" {
			continue
		}
		if len(files) == maxJobFiles {
			return files, &chancery.Error{Code: chancery.CodeUsage, Message: fmt.Sprintf("a form may bring %d files", maxJobFiles)}
		}
		u, err := keepPart(part)
		if err != nil {
			return files, err
		}
		files = append(files, u)
	}
}

func keepPart(part *multipart.Part) (upload, error) {
	f, err := os.CreateTemp("", "chancery-upload-*")
	if err != nil {
		return upload{}, err
	}
	u := upload{name: fileName(part.FileName()), file: f}
	if _, err = io.Copy(f, part); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		u.drop()
		return upload{}, broken(err)
	}
	return u, nil
}

// broken is the error of a request that ends too early or is too long, or for which the disk has no room.
func broken(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	return &chancery.Error{Code: chancery.CodeUsage, Message: "the request ends before its form does", Err: err}
}

// fileName is the last part of a name that came from outside, in which nothing but letters can hide.
func fileName(s string) string {
	s = path.Base(strings.ReplaceAll(s, `\`, "/"))
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if s == "" || s == "." || s == "/" {
		return "document"
	}
	for len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	return s
}

func sendJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // the reader has gone away: nobody to tell
}
