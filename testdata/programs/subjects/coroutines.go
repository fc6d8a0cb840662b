//go:build go1.23
// +build go1.23

package main

import (
	"iter"
	"time"
)

// Coroutines: goroutines that hand over to each other without the scheduler.
func init() {
	one("coroutines", func() {
		numbers := func(yield func(int) bool) {
			for i := 0; i < 300; i++ {
				if i%100 == 50 {
					time.Sleep(100 * time.Microsecond)
				}
				if !yield(i) {
					return
				}
			}
		}
		next, stop := iter.Pull(iter.Seq[int](numbers))
		for i := 0; i < 200; i++ {
			v, _ := next()
			sink += uint64(v)
		}
		stop()
		for g := 0; g < 3; g++ {
			next, stop := iter.Pull(iter.Seq[int](numbers))
			for _, ok := next(); ok; _, ok = next() {
			}
			stop()
		}
	})
}
