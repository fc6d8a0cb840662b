//go:build go1.25
// +build go1.25

package main

import (
	"os"
	"runtime/trace"
	"time"
)

// The flight recorder: a snapshot, a trace beside it, and a second snapshot.
func init() {
	subjects["flightrecorder"] = func(files []string) {
		recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: time.Second})
		check(recorder.Start())
		snapshot := func(path string) {
			f, err := os.Create(path)
			check(err)
			_, err = recorder.WriteTo(f)
			check(err)
			check(f.Close())
		}
		load()
		snapshot(files[0])
		stop := start(files[1])
		load()
		snapshot(files[2])
		load()
		stop()
		recorder.Stop()
	}
}
