using GoTrace.Cli;
using GoTrace.Cli.Hosting;

using var terminal = Terminal.OfProcess();
using var stop = new StopSignals(terminal);
return await CommandLine.RunAsync(args, terminal, stop.Token);
