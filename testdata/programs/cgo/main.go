// Command cgo writes traces of calls of C, and of threads of C that call Go.
//
//	cgo calls|callbacks|many|batch|long FILE [TIMES]
package main

/*
#cgo LDFLAGS: -lpthread
#include <pthread.h>
#include <unistd.h>

extern void goCallback(int);

static void nap(int us) { usleep(us); }
static int one(int x) { return x * 31 + 7; }
static int batch(int x, int n) { for (int i = 0; i < n; i++) x = one(x); return x; }

static void *run(void *arg) {
	for (int i = 0; i < 10; i++) {
		goCallback(i);
		usleep(100);
	}
	return arg;
}

static void threads(int n) {
	pthread_t t[16];
	for (int i = 0; i < n; i++) pthread_create(&t[i], 0, run, 0);
	for (int i = 0; i < n; i++) pthread_join(t[i], 0);
}
*/
import "C"

import (
	"context"
	"fmt"
	"os"
	"runtime/trace"
	"strconv"
	"sync"
	"time"
)

var mu sync.Mutex
var calls int

//export goCallback
func goCallback(i C.int) {
	mu.Lock()
	calls += int(i)
	mu.Unlock()
	if i%5 == 0 {
		time.Sleep(50 * time.Microsecond)
	}
}

func main() {
	f, err := os.Create(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	times := 1
	if len(os.Args) > 3 {
		times, _ = strconv.Atoi(os.Args[3])
	}
	trace.Start(f)
	x := C.int(1)
	for i := 0; i < times; i++ {
		_, task := trace.NewTask(context.Background(), "work")
		x = work(os.Args[1], x)
		task.End()
	}
	trace.Stop()
	f.Close()
	if x == 0 && calls == 0 {
		fmt.Println("zero")
	}
}

func work(mode string, x C.int) C.int {
	switch mode {
	case "calls":
		var wg sync.WaitGroup
		for g := 0; g < 4; g++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for i := 0; i < 50; i++ {
					C.one(1)
				}
				C.nap(2000)
			}()
		}
		wg.Wait()
	case "callbacks":
		C.threads(4)
		C.threads(2)
	case "many": // a call of C an item
		for i := 0; i < 2000; i++ {
			x = C.one(x)
		}
	case "long": // calls that stay away
		for i := 0; i < 2; i++ {
			C.nap(15000)
		}
	case "batch": // one call for all
		for i := 0; i < 20; i++ {
			x = C.batch(x, 100)
		}
	}
	return x
}
