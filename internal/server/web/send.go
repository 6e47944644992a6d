package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// zippers are writers to be used again: one takes a few hundred kilobytes.
var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzip.BestSpeed+2)
	if err != nil { // the level is a constant that there is
		panic(err)
	}
	return z
}}

// zip compresses b.
func zip(b []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(b) / 3)
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&out)
	_, _ = z.Write(b) // to memory
	_ = z.Close()
	return out.Bytes()
}

// worthZipping is the size from which compression is worth its time.
const worthZipping = 1400

// takesGzip reports whether whoever asks can read gzip.
func takesGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(name, "gzip") {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0"
		}
	}
	return false
}

// send writes an answer, compressed for one who can read that. zipped is body compressed beforehand, nil where it was not.
func send(w http.ResponseWriter, r *http.Request, status int, body, zipped []byte) {
	w.Header().Add("Vary", "Accept-Encoding")
	if len(body) >= worthZipping && takesGzip(r) && w.Header().Get("Content-Encoding") == "" {
		w.Header().Set("Content-Encoding", "gzip")
		if zipped == nil {
			zipped = zip(body)
		}
		body = zipped
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // the reader has gone away: nobody to tell
}
