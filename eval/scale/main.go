// Command scale shows how an ingest grows: whether memory and throughput stay what they were when a dump is a hundred times as long, and
// whether one that is killed again and again ends with the same documents.
//
//	go build -o bin/chancery ./cmd/chancery
//	go run ./eval/scale -size 2000 ../shared/corpora/foreign-relations/pages-articles.xml.bz2
//
// It makes a dump of -size megabytes in a temporary folder out of the pages of the one it is given: each new page is one of those with its sections
// in another order, a few left out, and its number as a last line, so that no two are the same. It ingests it once and prints, for each tenth of the way,
// the resident memory of the program, its CPU time and the bytes read for each second of that. Then it ingests it again into another database, kills the
// program with SIGKILL -kills times at random moments, runs it to its end, and compares the documents and the number of claims of the two databases.
//
// Exit status 1 says that the memory of the last two tenths is more than -memory above that of the second, that their throughput is more than
// -slower below that of the second and third, or that a document was lost, doubled or read otherwise.
package main

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	var o options
	flag.IntVar(&o.size, "size", 200, "of the dump to make, in MB")
	flag.IntVar(&o.kills, "kills", 5, "how often the second ingest is killed")
	flag.Uint64Var(&o.seed, "seed", 1, "of the pages and of the moments")
	flag.StringVar(&o.bin, "bin", "bin/chancery", "the program")
	flag.Float64Var(&o.memory, "memory", 0.10, "growth of memory that is borne")
	flag.Float64Var(&o.slower, "slower", 0.15, "loss of throughput that is borne")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "scale: give the dump to make pages of")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), o); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

type options struct {
	size, kills    int
	seed           uint64
	bin            string
	memory, slower float64
}

func run(from string, o options) error {
	dir, err := os.MkdirTemp("", "chancery-scale-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	dump := filepath.Join(dir, "pages-articles.xml")
	pages, round, err := makeDump(from, dump, int64(o.size)*1e6, o.seed)
	if err != nil {
		return err
	}
	fmt.Printf("%d pages, %d MB\n\n", pages, o.size)
	whole, broken := filepath.Join(dir, "whole.db"), filepath.Join(dir, "broken.db")
	took, err := measured(o, whole, dump, round)
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(o.seed, 2))
	for k := range o.kills {
		after := time.Duration(float64(took) * (0.02 + 0.9*r.Float64()/float64(o.kills)))
		n, err := killed(o, broken, dump, after)
		if err != nil {
			return err
		}
		fmt.Printf("killed after %.1f s: %d documents (%d of %d)\n", after.Seconds(), n, k+1, o.kills)
	}
	if out, err := exec.Command(o.bin, "ingest", "--db", broken, "--progress", "none", dump).CombinedOutput(); err != nil {
		return fmt.Errorf("the ingest after the kills: %w: %s", err, out)
	}
	a, err := documents(o, whole)
	if err != nil {
		return err
	}
	b, err := documents(o, broken)
	if err != nil {
		return err
	}
	if !slices.Equal(a, b) {
		return fmt.Errorf("after the kills there are %d documents, without them %d, or their claims differ", len(b), len(a))
	}
	fmt.Printf("%d documents with the same claims in both\n", len(a))
	if len(a) != pages {
		return fmt.Errorf("%d pages were made, %d documents are kept", pages, len(a))
	}
	return nil
}

var pageParts = regexp.MustCompile(`(?s)<title>(.*?)</title>.*?<text[^>]*>(.*?)</text>`)

// makeDump writes a dump of about size bytes of pages made from those of another, and returns how many, and after how many bytes
// they come round again.
func makeDump(from, to string, size int64, seed uint64) (pages int, round int64, err error) {
	f, err := os.Open(from)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(from, ".bz2") {
		r = bzip2.NewReader(bufio.NewReader(f))
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w", from, err)
	}
	head, _, ok := bytes.Cut(text, []byte("<page>"))
	found := pageParts.FindAllSubmatch(text, -1)
	if !ok || len(found) == 0 {
		return 0, 0, fmt.Errorf("%s: no page in it", from)
	}
	out, err := os.Create(to)
	if err != nil {
		return 0, 0, err
	}
	w := bufio.NewWriterSize(out, 1<<20)
	rnd := rand.New(rand.NewPCG(seed, 1))
	n, _ := w.Write(head)
	for written := int64(n); written < size; pages++ {
		p := found[pages%len(found)]
		n, _ := fmt.Fprintf(w, "<page><title>%s (%d)</title><ns>0</ns><id>%d</id><revision><id>%d</id><timestamp>2025-11-01T00:00:00Z</timestamp><model>wikitext</model><text>%s\n\nText %d.</text></revision></page>\n",
			p[1], pages, pages+1, pages+1, shuffled(string(p[2]), rnd), pages+1)
		written += int64(n)
	}
	w.WriteString("</mediawiki>\n")
	return pages, int64(len(text)), errors.Join(w.Flush(), out.Close())
}

