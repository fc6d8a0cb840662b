using GoTrace.Export.Tables;

namespace GoTrace.Export;

/// <summary>The tables that there are. docs/export.md says the same for people.</summary>
public static class TableCatalog
{
    /// <summary>
    /// The version of the tables. A new column or table does not change it; one that goes, or comes to
    /// mean something else, does.
    /// </summary>
    public const int SchemaVersion = 1;

    /// <summary>All tables. The last, <c>runs</c>, is the one written last.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [.. RowSets.All().Select(r => r.Definition)];

    /// <summary>Finds a table by name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The table; null if there is none of that name.</returns>
    public static TableDefinition? Find(string name)
    {
        foreach (TableDefinition table in All)
        {
            if (table.Name == name)
            {
                return table;
            }
        }

        return null;
    }
}
