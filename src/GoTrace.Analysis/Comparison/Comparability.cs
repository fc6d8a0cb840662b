using System.Globalization;
using GoTrace.Analysis.Reporting;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Comparison;

/// <summary>Something to keep in mind about a comparison.</summary>
/// <param name="Code">Which sort, for programs.</param>
/// <param name="Message">What, for people.</param>
/// <param name="Spoils">The names of the figures that can't be trusted for it.</param>
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
internal sealed class Comparability(Side baseline, Side candidate, IReadOnlyList<Figure> figures, string? work)
{
    private const double TooFar = 2;

    private readonly TraceAnalysis[] _all = [.. baseline.Runs, .. candidate.Runs];
    private readonly List<ComparisonWarning> _warnings = [];

    /// <summary>What is wrong with comparing them.</summary>
    /// <param name="force">Whether to warn where it would else refuse.</param>
    /// <exception cref="NotComparableException">All is wrong with it.</exception>
    public List<ComparisonWarning> Check(bool force)
    {
        Refuse(force, "empty", _all.Any(a => a.Events == 0), "a run has no events: there is nothing to compare");
        Refuse(
            force,
            "time_base",
            _all.Select(a => a.TimeBase).Distinct().Count() > 1,
            "some figures are from recorded times and some from Go's: make all with one time base");
        Refuse(
            force,
            "long_syscall",
            _all.Select(a => a.Syscalls.Long.ThresholdNs).Distinct().Count() > 1,
            "the runs were analysed with different lengths for a long syscall: make all with one");
        Refuse(force, "scope", IsMixed(baseline) || IsMixed(candidate), "the runs of one side are of different parts of their traces: make all with one scope");
        if (!IsMixed(baseline) && !IsMixed(candidate) && !ScopeFigures.AreAlike(baseline.Runs[0].Scope, candidate.Runs[0].Scope))
        {
            Warn("scope", "the sides' figures are of different parts of their traces: compare rates and quantiles, not counts and totals", f => f.GrowsWithWork);
        }

        CheckFormats();
        CheckProcs();
        CheckWork();
        int damaged = _all.Count(HasLost);
        if (damaged > 0)
        {
            Warn(
                "damaged",
                $"{damaged} of {_all.Length} traces could not be read to their end: their counts and totals are too small, and of some Ps more may be lost than of others",
                f => f.GrowsWithWork || IsOfProcessors(f));
        }

        int nameless = _all.Count(a => a.DataQuality.LacksNames);
        if (nameless > 0)
        {
            Warn(
                "names",
                $"of {nameless} of {_all.Length} traces the functions of goroutines are lost with a part: which are the program's own, and what stopped the world, can't be told of them",
                f => FormatDifference.IsByFunction(f) || IsOf(f, "gc.pause.") || IsOf(f, "work."));
        }

        return _warnings;
    }

    private static bool IsMixed(Side side) => side.Runs.Any(r => !ScopeFigures.AreAlike(r.Scope, side.Runs[0].Scope));

    // All events were given where only their order or what they name was at fault.
    private static bool HasLost(TraceAnalysis a) =>
        a.DataQuality.LostNs > 0 || a.DataQuality.Damage.Any(d => d.LostBytes > 0 || d.Code is not ("no_order" or "unknown_id"));

    private void CheckFormats()
    {
        int[] formats = [.. _all.Select(a => a.FormatVersion).Distinct().Order()];
        if (formats.Length < 2)
        {
            return;
        }

        FormatDifference[] differences = FormatDifference.Between(formats[0], formats[^1]);
        string[] causes = [.. differences.Select(d => d.Cause), "the releases differ in more than the change"];
        Warn(
            "format",
            $"the traces are of different formats ({string.Join(" and ", formats.Select(f => $"1.{f}"))}): {string.Join("; ", causes)}",
            f => differences.Any(d => d.Spoils(f)));
    }

    private void CheckProcs()
    {
        string before = Procs(baseline);
        string after = Procs(candidate);
        if (before != after)
        {
            Warn(
                "gomaxprocs",
                $"GOMAXPROCS is {Told(baseline)} on one side and {Told(candidate)} on the other: figures of Ps mean something else on each",
                IsOfProcessors);
        }
        else if (_all.Select(Procs).Distinct().Count() > 1)
        {
            Warn("gomaxprocs", $"GOMAXPROCS differs between runs of one side ({Told(baseline)}): figures of Ps mean something else in each", IsOfProcessors);
        }
    }

    // The work is what the program's own tasks count, or else the time that its goroutines ran.
    private void CheckWork()
    {
        Func<TraceAnalysis, double> done = work is null
            ? a => FigureCatalog.GoroutineNs(a)
            : a => FigureCatalog.Work(a, work)?.Count ?? 0;
        double workFactor = Factor(done);
        if (workFactor > TooFar)
        {
            string what = work is null ? "the time in which goroutines ran" : $"the number of \"{work}\"";
            Warn(
                "work",
                $"{what} differs {Fold(workFactor)} between the sides: compare rates and quantiles, not counts and totals",
                f => f.GrowsWithWork);
        }

        double lengthFactor = Factor(a => a.DurationNs);
        if (lengthFactor > TooFar)
        {
            bool sameWork = work is not null && workFactor <= TooFar;
            Warn(
                "duration",
                sameWork
                    ? $"the traces' length differs {Fold(lengthFactor)} between the sides, for the same number of \"{work}\""
                    : $"the traces' length differs {Fold(lengthFactor)} between the sides: compare rates and quantiles, not counts and totals",
                f => f.GrowsWithWork && !sameWork);
        }
    }

    private void Warn(string code, string message, Func<Figure, bool> spoils) =>
        _warnings.Add(new ComparisonWarning(code, message, [.. figures.Where(spoils).Select(f => f.Name)]));

    private double Factor(Func<TraceAnalysis, double> of)
    {
        double before = HodgesLehmann.Median([.. baseline.Runs.Select(of)]);
        double after = HodgesLehmann.Median([.. candidate.Runs.Select(of)]);
        return before == after ? 1 : Math.Max(before, after) / Math.Min(before, after);
    }

    private static string Fold(double factor) => double.IsInfinity(factor)
        ? "without bound"
        : factor.ToString("0.#", CultureInfo.InvariantCulture) + "-fold";

    private static string Procs(Side side) => string.Join(" or ", side.Runs.Select(Procs).Distinct().Order(StringComparer.Ordinal));

    private static string Told(Side side) =>
        string.Join(" or ", side.Runs.Select(r => Limits.Words(r.AllGoMaxProcs)).Distinct().Order(StringComparer.Ordinal));

    private static string Procs(TraceAnalysis run) => string.Join(", then ", run.AllGoMaxProcs);

    // The sum over all Ps is one of goroutines: it grows where they hold a P without a core to run on.
    private static bool IsOfProcessors(Figure f) => IsOf(f, "processors.") && f.Name != "processors.goroutine_time";

    private static bool IsOf(Figure f, string prefix) => f.Name.StartsWith(prefix, StringComparison.Ordinal);

    private void Refuse(bool force, string code, bool isWrong, string why)
    {
        if (!isWrong)
        {
            return;
        }

        if (!force)
        {
            throw new NotComparableException(why);
        }

        Warn(code, why, _ => true);
    }
}
