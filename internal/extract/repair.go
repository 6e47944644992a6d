package extract

import (
	"strings"

	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/nlp"
)

// A parser trained on general English errs where diplomacy is terse: on runs of names, on a verb behind a name without an
// article, on missions called by their seat. What the names in a sentence tell mends that.

// seat is the relation of a place to the mission named by it: "Embassy Manama", "Legation Tirana".
const seat = "nmod:seat"

// repair mends what no reader of English would build, given who is mentioned. It changes s.
func repair(s *nlp.Sentence, mentions []party.Mention, dates [][2]int, missions, treaties *rule.Class, verbs map[string]bool) {
	repairInitials(s, mentions)
	repairHeadAct(s)
	repairVerbalAdjective(s, verbs)
	repairThat(s)
	repairThatBehindPhrase(s)
	repairFactThat(s)
	repairSaidBeside(s)
	repairWhy(s)
	repairToDo(s, verbs)
	repairPerfect(s)
	repairHyphened(s)
	repairTheTwo(s)
	repairNameBefore(s)
	repairPredicateParticiple(s)
	repairWhichAccused(s, mentions)
	repairOntoItself(s, mentions)
	repairCondemnedDeed(s)
	repairSetOff(s)
	repairSaving(s)
	repairLaidClaim(s)
	repairFrontedHaving(s)
	repairNotContent(s)
	repairHavingDone(s)
	repairHavingBehind(s)
	repairBesideObject(s)
	repairPerfectVerb(s)
	repairGoal(s, mentions)
	repairGivenTime(s)
	repairGiven(s, mentions)
	repairGerund(s)
	repairInverted(s)
	repairBeside(s)
	repairReduced(s)
	repairPredicateNoun(s)
	repairWound(s)
	repairBase(s, verbs)
	repairMilitary(s)
	repairGeneral(s)
	repairClosing(s)
	repairOnlyThen(s)
	repairFrontedReduced(s, treaties)
	repairSecondClause(s)
	repairVerdict(s, mentions, verbs)
	repairWhichVerb(s)
	repairAccusedOf(s)
	repairConditional(s)
	repairAsUntrue(s)
	repairInvertedBehind(s)
	repairNotice(s)
	repairSentHome(s)
	repairOrdered(s)
	repairShare(s)
	repairPinned(s)
	repairNamedVerb(s, mentions)
	repairAdverb(s)
	repairAlly(s)
	repairModal(s)
	repairMay(s)
	repairParticiple(s)
	for _, run := range runs(s, mentions) {
		repairRun(s, run)
	}
	repairCompanions(s, mentions)
	repairAmong(s, mentions)
	repairMadeInAside(s)
	repairAfterHad(s)
	repairBeyondAside(s)
	repairAnyWilling(s)
	repairKin(s, mentions)
	repairFighting(s, mentions)
	repairNamedLast(s, mentions)
	repairFrontedList(s)
	repairWholeNames(s)
	repairBesideName(s, mentions)
	repairJoined(s, mentions)
	repairTitled(s)
	repairTitlesInPlural(s, mentions)
	repairHolders(s, mentions)
	repairDatedObjects(s)
	repairTitledObject(s, mentions)
	repairBeyondAgent(s, mentions)
	repairBeyondApposition(s)
	repairMeans(s)
	repairNames(s, mentions)
	repairHeadlines(s, mentions)
	repairPartVerb(s, mentions, verbs)
	repairTerse(s, mentions)
	repairToName(s, mentions, verbs)
	repairHeadVerb(s, mentions, verbs)
	repairToCome(s, mentions)
	repairToComeBefore(s)
	repairSaidToCome(s)
	repairOf(s)
	repairOfSum(s)
	repairProtecting(s)
	repairAsWhat(s)
	repairPlaceTime(s, mentions, dates)
	repairBehindAside(s, mentions)
	repairFollowing(s)
	repairNewSubject(s)
	repairResult(s)
	repairTwoSubjects(s)
	repairFirstSubject(s)
	repairFrontedName(s, mentions)
	repairPast(s, mentions)
	repairVerbs(s, mentions)
	repairModified(s)
	repairRaised(s)
	repairNamed(s)
	repairCalled(s)
	repairNaming(s)
	repairBacked(s)
	repairGoOn(s)
	repairAsFar(s)
	repairAndThus(s)
	repairAndDoing(s, mentions)
	repairToWarm(s)
	repairTwoVerbs(s)
	repairJoinedPast(s)
	repairStricken(s)
	repairTook(s)
	repairFirstTime(s)
	repairExtraordinary(s)
	repairTerms(s)
	repairInAnswer(s)
	repairOfGerund(s)
	repairDue(s)
	repairWanted(s)
	repairAppositive(s)
	repairFrontedNoun(s)
	repairStandBy(s)
	repairAgent(s)
	repairContentClause(s)
	repairTold(s)
	repairLoneObject(s)
	repairWhile(s)
	repairNeighbouring(s)
	repairOneSubject(s, mentions)
	repairTownsLand(s, mentions)
	repairAbout(s)
	repairSince(s)
	repairOnly(s)
	repairRelative(s)
	repairInfinitives(s)
	repairPassives(s)
	repairRank(s)
	repairHearsay(s)
	repairSecond(s)
	repairOwnedOnDate(s, dates)
	repairFronted(s, dates)
	repairItWas(s)
	repairHome(s)
	repairCleft(s, dates)
	repairBeforeThat(s)
	repairAbsolute(s)
	repairBeyondParticiple(s, dates)
	repairSubjectAtDate(s, dates, mentions)
	repairDates(s, dates)
	repairThose(s)
	repairMembers(s)
	repairBetween(s)
	repairBetweenRulers(s)
	repairDashed(s)
	repairSplit(s)
	repairHad(s)
	repairActing(s)
	repairAfter(s)
	repairAgain(s)
	repairRanked(s)
	repairPeoples(s, mentions)
	repairPossessors(s)
	repairCases(s)
	repairFinite(s)
	repairTense(s)
	repairDenied(s)
	repairAgents(s)
	repairContentClause(s) // again, below what has been hung now
	repairUntil(s)
	repairBeing(s)
	repairClauses(s)
	repairWhatIsNow(s, mentions)
	repairWhen(s)
	repairReceivers(s)
	repairSheltered(s)
	repairBoth(s)
	repairPredicates(s, mentions)
	repairLatin(s)
	repairTwice(s)
	repairSpeaker(s)
	repairObjects(s)
	repairSegments(s, dates)
	repairDatedItem(s, dates, mentions)
	repairNextClause(s, dates)
	repairBeforeTo(s, dates)
	repairAcross(s, dates)
	repairBehindSubject(s, dates)
	repairBeforeParticiple(s, dates)
	repairByAfterDate(s, dates)
	repairSinceAside(s, dates)
	repairClauseDates(s, dates)
	repairAfterAll(s, dates)
	repairDeedDates(s, dates)
	repairFollowedDate(s, dates)
	repairCaption(s, dates)
	repairBeforeComma(s, dates)
	repairDatedLetter(s, dates)
	repairAppointed(s)
	repairDrawn(s, mentions)
	repairWho(s, mentions)
	repairVisiting(s)
	repairVoice(s)
	repairSeries(s)
	repairTwoClauses(s)
	repairJoinedClauses(s)
	repairFrontedParticiple(s)
	repairGardenPath(s)
	repairProgressive(s)
	repairNamedBy(s)
	repairBidden(s, dates)
	repairSaidLast(s)
	repairAsked(s)
	repairDeemed(s)
	repairOutcome(s)
	repairInterposed(s)
	repairConjoined(s)
	repairCoupled(s)
	repairInstead(s)
	repairEnsued(s)
	repairButName(s)
	repairPersona(s)
	repairOfDate(s, dates)
	repairHappening(s)
	repairDoingSo(s)
	repairPerfectVerb(s)
	repairDescribing(s)
	if treaties != nil {
		repairOfKind(s, treaties)
		repairUnder(s, treaties)
		repairTreatySigned(s, treaties)
	}
	repairHungParties(s, mentions)
	repairRate(s)
	repairReported(s)
	repairAim(s)
	if missions != nil {
		repairHave(s)
		repairMissionList(s, missions)
		repairPosts(s, missions)
		repairSeats(s, missions)
		repairSeatsBehind(s, missions)
		repairSeatsBefore(s, mentions, missions)
	}
}

