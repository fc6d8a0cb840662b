package main

import (
	"fmt"
	"io"
	"io/ioutil"
	"net"
	"net/http"
	"sync"
	"time"
)

// An HTTP service under load: handlers that compute, that block, and that allocate.
func init() {
	one("http", func() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		check(err)
		mux := http.NewServeMux()
		mux.HandleFunc("/compute", func(w http.ResponseWriter, r *http.Request) {
			spin(300 * time.Microsecond)
			fmt.Fprintln(w, "computed")
		})
		mux.HandleFunc("/block", func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Millisecond)
			fmt.Fprintln(w, "slept")
		})
		mux.HandleFunc("/allocate", func(w http.ResponseWriter, r *http.Request) {
			var kept [][]byte
			for i := 0; i < 40; i++ {
				kept = append(kept, make([]byte, 16<<10))
			}
			fmt.Fprintln(w, len(kept))
		})
		server := &http.Server{Handler: mux}
		go server.Serve(l)
		var wg sync.WaitGroup
		for c := 0; c < 4; c++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				client := &http.Client{Transport: &http.Transport{}}
				for i := 0; i < 24; i++ {
					path := []string{"/compute", "/block", "/allocate"}[i%3]
					r, err := client.Get("http://" + l.Addr().String() + path)
					check(err)
					io.Copy(ioutil.Discard, r.Body)
					r.Body.Close()
				}
				client.CloseIdleConnections()
			}()
		}
		wg.Wait()
		server.Close()
	})
}
