package main

import (
	"sync"
	"time"
)

// Channels and mutexes that many want at once.
func init() {
	one("contention", func() {
		var wg sync.WaitGroup
		var mu sync.Mutex
		var rw sync.RWMutex
		cond := sync.NewCond(&sync.Mutex{})
		ready := false
		ch := make(chan int)
		quit := make(chan struct{})
		for g := 0; g < 6; g++ {
			wg.Add(3)
			go func() {
				defer wg.Done()
				for i := 0; i < 40; i++ {
					mu.Lock()
					spin(20 * time.Microsecond)
					mu.Unlock()
					rw.RLock()
					rw.RUnlock()
				}
			}()
			go func(g int) {
				defer wg.Done()
				for i := 0; i < 40; i++ {
					select {
					case ch <- i:
					case v := <-ch:
						sink += uint64(v)
					case <-time.After(time.Millisecond):
					}
				}
			}(g)
			go func() {
				defer wg.Done()
				cond.L.Lock()
				for !ready {
					cond.Wait()
				}
				cond.L.Unlock()
				select {
				case <-quit:
				}
			}()
		}
		spin(2 * time.Millisecond)
		cond.L.Lock()
		ready = true
		cond.L.Unlock()
		cond.Broadcast()
		rw.Lock()
		spin(time.Millisecond)
		rw.Unlock()
		close(quit)
		wg.Wait()
	})
}