// repairOneSubject makes one name of two unknown names side by side that a tree makes two subjects of one verb: "[Ana] [Rey] agreed to resign".
func repairOneSubject(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	known := make([]bool, len(toks)+1)
	for _, m := range mentions {
		for t := m.First; t < m.Last; t++ {
			known[t] = true
		}
	}
	for i := 0; i+1 < len(toks); i++ {
		a, b := &toks[i], &toks[i+1]
		if known[i] || known[i+1] || a.Rel != "nsubj" || b.Rel != "nsubj" || a.Head != b.Head || a.Head <= i+1 || !strings.HasPrefix(a.XPOS, "NNP") || b.XPOS != "NNP" {
			continue
		}
		for c := range toks {
			if toks[c].Head == i+1 {
				toks[c].Head = i
			}
		}
		b.Head, b.Rel = i, "flat"
	}
}

// repairTownsLand hangs on a town the land that stands behind it and a comma, where a tree has a second subject: "the Norwegian consul in Lima, [Peru] visited Chad".
func repairTownsLand(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := 0; i+1 < len(mentions); i++ {
		a, b := &mentions[i], &mentions[i+1]
		if a.City == "" || b.Form != party.Name || b.First != a.Last+1 || toks[a.Last].Form != "," || len(a.Parties) != 1 || len(b.Parties) != 1 || a.Parties[0].ID != b.Parties[0].ID {
			continue
		}
		v := toks[b.Head].Head
		if toks[b.Head].Rel != "nsubj" && toks[b.Head].Rel != "nsubj:pass" || v < 0 {
			continue
		}
		for c := range a.First { // beside the subject that owns what stands in the town
			if toks[c].Head == v && toks[c].Rel == toks[b.Head].Rel {
				toks[b.Head].Head, toks[b.Head].Rel = a.Head, "appos"
				break
			}
		}
	}
}

