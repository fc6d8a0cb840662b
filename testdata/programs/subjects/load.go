package main

import (
	"os"
	"sync"
	"time"
)

// load does a little of everything, for subjects that are about how a trace is taken.
func load() {
	var wg sync.WaitGroup
	ch := make(chan int, 1)
	for g := 0; g < 3; g++ {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for i := 0; i < 20; i++ {
				ch <- i
				spin(20 * time.Microsecond)
			}
		}()
		go func() {
			defer wg.Done()
			for i := 0; i < 20; i++ {
				sink += uint64(<-ch)
				os.Getppid()
				if _, err := os.Stat("."); err != nil {
					check(err)
				}
			}
		}()
	}
	wg.Wait()
	time.Sleep(time.Millisecond)
}
