package main

import (
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

type node struct{ left, right *node }

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{tree(depth - 1), tree(depth - 1)}
}

var kept *node

func init() {
	// Many more Ps than cores, against as many. The system shares the cores out among the threads of
	// all Ps that are busy, and stopping the world has to wait until each had its turn.
	prepare["procs"] = func(after bool) {
		if after {
			runtime.GOMAXPROCS(2)
		} else {
			runtime.GOMAXPROCS(16)
		}
		debug.SetGCPercent(20)
		kept = tree(13)
	}
	cases["procs"] = func(after bool) {
		jobs := make(chan int)
		var wg sync.WaitGroup
		for w := 0; w < 16; w++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for range jobs {
					spin(100)
					if tree(9) == nil {
						sink++
					}
				}
			}()
		}
		for i := 0; i < 800; i++ {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
	}

	// Long blocking syscalls, against the same wait in short ones.
	cases["syscalls"] = func(after bool) {
		var wg sync.WaitGroup
		for g := 0; g < 4; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 3; i++ {
					if !after {
						nanosleep(12 * time.Millisecond)
					} else {
						for j := 0; j < 12; j++ {
							nanosleep(time.Millisecond)
						}
					}
					spin(200)
				}
			}()
		}
		wg.Wait()
	}

	// Collecting garbage often, against seldom.
	prepare["gogc"] = func(after bool) {
		if after {
			debug.SetGCPercent(400)
		} else {
			debug.SetGCPercent(20)
		}
		kept = tree(13)
		runtime.GC()
	}
	cases["gogc"] = func(after bool) {
		var wg sync.WaitGroup
		for g := 0; g < 2; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 400; i++ {
					if tree(9) == nil {
						sink++
					}
				}
			}()
		}
		wg.Wait()
	}

	// Hot loops that others have to wait for, with preemption by signal, against the same with
	// GODEBUG=asyncpreemptoff=1, which the script sets for the second. Others are a goroutine that is
	// sent to, and a GC that has to stop the loops.
	cases["asyncpreempt"] = func(after bool) {
		var wg sync.WaitGroup
		results := make(chan int, 100)
		for g := 0; g < runtime.GOMAXPROCS(0); g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 3; i++ {
					results <- i
					spin(60000)
				}
			}()
		}
		read := make(chan bool)
		go func() {
			for range results {
			}
			close(read)
		}()
		runtime.GC()
		wg.Wait()
		close(results)
		<-read
	}
}

func nanosleep(d time.Duration) {
	ts := syscall.NsecToTimespec(int64(d))
	syscall.Nanosleep(&ts, nil)
}
