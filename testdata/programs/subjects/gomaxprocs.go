package main

import (
	"runtime"
	"sync"
	"time"
)

// GOMAXPROCS changed while running.
func init() {
	one("gomaxprocs", func() {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
		var wg sync.WaitGroup
		done := make(chan struct{})
		for g := 0; g < 6; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for {
					select {
					case <-done:
						return
					default:
						spin(100 * time.Microsecond)
						runtime.Gosched()
					}
				}
			}()
		}
		for _, n := range []int{4, 1, 6, 3} {
			time.Sleep(3 * time.Millisecond)
			runtime.GOMAXPROCS(n)
		}
		time.Sleep(3 * time.Millisecond)
		close(done)
		wg.Wait()
	})
}
