using GoTrace.Analysis;

namespace GoTrace.Cli.Watching;

/// <summary>What is looked at again and again.</summary>
internal interface IWatched
{
    /// <summary>Looks once.</summary>
    /// <param name="stop">Stops it.</param>
    /// <returns>What there is to see.</returns>
    /// <exception cref="Hosting.CommandFailure">There is nothing to see, and there won't be.</exception>
    Task<Sight> LookAsync(CancellationToken stop);
}

/// <summary>What was seen.</summary>
/// <param name="Status">In a line, what was looked at; null where nothing has changed.</param>
/// <param name="Analysis">The figures; null where there are no new ones.</param>
internal readonly record struct Sight(string? Status, TraceAnalysis? Analysis);
