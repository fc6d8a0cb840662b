package main

import (
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func nanosleep(d time.Duration) {
	ts := syscall.NsecToTimespec(int64(d))
	syscall.Nanosleep(&ts, nil)
}

func init() {
	// Syscalls: short ones by the hundred, long ones that lose their processor.
	one("syscalls", func() {
		var wg sync.WaitGroup
		for g := 0; g < 3; g++ {
			wg.Add(2)
			go func() {
				defer wg.Done()
				for i := 0; i < 100; i++ {
					os.Stat(".")
				}
			}()
			go func() {
				defer wg.Done()
				nanosleep(12 * time.Millisecond)
				nanosleep(100 * time.Microsecond)
			}()
		}
		var fds [2]int
		check(syscall.Pipe(fds[:]))
		wg.Add(1)
		go func() {
			defer wg.Done()
			buf := make([]byte, 1)
			syscall.Read(fds[0], buf)
		}()
		// Still under way when the trace ends.
		go nanosleep(500 * time.Millisecond)
		time.Sleep(15 * time.Millisecond)
		syscall.Write(fds[1], []byte{1})
		wg.Wait()
	})

	// More threads than processors, each with a goroutine of its own.
	one("manythreads", func() {
		var wg sync.WaitGroup
		for g := 0; g < 20; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				for i := 0; i < 6; i++ {
					nanosleep(300 * time.Microsecond)
					spin(50 * time.Microsecond)
					runtime.Gosched()
				}
			}()
		}
		wg.Wait()
	})
}
