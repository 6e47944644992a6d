package cli

import (
	"context"
	"fmt"
	"strings"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

func (a *app) forgetCommand() *cobra.Command {
	var older bool
	cmd := &cobra.Command{
		Use:   "forget DOCUMENT...",
		Short: "Take documents out again",
		Long: `Takes documents and their claims out of the database, by name or id: the ledger is then as if they had never been read, also as it was known on
earlier days. Decisions on their claims stay, and count again if the same document comes in again. A page that came from a feed is not fetched a second time.

A file that was edited and read again is another document of the same name, and the earlier one still speaks. --older takes out all documents of a name but the one
that came in last; what was decided on claims of the earlier ones then holds for those that the last makes in the same words. Names are those of files without
their folders: of files of one name that are no versions of each other, name the document by its id. Without --older, a name that several documents bear is refused; their ids
are in "chancery documents".`,
		Example: `  chancery forget wrong-page.html
  chancery forget 3f9c2a77
  chancery forget --older notes.txt`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.forget(cmd.Context(), args, older) },
	}
	cmd.Flags().BoolVar(&older, "older", false, "of the documents of a name, all but the one that came in last")
	return cmd
}

// forget finds all documents before it takes the first out.
func (a *app) forget(ctx context.Context, refs []string, older bool) error {
	st, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	v, err := st.View(ctx, zeroTime)
	if err != nil {
		return err
	}
	infos, err := v.Documents(ctx)
	v.Close()
	if err != nil {
		return err
	}
	byID := make(map[string]*store.Info, len(infos))
	for i := range infos {
		byID[infos[i].ID] = &infos[i]
	}
	b := &book{Infos: infos}
	var out []*store.Info
	var versions [][]string // the ids of the earlier ones of a name, and then that of the last
	for _, ref := range refs {
		ids, err := b.DocumentIDs(ref)
		if err != nil {
			return err
		}
		if len(ids) > 1 && !older {
			return severalDocuments(ref, ids)
		}
		last := 0
		for i, id := range ids {
			if byID[id].Recorded.After(byID[ids[last]].Recorded) {
				last = i
			}
		}
		var earlier []string
		for i, id := range ids {
			if !older || i != last {
				out = append(out, byID[id])
				earlier = append(earlier, id)
			}
		}
		if older && len(earlier) > 0 {
			versions = append(versions, append(earlier, ids[last]))
		}
	}
	if err := a.carry(ctx, versions); err != nil {
		return err
	}
	for _, i := range out {
		if err := st.Remove(ctx, i.ID); err != nil && chancery.CodeOf(err) != chancery.CodeNotFound { // another may have been quicker
			return err
		}
		fmt.Fprintf(a.out, "%s  %s, %s\n", i.ID[:12], plain(i.Name()), plural(i.Claims, "claim"))
	}
	fmt.Fprintf(a.out, "%s taken out\n", plural(len(out), "document"))
	return a.keepLedger(ctx)
}

// carry lets what was decided on earlier versions hold for the last ones.
func (a *app) carry(ctx context.Context, versions [][]string) error {
	q, err := a.query(ctx)
	if err != nil {
		return err
	}
	var sum query.Carried
	for _, ids := range versions {
		c, err := q.Carry(ctx, ids[:len(ids)-1], ids[len(ids)-1])
		if err != nil {
			return err
		}
		sum.Over += c.Over
		sum.Left += c.Left
	}
	if sum.Over > 0 {
		fmt.Fprintf(a.out, "%s carried over to the last version\n", plural(sum.Over, "decision"))
	}
	if sum.Left > 0 {
		fmt.Fprintf(a.out, "%s on what the last version no longer says in these words (chancery decide list)\n", plural(sum.Left, "decision"))
	}
	return nil
}

func severalDocuments(ref string, ids []string) error {
	var short []string
	for _, id := range ids {
		short = append(short, id[:12])
	}
	return usagef("give an id, or --older to keep the last of them alone", "%s: several documents bear this name: %s", ref, strings.Join(short, ", "))
}
