package main

import (
	"runtime"
	"runtime/debug"
	"sync"
)

type node struct{ left, right *node }

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{tree(depth - 1), tree(depth - 1)}
}

var kept []*node

// Garbage made faster than the background workers mark: goroutines have to assist.
func init() {
	one("gcpressure", func() {
		defer debug.SetGCPercent(debug.SetGCPercent(15))
		kept = append(kept, tree(13))
		var wg sync.WaitGroup
		for g := 0; g < 4; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 14; i++ {
					sink += uint64(len([]*node{tree(10)}))
				}
			}()
		}
		wg.Wait()
		runtime.GC()
		kept = nil
		runtime.GC()
	})
}

// Marking and assists that are under way where one generation ends and the next begins: run it with
// GODEBUG=traceadvanceperiod in nanoseconds.
func init() {
	one("boundaries", func() {
		defer debug.SetGCPercent(debug.SetGCPercent(10))
		kept = append(kept, tree(15))
		var wg sync.WaitGroup
		for g := 0; g < 4; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 120; i++ {
					sink += uint64(len([]*node{tree(9)}))
				}
			}()
		}
		wg.Wait()
		kept = nil
	})
}
