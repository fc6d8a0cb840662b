package main

import (
	"sync"
	"time"
)

// Goroutines by the thousand, most of them short-lived.
func init() {
	one("goroutines", func() {
		var wg sync.WaitGroup
		for i := 0; i < 2500; i++ {
			wg.Add(1)
			go func(i int) {
				defer wg.Done()
				if i%50 == 0 {
					time.Sleep(500 * time.Microsecond)
				}
			}(i)
		}
		wg.Wait()
	})
}
