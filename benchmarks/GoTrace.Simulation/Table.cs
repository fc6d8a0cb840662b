using System.Globalization;

namespace GoTrace.Simulation;

/// <summary>Markdown tables, and many comparisons at once, each with a seed of its own.</summary>
internal static class Table
{
    public static void Head(string title, params string[] columns)
    {
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Row(columns);
        Console.WriteLine("|---|" + string.Concat(Enumerable.Repeat("--:|", columns.Length - 1)));
    }

    public static void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>What many comparisons give, in order, whatever the number of cores.</summary>
    public static T[] Many<T>(int count, int seed, string scenario, Func<Random, T> one)
    {
        int salt = 17;
        foreach (char c in scenario)
        {
            salt = unchecked((salt * 31) + c);
        }

        var results = new T[count];
        Parallel.For(0, count, i => results[i] = one(new Random(unchecked((((seed * 1_000_003) + salt) * 1_000_003) + i))));
        return results;
    }
}
