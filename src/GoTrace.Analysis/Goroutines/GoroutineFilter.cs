namespace GoTrace.Analysis.Goroutines;

/// <summary>Which goroutines count, and while what.</summary>
internal sealed class GoroutineFilter(AnalysisScope scope)
{
    /// <summary>Whether regions open and close what counts.</summary>
    public bool HasRegions => scope.Region is not null || scope.Task is not null;

    /// <summary>Whether goroutines count whose name never becomes known.</summary>
    public bool AcceptsUnnamed => !HasRegions && scope.IncludeSystem && AnalysisScope.Matches(scope.Goroutine, "");

    /// <summary>Whether a goroutine counts.</summary>
    /// <param name="group">Its group; that of one not named yet is of no name.</param>
    /// <param name="depth">How many regions or tasks of interest it is in.</param>
    public bool Accepts(GoroutineGroup group, int depth) =>
        (!HasRegions || depth > 0)
        && AnalysisScope.Matches(scope.Goroutine, group.Name)
        && (scope.IncludeSystem || !group.IsSystem);

    /// <summary>Whether a region's name and that of its task are those of interest.</summary>
    public bool IsRegionOfInterest(string region, string task) =>
        HasRegions && AnalysisScope.Matches(scope.Region, region) && AnalysisScope.Matches(scope.Task, task);

    /// <summary>Whether a task is of interest to the goroutine that began it.</summary>
    public bool IsTaskOfInterest(string task) =>
        scope.Region is null && scope.Task is not null && AnalysisScope.Matches(scope.Task, task);
}
