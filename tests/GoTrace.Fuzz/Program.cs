using GoTrace.Fuzz.Cuts;
using GoTrace.Fuzz.Mutation;
using GoTrace.Fuzz.Targets;
using SharpFuzz;

namespace GoTrace.Fuzz;

/// <summary>
/// Tries broken traces on everything that takes bytes. Without options: as many inputs as fit into two
/// minutes, half of them the same each time, half of them new.
/// </summary>
internal static class Program
{
    private const string Usage =
        """
        usage: GoTrace.Fuzz [--traces DIR] [--versions v1|v2] [--inputs N] [--seconds S] [--seed N] [--threads N] [--target NAME]... [--faults DIR]
               GoTrace.Fuzz --replay FILE [--target NAME]...
               GoTrace.Fuzz --make SEED --replay FILE [--traces DIR] [--target NAME]...   (writes that input to FILE first)
               GoTrace.Fuzz --harness libfuzzer|afl --target NAME
               GoTrace.Fuzz --guided SECONDS --target NAME [--traces DIR] [--versions v1|v2] [--seed N] [--faults DIR]   (with instrumented libraries)
               GoTrace.Fuzz --attacks BYTES[:NAME]   (those only that have it in their names)
               GoTrace.Fuzz --cuts N [--traces DIR] [--list FILE]   (how much is given of traces cut at N places each)
        """;

    public static int Main(string[] args)
    {
        var targets = new List<Target>();
        var options = new DriverOptions();
        string traces = "testdata";
        string versions = "";
        string? replay = null;
        string? harness = null;
        string? list = null;
        int? make = null;
        int? cuts = null;
        double? guided = null;
        long? seed = null;
        for (int i = 0; i < args.Length; i++)
        {
            if (i + 1 == args.Length)
            {
                Console.Error.WriteLine(Usage);
                return 1;
            }

            string value = args[++i];
            switch (args[i - 1])
            {
                case "--traces":
                    traces = value;
                    break;
                case "--versions":
                    versions = value;
                    break;
                case "--inputs":
                    options = options with { Inputs = long.Parse(value) };
                    break;
                case "--seconds":
                    options = options with { Time = TimeSpan.FromSeconds(double.Parse(value)) };
                    break;
                case "--seed":
                    seed = long.Parse(value);
                    break;
                case "--threads":
                    options = options with { Threads = int.Parse(value) };
                    break;
                case "--target":
                    targets.Add(Target.ByName(value));
                    break;
                case "--faults":
                    options = options with { Faults = value };
                    break;
                case "--replay":
                    replay = value;
                    break;
                case "--make":
                    make = int.Parse(value);
                    break;
                case "--attacks":
                    return value.Split(':', 2) is [var bytes, var name] ? Attacks.Run(int.Parse(bytes), name) : Attacks.Run(int.Parse(value));
                case "--cuts":
                    cuts = int.Parse(value);
                    break;
                case "--list":
                    list = value;
                    break;
                case "--guided":
                    guided = double.Parse(value);
                    break;
                case "--harness":
                    harness = value;
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 1;
            }
        }

        if (cuts is { } places)
        {
            return CutTable.Run(Corpus.Read(traces, versions), places, list);
        }

        options = options with { Targets = targets.Count > 0 ? targets : Target.All };
        if (harness is not null)
        {
            return Harness(harness, options.Targets[0]);
        }

        if (guided is { } seconds)
        {
            options = options with { Time = TimeSpan.FromSeconds(seconds), Seed = seed ?? 1 };
            return new GuidedDriver(Corpus.Read(traces, versions), options.Targets[0], options).Run() > 0 ? 3 : 0;
        }

        if (make is { } one && replay is not null)
        {
            File.WriteAllBytes(replay, new Mutator(Corpus.Read(traces, versions)).Make(one, out string how));
            Console.WriteLine(how);
        }

        return replay is not null ? Replay(replay, options.Targets) : Drive(Corpus.Read(traces, versions), options, seed);
    }

    private static int Drive(Corpus corpus, DriverOptions options, long? seed)
    {
        var mutator = new Mutator(corpus);
        if (seed is { } fixedSeed)
        {
            return new Driver(mutator, options with { Seed = fixedSeed }).Run() > 0 ? 3 : 0;
        }

        DriverOptions half = options with { Inputs = options.Inputs / 2, Time = options.Time / 2 };
        Console.WriteLine($"--seed {half.Seed}");
        int faults = new Driver(mutator, half).Run();
        long fresh = Random.Shared.NextInt64(1L << 40);
        Console.WriteLine($"and now --seed {fresh}");
        faults += new Driver(mutator, half with { Seed = fresh }).Run();
        return faults > 0 ? 3 : 0;
    }

    private static int Replay(string file, IReadOnlyList<Target> targets)
    {
        byte[] input = Corpus.Unpacked(file);
        foreach (Target target in targets)
        {
            target.Take(input, new Random(1));
            Console.WriteLine($"{target.Name}: fine");
        }

        return 0;
    }

    // The library has to be instrumented for it; see docs/damage.md.
    private static int Harness(string kind, Target target)
    {
        if (kind == "libfuzzer")
        {
            Fuzzer.LibFuzzer.Run(span => target.Take(span.ToArray(), new Random(1)));
        }
        else
        {
            Fuzzer.OutOfProcess.Run(stream =>
            {
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                target.Take(bytes.ToArray(), new Random(1));
            });
        }

        return 0;
    }
}
