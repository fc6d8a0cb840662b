using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using GoTrace.Benchmarks.Support;

// Without arguments it asks which; `--filter '*'` runs all. With GOTRACE_LARGE=FILE the benchmarks
// on traces run on that one too.
IConfig config = DefaultConfig.Instance
    .AddColumn(RateColumn.MegabytesPerSecond, RateColumn.NanosecondsPerEvent);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
