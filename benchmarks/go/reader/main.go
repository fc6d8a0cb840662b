//go:build toolchain

// Go's own reader of traces, measured as GoTrace.Throughput measures ours: the trace in memory, several
// passes in one process, one line of JSON. It uses a package that only Go's own tree may import; see
// ../../side-by-side for how it is built.
//
//	reader read|summary FILE [PASSES]
package main

import (
	"bytes"
	"fmt"
	"internal/trace"
	"io"
	"os"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"time"
)

func main() {
	mode, path := os.Args[1], os.Args[2]
	passes := 5
	if len(os.Args) > 3 {
		passes, _ = strconv.Atoi(os.Args[3])
	}
	data, err := os.ReadFile(path)
	check(err)
	var walls, cpus []float64
	var events int
	var allocated uint64
	for i := 0; i < passes; i++ {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		cpu, start := cpuSeconds(), time.Now()
		events = pass(data, mode == "summary")
		walls = append(walls, time.Since(start).Seconds())
		cpus = append(cpus, cpuSeconds()-cpu)
		runtime.ReadMemStats(&after)
		allocated = after.TotalAlloc - before.TotalAlloc
	}
	seconds := median(walls)
	fmt.Printf("{\"mode\":%q,\"events\":%d,\"passes\":%d,\"seconds\":%.6f,\"cpu_seconds\":%.6f,\"least_cpu_seconds\":%.6f,\"mb_per_s\":%.2f,\"mev_per_s\":%.3f,\"alloc_bytes\":%d,\"peak_rss_bytes\":%d}\n",
		mode, events, passes, seconds, median(cpus), least(cpus),
		float64(len(data))/1e6/seconds, float64(events)/1e6/seconds, allocated, peakBytes())
}

func pass(data []byte, summarize bool) int {
	reader, err := trace.NewReader(bytes.NewReader(data))
	check(err)
	summarizer := trace.NewSummarizer()
	for n := 0; ; n++ {
		event, err := reader.ReadEvent()
		if err == io.EOF {
			if summarize {
				summarizer.Finalize()
			}
			return n
		}
		check(err)
		if summarize {
			summarizer.Event(&event)
		}
	}
}

func usage() (u syscall.Rusage) {
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return
}

func cpuSeconds() float64 {
	u := usage()
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func peakBytes() int64 {
	u := usage()
	return u.Maxrss << 10
}

func least(values []float64) float64 {
	sort.Float64s(values)
	return values[0]
}

func median(values []float64) float64 {
	sorted := append([]float64(nil), values...)
	sort.Float64s(sorted)
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "reader:", err)
		os.Exit(1)
	}
}
