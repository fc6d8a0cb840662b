package main

var sink uint64

// spin computes for about n times half a microsecond, with no call that could stop it.
func spin(n int) {
	x := uint64(n) | 1
	for i := 0; i < n*600; i++ {
		x = x*6364136223846793005 + 1442695040888963407
	}
	if x == 0 {
		sink++
	}
}
