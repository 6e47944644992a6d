package ledger

import (
	"slices"
	"sort"

	"chancery/internal/vocab"
)

// class brings together the kinds that can tell of one occurrence, and says how often such a
// thing happens between the same two.
type class struct {
	name string
	swap bool // the kind names the parties the other way round than its class
	once bool // happens once: all claims are of one event, however far their dates are apart
	rare bool // happens seldom: two dates less than rareDays apart are one event, told differently
	anys bool // direction does not part events
}

// rareDays is how far apart two documents may date a rare act and still mean the same one.
const rareDays = 731

// classes gives the class of each kind that does not stand alone, or that is not of an everyday sort.
var classes = map[string]class{
	"establish-relations":  {name: "establish-relations", once: true, rare: true, anys: true},
	"restore-relations":    {name: "restore-relations", rare: true, anys: true},
	"sever-relations":      {name: "sever-relations", rare: true, anys: true},
	"suspend-relations":    {name: "suspend-relations", rare: true, anys: true},
	"lapse-relations":      {name: "lapse-relations", rare: true, anys: true},
	"declare-war":          {name: "declare-war", rare: true, anys: true},
	"upgrade-relations":    {name: "upgrade-relations", rare: true, anys: true},
	"downgrade-relations":  {name: "downgrade-relations", rare: true},
	"recognise":            {name: "recognise", rare: true},
	"withdraw-recognition": {name: "withdraw-recognition", rare: true},
	"refuse-recognition":   {name: "refuse-recognition", rare: true},
	"open-mission":         {name: "open-mission", rare: true},
	"reopen-mission":       {name: "open-mission", rare: true},
	"close-mission":        {name: "close-mission", rare: true},
	"withdraw-diplomats":   {name: "withdraw-diplomats"},
	"visit":                {name: "visit"},
	"host":                 {name: "visit", swap: true},
	"relocate":             {name: "relocate", once: true, rare: true},
	"shelter":              {name: "relocate", swap: true, once: true, rare: true},
	"exports":              {name: "exports"},
	"imports":              {name: "exports", swap: true},
	"accuse":               {name: "accuse"},
	"attribute":            {name: "accuse"},
	"condemn":              {name: "condemn"},
	"criticise":            {name: "condemn"},
	"deny":                 {name: "deny"},
	"reject":               {name: "deny"},
	"succeed":              {name: "succeed", once: true, rare: true},
	"proclaim-state":       {name: "proclaim-state", rare: true},
	"dissolve-state":       {name: "dissolve-state", rare: true},
	"annex":                {name: "annex", rare: true},
	"join":                 {name: "join", rare: true},
	"leave":                {name: "leave", rare: true},
	"found-organisation":   {name: "found-organisation", once: true, rare: true},
	"designate-terrorist":  {name: "designate-terrorist", rare: true},
}

func classOf(k vocab.Kind) class {
	if c, ok := classes[k.Name]; ok {
		return c
	}
	return class{name: k.Name, anys: k.Symmetric}
}

func sortedKeys[V any](m map[string]V) []string {
	if len(m) == 0 {
		return nil
	}
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// union returns the strings of all lists, sorted, each once.
func union(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
