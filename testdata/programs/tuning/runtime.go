package main

import (
	"context"
	"runtime"
	"runtime/debug"
	"runtime/trace"
	"sync"
	"sync/atomic"
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
	// Many more Ps than cores, against as many, in a program that has a worker a P. The system shares
	// the cores out among the workers' threads, so that each item takes longer.
	prepare["procs"] = func(after bool) {
		if after {
			runtime.GOMAXPROCS(2)
		} else {
			runtime.GOMAXPROCS(16)
		}
	}
	ownTasks["procs"] = true
	cases["procs"] = func(after bool) {
		const items = 48
		var next int32
		var wg sync.WaitGroup
		for w := 0; w < runtime.GOMAXPROCS(0); w++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for atomic.AddInt32(&next, 1) <= items {
					_, task := trace.NewTask(context.Background(), "work")
					spin(8000)
					task.End()
					runtime.Gosched()
				}
			}()
		}
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
		kept = tree(18)
		runtime.GC()
	}
	cases["gogc"] = func(after bool) {
		var wg sync.WaitGroup
		for g := 0; g < 2; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 250; i++ {
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
	// sent to, and a GC that it sets off, which has to stop the loops.
	cases["asyncpreempt"] = func(after bool) {
		var wg sync.WaitGroup
		results := make(chan int, 100)
		for g := 0; g < runtime.GOMAXPROCS(0); g++ {
			wg.Add(1)
			length := 120000 + 80000*g
			go func() {
				defer wg.Done()
				for i := 0; i < 2; i++ {
					results <- i
					spin(length)
				}
			}()
		}
		read := make(chan bool)
		go func() {
			n := 0
			for range results {
				n++
				if n == 2 {
					garbage = make([]byte, 8<<20)
				}
			}
			close(read)
		}()
		wg.Wait()
		close(results)
		<-read
	}
}

var garbage []byte

func nanosleep(d time.Duration) {
	ts := syscall.NsecToTimespec(int64(d))
	syscall.Nanosleep(&ts, nil)
}
