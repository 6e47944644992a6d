package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// reader unpacks a stream. The library does so for encrypted files; it believes the length that a stream gives, and knows few of the ways to pack.
func (d *decoder) reader(v pdf.Value) io.Reader {
	raw, ok := d.raw(v)
	if !ok {
		return v.Reader()
	}
	var r io.Reader = bytes.NewReader(raw)
	filters, params := v.Key("Filter"), v.Key("DecodeParms")
	if filters.Kind() == pdf.Name {
		return unpack(r, filters.Name(), params)
	}
	const most = 8
	for i := range min(filters.Len(), most) {
		r = unpack(r, filters.Index(i).Name(), params.Index(i))
	}
	return r
}

// raw returns the bytes of a stream as they stand in the file, up to where it says that it ends or, if no end is there, to where one is.
func (d *decoder) raw(v pdf.Value) ([]byte, bool) {
	if d.encrypted {
		return nil, false
	}
	s := v.String() // ends in where the stream stands
	at, err := strconv.Atoi(s[strings.LastIndexByte(s, '@')+1:])
	if err != nil || at < 0 || at > len(d.file) {
		return nil, false
	}
	b := d.file[at:]
	if n := v.Key("Length").Int64(); n >= 0 && n <= int64(len(b)) && bytes.HasPrefix(bytes.TrimLeft(b[n:min(int(n)+16, len(b))], " \r\n"), []byte("endstr")) {
		return b[:n], true
	}
	if n := bytes.Index(b, []byte("endstream")); n >= 0 {
		return b[:n], true
	}
	return b, true
}

func unpack(r io.Reader, filter string, params pdf.Value) io.Reader {
	switch filter {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(r)
		if err != nil {
			panic(err)
		}
		return z
	case "LZWDecode", "LZW":
		early := 1
		if e := params.Key("EarlyChange"); e.Kind() == pdf.Integer && e.Int64() == 0 {
			early = 0
		}
		return &unlzw{r: bufio.NewReader(r), early: early}
	case "ASCII85Decode", "A85":
		b, _ := io.ReadAll(io.LimitReader(r, maxStream))
		b, _, _ = bytes.Cut(b, []byte("~>"))
		return ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("<~"))))
	case "ASCIIHexDecode", "AHx":
		b, _ := io.ReadAll(io.LimitReader(r, maxStream))
		b, _, _ = bytes.Cut(b, []byte(">"))
		return strings.NewReader(unhex(b))
	case "RunLengthDecode", "RL":
		return &runs{r: bufio.NewReader(r)}
	}
	panic(fmt.Sprintf("packed in a way that is not known (%.40s)", filter))
}

// runs unpacks runs of one byte.
type runs struct {
	r       *bufio.Reader
	pending []byte
}

func (u *runs) Read(p []byte) (int, error) {
	for len(u.pending) == 0 {
		n, err := u.r.ReadByte()
		switch {
		case err != nil || n == 128:
			return 0, io.EOF
		case n < 128:
			u.pending = make([]byte, int(n)+1)
			k, _ := io.ReadFull(u.r, u.pending)
			u.pending = u.pending[:k]
		default:
			c, err := u.r.ReadByte()
			if err != nil {
				return 0, io.EOF
			}
			u.pending = bytes.Repeat([]byte{c}, 257-int(n))
		}
	}
	n := copy(p, u.pending)
	u.pending = u.pending[n:]
	return n, nil
}

// unlzw unpacks LZW as PDF has it: codes become longer one code early, unless the file says otherwise.
type unlzw struct {
	r       *bufio.Reader
	early   int
	table   [][]byte
	last    []byte
	bits    uint32
	have    int
	width   int
	pending []byte
}

func (u *unlzw) Read(p []byte) (int, error) {
	const clear, end, most = 256, 257, 4096
	for len(u.pending) == 0 {
		if u.table == nil {
			u.table, u.width, u.last = make([][]byte, end+1, most), 9, nil
			for c := range clear {
				u.table[c] = []byte{byte(c)}
			}
		}
		for u.have < u.width {
			c, err := u.r.ReadByte()
			if err != nil {
				return 0, io.EOF
			}
			u.bits, u.have = u.bits<<8|uint32(c), u.have+8
		}
		code := int(u.bits>>(u.have-u.width)) & (1<<u.width - 1)
		u.have -= u.width
		switch {
		case code == clear:
			u.table = nil
			continue
		case code == end:
			return 0, io.EOF
		case code < len(u.table):
			u.pending = u.table[code]
		case code == len(u.table) && u.last != nil:
			u.pending = append(bytes.Clone(u.last), u.last[0])
		default:
			return 0, errors.New("its packing is damaged")
		}
		if u.last != nil && len(u.table) < most {
			u.table = append(u.table, append(bytes.Clone(u.last), u.pending[0]))
		}
		u.last = u.pending
		if len(u.table)+u.early >= 1<<u.width && u.width < 12 {
			u.width++
		}
	}
	n := copy(p, u.pending)
	u.pending = u.pending[n:]
	return n, nil
}