// shuffled returns wikitext with its sections in another order, one in eight left out.
func shuffled(text string, rnd *rand.Rand) string {
	parts := strings.Split(text, "\n==")
	lead, rest := parts[0], parts[1:]
	rnd.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	var b strings.Builder
	b.WriteString(lead)
	for _, p := range rest {
		if rnd.IntN(8) > 0 {
			b.WriteString("\n==" + p)
		}
	}
	return b.String()
}

// sample is the program at one moment of an ingest.
type sample struct {
	bytes int64         // of the dump that have been read
	cpu   time.Duration // of all its threads
	rss   int64         // bytes
}

// cycles is how often a tenth of the way must go through all pages of the first dump, for the tenths to be alike.
const cycles = 2

// measured ingests the dump, which repeats its pages after round bytes, and prints how memory and throughput went. It returns how long it took.
func measured(o options, db, dump string, round int64) (took time.Duration, err error) {
	start := time.Now()
	cmd := exec.Command(o.bin, "ingest", "--db", db, "--progress", "json", dump)
	progress, err := cmd.StderrPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	var samples []sample
	total := int64(o.size) * 1e6
	for sc := bufio.NewScanner(progress); sc.Scan(); {
		var line struct{ Bytes int64 }
		if json.Unmarshal(sc.Bytes(), &line) != nil || line.Bytes == 0 {
			continue
		}
		if s, err := look(cmd.Process.Pid); err == nil {
			s.bytes = line.Bytes
			samples = append(samples, s)
		}
	}
	if err := cmd.Wait(); err != nil {
		return 0, fmt.Errorf("ingest: %w", err)
	}
	took = time.Since(start)
	fmt.Printf("read      MiB   CPU s   MB for a CPU second\n")
	var memory, speed []float64
	at, before := 1, sample{}
	most := int64(0)
	for _, s := range samples {
		most = max(most, s.rss)
		if s.bytes < total*int64(at)/10 && s.bytes < total {
			continue
		}
		rate := float64(s.bytes-before.bytes) / 1e6 / (s.cpu - before.cpu).Seconds()
		fmt.Printf("%3.0f %% %8.0f %7.1f %21.2f\n", 100*float64(s.bytes)/float64(total), float64(most)/(1<<20), s.cpu.Seconds(), rate)
		memory, speed = append(memory, float64(most)), append(speed, rate)
		before, most = s, 0
		for at <= 10 && s.bytes >= total*int64(at)/10 {
			at++
		}
		if at > 10 {
			break
		}
	}
	fmt.Printf("\n%.1f s\n", took.Seconds())
	if len(memory) < 6 || total < 10*cycles*round {
		fmt.Printf("too short to judge growth: the pages of a tenth are not those of another; from %d MB on they are alike\n", 10*cycles*round/1e6+1)
		return took, nil
	}
	last := len(memory) - 1
	if m := max(memory[last], memory[last-1]); m > memory[1]*(1+o.memory) {
		return took, fmt.Errorf("memory grew from %.0f to %.0f MiB", memory[1]/(1<<20), m/(1<<20))
	}
	early, late := (speed[1]+speed[2])/2, (speed[last]+speed[last-1])/2
	if late < early*(1-o.slower) {
		return took, fmt.Errorf("throughput fell from %.2f to %.2f MB for a CPU second", early, late)
	}
	return took, nil
}

// look returns what a process uses. It needs Linux.
func look(pid int) (s sample, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, err
	}
	f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(f) < 22 {
		return s, errors.New("/proc: too few fields")
	}
	const tick = time.Second / 100
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	pages, _ := strconv.ParseInt(f[21], 10, 64)
	return sample{cpu: time.Duration(user+system) * tick, rss: pages * int64(os.Getpagesize())}, nil
}

// killed starts an ingest, kills it after a while, and returns how many documents the database has then.
func killed(o options, db, dump string, after time.Duration) (int, error) {
	cmd := exec.Command(o.bin, "ingest", "--db", db, "--progress", "none", dump)
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	time.Sleep(after)
	cmd.Process.Kill()
	cmd.Wait()
	if _, err := os.Stat(db); err != nil {
		return 0, nil
	}
	ds, err := documents(o, db)
	return len(ds), err
}

// documents returns a line for each document of a database: its name, its hash and the number of its claims. Sorted.
func documents(o options, db string) ([]string, error) {
	out, err := exec.Command(o.bin, "documents", "--db", db, "--format", "jsonl").Output()
	if err != nil {
		return nil, fmt.Errorf("documents of %s: %w", db, err)
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		var d struct {
			Document, SHA256 string
			Claims           int
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return nil, err
		}
		lines = append(lines, fmt.Sprintf("%s %s %d", d.Document, d.SHA256, d.Claims))
	}
	slices.Sort(lines)
	return lines, nil
}
