package bunzip

import (
	"encoding/binary"
	"sync"
)

// unfold decompresses the one block of a stream in about half the time that compress/bzip2 takes. ok is false where anything about it is
// out of the ordinary: what is to be made of that, compress/bzip2 says.
func unfold(stream []byte) (out []byte, ok bool) {
	if len(stream) < 4 {
		return nil, false
	}
	u := unfolder{bits: bitReader{in: stream[4:]}, most: int(stream[3]-'0') * 100_000}
	if u.bits.read(24) != blockMagic>>24 || u.bits.read(24) != blockMagic&0xffffff {
		return nil, false
	}
	sum := u.bits.read(16)<<16 | u.bits.read(16)
	if !u.head() || !u.symbols() {
		return nil, false
	}
	if u.bits.read(24) != endMagic>>24 || u.bits.read(24) != endMagic&0xffffff || u.bits.read(16)<<16|u.bits.read(16) != sum || !u.bits.atEnd() {
		return nil, false
	}
	out, ok = u.bytes(sum)
	rooms.Put(&u.room)
	return out, ok
}

// rooms are the rooms of blocks that are done.
var rooms = sync.Pool{New: func() any { return new([]uint32) }}

// bitReader reads bits, the highest of a byte first; behind the end it reads zeros.
type bitReader struct {
	in   []byte
	at   int    // of the next byte for have
	have uint64 // the bits to come, from the highest
	n    int    // how many of them there are; below zero behind the end
}

// fill sees to 32 bits at least.
func (b *bitReader) fill() {
	if b.n >= 32 {
		return
	}
	if b.at+4 <= len(b.in) {
		b.have |= uint64(binary.BigEndian.Uint32(b.in[b.at:])) << (32 - b.n)
		b.at += 4
		b.n += 32
		return
	}
	for b.n >= 0 && b.n <= 56 && b.at < len(b.in) {
		b.have |= uint64(b.in[b.at]) << (56 - b.n)
		b.at++
		b.n += 8
	}
}

// read returns the next k bits, at most 24.
func (b *bitReader) read(k int) uint32 {
	b.fill()
	v := uint32(b.have >> (64 - k))
	b.have <<= k
	b.n -= k
	return v
}

// atEnd reports whether all was read but the bits that fill the last byte.
func (b *bitReader) atEnd() bool { return b.at == len(b.in) && b.n >= 0 && b.n < 8 }

const (
	runA = 0
	runB = 1
	// groupSize is after how many symbols the code can change.
	groupSize = 50
	maxCode   = 20
	// quickBits are looked up at once; longer codes are searched.
	quickBits = 10
)

// code is a Huffman code.
type code struct {
	quick  [1 << quickBits]uint16 // symbol<<5 | length of the code that these bits begin with; 0 for a longer one
	limit  [maxCode + 2]uint32    // of each length, the first 20 bits that belong to a longer one
	first  [maxCode + 2]int       // of each length, what a code's number is less than its place in sorted
	sorted [258]uint16            // symbols by the length of their codes
}

// set makes the code of the given lengths of codes. It reports whether each sequence of bits begins with just one code.
func (c *code) set(lengths []uint8) bool {
	var count [maxCode + 2]int
	for _, l := range lengths {
		count[l]++
	}
	var at [maxCode + 2]int
	next, place := uint32(0), 0
	for l := 1; l <= maxCode; l++ {
		at[l] = place
		c.first[l] = place - int(next)
		place += count[l]
		next += uint32(count[l])
		c.limit[l] = next << (maxCode - l)
		if next > 1<<l {
			return false
		}
		next <<= 1
	}
	if c.limit[maxCode] != 1<<maxCode {
		return false
	}
	for s, l := range lengths {
		c.sorted[at[l]] = uint16(s)
		at[l]++
	}
	clear(c.quick[:])
	place = 0
	from := 0
	for l := 1; l <= quickBits; l++ {
		for range count[l] {
			for range 1 << (quickBits - l) {
				c.quick[from] = c.sorted[place]<<5 | uint16(l)
				from++
			}
			place++
		}
	}
	return true
}

// unfolder decompresses a block.
type unfolder struct {
	bits    bitReader
	most    int // bytes of the block before runs are written out
	start   int // where in the sorted block its text begins
	used    []byte
	codes   [6]code
	choice  []uint8 // the code of each group of symbols
	room    []uint32
	block   []uint32 // in room
	numbers [256]int // how often each byte stands in the block
}