// repairOrdered hangs on "order" what is ordered to be done to its object, where a tree has it as an adjective or an aside: "ordered the border [closed]".
func repairOrdered(s *nlp.Sentence) {
	toks := s.Tokens
	for p := range toks {
		if toks[p].XPOS != "VBN" && toks[p].XPOS != "VBD" || toks[p].Rel != "acl" && toks[p].Rel != "advcl" || toks[p].Head < 0 || !governing[toks[p].Lemma] || toks[p].Lemma == "deploy" || toks[p].Lemma == "send" {
			continue
		}
		v := toks[p].Head
		if toks[p].Rel == "acl" && toks[v].Rel == "obj" {
			v = toks[v].Head
		}
		if v < 0 || v > p || toks[v].Lemma != "order" || toks[v].UPOS != "VERB" || toks[p-1].Form == "," {
			continue
		}
		for o := v + 1; o < p; o++ {
			if toks[o].Head == v && toks[o].Rel == "obj" {
				toks[p].Head, toks[p].Rel, toks[p].XPOS = v, "xcomp", "VBN"
				break
			}
		}
	}
}

// repairGeneral hangs "general" on the office that it stands behind, and on that what a tree hangs on it: "recognised him as consul [general] of Peru".
func repairGeneral(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i < len(toks); i++ {
		if toks[i].Form != "general" || !ofOffice[toks[i-1].Lemma] || toks[i].Head == i-1 || toks[i-1].Head == i {
			continue
		}
		for n := range toks {
			if toks[n].Head == i {
				toks[n].Head = i - 1
			}
		}
		toks[i].Head, toks[i].Rel, toks[i].UPOS = i-1, "amod", "ADJ"
		breakLoops(toks, i-1)
	}
}

