package main

import (
	"context"
	"runtime/trace"
	"sync"
	"time"
)

// Tasks, regions and logs: nested, odd, and without an end.
func init() {
	one("annotations", func() {
		ctx, outer := trace.NewTask(context.Background(), "outer")
		inner, innerTask := trace.NewTask(ctx, "inner \"quoted\"\twith\ntabs, lines, \\ and ünïcödé \u2028 \x00 \xff\xfe")
		trace.Log(inner, "category", "a message")
		trace.Log(inner, "", "")
		trace.Log(ctx, "odd \x80", "bell \a, del \x7f, 世界, \U0001F600, \U000E0001, \u00ad")
		trace.Logf(context.Background(), "background", "number %d", 42)
		trace.WithRegion(inner, "region", func() {
			spin(time.Millisecond)
			trace.WithRegion(inner, "region", func() { time.Sleep(time.Millisecond) })
			trace.WithRegion(context.Background(), "of no task", func() { spin(100 * time.Microsecond) })
		})
		var wg sync.WaitGroup
		for i := 0; i < 5; i++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, task := trace.NewTask(ctx, "work")
				defer task.End()
				trace.WithRegion(ctx, "step", func() { time.Sleep(500 * time.Microsecond) })
				trace.StartRegion(ctx, "left open")
			}()
		}
		wg.Wait()
		innerTask.End()
		innerTask.End()
		trace.NewTask(context.Background(), "never ended")
		outer.End()
	})
}
