using System.Diagnostics;
using System.Text;
using GoTrace.Analysis;
using GoTrace.Fuzz.Mutation;
using GoTrace.Fuzz.Targets;
using GoTrace.Parsing;

namespace GoTrace.Fuzz;

/// <summary>
/// Changes inputs, and keeps those that go a new way through the code to change them further: finds what
/// lies behind several conditions at once. The libraries have to be instrumented; see docs/damage.md.
/// </summary>
internal sealed class GuidedDriver(Corpus corpus, Target target, DriverOptions options)
{
    // Many small inputs go more ways than a few large ones.
    private const int LargestSeed = 12 << 10;
    private const int LargestInput = 64 << 10;

    private readonly EdgeMap _map = new();
    private readonly Mutator _mutator = new(corpus);
    private readonly List<Seed> _kept = [];
    private readonly HashSet<string> _told = [];
    private long _inputs;
    private int _faults;

    /// <summary>Runs as long as it is to.</summary>
    /// <returns>How many inputs broke a promise.</returns>
    public int Run()
    {
        foreach (Seed seed in corpus.Seeds.Where(s => s.Bytes.Length <= LargestSeed).SelectMany(Begin))
        {
            Take(seed);
        }

        int first = _map.Edges;
        if (first == 0)
        {
            Console.Error.WriteLine("no way was counted: the libraries are not instrumented");
            return 1;
        }

        Console.WriteLine($"{target.Name}: {_kept.Count} seeds, {first} edges");
        var random = new Random((int)options.Seed);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < options.Time && _kept.Count > 0)
        {
            // Half of them from those found last.
            int from = random.Next(2) == 0 ? 0 : _kept.Count * 3 / 4;
            Seed origin = _kept[random.Next(from, _kept.Count)];
            byte[] bytes = _mutator.Change(random, origin, out _);
            Take(new Seed("found", bytes.Length <= LargestInput ? bytes : bytes[..LargestInput]));
        }

        Console.WriteLine(
            $"{target.Name}: {_inputs} inputs in {clock.Elapsed.TotalSeconds:F0} s, {_kept.Count} kept, {first} edges at first and {_map.Edges} at last, {_faults} faults");
        return _faults;
    }

    // Stored summaries are no traces.
    private IEnumerable<Seed> Begin(Seed seed, int number)
    {
        if (target is not StoredTarget)
        {
            return [seed];
        }

        if (number % 16 != 0)
        {
            return [];
        }

        TraceAnalysis? analysis = null;
        Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(seed.Bytes);
            analysis = await TraceAnalyzer.AnalyzeAsync(reader, new AnalysisOptions { Parallelism = 1, WindowLimit = 1 });
        });
        return analysis is null ? [] : [seed with { Bytes = Encoding.UTF8.GetBytes(analysis.ToJson()) }];
    }

    private void Take(Seed input)
    {
        _map.Clear();
        _inputs++;
        try
        {
            target.Take(input.Bytes, new Random(1));
        }
#pragma warning disable CA1031 // Whatever it is, it is a fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(input.Bytes, e);
            return;
        }

        if (_map.TakeNew())
        {
            _kept.Add(input);
        }
    }

    // The same fault is met again and again.
    private void Report(byte[] input, Exception e)
    {
        _faults++;
        string where = e.StackTrace?.Split('\n').Take(2).Aggregate("", (a, b) => a + b) ?? "";
        if (_told.Count < 50 && _told.Add(e.GetType().Name + where + (e is BrokenPromiseException ? e.Message[..Math.Min(12, e.Message.Length)] : "")))
        {
            Directory.CreateDirectory(options.Faults);
            string file = Path.Combine(options.Faults, $"guided-{target.Name}-{_told.Count}.trace");
            File.WriteAllBytes(file, input);
            Console.Error.WriteLine($"FAULT {target.Name} {file}\n  {e.ToString().ReplaceLineEndings("\n  ")}");
        }
    }
}
