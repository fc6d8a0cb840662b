return GoTrace.Cli.CommandLine.Run(args);
