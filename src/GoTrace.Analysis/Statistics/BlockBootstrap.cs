namespace GoTrace.Analysis.Statistics;

/// <summary>A figure's parts in one window of time: over many windows it is the sum of parts over the sum of wholes.</summary>
/// <param name="Part">Such as the preemptions in the window.</param>
/// <param name="Whole">Such as the goroutine time in it.</param>
public readonly record struct WindowPart(double Part, double Whole);

/// <summary>
/// How far a figure of one run could lie elsewhere by chance, as its windows tell: blocks of
/// neighbouring windows are drawn again and again, so that what lasts over several windows stays
/// together. It knows the chance within a run, and nothing of that between runs.
/// </summary>
internal static class BlockBootstrap
{
    /// <summary>The fewest windows from which anything is drawn.</summary>
    public const int FewestWindows = 20;

    private const int Draws = 4_000;

    /// <summary>The difference between two runs, with an interval; null where there are too few windows.</summary>
    /// <param name="baseline">The windows of one run, in order.</param>
    /// <param name="candidate">The windows of the other.</param>
    /// <param name="shift">
    /// The difference as the runs give it; the windows' own may lie a little beside it, as with
    /// quantiles. Null to take theirs.
    /// </param>
    /// <param name="alpha">One less the confidence wanted, such as 0.05.</param>
    /// <param name="seed">The same seed draws the same.</param>
    public static BootstrapEstimate? Estimate(
        ReadOnlySpan<WindowPart> baseline, ReadOnlySpan<WindowPart> candidate, double? shift, double alpha, int seed)
    {
        if (baseline.Length < FewestWindows || candidate.Length < FewestWindows)
        {
            return null;
        }

        double windowed = Mean(candidate) - Mean(baseline);
        double middle = shift ?? windowed;
        double wider = Wider(Math.Min(baseline.Length, candidate.Length), alpha);
        var random = new Random(seed);
        var differences = new double[Draws];
        int below = 0;
        int above = 0;
        for (int i = 0; i < Draws; i++)
        {
            differences[i] = middle + (wider * (Draw(candidate, random) - Draw(baseline, random) - windowed));
            below += differences[i] <= 0 ? 1 : 0;
            above += differences[i] >= 0 ? 1 : 0;
        }

        Array.Sort(differences);
        int cut = (int)(Draws * alpha / 2);
        return new BootstrapEstimate(
            middle,
            differences[cut],
            differences[Draws - 1 - cut],
            Math.Min(1, 2.0 * (Math.Min(below, above) + 1) / (Draws + 1)));
    }

    private static double Mean(ReadOnlySpan<WindowPart> windows)
    {
        double part = 0;
        double whole = 0;
        foreach (WindowPart window in windows)
        {
            part += window.Part;
            whole += window.Whole;
        }

        return whole == 0 ? 0 : part / whole;
    }

    // A few blocks vary less than many would, and of their spread little is known: by so much, as
    // Student's distribution for their number has it, draws must lie further apart.
    private static double Wider(int windows, double alpha)
    {
        double blocks = windows / (double)BlockLength(windows);
        double z = -Normal.Quantile(alpha / 2);
        double v = blocks - 1;

        // Student's quantile from the normal one, by Fisher's expansion.
        double t = z + ((z * ((z * z) + 1)) / (4 * v)) + ((z * ((5 * z * z * z * z) + (16 * z * z) + 3)) / (96 * v * v));
        return t / z * Math.Sqrt(blocks / v);
    }

    private static int BlockLength(int windows) => (int)Math.Ceiling(Math.Sqrt(windows));

    // Blocks from a ring, so that no window is drawn less often.
    private static double Draw(ReadOnlySpan<WindowPart> windows, Random random)
    {
        int block = BlockLength(windows.Length);
        double part = 0;
        double whole = 0;
        for (int drawn = 0; drawn < windows.Length;)
        {
            int start = random.Next(windows.Length);
            for (int i = 0; i < block && drawn < windows.Length; i++, drawn++)
            {
                WindowPart window = windows[(start + i) % windows.Length];
                part += window.Part;
                whole += window.Whole;
            }
        }

        return whole == 0 ? 0 : part / whole;
    }
}

/// <summary>A difference between two runs, from their windows.</summary>
/// <param name="Shift">The difference.</param>
/// <param name="Lower">The interval's lower end.</param>
/// <param name="Upper">The interval's upper end.</param>
/// <param name="P">The two-sided share of draws on the other side of 0.</param>
internal readonly record struct BootstrapEstimate(double Shift, double Lower, double Upper, double P);
