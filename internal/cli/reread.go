package cli

import (
	"context"

	"chancery"
	"chancery/internal/source"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

func (a *app) rereadCommand() *cobra.Command {
	var o ingestOptions
	var all bool
	cmd := &cobra.Command{
		Use:   "reread",
		Short: "Read the claims of stored documents again, with the rules of this version",
		Long: `Reads stored documents again whose claims were read by other rules or another model than this program has. The blocks
are those that were kept; to have the bytes themselves read anew, ingest the files again. Decisions stay.`,
		Example: `  chancery reread
  chancery reread --all`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.reread(cmd.Context(), o, all) },
	}
	o.progress = "auto"
	cmd.Flags().BoolVar(&all, "all", false, "every document, whatever read it")
	cmd.Flags().Var(&choice{&o.progress, []string{"auto", "none", "json"}}, "progress", "auto, none, json")
	formatFlag(cmd, &o.format, formatText, formatJSON)
	return cmd
}

func (a *app) reread(ctx context.Context, o ingestOptions, all bool) error {
	start := a.now()
	st, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	e, err := a.engine()
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
	var todo []store.Info
	total := int64(0)
	for _, i := range infos {
		if all || i.Rules != e.versions.Rules || i.Model != e.versions.Model {
			todo = append(todo, i)
			total += int64(i.Bytes)
		}
	}
	p := a.newProgress(o.progress, total)
	in := newIntake(a, st, p, start)
	in.again = all
	report, err := in.run(ctx, func(ctx context.Context, each func(chancery.Document) error) (r source.Report, err error) {
		for _, i := range todo {
			d, err := stored(ctx, st, i.ID)
			if chancery.CodeOf(err) == chancery.CodeNotFound { // taken out meanwhile
				continue
			}
			if err != nil {
				return r, err
			}
			r.Documents++
			r.Bytes += int64(i.Bytes)
			p.read(source.Progress{Bytes: r.Bytes})
			if err := each(*d); err != nil {
				return r, err
			}
		}
		return r, nil
	})
	if endErr := a.endIntake(ctx, in, report, o.format); err == nil {
		err = endErr
	}
	return err
}

// stored reads one document, by a view of its own: one that stayed open while all are read would keep what is written meanwhile in the log.
func stored(ctx context.Context, st store.Store, id string) (*chancery.Document, error) {
	v, err := st.View(ctx, zeroTime)
	if err != nil {
		return nil, err
	}
	defer v.Close()
	d, _, err := v.Document(ctx, id)
	return d, err
}
