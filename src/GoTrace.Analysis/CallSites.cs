namespace GoTrace.Analysis;

/// <summary>What of a stack says most.</summary>
internal static class CallSites
{
    /// <summary>
    /// The innermost function that is none of the runtime's or of package syscall; if there is none,
    /// the innermost.
    /// </summary>
    public static string OwnCall(IReadOnlyList<CallSite> stack)
    {
        foreach (CallSite call in stack)
        {
            if (!call.Function.StartsWith("syscall.", StringComparison.Ordinal)
                && !call.Function.StartsWith("runtime.", StringComparison.Ordinal)
                && !call.Function.StartsWith("internal/", StringComparison.Ordinal))
            {
                return call.Function;
            }
        }

        return stack.Count > 0 ? stack[0].Function : "(no stack)";
    }
}
