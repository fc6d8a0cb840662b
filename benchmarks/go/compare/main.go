// Runs Go's reader and GoTrace on the same traces, by turns, and prints a table of medians and ratios.
// ../../side-by-side says what it needs, and builds it all.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
)

var (
	reader     = flag.String("reader", "", "Go's own reader, built from ../reader")
	throughput = flag.String("throughput", "", "GoTrace.Throughput")
	gotrace    = flag.String("gotrace", "", "the published gotrace")
	goCommand  = flag.String("go", "go", "the go command whose tool trace is compared")
	large      = flag.String("large", "", "a large trace")
	long       = flag.String("long", "", "a trace of the same load, ten times as long")
	small      = flag.String("small", "", "a trace of about 100 KB")
	old        = flag.String("old", "", "a trace of Go 1.21 or earlier")
	flat       = flag.String("flat", "", "traces of one load and ever more of it, between commas")
	rounds     = flag.Int("rounds", 5, "how many turns")
	scratch    = flag.String("scratch", os.TempDir(), "where texts are written")
)

func main() {
	flag.Parse()
	fmt.Println("| what | Go | GoTrace | ratio |")
	fmt.Println("|---|--:|--:|--:|")
	ordered("ordered, checked events, v2, one thread, from memory", *large)
	ordered("the same, v1", *old)
	figures()
	threads()
	wholeSummary()
	parsedText()
	smallSummary()
	memory()
	allocation()
	flatness()
}

// Both in one process, on one thread: seconds of the processor, the median of a process's passes.
func ordered(what, path string) {
	if path == "" {
		return
	}
	theirs, ours := byTurns(
		func() Pass { return inProcess(*reader, "read", path) },
		func() Pass { return inProcess(*throughput, "read", path) })
	row(what, rate(theirs), rate(ours), times(theirs, ours, Pass.cpuPerEvent))
}

func figures() {
	theirs, ours := byTurns(
		func() Pass { return inProcess(*reader, "summary", *large) },
		func() Pass { return inProcess(*throughput, "analyze", *large, "--threads", "1") })
	row("all default figures in process, one thread (Go: those of its summarizer)",
		rate(theirs), rate(ours), times(theirs, ours, Pass.cpuPerEvent))
}

func threads() {
	one, two := byTurns(
		func() Pass { return inProcess(*throughput, "analyze", *large, "--threads", "1") },
		func() Pass { return inProcess(*throughput, "analyze", *large, "--threads", "2") })
	row("the same, two threads for one",
		"-", fmt.Sprintf("%.0f ms for %.0f ms", 1e3*median(two, Pass.wall), 1e3*median(one, Pass.wall)), times(one, two, Pass.wall))
}

func wholeSummary() {
	theirs, ours := byTurns(
		func() Pass { return process("", *goCommand, "tool", "trace", "-pprof=sched", *large) },
		func() Pass { return process("", *gotrace, "summary", *large) })
	row("`gotrace summary`, whole process (Go: `go tool trace -pprof=sched`): time",
		fmt.Sprintf("%.2f s", median(theirs, Pass.wall)), fmt.Sprintf("%.2f s", median(ours, Pass.wall)), times(theirs, ours, Pass.wall))
	row("the same: peak memory", megabytes(median(theirs, Pass.peak)), megabytes(median(ours, Pass.peak)), times(theirs, ours, Pass.peak))
}

func parsedText() {
	text := *scratch + "/parsed.txt"
	theirs, ours := byTurns(
		func() Pass { return process(text, *goCommand, "tool", "trace", "-d=parsed", *large) },
		func() Pass { return process(text, *gotrace, "events", "--format", "parsed", *large) })
	os.Remove(text)
	row("`gotrace events --format parsed` to a file (Go: `go tool trace -d=parsed`)",
		fmt.Sprintf("%.2f s", median(theirs, Pass.wall)), fmt.Sprintf("%.2f s", median(ours, Pass.wall)), times(theirs, ours, Pass.wall))
}

func smallSummary() {
	if *small == "" {
		return
	}
	ours, _ := byTurns(func() Pass { return process("", *gotrace, "summary", *small) }, nil)
	row(fmt.Sprintf("`gotrace summary` of a trace of %d KB, whole process", int(size(*small)/1000)),
		"-", fmt.Sprintf("%.0f ms", 1e3*median(ours, Pass.wall)), "-")
}

func memory() {
	if *long == "" {
		return
	}
	short, ten := byTurns(
		func() Pass { return inProcess(*throughput, "read", *large, "--from", "file", "--passes", "3") },
		func() Pass { return inProcess(*throughput, "read", *long, "--from", "file", "--passes", "3") })
	row(fmt.Sprintf("peak memory, from a file of %s and one of %s", megabytes(size(*large)), megabytes(size(*long))),
		"-", megabytes(median(short, Pass.peak))+", "+megabytes(median(ten, Pass.peak)),
		fmt.Sprintf("%+.0f %%", 100*(1/ratio(short, ten, Pass.peak)-1)))
}

func allocation() {
	fromMemory, fromFile := byTurns(
		func() Pass { return inProcess(*throughput, "read", *large, "--passes", "3") },
		func() Pass { return inProcess(*throughput, "read", *large, "--from", "file", "--passes", "3") })
	theirs, _ := byTurns(func() Pass { return inProcess(*reader, "read", *large) }, nil)
	row("bytes allocated by a later read in a process, from memory and from a file",
		fmt.Sprintf("%.0f", median(theirs, Pass.allocated)),
		fmt.Sprintf("%.0f, %.0f", median(fromMemory, Pass.allocated), median(fromFile, Pass.allocated)), "-")
}

func flatness() {
	if *flat == "" {
		return
	}
	text := ""
	var costs []float64
	for _, path := range strings.Split(*flat, ",") {
		passes, _ := byTurns(func() Pass { return inProcess(*throughput, "read", path) }, nil)
		cost := median(passes, Pass.cpuPerEvent)
		costs = append(costs, cost)
		text += fmt.Sprintf("%s: %.1f ns; ", megabytes(size(path)), 1e9*cost)
	}
	row("cost of an event of one load, by the trace's size", "-", text[:len(text)-2],
		fmt.Sprintf("%.2f x", slices.Max(costs)/slices.Min(costs)))
}
