using GoTrace.Cli;
using GoTrace.Cli.Hosting;

using var terminal = Terminal.OfProcess();
using var stop = new StopSignals();
return await CommandLine.RunAsync(args, terminal, stop.Token);
