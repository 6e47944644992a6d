package store

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"chancery"
)

// Decoder decodes claims from the JSON that json.Marshal made of them, in a fifth of the time of json.Unmarshal, which it leaves all else to. Claims of one
// decoder share the words that they have in common: names, kinds and the like. It serves one goroutine.
type Decoder struct {
	Bare  bool // leaves out the words of quotes
	words map[string]string
	rest  []byte // of the claim that is read
	other bool   // it is not as json.Marshal writes it
}

// maxWords bounds the words that claims share.
const maxWords = 1 << 18

// Claim decodes a claim.
func (d *Decoder) Claim(body []byte) (c chancery.Claim, err error) {
	d.rest, d.other = body, !utf8.Valid(body)
	d.claim(&c)
	if d.other || len(d.rest) > 0 {
		c = chancery.Claim{}
		if err := json.Unmarshal(body, &c); err != nil {
			return c, err
		}
	}
	if d.Bare {
		c.Quote, c.Lead = chancery.Quote{Start: c.Quote.Start, End: c.Quote.End}, nil
	}
	return c, nil
}

func (d *Decoder) claim(c *chancery.Claim) {
	d.object(func(key []byte) {
		switch string(key) {
		case "id":
			c.ID = string(d.text())
		case "document":
			c.Document = d.word()
		case "document_id":
			c.DocumentID = d.word()
		case "kind":
			c.Kind = d.word()
		case "agents":
			c.Agents = d.parties()
		case "patients":
			c.Patients = d.parties()
		case "others":
			c.Others = list(d, func(r *chancery.Role) {
				d.object(func(key []byte) {
					if string(key) == "role" {
						r.Role = d.word()
					} else {
						d.party(&r.Party, key)
					}
				})
			})
		case "when":
			c.When = new(chancery.When)
			d.when(c.When)
		case "modality":
			c.Modality = chancery.Modality(d.word())
		case "attribution":
			c.Attribution = d.parties()
		case "quantity":
			c.Quantity = new(chancery.Quantity)
			d.quantity(c.Quantity)
		case "quote":
			d.quote(&c.Quote)
		case "lead":
			c.Lead = new(chancery.Quote)
			d.quote(c.Lead)
		case "cites":
			c.Cites = list(d, d.reference)
		case "rule":
			c.Rule = d.word()
		case "confidence":
			c.Confidence = d.float()
		default:
			d.other = true
		}
	})
}

func (d *Decoder) parties() []chancery.Party {
	return list(d, func(p *chancery.Party) {
		d.object(func(key []byte) { d.party(p, key) })
	})
}

func (d *Decoder) party(p *chancery.Party, key []byte) {
	switch string(key) {
	case "id":
		p.ID = d.word()
	case "name":
		p.Name = d.word()
	case "type":
		p.Type = chancery.PartyType(d.word())
	case "mention":
		p.Mention = d.word()
	case "organ":
		p.Organ = d.word()
	case "person":
		p.Person = d.word()
	default:
		d.other = true
	}
}

func (d *Decoder) when(w *chancery.When) {
	d.object(func(key []byte) {
		switch string(key) {
		case "edtf":
			w.EDTF = d.word()
		case "text":
			w.Text = d.word()
		case "basis":
			w.Basis = chancery.Basis(d.word())
		case "relative":
			w.Relative = d.word()
		case "impossible":
			w.Impossible = d.word()
		default:
			d.other = true
		}
	})
}

func (d *Decoder) quantity(q *chancery.Quantity) {
	d.object(func(key []byte) {
		switch string(key) {
		case "value":
			q.Value = d.float()
		case "unit":
			q.Unit = d.word()
		case "approx":
			q.Approx = d.word()
		case "text":
			q.Text = d.word()
		default:
			d.other = true
		}
	})
}

