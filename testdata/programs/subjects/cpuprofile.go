package main

import (
	"io/ioutil"
	"runtime/pprof"
	"sync"
	"time"
)

// A CPU profile taken while tracing: its samples are in the trace.
func init() {
	one("cpuprofile", func() {
		check(pprof.StartCPUProfile(ioutil.Discard))
		var wg sync.WaitGroup
		for g := 0; g < 4; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				spin(80 * time.Millisecond)
			}()
		}
		wg.Wait()
		pprof.StopCPUProfile()
	})
}
