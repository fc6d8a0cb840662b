using System.Globalization;

namespace GoTrace.Analysis.Reporting;

/// <summary>The values that GOMAXPROCS had, one after the other, for people: of many the first ones and the last.</summary>
internal static class Limits
{
    private const int Most = 4; // that are told in full
    private const int First = 2; // of more

    public static string Words(IReadOnlyList<long> limits) => limits.Count switch
    {
        0 => "not told",
        <= Most => Joined(limits),
        _ => string.Create(
            CultureInfo.InvariantCulture, $"{Joined(limits.Take(First))} → … → {limits[^1]} ({limits.Count - 1:N0} changes)"),
    };

    private static string Joined(IEnumerable<long> limits) =>
        string.Join(" → ", limits.Select(l => l.ToString(CultureInfo.InvariantCulture)));
}
