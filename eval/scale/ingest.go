package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

// ingest is one ingest of a dump, however often it is killed.
type ingest struct {
	o        options
	db, dump string
	round    int64
	random   *rand.Rand

	way    []sample // while documents were read that had not been before
	shown  int      // of way
	tenths []tenth
	ledger struct { // by the last run
		cpu, wall time.Duration
		rss       int64
	}
	claims int // of the last run
	took   time.Duration
}

// tenth is about a tenth of the way.
type tenth struct {
	memory float64 // bytes, at most
	speed  float64 // MB for a second of processor time
}

// sample is the program at one moment.
type sample struct {
	bytes int64         // of the dump that have been read
	cpu   time.Duration // of all its threads, in all runs, while it read what was new
	rss   int64         // bytes
}

func (in *ingest) total() int64 { return int64(in.o.size) * 1e6 }

// run ingests the dump. Each run but the last is killed at the next of the random moments.
func (in *ingest) run() error {
	var moments []int64
	for range in.o.kills {
		moments = append(moments, int64(in.random.Float64()*in.o.until*float64(in.total())))
	}
	slices.Sort(moments)
	start := time.Now()
	fmt.Printf("\nread      MiB   CPU s   MB for a CPU second\n")
	for _, at := range append(moments, 0) {
		if err := in.once(at); err != nil {
			return err
		}
	}
	in.took = time.Since(start)
	return nil
}

// often is how often the program is looked at.
const often = 200 * time.Millisecond

// once runs the program, and kills it when so many bytes of the dump have been read; 0 is never.
func (in *ingest) once(kill int64) error {
	cmd := exec.Command(in.o.bin, "ingest", "--db", in.db, "--progress", "json", in.dump)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	var read, known atomic.Int64
	var summary atomic.Bool
	told := make(chan struct{})
	go func() {
		defer close(told)
		for sc := bufio.NewScanner(stderr); sc.Scan(); {
			if line, ok := parseLine(sc.Bytes()); ok {
				read.Store(line.Bytes)
				if line.Event == "summary" {
					in.claims = line.Claims
					summary.Store(true)
				}
			}
		}
	}()
	from, base := in.last()
	var began time.Duration // processor time of this run before it read what was new
	var read0 sample        // when all was read
	var ended time.Time
	known.Store(from)
	for done := false; !done; {
		select {
		case <-told:
			done = true
		case <-time.After(often):
		}
		s, err := look(cmd.Process.Pid)
		if err != nil {
			continue
		}
		s.bytes = read.Load()
		switch {
		case summary.Load():
			if ended.IsZero() {
				read0, ended = s, time.Now()
			}
			in.ledger.cpu, in.ledger.wall, in.ledger.rss = s.cpu-read0.cpu, time.Since(ended), max(in.ledger.rss, s.rss)
		case s.bytes <= from:
			began = s.cpu
		default:
			s.cpu += base - began
			in.way = append(in.way, s)
			if n := len(in.tenths) + 1; n < 10 && s.bytes >= in.total()*int64(n)/10 {
				in.show()
			}
		}
		if kill > 0 && s.bytes >= kill {
			cmd.Process.Kill()
			<-told
			cmd.Wait()
			fmt.Printf("killed when %.0f of %d MB were read\n", float64(s.bytes)/1e6, in.o.size)
			return nil
		}
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("ingest: %w", err)
	}
	return nil
}

// last is how far the earlier runs came, and what processor time they took for it.
func (in *ingest) last() (bytes int64, cpu time.Duration) {
	if len(in.way) == 0 {
		return 0, 0
	}
	s := in.way[len(in.way)-1]
	return s.bytes, s.cpu
}

// cycles is how often a tenth of the way must go through all pages of the first dump, for the tenths to be alike.
const cycles = 2

// show prints and keeps how the way went since it was last shown.
func (in *ingest) show() {
	var before sample
	if in.shown > 0 {
		before = in.way[in.shown-1]
	}
	last, most := in.way[len(in.way)-1], int64(0)
	for _, s := range in.way[in.shown:] {
		most = max(most, s.rss)
	}
	in.shown = len(in.way)
	speed := float64(last.bytes-before.bytes) / 1e6 / (last.cpu - before.cpu).Seconds()
	in.tenths = append(in.tenths, tenth{float64(most), speed})
	fmt.Printf("%3.0f %% %8.0f %7.1f %21.2f\n", 100*float64(last.bytes)/float64(in.total()), float64(most)/(1<<20), last.cpu.Seconds(), speed)
}

// report prints how the end went, and judges memory and throughput.
func (in *ingest) report() error {
	if len(in.way) > in.shown {
		in.show()
	}
	fmt.Printf("ledger %6.0f %7.1f   (%.1f s by the clock)\n\n", float64(in.ledger.rss)/(1<<20), in.ledger.cpu.Seconds(), in.ledger.wall.Seconds())
	fmt.Printf("%d claims; %.0f s by the clock, with all runs\n", in.claims, in.took.Seconds())
	if len(in.tenths) < 6 || in.total() < 10*cycles*in.round {
		fmt.Printf("too short to judge growth: the pages of a tenth are not those of another; from %d MB on they are alike\n", 10*cycles*in.round/1e6+1)
		return nil
	}
	t := in.tenths
	last := len(t) - 1
	memory, early, late := max(t[last].memory, t[last-1].memory), (t[1].speed+t[2].speed)/2, (t[last].speed+t[last-1].speed)/2
	fmt.Printf("memory of the last two tenths is %+.1f %% of that of the second, throughput %+.1f %% of that of the second and third\n",
		100*(memory/t[1].memory-1), 100*(late/early-1))
	var errs []error
	if memory > t[1].memory*(1+in.o.memory) {
		errs = append(errs, fmt.Errorf("memory grew from %.0f to %.0f MiB", t[1].memory/(1<<20), memory/(1<<20)))
	}
	if late < early*(1-in.o.slower) {
		errs = append(errs, fmt.Errorf("throughput fell from %.2f to %.2f MB for a CPU second", early, late))
	}
	return errors.Join(errs...)
}

// look returns what a process uses. It needs Linux.
func look(pid int) (s sample, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, err
	}
	f := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:])
	if len(f) < 22 {
		return s, errors.New("/proc: too few fields")
	}
	const tick = time.Second / 100
	number := func(i int) int64 {
		n, _ := strconv.ParseInt(string(f[i]), 10, 64)
		return n
	}
	return sample{cpu: time.Duration(number(11)+number(12)) * tick, rss: number(21) * int64(os.Getpagesize())}, nil
}
