// A program with something of everything, and a trace of it: HTTP requests, channels, locks, work on
// the CPU, garbage, system calls, goroutines that come and go, tasks and regions.
//
//	load -seconds 3 -o large.trace
package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/trace"
	"sync"
	"time"
)

var (
	seconds = flag.Float64("seconds", 3, "how long")
	procs   = flag.Int("procs", 4, "GOMAXPROCS")
	output  = flag.String("o", "large.trace", "the trace")
)

func main() {
	flag.Parse()
	runtime.GOMAXPROCS(*procs)
	file, err := os.Create(*output)
	check(err)
	check(trace.Start(file))
	run(time.Duration(*seconds * float64(time.Second)))
	trace.Stop()
	check(file.Close())
}

func run(length time.Duration) {
	stop := make(chan struct{})
	var all sync.WaitGroup
	start := func(n int, work func(stop <-chan struct{})) {
		for i := 0; i < n; i++ {
			all.Add(1)
			go func() {
				defer all.Done()
				work(stop)
			}()
		}
	}
	server := httptest.NewServer(http.HandlerFunc(serve))
	defer server.Close()
	start(8, func(stop <-chan struct{}) { request(server, stop) })
	start(4, pingPong)
	start(2, fanOut)
	start(1, hash)
	start(1, garbage)
	start(2, systemCalls)
	start(3, lock)
	time.Sleep(length)
	close(stop)
	all.Wait()
}

func stopped(stop <-chan struct{}) bool {
	select {
	case <-stop:
		return true
	default:
		return false
	}
}

func serve(w http.ResponseWriter, r *http.Request) {
	ctx, task := trace.NewTask(r.Context(), "request")
	defer task.End()
	trace.WithRegion(ctx, "answer", func() {
		trace.Log(ctx, "path", r.URL.Path)
		fmt.Fprintf(w, "%x", sha256.Sum256([]byte(r.URL.Path)))
	})
}

func request(server *httptest.Server, stop <-chan struct{}) {
	client := server.Client()
	for i := 0; !stopped(stop); i++ {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		r, err := http.NewRequestWithContext(ctx, "GET", fmt.Sprintf("%s/%d", server.URL, i%64), nil)
		check(err)
		if answer, err := client.Do(r); err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
		cancel()
	}
}

func pingPong(stop <-chan struct{}) {
	there, back := make(chan int), make(chan int)
	go func() {
		for n := range there {
			back <- n
		}
		close(back)
	}()
	for i := 0; !stopped(stop); i++ {
		there <- i
		<-back
	}
	close(there)
}

func fanOut(stop <-chan struct{}) {
	for !stopped(stop) {
		var some sync.WaitGroup
		for i := 0; i < 32; i++ {
			some.Add(1)
			go some.Done()
		}
		some.Wait()
	}
}

func hash(stop <-chan struct{}) {
	data := make([]byte, 1<<16)
	for !stopped(stop) {
		sum := sha256.Sum256(data)
		copy(data, sum[:])
	}
}

var kept [256][]byte

func garbage(stop <-chan struct{}) {
	for i := 0; !stopped(stop); i++ {
		kept[i%len(kept)] = make([]byte, 16<<10)
		if i%64 == 0 {
			time.Sleep(100 * time.Microsecond)
		}
	}
}

func systemCalls(stop <-chan struct{}) {
	file, err := os.CreateTemp("", "load")
	check(err)
	defer os.Remove(file.Name())
	defer file.Close()
	block := make([]byte, 512)
	for !stopped(stop) {
		for i := int64(0); i < 16; i++ {
			file.WriteAt(block, 512*i)
			file.ReadAt(block, 512*i)
		}
		runtime.Gosched()
	}
}

var (
	shared  sync.Mutex
	counter int
)

func lock(stop <-chan struct{}) {
	for !stopped(stop) {
		shared.Lock()
		for i := 0; i < 500; i++ {
			counter++
		}
		shared.Unlock()
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}
