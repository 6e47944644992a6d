package text

// A Look is what can be seen of a line or paragraph without its neighbours. Readers of other formats judge by it as this one does.
type Look struct {
	Words    int
	Function int    // function words among them
	Part     string // of a page, by its words: "share", "advert", "menu", "related", "footer", "promo", or "" for none
	Closes   bool   // opens what comes behind a story
	Byline   bool
	Prose    bool // reads as running text
	Headline bool // can be a headline or a subheading
	Cut      bool // ends in an ellipsis, as teasers do
	Promo    bool // speaks of the site to its reader
}

// LookAt looks at s.
func LookAt(s string) Look {
	k := lookAt(s)
	return Look{
		Words: k.words, Function: k.function, Part: k.class.String(), Closes: k.class == after || k.class == footer, Byline: k.byline,
		Prose: k.prose(), Headline: k.headline(), Cut: k.cut, Promo: promotional(k),
	}
}

// IsDateLine reports whether s is about a day: a date and hardly anything else.
func IsDateLine(s string) bool { return isDateLine(s) }

// IsCredit reports whether s names who else wrote a story.
func IsCredit(s string) bool { return isCredit(s) }

// IsPhotoCredit reports whether s is a line under a picture, by the credit in it.
func IsPhotoCredit(s string) bool { return isPhoto(s) }

// Dateline returns the length of the dateline that opens s with the blanks behind it, 0 for none, and the agency that it names.
func Dateline(s string) (n int, agency string) {
	if n = datelineEnd(s); n == 0 {
		return 0, ""
	}
	return n, datelineAgency(s)
}

// BestRun returns the contiguous run of greatest weight; first is -1 where no weight is positive.
func BestRun(weight []int) (first, end int) { return bestRun(weight) }