func (d *Decoder) quote(q *chancery.Quote) {
	d.object(func(key []byte) {
		var to *string
		switch string(key) {
		case "exact":
			to = &q.Exact
		case "text":
			to = &q.Text
		case "prefix":
			to = &q.Prefix
		case "suffix":
			to = &q.Suffix
		case "start":
			q.Start = d.int()
			return
		case "end":
			q.End = d.int()
			return
		default:
			d.other = true
			return
		}
		if text := d.text(); !d.Bare {
			*to = string(text)
		}
	})
}

func (d *Decoder) reference(r *chancery.Reference) {
	d.object(func(key []byte) {
		switch string(key) {
		case "url":
			r.URL = d.word()
		case "title":
			r.Title = d.word()
		case "publisher":
			r.Publisher = d.word()
		case "date":
			r.Date = d.word()
		default:
			d.other = true
		}
	})
}

// next takes c, if it comes next.
func (d *Decoder) next(c byte) bool {
	if len(d.rest) == 0 || d.rest[0] != c {
		return false
	}
	d.rest = d.rest[1:]
	return true
}

func (d *Decoder) expect(c byte) {
	if !d.next(c) {
		d.other = true
	}
}

// object reads an object; value reads what stands under a key.
func (d *Decoder) object(value func(key []byte)) {
	d.expect('{')
	for first := true; !d.other && !d.next('}'); first = false {
		if !first {
			d.expect(',')
		}
		key := d.text()
		d.expect(':')
		if !d.other {
			value(key)
		}
	}
}

func list[T any](d *Decoder, value func(*T)) []T {
	d.expect('[')
	out := make([]T, 0, 1)
	for !d.other && !d.next(']') {
		if len(out) > 0 {
			d.expect(',')
		}
		var x T
		value(&x)
		out = append(out, x)
	}
	return out
}

// text reads a string. What it returns is only good until the next is read.
func (d *Decoder) text() []byte {
	d.expect('"')
	if d.other {
		return nil
	}
	end := bytes.IndexByte(d.rest, '"')
	if end < 0 {
		d.other = true
		return nil
	}
	if plain := d.rest[:end]; bytes.IndexByte(plain, '\\') < 0 {
		d.rest = d.rest[end+1:]
		return plain
	}
	return d.escaped()
}

// escaped reads the rest of a string in which something is escaped.
func (d *Decoder) escaped() []byte {
	var out []byte
	for at := 0; at < len(d.rest); at++ {
		switch c := d.rest[at]; c {
		case '"':
			d.rest = d.rest[at+1:]
			return out
		case '\\':
			if at++; at == len(d.rest) {
				break
			}
			if i := bytes.IndexByte([]byte(`"\/bfnrt`), d.rest[at]); i >= 0 {
				out = append(out, "\"\\/\b\f\n\r\t"[i])
				continue
			}
			if d.rest[at] != 'u' || at+4 >= len(d.rest) {
				break
			}
			n, err := strconv.ParseUint(string(d.rest[at+1:at+5]), 16, 16)
			if err != nil || 0xd800 <= n && n < 0xe000 { // half a letter, which json.Marshal never writes
				break
			}
			out = utf8.AppendRune(out, rune(n))
			at += 4
			continue
		default:
			out = append(out, c)
			continue
		}
		break
	}
	d.other = true
	return nil
}

// word is text that claims share.
func (d *Decoder) word() string {
	text := d.text()
	w, ok := d.words[string(text)]
	if !ok {
		w = string(text)
		if d.words == nil {
			d.words = map[string]string{}
		}
		if len(d.words) < maxWords {
			d.words[w] = w
		}
	}
	return w
}

// number reads a number's digits.
func (d *Decoder) number() string {
	end := 0
	for end < len(d.rest) && d.rest[end] != ',' && d.rest[end] != '}' {
		end++
	}
	out := d.rest[:end]
	d.rest = d.rest[end:]
	return string(out)
}

func (d *Decoder) int() int {
	n, err := strconv.Atoi(d.number())
	d.other = d.other || err != nil
	return n
}

func (d *Decoder) float() float64 {
	f, err := strconv.ParseFloat(d.number(), 64)
	d.other = d.other || err != nil
	return f
}
