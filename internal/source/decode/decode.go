// Package decode turns the bytes of a document into UTF-8 text.
//
// It promises that what it returns is valid UTF-8 that stands for every byte of
// the input but a byte order mark, or an error that names the offset of the first byte it
// could not read. It guesses an encoding only where the guess can be checked against
// the text. Only pages that declare UTF-8 and hold a few other bytes are read with U+FFFD in their place, as browsers do.
// The few zero bytes that a text may hold are read as blanks.
package decode

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// ErrBinary says that the bytes are not text in any encoding.
var ErrBinary = errors.New("is not text: it holds binary data")

// InvalidError says where the bytes stop being text of the encoding.
type InvalidError struct {
	Offset   int    // of the first byte that cannot be read
	Encoding string // that was tried
}

func (e *InvalidError) Error() string {
	return fmt.Sprintf("is not valid %s: byte %d cannot be read", e.Encoding, e.Offset)
}

// Text decodes b, whose encoding nobody declared: by its byte order mark, else as UTF-8,
// UTF-16 that shows by its zero bytes, or windows-1252 where that gives plausible words.
// It returns the name of the encoding that it found.
func Text(b []byte) (text, name string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
		if i := invalid(b); i >= 0 {
			return "", "", &InvalidError{i + 3, "UTF-8"}
		}
		return NoZero(string(b)), "utf-8", nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return fromUTF16(b, 2, false)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return fromUTF16(b, 2, true)
	}
	if big, ok := looksUTF16(b); ok {
		return fromUTF16(b, 0, big)
	}
	if Binary(b) {
		return "", "", ErrBinary
	}
	bad := invalid(b)
	if bad < 0 {
		return NoZero(string(b)), "utf-8", nil
	}
	if s, ok := western(b); ok {
		return NoZero(s), "windows-1252", nil
	}
	return "", "", &InvalidError{bad, "UTF-8"}
}

// Declared decodes b as a format that may declare its encoding does (HTML: by the byte order
// mark, the content type or a meta element), and as [Text] does where it declares none or
// where what it declares does not fit.
func Declared(b []byte, contentType string) (text, name string, err error) {
	if bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return Text(b)
	}
	if utf8.Valid(b) {
		return NoZero(string(b)), "utf-8", nil
	}
	head := b
	if len(head) > 1024 {
		head = head[:1024]
	}
	enc, name, _ := charset.DetermineEncoding(head, contentType)
	if enc == nil || enc == encoding.Nop || name == "utf-8" {
		// The page says UTF-8 and a few of its bytes are not: take it as browsers do, one
		// replacement for each, since HTML of many hands is seldom clean.
		return NoZero(strings.ToValidUTF8(string(b), "\uFFFD")), "utf-8", nil
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil || !utf8.Valid(out) {
		return "", "", &InvalidError{invalid(b), name}
	}
	return NoZero(string(out)), name, nil
}

// NoZero returns s with a blank in the place of each zero byte: it is what is left of padding, and parts no more than a blank does.
func NoZero(s string) string { return strings.ReplaceAll(s, "\x00", " ") }

// Binary reports whether b, the beginning of a file, holds what no text holds: many control characters. A single one is damage, were it
// a zero byte.
func Binary(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	if _, ok := looksUTF16(b); ok || bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return false
	}
	control := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b || c == 0x7f {
			control++
		}
	}
	return control > 1+len(b)/50 || control*4 > len(b)
}

// invalid returns the offset of the first byte of b that is not UTF-8, or -1.
func invalid(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// looksUTF16 reports whether b is UTF-16 without a mark: nearly every second byte is zero.
func looksUTF16(b []byte) (big, ok bool) {
	n := min(len(b), 4096) &^ 1
	if n < 8 {
		return false, false
	}
	var zero [2]int
	for i := 0; i < n; i++ {
		if b[i] == 0 {
			zero[i&1]++
		}
	}
	half := n / 2
	switch {
	case zero[1]*10 > half*7 && zero[0]*20 < half:
		return false, true
	case zero[0]*10 > half*7 && zero[1]*20 < half:
		return true, true
	}
	return false, false
}

func fromUTF16(b []byte, from int, big bool) (string, string, error) {
	name := "utf-16le"
	if big {
		name = "utf-16be"
	}
	var out strings.Builder
	out.Grow(len(b) / 2)
	unit := func(i int) uint16 {
		if big {
			return uint16(b[i])<<8 | uint16(b[i+1])
		}
		return uint16(b[i+1])<<8 | uint16(b[i])
	}
	for i := from; i < len(b); i += 2 {
		if i+1 >= len(b) {
			return "", "", &InvalidError{i, name}
		}
		r := rune(unit(i))
		if utf16.IsSurrogate(r) {
			if i+3 >= len(b) {
				return "", "", &InvalidError{i, name}
			}
			r = utf16.DecodeRune(r, rune(unit(i+2)))
			if r == unicode.ReplacementChar {
				return "", "", &InvalidError{i, name}
			}
			i += 2
		}
		if r == 0 {
			return "", "", ErrBinary
		}
		out.WriteRune(r)
	}
	return out.String(), name, nil
}

// western decodes b as windows-1252 and reports whether that gives text: every byte defined,
// few of them beyond ASCII, and those letters inside words or the usual punctuation. Text
// with a well-formed multi-byte UTF-8 sequence is damaged UTF-8, not windows-1252.
func western(b []byte) (string, bool) {
	high, odd, sequences := 0, 0, 0
	letter := func(i int) bool {
		return i >= 0 && i < len(b) && (b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z' || b[i] >= 0xc0)
	}
	for i := 0; i < len(b); i++ {
		c := b[i]
		if c < 0x80 {
			continue
		}
		high++
		if r, n := utf8.DecodeRune(b[i:]); r != utf8.RuneError && n > 1 {
			sequences++
		}
		switch {
		case c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d:
			return "", false
		case c >= 0xc0 || c == 0x8a || c == 0x8c || c == 0x8e || c == 0x9a || c == 0x9c || c == 0x9e || c == 0x9f:
			if !letter(i-1) && !letter(i+1) {
				odd++
			}
		}
	}
	if high*6 > len(b) || odd*4 > high || sequences*2 > high {
		return "", false
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return "", false
	}
	return string(out), true
}
