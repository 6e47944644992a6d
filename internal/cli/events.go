package cli

import (
	"fmt"
	"strconv"
	"strings"

	"chancery"

	"github.com/spf13/cobra"
)

func (a *app) eventsCommand() *cobra.Command {
	var f filterFlags
	var out format
	cmd := &cobra.Command{
		Use:   "events",
		Short: "List what happened, the claims of one occurrence brought together",
		Long: `Lists events: claims that tell of one occurrence, within and across documents, with the date that
most independent sources give and every other date given. Copies of one story count as one source.`,
		Example: `  chancery events --pair ALB,SRB
  chancery events --kind expel-diplomats --from 2018 --to 2022 --format jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, fl, err := a.selected(cmd.Context(), &f.Filter, false)
			if err != nil {
				return err
			}
			l := a.eventListing()
			if any := fl.AnyDate(); any != nil && out == formatText {
				l.note = undatedNote(countIf(any.Events(), func(e *chancery.Event) bool { return e.When == "" }), "event")
			}
			return l.emit(a, out, deref(fl.Events()))
		},
	}
	f.register(a, cmd, byKind|byParty|byDocument|byModality|byDate)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) eventListing() *listing[chancery.Event] {
	return &listing[chancery.Event]{
		header: []string{"id", "kind", "agents", "agent_ids", "patients", "patient_ids", "when", "dates", "modality", "sources", "claims", "differs"},
		row: func(e chancery.Event) []string {
			return []string{e.ID, e.Kind, chancery.Names(e.Agents), partyIDs(e.Agents), chancery.Names(e.Patients), partyIDs(e.Patients), e.When, strings.Join(e.Dates, " "),
				string(e.Modality), strconv.Itoa(e.Sources), strings.Join(e.Claims, " "), strings.Join(e.Differs, " ")}
		},
		text:  func(e chancery.Event) { a.printEvent(&e) },
		none:  "No events.",
		count: "event",
	}
}

func (a *app) printEvent(e *chancery.Event) {
	const margin = 13
	w := e.When
	if w == "" {
		w = "–"
	}
	text := a.style.bold(sayKind(e.Kind)) + " · " + arrow(e.Agents, e.Patients)
	if qs := sayQuantities(e.Quantity); qs != "" {
		text += " · " + qs
	}
	if e.Modality != chancery.Asserted {
		text += " · " + a.style.italic(string(e.Modality))
	}
	if e.Sources > 1 {
		text += fmt.Sprintf(" · %d sources", e.Sources)
	}
	if len(e.Dates) > 1 {
		text += " · " + a.style.yellow("dates given: "+strings.Join(e.Dates, ", "))
	}
	text += " " + a.style.dim(e.ID)
	a.beside("", w, margin, fill(text, a.width-margin))
}
