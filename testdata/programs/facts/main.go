//go:build go1.21
// +build go1.21

// Command facts writes what GoTrace's tests have to know of Go's own library: how it sorts, quotes
// and prints moments.
//
//	facts FOLDER
package main

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// random is a generator that is easily written in any language.
type random uint64

func (r *random) next(below int64) int64 {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int64(uint64(*r)>>33) % below
}

type item struct{ key, index int64 }

func main() {
	write("printable.txt", printable)
	write("quotes.txt", quotes)
	write("moments.txt", moments)
	write("sorts.txt", sorts)
}

func write(name string, fill func(w *bufio.Writer)) {
	f, err := os.Create(filepath.Join(os.Args[1], name))
	if err != nil {
		panic(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fill(w)
	if err := w.Flush(); err != nil {
		panic(err)
	}
}

// The hash of a bit for each character, from the first on, the lowest bit of a byte first.
func printable(w *bufio.Writer) {
	bits := make([]byte, 0x110000/8)
	for r := rune(0); r < 0x110000; r++ {
		if strconv.IsPrint(r) {
			bits[r/8] |= 1 << (r % 8)
		}
	}
	fmt.Fprintf(w, "%x\n", sha256.Sum256(bits))
}

// Bytes in hexadecimal, and what strconv.Quote makes of them.
func quotes(w *bufio.Writer) {
	one := func(b []byte) { fmt.Fprintf(w, "%s %s\n", hex.EncodeToString(b), strconv.Quote(string(b))) }
	for i := 0; i < 256; i++ {
		one([]byte{'a', byte(i), 'b'})
	}
	for _, c := range []rune{0x80, 0x9f, 0xa0, 0xad, 0x378, 0x7ff, 0x800, 0x2028, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x1f600, 0xe0001, 0x10ffff} {
		one([]byte(string(c)))
		one([]byte(string(c))[1:])
		one([]byte("é" + string(c))[:len(string(c))+1])
	}
	r := random(1)
	parts := []string{"\xe2", "\x82", "\xac", "\xf0", "\x9f", "\x98", "\x80", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "\xff", "a", "\"", "\\", "\n", "é", "世", "\x00"}
	for i := 0; i < 500; i++ {
		var b []byte
		for n := r.next(12); n >= 0; n-- {
			b = append(b, parts[r.next(int64(len(parts)))]...)
		}
		one(b)
	}
}

// Seconds, nanoseconds, the zone's minutes, and the moment as text.
func moments(w *bufio.Writer) {
	seconds := []int64{0, -1, 1, 951782399, 951782400, 951868800, 1709164800, 1700000000, 4102444799, 68169600,
		-62135596800, -62135596801, 253402300799, 253402300800, -2208988800, -99999999999}
	for _, s := range seconds {
		for _, ns := range []int64{0, 1, 100000000, 123456789, 999999999, 120000, 1000000000, 5000000001, -1, -1500000000} {
			for _, minutes := range []int{0, 60, -210, 345, 840} {
				t := time.Unix(s, ns).In(time.FixedZone("", minutes*60))
				fmt.Fprintf(w, "%d %d %d %s\n", s, ns, minutes, t.Format(time.RFC3339Nano))
			}
		}
	}
}

var patterns = []struct {
	name string
	key  func(r *random, i, size int64) int64
}{
	{"few", func(r *random, i, size int64) int64 { return r.next(4) }},
	{"some", func(r *random, i, size int64) int64 { return r.next(size/2 + 1) }},
	{"any", func(r *random, i, size int64) int64 { return r.next(1 << 30) }},
	{"same", func(r *random, i, size int64) int64 { return 5 }},
	{"saw", func(r *random, i, size int64) int64 { return i % 7 }},
	{"pipe", func(r *random, i, size int64) int64 { return min(i, size-i) }},
	{"falling", func(r *random, i, size int64) int64 { return -i / 2 }},
	{"rising", func(r *random, i, size int64) int64 {
		if r.next(17) == 0 {
			return r.next(size)
		}
		return i / 3
	}},
}

// A pattern, a size, and the hash of the order in which slices.SortFunc leaves the items. For the
// pattern "given" the keys follow: those that make the sort's pivots the worst.
func sorts(w *bufio.Writer) {
	sizes := []int64{500, 1000, 5000}
	for size := int64(0); size <= 200; size++ {
		sizes = append(sizes, size)
	}
	for _, p := range patterns {
		for _, size := range sizes {
			r := random(size)
			items := make([]item, size)
			for i := range items {
				items[i] = item{p.key(&r, int64(i), size), int64(i)}
			}
			fmt.Fprintf(w, "%s %d %s\n", p.name, size, order(items))
		}
	}
	for _, size := range []int{60, 200, 400} {
		keys := worst(size)
		items := make([]item, size)
		for i, k := range keys {
			items[i] = item{k, int64(i)}
		}
		fmt.Fprintf(w, "given %d %s", size, order(items))
		for _, k := range keys {
			fmt.Fprintf(w, " %d", k)
		}
		fmt.Fprintln(w)
	}
}

func order(items []item) string {
	slices.SortFunc(items, func(a, b item) int { return cmp.Compare(a.key, b.key) })
	h := fnv.New64a()
	for _, it := range items {
		var b [4]byte
		binary.LittleEndian.PutUint32(b[:], uint32(it.index))
		h.Write(b[:])
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// worst finds keys by sorting things whose order is decided only when they are compared, always to
// the sort's disadvantage (M. D. McIlroy, A killer adversary for quicksort).
func worst(size int) []int64 {
	const open = 1 << 40
	keys := make([]int64, size)
	indexes := make([]int, size)
	for i := range keys {
		keys[i] = open
		indexes[i] = i
	}
	decided := int64(0)
	candidate := 0
	slices.SortFunc(indexes, func(a, b int) int {
		if keys[a] == open && keys[b] == open {
			if a == candidate {
				keys[a] = decided
			} else {
				keys[b] = decided
			}
			decided++
		}
		if keys[a] == open {
			candidate = a
		} else if keys[b] == open {
			candidate = b
		}
		return cmp.Compare(keys[a], keys[b])
	})
	for i := range keys {
		if keys[i] == open {
			keys[i] = decided
		}
	}
	return keys
}
