// Command tuning writes a trace of a program before or after a change that people make to tune
// scheduling. The work is the task "work", as often as told: once unless told.
//
//	tuning CASE before|after FILE [TIMES]
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/trace"
	"strconv"
)

// cases are the changes; each is told whether it was made.
var cases = map[string]func(after bool){}

// ownTasks are the cases that say themselves what the work is.
var ownTasks = map[string]bool{}

// prepare runs ahead of the trace, where a case needs it.
var prepare = map[string]func(after bool){}

func main() {
	if len(os.Args) < 4 || cases[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: tuning CASE before|after FILE [TIMES]")
		os.Exit(2)
	}
	times := 1
	if len(os.Args) > 4 {
		times, _ = strconv.Atoi(os.Args[4])
	}
	after := os.Args[2] == "after"
	if p := prepare[os.Args[1]]; p != nil {
		p(after)
	}
	f, err := os.Create(os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	trace.Start(f)
	for i := 0; i < times; i++ {
		if ownTasks[os.Args[1]] {
			cases[os.Args[1]](after)
			continue
		}
		_, task := trace.NewTask(context.Background(), "work")
		cases[os.Args[1]](after)
		task.End()
	}
	trace.Stop()
	f.Close()
}
