namespace GoTrace.Analysis.Comparison;

/// <summary>Something to keep in mind about a comparison.</summary>
/// <param name="Code">Which sort, for programs.</param>
/// <param name="Message">What, for people.</param>
/// <param name="Spoils">The figures that can't be trusted for it; a name may end in <c>*</c>.</param>
public sealed record ComparisonWarning(string Code, string Message, IReadOnlyList<string> Spoils);

/// <summary>Sides that can't be compared.</summary>
public sealed class NotComparableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Why.</param>
    public NotComparableException(string message)
        : base(message)
    {
    }
}

/// <summary>Are two sides alike enough?</summary>
internal static class Comparability
{
    private const double TooFar = 2;

    /// <summary>What is wrong with comparing them.</summary>
    /// <exception cref="NotComparableException">All is wrong with it.</exception>
    public static List<ComparisonWarning> Check(Side baseline, Side candidate, ComparisonOptions options)
    {
        var warnings = new List<ComparisonWarning>();
        TraceAnalysis[] all = [.. baseline.Runs, .. candidate.Runs];
        Refuse(all.Any(a => a.Events == 0), options, "a run has no events: there is nothing to compare");
        Refuse(
            all.Select(a => a.TimeBase).Distinct().Count() > 1,
            options,
            "some figures are from recorded times and some from Go's: make all with one --time-base");

        int[] formats = [.. all.Select(a => a.FormatVersion).Distinct().Order()];
        if (formats.Length > 1)
        {
            warnings.Add(Formats(formats));
        }

        string before = Procs(baseline);
        string after = Procs(candidate);
        if (before != after)
        {
            warnings.Add(new ComparisonWarning(
                "gomaxprocs",
                $"GOMAXPROCS is {before} before and {after} after: unless that is the change, figures of Ps mean something else",
                ["processors.*"]));
        }

        AddFar(warnings, "duration", "the traces' length", baseline, candidate, a => a.DurationNs, ["*.count", "*.time", "*.total"]);
        AddFar(
            warnings,
            "work",
            "the time in which goroutines ran",
            baseline,
            candidate,
            a => a.Processors.Sum(p => p.GoroutineNs),
            ["*.count", "*.time", "*.total"]);
        int damaged = all.Count(a => a.DataQuality.IsDamaged);
        if (damaged > 0)
        {
            warnings.Add(new ComparisonWarning(
                "damaged", $"{damaged} of {all.Length} traces could not be read to their end: their counts and totals are too small", ["*.count", "*.time", "*.total"]));
        }

        return warnings;
    }

    private static ComparisonWarning Formats(int[] formats)
    {
        string list = string.Join(" and ", formats.Select(f => $"1.{f}"));
        var spoiled = new List<string>();
        var causes = new List<string>();
        if (formats[0] < 22 && formats[^1] >= 22)
        {
            spoiled.AddRange(["syscalls.*", "preemptions.*"]);
            causes.Add("traces up to Go 1.21 give no length to syscalls that did not block");
        }

        if (formats[0] <= 22 && formats[^1] > 22)
        {
            spoiled.Add("syscalls.time");
            causes.Add("traces up to Go 1.22 record the GC's starts as syscalls (left out here)");
        }

        string because = causes.Count == 0 ? "the releases differ in more than the change" : string.Join("; ", causes);
        return new ComparisonWarning("format", $"the traces are of different formats ({list}): {because}", spoiled);
    }

    private static void AddFar(
        List<ComparisonWarning> warnings, string code, string what, Side baseline, Side candidate, Func<TraceAnalysis, long> of, string[] spoils)
    {
        double before = Middle(baseline, of);
        double after = Middle(candidate, of);
        double least = Math.Min(before, after);
        double most = Math.Max(before, after);
        if (most > least * TooFar)
        {
            string factor = least == 0 ? "without bound" : $"{(most / least).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)}-fold";
            warnings.Add(new ComparisonWarning(code, $"{what} differs {factor} between the sides: compare rates and quantiles, not counts and totals", spoils));
        }
    }

    private static double Middle(Side side, Func<TraceAnalysis, long> of) =>
        Statistics.HodgesLehmann.Median([.. side.Runs.Select(r => (double)of(r))]);

    private static string Procs(Side side) =>
        string.Join(" or ", side.Runs.Select(r => string.Join(", then ", r.GoMaxProcs)).Distinct());

    private static void Refuse(bool isWrong, ComparisonOptions options, string why)
    {
        if (isWrong && !options.Force)
        {
            throw new NotComparableException(why);
        }
    }
}