// ofOffice are the offices and seats of which some are general.
var ofOffice = map[string]bool{"consul": true, "consulate": true, "secretary": true, "governor": true, "attorney": true, "director": true, "inspector": true}

// repairWholeNames hangs what stands below the later part of a name on the name: "the visit of Ana Rey [to Peru]".
func repairWholeNames(s *nlp.Sentence) {
	toks := s.Tokens
	for i := range toks {
		if toks[i].Rel != "nmod" || !caseFollows(toks, i) {
			continue
		}
		for n := 0; n < maxDepth; n++ {
			h := toks[i].Head
			if h < 0 || h >= i || toks[h].Rel != "flat" || toks[h].Head < 0 || toks[h].Head >= h || toks[h].UPOS != "PROPN" {
				break
			}
			toks[i].Head = toks[h].Head
		}
	}
}

// repairJoined hangs two states joined by a dash on the noun behind them: "[Egypt–Iraq] relations were broken".
func repairJoined(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		a := &mentions[i]
		for k := range mentions {
			b := &mentions[k]
			d, n := a.Last, b.Last
			if a.Form == party.Adjective || b.Form == party.Adjective || b.First != d+1 || n >= len(toks) || toks[d].Form != "–" && toks[d].Form != "-" && toks[d].Form != "—" || toks[n].UPOS != "NOUN" || toks[d].Start != toks[d-1].End {
				continue
			}
			h, rel := toks[n].Head, toks[n].Rel
			for _, m := range []int{a.Head, b.Head} {
				switch out := toks[m].Head; {
				case out < 0 && h > n: // a name taken for the verb
					toks[h].Head, toks[h].Rel = -1, "root"
				case out != n && (out < a.First || out > n):
					h, rel = out, toks[m].Rel // where the tree goes on
				}
			}
			if h >= a.First && h < n {
				continue
			}
			for c := range toks {
				if (toks[c].Head >= a.First && toks[c].Head < n) && (c < a.First || c > n) {
					toks[c].Head = n
				}
			}
			toks[n].Head, toks[n].Rel = h, rel
			for _, m := range []int{a.Head, d, b.Head} {
				toks[m].Head = n
			}
			toks[a.Head].Rel, toks[d].Rel, toks[b.Head].Rel = "compound", "punct", "compound"
			breakLoops(toks, n)
		}
	}
}

