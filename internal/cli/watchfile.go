package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"chancery/internal/source/watch"
)

// feedsFile is the file of feeds that a watch follows.
type feedsFile struct {
	path  string
	fetch bool      // whatever the file says
	seen  fileStamp // when it was read last, or tried to
}

// fileStamp tells whether a file is as it was.
type fileStamp struct {
	size int64
	at   time.Time
	gone bool
}

func stampOf(path string) fileStamp {
	fi, err := os.Stat(path)
	if err != nil {
		return fileStamp{gone: true}
	}
	return fileStamp{size: fi.Size(), at: fi.ModTime()}
}

// read reads the file as it is now.
func (f *feedsFile) read() (*watch.Config, error) {
	f.seen = stampOf(f.path) // before it is read: what is written meanwhile is a change
	c, err := watch.Load(f.path)
	if err != nil {
		return nil, err
	}
	c.Fetch = c.Fetch || f.fetch
	if c.UserAgent == watch.Defaults.UserAgent {
		c.UserAgent += "/" + version
	}
	return c, nil
}

// followFile has the watcher go on with the file where that has changed. One with a mistake is reported once, and what stood in it before goes on; one that does
// not let anything be fetched ends the watch.
func (a *app) followFile(ctx context.Context, w *watch.Watcher, f *feedsFile) error {
	if f.seen == stampOf(f.path) {
		return nil
	}
	c, err := f.read()
	if err != nil {
		a.report(err)
		fmt.Fprintln(a.err, "The feeds that were followed before are followed on.")
		return nil
	}
	if !c.Fetch {
		return errNoFetch(f.path)
	}
	if err := w.Take(ctx, c); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%s was read again: following %s.\n", plain(f.path), plural(len(c.Feeds), "feed"))
	return nil
}

// hangups passes on that SIGHUP asks for the file to be read again. Where it says that the terminal is gone on which the command was started, it ends the context
// instead, as it would end any command.
func hangups(ctx context.Context) (followed context.Context, again <-chan struct{}, stop func()) {
	followed, cancel := context.WithCancel(ctx)
	signals, out := make(chan os.Signal, 1), make(chan struct{}, 1)
	terminal := onTerminal() && !signal.Ignored(syscall.SIGHUP) // nohup has it outlive the terminal
	signal.Notify(signals, syscall.SIGHUP)
	go func() {
		for {
			select {
			case <-signals:
				if terminal && !onTerminal() {
					cancel()
					return
				}
				select {
				case out <- struct{}{}:
				default: // that it is to be read again is known
				}
			case <-followed.Done():
				return
			}
		}
	}()
	return followed, out, func() { signal.Stop(signals); cancel() }
}

// onTerminal reports whether the process has a terminal that controls it.
func onTerminal() bool {
	f, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return f.Close() == nil
}
