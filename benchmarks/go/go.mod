module gotrace/benchmarks

go 1.21
