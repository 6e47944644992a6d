package decode

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	tests := []struct{ name, in, want, encoding string }{
		{"ascii", "Relations", "Relations", "utf-8"},
		{"utf-8", "chargé d’affaires", "chargé d’affaires", "utf-8"},
		{"mark", "\xef\xbb\xbfA", "A", "utf-8"},
		{"utf-16le mark", "\xff\xfeA\x00\xe9\x00", "Aé", "utf-16le"},
		{"utf-16be mark", "\xfe\xff\x00A\x00\xe9", "Aé", "utf-16be"},
		{"utf-16le pair", "\xff\xfe\x3d\xd8\x00\xde", "😀", "utf-16le"},
		{"utf-16le bare", "A\x00b\x00c\x00d\x00e\x00f\x00", "Abcdef", "utf-16le"},
		{"a stray zero byte", "Chad left\x00 Mali.", "Chad left  Mali.", "utf-8"},
		{"windows-1252", "The charg\xe9 d\x92affaires left Bogot\xe1 on Monday.", "The chargé d’affaires left Bogotá on Monday.", "windows-1252"},
	}
	for _, tt := range tests {
		got, enc, err := Text([]byte(tt.in))
		if err != nil || got != tt.want || enc != tt.encoding {
			t.Errorf("%s: got %q, %q, %v", tt.name, got, enc, err)
		}
	}
}

func TestTextRefuses(t *testing.T) {
	offsets := []struct {
		name, in string
		offset   int
	}{
		{"damaged UTF-8", "Relations with Côte d’Ivoire \xff and Perú", 32},
		{"cut UTF-16", "\xff\xfeA\x00b", 4},
		{"lone surrogate", "\xff\xfe\x3d\xd8A\x00", 2},
		{"many odd bytes", "\xe3\xe5\xe3\xe5 \xe3\xe5", 0},
	}
	for _, tt := range offsets {
		_, _, err := Text([]byte(tt.in))
		var bad *InvalidError
		if !errors.As(err, &bad) || bad.Offset != tt.offset {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	for _, in := range []string{"a\x00\x01\x02b\x00zz", "\x00", "\x00a", strings.Repeat("Chad left Mali.\x00\x00", 9)} {
		if _, _, err := Text([]byte(in)); !errors.Is(err, ErrBinary) {
			t.Errorf("binary: %v", err)
		}
	}
}

func TestDeclared(t *testing.T) {
	s, enc, err := Declared([]byte("<meta charset=iso-8859-2><p>\xb9"), "")
	if err != nil || enc != "iso-8859-2" || s != "<meta charset=iso-8859-2><p>š" {
		t.Errorf("%q %q %v", s, enc, err)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("chargé"))
	f.Add([]byte("\xff\xfeA\x00"))
	f.Add([]byte("charg\xe9 "))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, _, err := Text(b); err == nil && !utf8.ValidString(s) {
			t.Fatalf("%q gave %q", b, s)
		}
		if s, _, err := Declared(b, ""); err == nil && !utf8.ValidString(s) {
			t.Fatalf("%q gave %q", b, s)
		}
	})
}