// repairNames makes a noun again of a name that was taken for a verb, and the subject of the verb behind it: "[Belize] has an embassy".
func repairNames(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for _, m := range mentions {
		n := m.Head
		if m.Form != party.Name && m.Form != party.Capital || n < 0 || n >= len(toks) || toks[n].UPOS != "VERB" {
			continue
		}
		toks[n].UPOS, toks[n].XPOS, toks[n].Lemma = "PROPN", "NNP", toks[n].Form
		v := m.Last
		for v < len(toks) && (toks[v].UPOS == "ADV" || toks[v].UPOS == "AUX") {
			v++
		}
		if v >= len(toks) || toks[v].Head != n || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
		for c := range toks {
			if toks[c].Head == n && c > v {
				toks[c].Head = v
			}
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
	}
}

// repairBeing makes a noun of the last word of "came into being", which hangs on the verb.
func repairBeing(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 2; i < len(toks); i++ {
		v := i - 2
		if !strings.EqualFold(toks[i].Form, "being") || !strings.EqualFold(toks[i-1].Form, "into") {
			continue
		}
		for v > 0 && !strings.HasPrefix(toks[v].XPOS, "VB") {
			v--
		}
		if !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		for h := toks[v].Head; h >= 0; h = toks[h].Head {
			if h == i {
				toks[v].Head, toks[v].Rel = toks[i].Head, toks[i].Rel
				break
			}
		}
		for c := range toks {
			if toks[c].Head == i {
				toks[c].Head = v
			}
		}
		toks[i].UPOS, toks[i].XPOS, toks[i].Lemma, toks[i].Head, toks[i].Rel = "NOUN", "NN", "being", v, "obl"
		toks[i-1].Head, toks[i-1].Rel = i, "case"
	}
}

// repairClauses sets free what was hung into the clause before a semicolon and is a clause of its own: "never ratified it; it was
// not until 1921 that ...".
func repairClauses(s *nlp.Sentence) {
	toks := s.Tokens
	for i := range toks {
		t := &toks[i]
		h := t.Head
		if h < 0 || h > i || t.Rel != "obl" && t.Rel != "nmod" && t.Rel != "obj" {
			continue
		}
		cop := false
		for c := h + 1; c < i; c++ {
			cop = cop || toks[c].Head == i && toks[c].Rel == "cop"
		}
		for c := h + 1; cop && c < i; c++ {
			if toks[c].Form == ";" {
				t.Rel = "parataxis"
				break
			}
		}
	}
}

// repairBoth makes "both" behind a verb its object, where a tree sets it before what follows, and gives it the preposition before it: "recognised [both] on the
// same day", "ties [with] both on 3 May".
func repairBoth(s *nlp.Sentence) {
	toks := s.Tokens
	for b := 1; b < len(toks)-1; b++ {
		if v := &toks[b-1]; toks[b].Lemma == "both" && toks[b].Rel == "cc:preconj" && v.UPOS == "VERB" && v.XPOS != "VBN" && toks[b+1].UPOS == "ADP" {
			toks[b].Head, toks[b].Rel = b-1, "obj"
			breakLoops(toks, b)
		}
		if p := &toks[b-1]; toks[b].Lemma == "both" && p.Rel == "case" && p.Head > b && toks[b+1].UPOS == "ADP" {
			p.Head = b
		}
	}
}

// repairFinite coordinates a finite verb with the finite one above, where a tree has coordinated it with an infinitive: "offered to resign and [accused] Peru".
func repairFinite(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].XPOS != "VBD" && toks[c].XPOS != "VBZ" || h < 0 || h > c || toks[h].XPOS != "VB" || toks[h].Rel != "xcomp" && !(toks[h].Rel == "advcl" && marked(toks, h, "to")) {
			continue
		}
		up, own := toks[h].Head, false
		for k := range toks {
			own = own || toks[k].Head == c && strings.HasPrefix(toks[k].Rel, "nsubj")
		}
		if up < 0 || own {
			continue
		}
		if x := toks[up].XPOS; x == "VBD" || x == "VBZ" || toks[c].XPOS == "VBD" && toks[c].Form != toks[c].Lemma && (x == "VBG" || x == "VBN") && up < h { // "is looking to repair it and lifted"
			toks[c].Head = up
		}
	}
}

// repairTense coordinates a verb in the simple past, with a subject of its own or behind a comma, with the main verb, where a tree coordinates it with one in the
// pluperfect below that: "left a day after Peru had done so, and Chad [stayed]", "left, a day after Peru had done so, and [protested]".
func repairTense(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].XPOS != "VBD" && toks[c].XPOS != "VBN" || h < 0 || h > c || toks[h].Rel != "advcl" || toks[h].Head < 0 || toks[toks[h].Head].XPOS != "VBD" {
			continue
		}
		own, had, also, apart := false, false, false, false
		for k := range toks {
			own = own || toks[k].Head == c && strings.HasPrefix(toks[k].Rel, "nsubj")
			had = had || toks[k].Head == h && toks[k].Rel == "aux" && strings.EqualFold(toks[k].Form, "had")
			also = also || toks[k].Head == c && strings.HasPrefix(toks[k].Rel, "aux")
			apart = apart || k > h && toks[k].Head == c && toks[k].Rel == "cc" && toks[k-1].Form == ","
		}
		if had && !also && (own && toks[c].XPOS == "VBD" || apart) {
			toks[c].Head = toks[h].Head
		}
	}
}