// head reads what stands before the symbols of a block.
func (u *unfolder) head() bool {
	b := &u.bits
	if b.read(1) != 0 {
		return false
	}
	u.start = int(b.read(24))
	ranges := b.read(16)
	for r := range 16 {
		if ranges>>(15-r)&1 == 0 {
			continue
		}
		here := b.read(16)
		for k := range 16 {
			if here>>(15-k)&1 == 1 {
				u.used = append(u.used, byte(16*r+k))
			}
		}
	}
	codes := int(b.read(3))
	if len(u.used) == 0 || codes < 2 || codes > 6 {
		return false
	}
	order := [6]uint8{0, 1, 2, 3, 4, 5}
	u.choice = make([]uint8, b.read(15))
	for i := range u.choice {
		n := 0
		for b.read(1) == 1 {
			if n++; n >= codes {
				return false
			}
		}
		c := order[n]
		copy(order[1:n+1], order[:n])
		order[0], u.choice[i] = c, c
	}
	lengths := make([]uint8, len(u.used)+2)
	for i := range codes {
		length := b.read(5)
		for j := range lengths {
			for {
				if length < 1 || length > maxCode {
					return false
				}
				if b.read(1) == 0 {
					break
				}
				length += 1 - 2*b.read(1)
			}
			lengths[j] = uint8(length)
		}
		if !u.codes[i].set(lengths) {
			return false
		}
	}
	return b.n >= 0
}

// symbols reads the symbols of a block to its end, and leaves the bytes that they mean in u.block.
func (u *unfolder) symbols() bool {
	b := &u.bits
	if u.room = *rooms.Get().(*[]uint32); len(u.room) < u.most {
		u.room = make([]uint32, u.most)
	}
	block, n := u.room, 0
	run, weight := 0, 1
	var recent [256]byte // the bytes used, that which came last first
	copy(recent[:], u.used)
	end := uint16(len(u.used) + 1)
	for _, which := range u.choice {
		c := &u.codes[which]
		for range groupSize {
			b.fill()
			var s uint16
			if q := c.quick[b.have>>(64-quickBits)]; q != 0 {
				s = q >> 5
				b.have <<= q & 31
				b.n -= int(q & 31)
			} else {
				bits := uint32(b.have >> (64 - maxCode))
				l := quickBits + 1
				for bits >= c.limit[l] { // the code is complete: the last limit is above all
					l++
				}
				s = c.sorted[int(bits>>(maxCode-l))+c.first[l]]
				b.have <<= l
				b.n -= l
			}
			if b.n < 0 {
				return false
			}
			if s <= runB {
				if weight > u.most {
					return false
				}
				run += weight << s
				weight <<= 1
				continue
			}
			if weight > 1 {
				if run > u.most-n {
					return false
				}
				first := recent[0]
				for i := n; i < n+run; i++ {
					block[i] = uint32(first)
				}
				u.numbers[first] += run
				n += run
				run, weight = 0, 1
			}
			if s == end {
				u.block = block[:n]
				return u.start < n
			}
			if n == u.most {
				return false
			}
			k := int(s) - 1
			v := recent[k]
			copy(recent[1:k+1], recent[:k])
			recent[0] = v
			block[n] = uint32(v)
			u.numbers[v]++
			n++
		}
	}
	return false
}

// bytes takes the sorting of a block back and writes out its runs. sum is the check sum of what comes of it.
func (u *unfolder) bytes(sum uint32) ([]byte, bool) {
	block := u.block
	var at [256]int
	total := 0
	for v, n := range u.numbers {
		at[v] = total
		total += n
	}
	for i, v := range block {
		v &= 0xff
		block[at[v]] |= uint32(i) << 8
		at[v]++
	}
	out := make([]byte, 0, len(block)+len(block)/8+256)
	pos := block[u.start] >> 8
	same := 0 // how many of the last bytes are equal, up to four
	var last byte
	for range block {
		next := block[pos]
		v := byte(next)
		pos = next >> 8
		if same == 4 {
			for range v {
				out = append(out, last)
			}
			if same = 0; v == 0 { // as compress/bzip2 has it; a compressor does not go on with the same byte
				same = 1
			}
			continue
		}
		if same > 0 && v == last {
			same++
		} else {
			same = 1
		}
		last = v
		out = append(out, v)
	}
	return out, checksum(out) == sum
}

var sums = func() (t [4][256]uint32) {
	for i := range t[0] {
		c := uint32(i) << 24
		for range 8 {
			c = c<<1 ^ 0x04c11db7&-(c>>31)
		}
		t[0][i] = c
	}
	for k := 1; k < len(t); k++ {
		for i, c := range t[k-1] {
			t[k][i] = c<<8 ^ t[0][c>>24]
		}
	}
	return t
}()

// checksum is the check sum of bzip2: CRC-32 with the highest bit first.
func checksum(b []byte) uint32 {
	c := ^uint32(0)
	for ; len(b) >= 4; b = b[4:] {
		c ^= binary.BigEndian.Uint32(b)
		c = sums[3][c>>24] ^ sums[2][c>>16&0xff] ^ sums[1][c>>8&0xff] ^ sums[0][c&0xff]
	}
	for _, v := range b {
		c = c<<8 ^ sums[0][byte(c>>24)^v]
	}
	return ^c
}
