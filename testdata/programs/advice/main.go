// Command advice writes traces with trouble in them that none of the other programs has.
//
//	advice slowstop|preemptcost FILE
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
	"sync/atomic"
)

var sink uint64

// spin computes for about n times 1 µs, with no call that could stop it.
func spin(n int) {
	x := uint64(n) | 1
	for i := 0; i < n*600; i++ {
		x = x*6364136223846793005 + 1442695040888963407
	}
	if x == 0 {
		sink++
	}
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: advice slowstop|preemptcost FILE")
		os.Exit(2)
	}
	f, err := os.Create(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	trace.Start(f)
	switch os.Args[1] {
	case "slowstop":
		slowStop()
	case "preemptcost":
		preemptCost()
	}
	trace.Stop()
	f.Close()
}

// Loops that no signal stops (the script sets GODEBUG=asyncpreemptoff=1), while the world has to
// stop again and again.
func slowStop() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for i := 0; i < 8; i++ {
			spin(3000)
			runtime.Gosched()
		}
	}()
	for i := 0; i < 8; i++ {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		spin(100)
	}
	wg.Wait()
}

// A loop that is stopped by a signal far more often than its time slices end, as the world is
// stopped all the time.
func preemptCost() {
	var stop atomic.Bool
	done := make(chan uint64)
	go func() {
		x := uint64(1)
		for !stop.Load() {
			x = x*6364136223846793005 + 1442695040888963407
		}
		done <- x
	}()
	for i := 0; i < 200; i++ {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		spin(100)
	}
	stop.Store(true)
	sink += <-done
}