// repairDenied coordinates a participle with the verb that is denied, where a tree coordinates it with what hangs on that: "did not get involved, but [opposed] it".
func repairDenied(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].XPOS != "VBD" && toks[c].XPOS != "VBN" || h < 0 || h > c || toks[h].Rel != "xcomp" || toks[h].Head < 0 || toks[h].Head > h {
			continue
		}
		did, but := false, false
		for k := range toks {
			did = did || (toks[k].Head == h || toks[k].Head == toks[h].Head) && toks[k].Rel == "aux" && toks[k].Lemma == "do"
			but = but || toks[k].Head == c && toks[k].Rel == "cc" && toks[k].Lemma == "but"
		}
		if did && but {
			toks[c].Head, toks[c].XPOS = toks[h].Head, "VBD"
		}
	}
}

// repairPossessors gives a noun in the genitive to the noun behind it, where a tree has both as subjects, "the diplomats' [expulsion]", or as one name,
// "Austria-Hungary's [annexation]".
func repairPossessors(s *nlp.Sentence) {
	toks := s.Tokens
	for p := range toks {
		n := toks[p].Head
		if m := p + 1; m < len(toks) && toks[p].XPOS == "POS" && toks[p].Rel == "case" && n >= 0 && n < p && toks[m].UPOS == "NOUN" && toks[m].Head == n && toks[m].Rel == "appos" {
			toks[m].Head, toks[m].Rel = toks[n].Head, toks[n].Rel
			toks[n].Head, toks[n].Rel = m, "nmod:poss"
			continue
		}
		if toks[p].UPOS != "PART" || toks[p].Rel != "case" || n != p-1 || n < 0 || !strings.HasPrefix(toks[n].Rel, "nsubj") {
			continue
		}
		for m := p + 1; m < len(toks) && m < p+4; m++ {
			if toks[m].Head == toks[n].Head && toks[m].Rel == toks[n].Rel && toks[m].UPOS == "NOUN" {
				toks[n].Head, toks[n].Rel = m, "nmod:poss"
				break
			}
		}
	}
}

// repairAgents hangs a "by" behind an object on that object, where the verb is active: "hosted a visit [by the emir]", "called for a withdrawal [by Peru]".
func repairAgents(s *nlp.Sentence) {
	toks := s.Tokens
	for a := range toks {
		v := toks[a].Head
		if toks[a].Rel != "obl:agent" || v < 0 || v > a || toks[v].XPOS == "VBN" {
			continue
		}
		active, noun := false, -1
		for c := range toks {
			switch {
			case toks[c].Head != v:
			case toks[c].Rel == "nsubj":
				active = true
			case toks[c].Rel == "nsubj:pass", toks[c].Rel == "aux:pass":
				active = false
				noun = len(toks)
			case c > v && c < a && (toks[c].Rel == "obj" || toks[c].Rel == "obl") && toks[c].UPOS == "NOUN":
				noun = max(noun, c)
			}
		}
		if active && noun > v && noun < a {
			toks[a].Head, toks[a].Rel = noun, "nmod"
		}
	}
}

// repairCases hangs a preposition on the noun where the tree hangs it on an adjective or a name before that noun: "[on] Chadian cotton", "[in] Port Louis".
func repairCases(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		a := toks[t].Head
		if toks[t].Rel != "case" || a <= t || toks[a].Rel != "amod" && toks[a].Rel != "compound" {
			continue
		}
		n := toks[a].Head
		if n < a || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		ok := true
		for c := range toks { // "Minister of Foreign Affairs Kristiina Ojuland's visit"
			ok = ok && !(toks[c].Head == n && toks[c].Rel == "case")
		}
		if ok {
			toks[t].Head = n
		}
	}
}

