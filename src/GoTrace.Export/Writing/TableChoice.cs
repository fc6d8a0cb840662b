using GoTrace.Export.Tables;

namespace GoTrace.Export.Writing;

/// <summary>The tables that options ask for.</summary>
internal static class TableChoice
{
    /// <summary>The tables, in the order in which files are put in place.</summary>
    /// <exception cref="ArgumentException">There is no table of a name.</exception>
    public static List<RowSet> Of(TableExportOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowsPerGroup, 1, "options.RowsPerGroup");
        RowSet[] all = RowSets.All();
        if (options.Tables is not { } wanted)
        {
            return [.. all];
        }

        foreach (string name in wanted)
        {
            if (!Array.Exists(all, t => t.TableName == name))
            {
                throw new ArgumentException($"there is no table '{name}'; there are {string.Join(", ", all.Select(t => t.TableName))}", nameof(options));
            }
        }

        return wanted.Count > 0
            ? [.. all.Where(t => wanted.Contains(t.TableName))]
            : throw new ArgumentException("no table is asked for", nameof(options));
    }
}
