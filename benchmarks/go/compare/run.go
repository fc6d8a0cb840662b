package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sort"
	"syscall"
	"time"
)

// Pass is what a run of something cost.
type Pass struct {
	Events  float64 `json:"events"`
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu_seconds"`
	Alloc   float64 `json:"alloc_bytes"`
	Peak    float64 `json:"peak_rss_bytes"`
}

func (p Pass) wall() float64        { return p.Seconds }
func (p Pass) cpuPerEvent() float64 { return p.CPU / p.Events }
func (p Pass) allocated() float64   { return p.Alloc }
func (p Pass) peak() float64        { return p.Peak }

// inProcess runs a program that measures itself.
func inProcess(program string, args ...string) (p Pass) {
	out, err := exec.Command(program, args...).Output()
	check(program, err)
	check(program, json.Unmarshal(out, &p))
	return
}

// process runs a program and measures it from outside; what it prints goes to a file, or nowhere.
func process(output, program string, args ...string) (p Pass) {
	command := exec.Command(program, args...)
	if output != "" {
		file, err := os.Create(output)
		check(output, err)
		defer file.Close()
		command.Stdout = file
	}
	start := time.Now()
	err := command.Run()
	p.Seconds = time.Since(start).Seconds()
	check(program, err)
	usage := command.ProcessState.SysUsage().(*syscall.Rusage)
	p.CPU = float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
	p.Peak = float64(usage.Maxrss << 10)
	return
}

// byTurns runs one, then the other, as many times as there are rounds.
func byTurns(one, other func() Pass) (ones, others []Pass) {
	for i := 0; i < *rounds; i++ {
		ones = append(ones, one())
		if other != nil {
			others = append(others, other())
		}
	}
	return
}

func median(passes []Pass, of func(Pass) float64) float64 {
	values := make([]float64, len(passes))
	for i, p := range passes {
		values[i] = of(p)
	}
	return middle(values)
}

// ratio is the median of the rounds' ratios.
func ratio(one, other []Pass, of func(Pass) float64) float64 {
	values := make([]float64, len(one))
	for i := range one {
		values[i] = of(one[i]) / of(other[i])
	}
	return middle(values)
}

func middle(values []float64) float64 {
	sort.Float64s(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

func times(one, other []Pass, of func(Pass) float64) string {
	return fmt.Sprintf("%.1f x", ratio(one, other, of))
}

func rate(passes []Pass) string {
	return fmt.Sprintf("%.1f million/s", 1e-6/median(passes, Pass.cpuPerEvent))
}

func megabytes(bytes float64) string { return fmt.Sprintf("%.1f MB", bytes/1e6) }

func size(path string) float64 {
	info, err := os.Stat(path)
	check(path, err)
	return float64(info.Size())
}

func row(cells ...string) {
	for _, cell := range cells {
		fmt.Print("| ", cell, " ")
	}
	fmt.Println("|")
}

func check(what string, err error) {
	if err != nil {
		if failed, ok := err.(*exec.ExitError); ok {
			os.Stderr.Write(failed.Stderr)
		}
		fmt.Fprintf(os.Stderr, "compare: %s: %v\n", what, err)
		os.Exit(1)
	}
}
