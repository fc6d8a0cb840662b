// Command subjects writes small execution traces, one subject each, for the tests of GoTrace.
//
//	subjects SUBJECT FILE...
//
// It builds with every Go release since 1.15; subjects that a release does not know are left out.
package main

import (
	"fmt"
	"os"
	"runtime/trace"
	"sort"
)

// subjects are what can be recorded. A subject that makes several traces starts them itself.
var subjects = map[string]func(files []string){}

// one registers a subject that fills one trace.
func one(name string, run func()) {
	subjects[name] = func(files []string) {
		stop := start(files[0])
		run()
		stop()
	}
}

// start begins a trace and gives what ends it.
func start(path string) func() {
	f, err := os.Create(path)
	check(err)
	check(trace.Start(f))
	return func() {
		trace.Stop()
		check(f.Close())
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	if len(os.Args) < 3 {
		var names []string
		for name := range subjects {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			fmt.Println(name)
		}
		return
	}
	run, ok := subjects[os.Args[1]]
	if !ok {
		fmt.Fprintln(os.Stderr, "no such subject:", os.Args[1])
		os.Exit(2)
	}
	run(os.Args[2:])
}
