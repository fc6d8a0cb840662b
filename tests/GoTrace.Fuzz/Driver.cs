using System.Diagnostics;
using GoTrace.Fuzz.Mutation;
using GoTrace.Fuzz.Targets;

namespace GoTrace.Fuzz;

/// <summary>Gives many inputs to all targets, on all cores, and tells of each that broke a promise.</summary>
internal sealed class Driver(Mutator mutator, DriverOptions options)
{
    private const long AllocatedBytesPerByte = 400;
    private const int MaxReports = 20;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _next;
    private long _done;
    private long _slowestTicks;
    private string _slowest = "";
    private int _faults;

    /// <summary>Runs until there were enough inputs, or it has taken long enough.</summary>
    /// <returns>How many inputs broke a promise.</returns>
    public int Run()
    {
        var threads = new Thread[options.Threads];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { Name = $"fuzz {i}" };
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Console.WriteLine(
            $"{_done} inputs in {_clock.Elapsed.TotalSeconds:F1} s, {_faults} faults; slowest {TimeSpan.FromTicks(_slowestTicks).TotalMilliseconds:F0} ms: {_slowest}");
        return _faults;
    }

    private void Work()
    {
        while (_clock.Elapsed < options.Time)
        {
            long number = Interlocked.Increment(ref _next) - 1;
            if (number >= options.Inputs)
            {
                return;
            }

            Take(number);
            Interlocked.Increment(ref _done);
        }
    }

    private void Take(long number)
    {
        int seed = unchecked((int)((number + options.Seed) * 2654435761));
        byte[] input = mutator.Make(seed, out string how);
        foreach (Target target in options.Targets)
        {
            if (number % target.Stride == 0)
            {
                Take(target, input, seed, how);
            }
        }
    }

    private void Take(Target target, byte[] input, int seed, string how)
    {
        long began = Stopwatch.GetTimestamp();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Take(input, new Random(seed));
        }
#pragma warning disable CA1031 // Whatever it is, it is a fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(target, input, seed, how, e.ToString());
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > target.FreeBytes + (input.Length * AllocatedBytesPerByte))
        {
            Report(target, input, seed, how, $"{allocated} bytes allocated for an input of {input.Length}");
        }

        NoteTime(Stopwatch.GetElapsedTime(began), target, seed, how, input.Length);
    }

    private void NoteTime(TimeSpan time, Target target, int seed, string how, int length)
    {
        if (time.Ticks > Interlocked.Read(ref _slowestTicks))
        {
            lock (_clock)
            {
                if (time.Ticks > _slowestTicks)
                {
                    _slowestTicks = time.Ticks;
                    _slowest = $"{target.Name}, seed {seed}, {length} bytes ({how})";
                }
            }
        }

        if (time > options.InputTime)
        {
            Report(target, [], seed, how, $"took {time.TotalSeconds:F1} s for {length} bytes");
        }
    }

    private void Report(Target target, byte[] input, int seed, string how, string what)
    {
        if (Interlocked.Increment(ref _faults) > MaxReports)
        {
            return;
        }

        string file = "";
        if (input.Length > 0)
        {
            Directory.CreateDirectory(options.Faults);
            file = Path.Combine(options.Faults, $"{target.Name}-{seed}.trace");
            File.WriteAllBytes(file, input);
        }

        Console.Error.WriteLine($"FAULT {target.Name}, seed {seed} ({how}) {file}\n  {what.ReplaceLineEndings("\n  ")}");
    }
}

/// <summary>How much is tried.</summary>
internal sealed record DriverOptions
{
    public long Inputs { get; init; } = 100_000;

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(110);

    /// <summary>Longer than any input may take, on a machine that has other things to do.</summary>
    public TimeSpan InputTime { get; init; } = TimeSpan.FromSeconds(20);

    public long Seed { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    public IReadOnlyList<Target> Targets { get; init; } = Target.All;

    /// <summary>Where inputs go that broke a promise.</summary>
    public string Faults { get; init; } = "faults";
}
