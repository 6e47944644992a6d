// Package bunzip decompresses bzip2 on all processors. The blocks of a bzip2 file are independent of each
// other, whether it has one stream or many, and each begins with 48 bits that stand nowhere else; each is
// decompressed as a stream of its own, by compress/bzip2 where anything about it is out of the ordinary.
//
// It promises the bytes that compress/bzip2 gives, an error where that gives one (truncation, a wrong check sum, what is no
// bzip2), and memory bounded by a few blocks for each processor. A block whose data hold the 48 bits by chance (once
// in 2^48 bits) is reported as damaged.
package bunzip

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"context"
	"encoding/binary"
	"errors"
	"io"
)

const (
	blockMagic = 0x314159265359
	endMagic   = 0x177245385090
	magicMask  = 1<<48 - 1

	// maxBlock bounds the compressed bytes of a block: 900 000 symbols of at most 20 bits, and tables.
	maxBlock = 900_000*20/8 + 64<<10
	// maxUnfolded bounds what a block gives: run-length coding makes at most 259 bytes of 5.
	maxUnfolded = 900_000*259/5 + 1<<10
)

var errDamaged = errors.New("bzip2: the data are damaged")

// block is one block on its way: its bits as a stream, then its bytes.
type block struct {
	stream []byte
	done   chan struct{}
	out    []byte
	err    error
}

// NewReader returns a reader of what r holds, decompressed by so many workers. It ends with the context. The caller must Close it.
func NewReader(ctx context.Context, r io.Reader, workers int) io.ReadCloser {
	ctx, cancel := context.WithCancel(ctx)
	z := &reader{ctx: ctx, cancel: cancel, blocks: make(chan *block, 2*workers)}
	jobs := make(chan *block)
	for range workers {
		go func() {
			for b := range jobs {
				b.unfold()
				close(b.done)
			}
		}()
	}
	go func() {
		defer close(z.blocks)
		defer close(jobs)
		s := &splitter{r: bufio.NewReaderSize(r, 256<<10)}
		err := s.split(func(stream []byte) error {
			b := &block{stream: stream, done: make(chan struct{})}
			select { // in order
			case z.blocks <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case jobs <- b:
			case <-ctx.Done():
				b.err = ctx.Err()
				close(b.done)
				return ctx.Err()
			}
			return nil
		})
		if err != nil {
			b := &block{done: make(chan struct{}), err: err}
			close(b.done)
			select {
			case z.blocks <- b:
			case <-ctx.Done():
			}
		}
	}()
	return z
}

type reader struct {
	ctx    context.Context
	cancel context.CancelFunc
	blocks chan *block
	rest   []byte
	err    error
}

func (z *reader) Read(p []byte) (int, error) {
	for len(z.rest) == 0 {
		if z.err != nil {
			return 0, z.err
		}
		var b *block
		var ok bool
		select {
		case b, ok = <-z.blocks:
		case <-z.ctx.Done():
			z.err = z.ctx.Err()
			continue
		}
		if !ok {
			z.err = io.EOF
			if err := z.ctx.Err(); err != nil {
				z.err = err
			}
			continue
		}
		select {
		case <-b.done:
		case <-z.ctx.Done():
			z.err = z.ctx.Err()
			continue
		}
		z.rest, z.err = b.out, b.err
	}
	n := copy(p, z.rest)
	z.rest = z.rest[n:]
	return n, nil
}

// Close lets the workers end. What is read afterwards is an error.
func (z *reader) Close() error {
	z.cancel()
	return nil
}

func (b *block) unfold() {
	if out, ok := unfold(b.stream); ok {
		b.out, b.stream = out, nil
		return
	}
	out, err := io.ReadAll(io.LimitReader(bzip2.NewReader(bytes.NewReader(b.stream)), maxUnfolded+1))
	if err == nil && len(out) > maxUnfolded {
		err = errDamaged
	}
	b.out, b.err, b.stream = out, err, nil
}

// splitter finds the blocks of a file.
type splitter struct {
	r *bufio.Reader
}

// split reads streams to the end of the input and yields each block as a stream of its own.
func (s *splitter) split(yield func([]byte) error) error {
	for first := true; ; first = false {
		head := make([]byte, 4)
		n, err := io.ReadFull(s.r, head)
		if err == io.EOF && !first {
			return nil
		}
		if err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		if n < 4 || string(head[:3]) != "BZh" || head[3] < '1' || head[3] > '9' {
			return bzip2.StructuralError("bad magic value")
		}
		if err := s.stream(head, yield); err != nil {
			return err
		}
	}
}

