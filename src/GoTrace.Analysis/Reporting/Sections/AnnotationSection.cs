using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>Tasks, regions and logs.</summary>
internal static class AnnotationSection
{
    public static IEnumerable<Section> Of(TraceAnalysis a)
    {
        if (a.Tasks.Count > 0)
        {
            yield return Lengths("Tasks", a.Tasks);
        }

        if (a.Regions.Count > 0)
        {
            yield return Lengths("Regions", a.Regions);
        }

        if (a.Logs.Count > 0)
        {
            var section = new Section("Logs");
            var table = new Table("count", Column.Text("category"));
            foreach ((string category, long count) in a.Logs.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal))
            {
                table.Add(Rows.Count(count), Rows.Function(category, "(none)"));
            }

            section.Tables.Add(table);
            yield return section;
        }
    }

    private static Section Lengths(string title, IReadOnlyDictionary<string, Distribution> byName)
    {
        var section = new Section(title);
        Table table = Rows.Distributions("");
        foreach ((string name, Distribution lengths) in byName.OrderByDescending(t => t.Value.TotalNs).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            table.Add(Rows.Function(name, "(no name)"), lengths);
        }

        section.Tables.Add(table);
        return section;
    }
}
