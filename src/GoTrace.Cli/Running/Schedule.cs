namespace GoTrace.Cli.Running;

/// <summary>In which order the runs of two sides are made: each round both, in an order that chance decides.</summary>
internal static class Schedule
{
    /// <summary>Makes a schedule; the same seed makes the same.</summary>
    /// <param name="rounds">How many runs a side.</param>
    /// <param name="seed">Decides the order.</param>
    public static IReadOnlyList<ScheduledRun> Make(int rounds, int seed)
    {
        var random = new Random(seed);
        var runs = new List<ScheduledRun>();
        for (int round = 1; round <= rounds; round++)
        {
            bool candidateFirst = random.Next(2) == 1;
            runs.Add(new ScheduledRun(candidateFirst, round));
            runs.Add(new ScheduledRun(!candidateFirst, round));
        }

        return runs;
    }
}

/// <summary>A run to be made.</summary>
/// <param name="IsCandidate">Whether it is of the candidate's side.</param>
/// <param name="Round">Which of its side, from 1.</param>
internal readonly record struct ScheduledRun(bool IsCandidate, int Round);
