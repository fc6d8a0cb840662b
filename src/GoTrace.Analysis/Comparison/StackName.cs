namespace GoTrace.Analysis.Comparison;

/// <summary>What to call a syscall's stack: the call, the program's own function that made it, and who called that.</summary>
internal static class StackName
{
    private const int MostFrames = 3;

    /// <summary>Such as <c>os.(*File).Read &lt; main.load &lt; main.serve</c>.</summary>
    /// <param name="stack">Innermost first.</param>
    public static string Of(IReadOnlyList<CallSite> stack)
    {
        string[] functions = [.. stack.Select(c => c.Function).Where(f => f.Length > 0 && !IsOf(f, "runtime."))];
        int call = Math.Max(0, Array.FindIndex(functions, f => !IsOf(f, "syscall.") && !IsOf(f, "internal/")));
        int own = Array.FindIndex(functions, call, IsProgram);
        IEnumerable<string> shown = own <= call
            ? functions.Skip(call).Take(own < 0 ? MostFrames : 2)
            : [functions[call], .. functions.Skip(own).Take(MostFrames - 1)];
        string name = string.Join(" < ", shown);
        return name.Length > 0 ? name : stack.Count > 0 && stack[0].Function.Length > 0 ? stack[0].Function : "(no stack)";
    }

    // Paths of modules begin with a host's name, those of the standard library don't.
    private static bool IsProgram(string function)
    {
        int path = function.IndexOf('/', StringComparison.Ordinal);
        return IsOf(function, "main.") || (path > 0 && function.AsSpan(0, path).Contains('.'));
    }

    private static bool IsOf(string function, string package) => function.StartsWith(package, StringComparison.Ordinal);
}
