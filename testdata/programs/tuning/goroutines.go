package main

import (
	"context"
	"runtime"
	"runtime/trace"
	"sync"
	"sync/atomic"
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
						spin(10)
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
					spin(10)
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
	ownTasks["gosched"] = true
	cases["gosched"] = func(after bool) {
		time.Sleep(2 * time.Millisecond) // until what begins with the trace has run
		_, task := trace.NewTask(context.Background(), "work")
		turns := func() {
			for i := 0; i < 12000; i++ {
				atomic.AddUint64(&sink, 1)
				if !after || i%64 == 63 {
					runtime.Gosched()
				}
			}
		}
		var wg sync.WaitGroup
		for g := 1; g < runtime.GOMAXPROCS(0); g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				turns()
			}()
		}
		turns()
		wg.Wait()
		task.End()
	}

	// Locked threads that hand over to each other, against goroutines free to share one.
	cases["lockedthreads"] = func(after bool) {
		var wg sync.WaitGroup
		for pair := 0; pair < runtime.GOMAXPROCS(0); pair++ {
			wg.Add(1)
			ping, pong := make(chan int), make(chan int)
			go func() {
				if !after {
					runtime.LockOSThread()
				}
				for v := range ping {
					spin(20)
					pong <- v + 1
				}
				close(pong)
			}()
			go func() {
				defer wg.Done()
				if !after {
					runtime.LockOSThread()
				}
				sum := 0
				for i := 0; i < 150; i++ {
					ping <- i
					spin(20)
					sum += <-pong
				}
				close(ping)
				atomic.AddUint64(&sink, uint64(sum))
			}()
		}
		wg.Wait()
	}

	// Long loops that hand out results as they go, and keep their processor, against the same that
	// gives way after each chunk: whoever reads the results waits.
	cases["chunks"] = func(after bool) {
		var wg sync.WaitGroup
		results := make(chan int, 100)
		for g := 0; g < runtime.GOMAXPROCS(0); g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 60; i++ {
					spin(2000)
					results <- i
					if after {
						runtime.Gosched()
					}
				}
			}()
		}
		read := make(chan bool)
		go func() {
			for range results {
			}
			close(read)
		}()
		wg.Wait()
		close(results)
		<-read
	}
}
