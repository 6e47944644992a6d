package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"

	"chancery/internal/source/pdf"

	"github.com/spf13/cobra"
)

// readPDFName is the hidden command that reads one PDF file, in a process of its own.
const readPDFName = "read-pdf"

func (a *app) readPDFCommand() *cobra.Command {
	return &cobra.Command{
		Use:     readPDFName,
		Short:   "Read a PDF file on standard input, with bounds; other commands run it",
		Example: "  chancery read-pdf < report.pdf",
		Hidden:  true,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if pdf.Serve(a.in, a.out) != 0 {
				return errors.New("standard input cannot be read")
			}
			return nil
		},
	}
}

// pdfCommand is the command line by which PDF files are read, where this process is the program itself.
func pdfCommand() []string {
	self, err := exec.LookPath(os.Args[0])
	if err != nil {
		return nil
	}
	if self, err = filepath.Abs(self); err != nil {
		return nil
	}
	return []string{self, readPDFName}
}
