package main

import (
	"context"
	"runtime"
	"runtime/trace"
	"time"
)

func init() {
	// Several traces of one process, one after the other.
	subjects["restart"] = func(files []string) {
		for _, file := range files {
			stop := start(file)
			load()
			stop()
			load()
		}
	}

	// A trace over many generations: run it with GODEBUG=traceadvanceperiod in nanoseconds. A task,
	// a region and a GC cycle stay open from one to the next; some goroutines do nothing for long.
	one("generations", func() {
		ctx, task := trace.NewTask(context.Background(), "over generations")
		region := trace.StartRegion(ctx, "long region")
		idle := make(chan struct{})
		go func() { <-idle }()
		go func() { time.Sleep(150 * time.Millisecond) }()
		for i := 0; i < 8; i++ {
			load()
			time.Sleep(10 * time.Millisecond)
			_, t := trace.NewTask(ctx, "step")
			defer t.End()
			if i%3 == 0 {
				go runtime.GC()
			}
		}
		close(idle)
		region.End()
		task.End()
	})

	// The allocation experiment: run it with GODEBUG=traceallocfree=1.
	one("allocfree", func() {
		sink += uint64(len([]*node{tree(8)}))
		load()
		runtime.GC()
		sink += uint64(len([]*node{tree(7)}))
	})

	// No load at all.
	one("empty", func() {})
}
