package main

import (
	"runtime"
	"sync"
	"time"
)

func init() {
	// A goroutine an item, against a worker a processor.
	cases["workers"] = func(after bool) {
		const items = 600
		var wg sync.WaitGroup
		if !after {
			for i := 0; i < items; i++ {
				wg.Add(1)
				go func() {
					defer wg.Done()
					spin(30)
				}()
			}
			wg.Wait()
			return
		}
		var mu sync.Mutex
		next := 0
		for w := 0; w < runtime.GOMAXPROCS(0); w++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for {
					mu.Lock()
					i := next
					next++
					mu.Unlock()
					if i >= items {
						return
					}
					spin(30)
				}
			}()
		}
		wg.Wait()
	}

	// A short-lived goroutine a request, against a pool of them.
	cases["pool"] = func(after bool) {
		const rounds, width = 60, 12
		if !after {
			for r := 0; r < rounds; r++ {
				var wg sync.WaitGroup
				for i := 0; i < width; i++ {
					wg.Add(1)
					go func() {
						defer wg.Done()
						spin(5)
					}()
				}
				wg.Wait()
			}
			return
		}
		jobs := make(chan *sync.WaitGroup, width)
		for w := 0; w < runtime.GOMAXPROCS(0); w++ {
			go func() {
				for wg := range jobs {
					spin(5)
					wg.Done()
				}
			}()
		}
		for r := 0; r < rounds; r++ {
			var wg sync.WaitGroup
			wg.Add(width)
			for i := 0; i < width; i++ {
				jobs <- &wg
			}
			wg.Wait()
		}
		close(jobs)
	}

	// Giving way on each turn of a spin, against one turn in 64.
	cases["gosched"] = func(after bool) {
		var wg sync.WaitGroup
		for g := 0; g < 4; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 1500; i++ {
					spin(2)
					if !after || i%64 == 0 {
						runtime.Gosched()
					}
				}
			}()
		}
		wg.Wait()
	}

	// Locked threads that hand over to each other, against goroutines free to share one.
	cases["lockedthreads"] = func(after bool) {
		ping, pong := make(chan int), make(chan int)
		go func() {
			if !after {
				runtime.LockOSThread()
			}
			for v := range ping {
				pong <- v + 1
			}
			close(pong)
		}()
		done := make(chan bool)
		go func() {
			if !after {
				runtime.LockOSThread()
			}
			for i := 0; i < 300; i++ {
				ping <- i
				sink += uint64(<-pong)
			}
			close(ping)
			close(done)
		}()
		<-done
	}

	// Loops that run long in one piece, against chunks with a place to give way in between, while
	// others want to run.
	cases["chunks"] = func(after bool) {
		var wg sync.WaitGroup
		for g := 0; g < 2*runtime.GOMAXPROCS(0); g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if !after {
					spin(60000)
					return
				}
				for i := 0; i < 60; i++ {
					spin(1000)
					runtime.Gosched()
				}
			}()
		}
		stop := make(chan bool)
		go func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(time.Millisecond):
				}
			}
		}()
		wg.Wait()
		close(stop)
	}
}
