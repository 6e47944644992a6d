package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
)

const (
	letterHead = "Received: from n.example by m.example;\n\tMon, 4 Mar 2019 10:00:01 +0000\nMessage-ID: <1@n.example>\nFrom: =?windows-1252?Q?Embassy_in_N=92Djamena?= <press@n.example>\nTo: b@n.example\nSubject: Re: =?UTF-8?B?Q2hhZCAmIE1hbGk=?=\nDate: Mon, 4 Mar 2019 10:00:00 +0000\n"
	own        = "Chad recognised Mali on 3 May 1961, as you know."
	answer     = letterHead + "\n" + own + "\n\nOn Sun, 3 Mar 2019 at 09:00, Ada <ada@n.example>\nwrote:\n> Peru left the union yesterday.\n>\n>> Fiji left it before.\n\nThe embassy was opened in 1962.\n\n-- \nPress office\nPeru left us.\n"
)

func TestLetters(t *testing.T) {
	other := strings.Replace(strings.Replace(answer, "<1@", "<2@", 1), own, "Norway recognised Mali on 4 May 1961.\n\n>From Peru nothing was heard, and nobody asked.", 1)
	tests := []struct {
		name, file, content string
		want                []string
		failed              []string
	}{
		{"an answer", "a.eml", answer, []string{"a.eml: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: " + own + " ¶ The embassy was opened in 1962."}, nil},
		{"an answer above the other", "a.eml", letterHead + "\n" + own + "\n\n-----Original Message-----\nFrom: Ada\nSent: Sunday\nSubject: x\n\nPeru left the union yesterday.\n",
			[]string{"a.eml: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: " + own}, nil},
		{"passed on", "a.eml", letterHead + "\nSee below, which was sent to us today.\n\n---------- Forwarded message ---------\nFrom: Ada\nDate: Sunday\nSubject: x\n\n" + own + "\n",
			[]string{"a.eml: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: See below, which was sent to us today. ¶ " + own}, nil},
		{"a mailbox", "a.mbox", "From press@n.example Mon Mar  4 10:00:00 2019\n" + answer + "\nFrom x@n.example Mon Mar  4 11:00:00 2019\n" + other, []string{
			"a.mbox#1: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: " + own + " ¶ The embassy was opened in 1962.",
			"a.mbox#2: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: Norway recognised Mali on 4 May 1961. ¶ From Peru nothing was heard, and nobody asked. ¶ The embassy was opened in 1962."}, nil},
		{"a mailbox, a letter without a text", "a.mbox", "From press@n.example Mon Mar  4 10:00:00 2019\nFrom: a@n.example\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n\nFrom x@n.example Mon Mar  4 11:00:00 2019\n" + answer,
			[]string{"a.mbox#2: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: " + own + " ¶ The embassy was opened in 1962."}, []string{"a.mbox:letter 1: holds no text and no page"}},
		{"a letter in a letter", "a.eml", letterHead + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + own + "\n--b\nContent-Type: message/rfc822\n\n" + other + "\n--b--\n", []string{
			"a.eml: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: " + own,
			"a.eml#enclosed1: Re: Chad & Mali; Embassy in N’Djamena; 2019-03-04: Norway recognised Mali on 4 May 1961. ¶ >From Peru nothing was heard, and nobody asked. ¶ The embassy was opened in 1962."}, nil},
		{"a text with a head as letters have it", "a.txt", "From: the ministry\nTo: the embassy\nDate: 4 March 2019\n\n" + own + "\n\n> " + own + "\n", []string{"a.txt: ; ; 2019-03-04: " + own + " ¶ " + own}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{tt.file: tt.content})
			var got, failed []string
			report, err := Walk(t.Context(), []string{tt.file}, Options{}, func(d chancery.Document) error {
				var story []string
				for _, b := range d.Blocks {
					if b.Furniture == "" {
						story = append(story, strings.Join(strings.Fields(b.Text), " "))
					}
				}
				date, _ := d.Date()
				got = append(got, d.Name+": "+d.Title+"; "+d.Source+"; "+date+": "+strings.Join(story, " ¶ "))
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range report.Failed {
				failed = append(failed, e.Where+": "+e.Message)
			}
			if diff := cmp.Diff([][]string{tt.want, tt.failed}, [][]string{got, failed}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPostmark holds what begins a letter of a mailbox, and what is a sentence that begins alike.
func TestPostmark(t *testing.T) {
	for line, want := range map[string]bool{
		"From ada@n.example Mon Mar  4 10:00:00 2019":                                                  true,
		"From - Mon Mar 04 10:00:00 2019":                                                              true,
		"From Tirana, 14:30, 4 March 2019: Albania and Iran established diplomatic relations in 1975.": false,
		"From Tirana the plane left at 10:00 on 4 March 2019 for Paris.":                               false,
	} {
		if postmark.MatchString(line) != want {
			t.Errorf("%q: %v, want %v", line, !want, want)
		}
	}
}