// stream reads one stream behind its head. Bits are collected from the beginning of the present block, which stands at
// bit `shift` of the first collected byte, until the next 48 bits that begin a block or the stream's end.
func (s *splitter) stream(head []byte, yield func([]byte) error) error {
	var (
		raw      []byte // the bytes that hold the present block
		shift    uint   // where in raw[0] it begins
		window   uint64 // the last 8 bytes
		seen     int    // bytes of the stream
		open     bool   // a block has begun
		combined uint32 // the check sum of the stream
	)
	for {
		c, err := s.r.ReadByte()
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		seen++
		window = window<<8 | uint64(c)
		raw = append(raw, c)
		if len(raw) > maxBlock {
			return errDamaged
		}
		if seen < 6 || seen > 6 && !within[byte(window>>16)] {
			continue
		}
		// k bits of c come behind the 48 bits that are looked at
		for k := uint(8); k > 0; k-- {
			v := window >> (k - 1) & magicMask
			if v != blockMagic && v != endMagic || seen == 6 && k != 1 {
				continue
			}
			if !open && seen > 6 {
				return errDamaged
			}
			behind := k - 1
			end := uint(len(raw))*8 - behind - 48 // in bits of raw: where the magic begins
			if open {
				stream, sum := assemble(head, raw, shift, end)
				if stream == nil {
					return errDamaged
				}
				combined = (combined<<1 | combined>>31) ^ sum
				if err := yield(stream); err != nil {
					return err
				}
			}
			if v == endMagic {
				return s.end(raw, end+48, combined)
			}
			open = true
			raw = append([]byte(nil), raw[end/8:]...)
			shift = end % 8
			break
		}
		if !open && seen >= 6 {
			return errDamaged // no block begins where one must
		}
	}
}

// within tells which bytes can stand 16 bits before the end of a byte in which one of the two magics ends.
var within = func() (t [256]bool) {
	for k := range 8 {
		t[byte(uint64(blockMagic)>>(16-k))] = true
		t[byte(uint64(endMagic)>>(16-k))] = true
	}
	return t
}()

// end reads the check sum of a stream, which begins at a bit of raw, and holds it against that of its blocks.
func (s *splitter) end(raw []byte, at uint, combined uint32) error {
	for uint(len(raw))*8 < at+32 {
		c, err := s.r.ReadByte()
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		raw = append(raw, c)
	}
	if bits32(raw, at) != combined {
		return bzip2.StructuralError("file checksum mismatch")
	}
	return nil
}

// assemble makes a stream of one block: head, the bits [from, to) of raw, the end's magic, the check sum. It
// returns nil where the block is shorter than its own head.
func assemble(head, raw []byte, from, to uint) (stream []byte, sum uint32) {
	if to < from+80 {
		return nil, 0
	}
	sum = bits32(raw, from+48)
	n := to - from
	out := make([]byte, 0, len(head)+int(n/8)+16)
	out = append(out, head...)
	at := from
	for ; at+8 <= to; at += 8 {
		out = append(out, bits8(raw, at))
	}
	left := to - at // 0 to 7 bits
	var tail [11]byte
	binary.BigEndian.PutUint64(tail[:8], uint64(endMagic)<<16|uint64(sum>>16))
	binary.BigEndian.PutUint16(tail[8:10], uint16(sum))
	if left == 0 {
		return append(out, tail[:10]...), sum
	}
	carry := bits8(raw, at) &^ (0xff >> left)
	for _, b := range tail[:10] {
		out = append(out, carry|b>>left)
		carry = b << (8 - left)
	}
	return append(out, carry), sum
}

// bits8 returns the 8 bits of b that begin at bit at; beyond the end they are zero.
func bits8(b []byte, at uint) byte {
	i, k := at/8, at%8
	v := b[i] << k
	if k > 0 && i+1 < uint(len(b)) {
		v |= b[i+1] >> (8 - k)
	}
	return v
}

func bits32(b []byte, at uint) uint32 {
	return uint32(bits8(b, at))<<24 | uint32(bits8(b, at+8))<<16 | uint32(bits8(b, at+16))<<8 | uint32(bits8(b, at+24))
}
