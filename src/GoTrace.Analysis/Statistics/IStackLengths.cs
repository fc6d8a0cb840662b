namespace GoTrace.Analysis.Statistics;

/// <summary>Lengths of time by stack, for a list of the largest.</summary>
internal interface IStackLengths
{
    /// <summary>All stacks that have any, in no order.</summary>
    IEnumerable<StackSum> Sums();

    /// <summary>The lengths of one of them.</summary>
    /// <param name="stack">Its number.</param>
    LogHistogram LengthsOf(int stack);
}

/// <summary>What the lengths of a stack come to.</summary>
/// <param name="Stack">The stack's number.</param>
/// <param name="Count">How many.</param>
/// <param name="Ns">Their sum.</param>
internal readonly record struct StackSum(int Stack, long Count, long Ns);