// repairThose coordinates "those of" with the noun that it stands for, where the tree has taken a name between them: "the interests of Peru in
// Chile and [those] of Chile in Peru".
func repairThose(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		h := toks[t].Head
		if toks[t].Rel != "conj" || h < 0 || h > t || !strings.EqualFold(toks[t].Form, "those") || toks[h].UPOS != "PROPN" || t+1 >= len(toks) || toks[t+1].Form != "of" {
			continue
		}
		for n := h - 1; n >= 0; n-- {
			if toks[n].UPOS == "NOUN" && toks[n].XPOS == "NNS" {
				toks[t].Head = n
				break
			}
		}
	}
}

// repairAbsolute gives a verb the subject that a tree has left with the participle clause behind it: "Chile, being a republic, sided with Peru".
func repairAbsolute(s *nlp.Sentence) {
	toks := s.Tokens
	for a := range toks {
		v := toks[a].Head
		if toks[a].Rel != "advcl" || v <= a || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		subject, gerund := -1, strings.HasPrefix(toks[a].XPOS, "VBG")
		for c := range toks {
			switch {
			case toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj"):
				gerund = false
				subject = -2
			case toks[c].Head == a && toks[c].Rel == "nsubj" && subject == -1 && c+1 < a && endsAtComma(toks, c, a):
				subject = c
			case toks[c].Head == a && (toks[c].Rel == "cop" || toks[c].Rel == "aux"):
				gerund = gerund || toks[c].XPOS == "VBG"
			}
		}
		if subject >= 0 && gerund {
			toks[subject].Head = v
		}
	}
}

// endsAtComma reports whether a comma stands right behind the noun c, or behind the words that hang on it, before a.
func endsAtComma(toks []nlp.Token, c, a int) bool {
	for k := c + 1; k < a; k++ {
		if toks[k].Form == "," {
			return true
		}
		if !under(toks, k, c) {
			return false
		}
	}
	return false
}

// breakLoops makes a tree again where a change of heads has closed a circle through t.
func breakLoops(toks []nlp.Token, t int) {
	seen := map[int]bool{}
	for a := t; a >= 0; a = toks[a].Head {
		if seen[a] {
			root := -1
			for i := range toks {
				if toks[i].Head < 0 {
					root = i
				}
			}
			if root == t {
				root = -1
			}
			toks[t].Head = root
			return
		}
		seen[a] = true
	}
}

// repairVerbs raises a verb with a subject of its own that a tree hangs on its object as if it were an adjective: "Iran
// [severed] relations". The subject is a noun that hangs on either, or a name right before the verb.
func repairVerbs(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "amod" || n <= v || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		subject := -1
		for c := range toks {
			if c < v && (toks[c].Head == v || toks[c].Head == n) && strings.HasPrefix(toks[c].Rel, "nsubj") {
				subject = c
			}
		}
		for _, m := range mentions {
			if subject < 0 && m.Last == v && (m.Form == party.Name || m.Form == party.Capital || m.Form == party.PersonName) && toks[m.Head].Head == n && toks[n].Rel == "root" {
				subject = m.Head
			}
		}
		adjective := false // "the protecting power": what stands before a participle that is one
		for c := range toks {
			adjective = adjective || toks[c].Head == n && (toks[c].Rel == "cop" || c < v && c > subject && (toks[c].Rel == "det" || toks[c].Rel == "case" || toks[c].Rel == "nmod:poss" || toks[c].Rel == "amod"))
		}
		if subject < 0 || adjective || finiteAbove(toks, n) {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
		if toks[v].XPOS == "VBN" {
			toks[v].XPOS = "VBD"
		}
		toks[v].UPOS = "VERB"
		toks[n].Head, toks[n].Rel = v, "obj"
		toks[subject].Head, toks[subject].Rel = v, "nsubj"
		for c := range toks {
			if toks[c].Head == n && c != v && (toks[c].Rel == "punct" || c < v) {
				toks[c].Head = v
			}
		}
	}
}

// finiteAbove reports whether n is an argument of a verb already: then the participle before it may well be an adjective.
func finiteAbove(toks []nlp.Token, n int) bool {
	switch toks[n].Rel {
	case "obj", "obl", "nmod", "nsubj", "nsubj:pass", "iobj":
		return true
	}
	return false
}
