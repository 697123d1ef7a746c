package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// patience is how long a run may take before it shows its progress.
const patience = time.Second

// progress shows on a terminal how many of the reports are done, how fast and how
// long the rest will take. It shows nothing on anything but a terminal and
// nothing of a run that ends within its patience.
type progress struct {
	out      *os.File
	terminal bool
	start    time.Time
	// total is how many steps there are; where no one knows how many reports there will
	// be, steps are parts of the whole, and reports are counted apart.
	total int
	share bool

	// reports and relating, whether these are related to others and not read, are looked at
	// while the bar is drawn, when whoever moves the bar holds mu.
	reports  atomic.Int64
	relating atomic.Bool

	mu   sync.Mutex
	done int
	over bool
	bars *mpb.Progress // nil while nothing is shown
	bar  *mpb.Bar
}

func newProgress(out *os.File, total int) *progress {
	p := &progress{out: out, terminal: isTerminal(out), start: time.Now(), total: total}
	if p.terminal {
		time.AfterFunc(patience, p.show)
	}
	return p
}

// shareSteps are the steps of a progress through no one knows how many reports: as fine
// as a bar can show.
const shareSteps = 10_000

// newShare is a progress whose reports are not counted beforehand.
func newShare(out *os.File) *progress {
	p := newProgress(out, shareSteps)
	p.share = true
	return p
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(widest))
	elapsed := decor.NewElapsed(decor.ET_STYLE_MMSS, p.start)
	if p.total == 1 {
		p.bar = p.bars.New(1, mpb.SpinnerStyle().PositionLeft(), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name("reading "), elapsed))
		return
	}
	count, rate := decor.CountersNoUnit("%d of %d reports"), decor.NewAverageSpeed(nil, "%.1f/s ", p.start)
	if p.share {
		count, rate = decor.Any(p.counted), decor.Any(p.speed)
	}
	p.bar = p.bars.New(int64(p.total), mpb.BarStyle(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(count),
		mpb.AppendDecorators(rate, decor.Any(p.left)))
	p.bar.SetCurrent(int64(p.done))
}

// counted and speed are what stands around the bar of a share.
func (p *progress) counted(decor.Statistics) string {
	n := counted(int(p.reports.Load()), "report", "reports")
	if p.relating.Load() {
		return n + " related to the others "
	}
	return n
}

func (p *progress) speed(decor.Statistics) string {
	if p.relating.Load() {
		return "" // that is not the pace of reading
	}
	return fmt.Sprintf(" %.1f/s ", float64(p.reports.Load())/time.Since(p.start).Seconds())
}

// left is how long the rest will take at the pace so far, nothing before anything is done.
func (p *progress) left(s decor.Statistics) string {
	if s.Current == 0 || p.relating.Load() {
		return ""
	}
	rest := time.Duration(float64(time.Since(p.start)) * float64(s.Total-s.Current) / float64(s.Current)).Round(time.Second)
	if rest >= time.Hour {
		return fmt.Sprintf("%d:%02d:%02d left", int(rest.Hours()), int(rest.Minutes())%60, int(rest.Seconds())%60)
	}
	return fmt.Sprintf("%02d:%02d left", int(rest.Minutes()), int(rest.Seconds())%60)
}

// reach says how many reports are read, or related to others, and which share of all that
// is.
func (p *progress) reach(reports int, share float64, relating bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reports.Store(int64(reports))
	p.relating.Store(relating)
	p.done = min(int(share*shareSteps), shareSteps-1)
	if p.bar != nil {
		p.bar.SetCurrent(int64(p.done))
	}
}

// step says that one more report is done.
func (p *progress) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.bar != nil {
		p.bar.Increment()
	}
}

// above returns a writer whose lines stay above the bar, for what goes to the
// same terminal as it; what goes elsewhere goes straight to w.
func (p *progress) above(w io.Writer) io.Writer {
	if f, file := w.(*os.File); !p.terminal || file && !isTerminal(f) {
		return w
	}
	if _, pages := w.(*pager); pages {
		return untilWritten{p, w} // the terminal is the pager's from then on
	}
	return aboveBar{p, w}
}

// stop takes the bar away.
func (p *progress) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.bars != nil {
		p.out.WriteString("\r") // back from behind the ^C of an interrupt
		p.bar.Abort(true)
		p.bars.Wait()
		p.bars = nil
	}
}

type aboveBar struct {
	progress *progress
	out      io.Writer
}

func (a aboveBar) Write(b []byte) (int, error) {
	a.progress.mu.Lock()
	defer a.progress.mu.Unlock()
	if a.progress.bars != nil {
		return a.progress.bars.Write(b)
	}
	return a.out.Write(b)
}
