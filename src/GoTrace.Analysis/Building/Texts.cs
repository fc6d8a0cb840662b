using GoTrace.Analysis.Tracking;

namespace GoTrace.Analysis.Building;

/// <summary>From texts' numbers to tables in the order of the texts.</summary>
internal static class Texts
{
    public static SortedDictionary<string, T> Sorted<T>(Tracker tracker, IEnumerable<(int Text, T Value)> values)
    {
        var byText = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach ((int text, T value) in values)
        {
            byText.Add(tracker.Texts[text], value);
        }

        return byText;
    }
}
