package server

import (
	"io"
	"net/http"
	"time"
)

// paced is the body of an upload that must bring Limits.Pace bytes a second on the mean, after Limits.Grace: else a few who send a byte now and then would hold all
// places for uploads for as long as an upload may take. Only the time counts in which the server waits for the sender.
type paced struct {
	io.ReadCloser
	w       http.ResponseWriter
	c       *http.ResponseController
	limits  *Limits
	arrived time.Time // when all must be there
	now     func() time.Time

	came   int64         // bytes
	waited time.Duration // for them
}

func (p *paced) Read(b []byte) (int, error) {
	start := p.now()
	until := start.Add(p.limits.Grace + time.Duration(float64(p.came)/float64(p.limits.Pace)*float64(time.Second)) - p.waited)
	if until.After(p.arrived) {
		until = p.arrived
	}
	if err := p.c.SetReadDeadline(until); err != nil {
		return 0, err
	}
	n, err := p.ReadCloser.Read(b)
	p.came += int64(n)
	p.waited += p.now().Sub(start)
	if err != nil && err != io.EOF { // what is left of the body must not be taken for the next request
		p.w.Header().Set("Connection", "close")
		return n, err
	}
	if e := p.c.SetReadDeadline(p.arrived); e != nil { // the server goes on looking whether the connection is there
		return n, e
	}
	return n, err
}
