namespace GoTrace.Analysis.Comparison;

/// <summary>What a changed figure's change is made up of.</summary>
internal static class Explanations
{
    private const string Others = "(others)";

    /// <summary>The parts that changed, largest share first; of each sort the largest, and the sum of the others.</summary>
    /// <param name="figure">The figure's name.</param>
    /// <param name="shift">Its change.</param>
    /// <param name="baseline">Before.</param>
    /// <param name="candidate">After.</param>
    /// <param name="most">How many of each sort.</param>
    public static IReadOnlyList<Explanation> Of(string figure, double shift, Side baseline, Side candidate, int most)
    {
        var all = new List<Explanation>();
        foreach (Parts parts in Parts.OfFigure(figure))
        {
            Add(all, parts, shift, baseline, candidate, most);
        }

        return [.. all.OrderByDescending(e => Math.Abs(e.Share)).ThenBy(e => e.What, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.Ordinal)];
    }

    private static void Add(List<Explanation> all, Parts parts, double shift, Side baseline, Side candidate, int most)
    {
        Dictionary<string, double> before = Mean(baseline, parts);
        Dictionary<string, double> after = Mean(candidate, parts);
        (string Name, double Before, double After)[] changes =
        [
            .. before.Keys.Union(after.Keys)
                .Select(n => (Name: n, Before: before.GetValueOrDefault(n), After: after.GetValueOrDefault(n)))
                .Where(c => c.Before != c.After)
                .OrderByDescending(c => Math.Abs(c.After - c.Before))
                .ThenBy(c => c.Name, StringComparer.Ordinal),
        ];

        // Parts that add up share the change out among them. Those that only go with the figure show
        // how much of all that moved they are, and whether they moved its way.
        double whole = parts.AddUp
            ? changes.Sum(c => c.After - c.Before)
            : changes.Sum(c => Math.Abs(c.After - c.Before)) * (shift < 0 ? -1 : 1);
        if (whole == 0)
        {
            return;
        }

        foreach ((string name, double b, double a) in changes.Take(most))
        {
            all.Add(new Explanation(parts.What, name, b, a, (a - b) / whole));
        }

        if (changes.Length > most)
        {
            double b = changes.Skip(most).Sum(c => c.Before);
            double a = changes.Skip(most).Sum(c => c.After);
            all.Add(new Explanation(parts.What, Others, b, a, (a - b) / whole));
        }
    }

    private static Dictionary<string, double> Mean(Side side, Parts parts)
    {
        var sums = new Dictionary<string, double>();
        foreach (TraceAnalysis run in side.Runs)
        {
            foreach ((string name, double value) in parts.Of(run))
            {
                sums[name] = sums.GetValueOrDefault(name) + (value / side.Runs.Count);
            }
        }

        return sums;
    }
}
