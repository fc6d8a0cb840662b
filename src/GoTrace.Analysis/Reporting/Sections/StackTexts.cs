using System.Globalization;
using System.Text;
using GoTrace.Analysis.Reporting.Layout;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>
/// Stacks in a line each, innermost call first. Where stacks that differ would read alike, the calls
/// that tell them apart are shown with file and line, even those beyond what is shown of a stack.
/// </summary>
internal static class StackTexts
{
    /// <summary>The lines of stacks that stand below each other.</summary>
    /// <param name="stacks">The stacks.</param>
    /// <param name="most">How many calls to show of each.</param>
    public static Cell[] Of(IEnumerable<IReadOnlyList<CallSite>> stacks, int most)
    {
        Row[] rows = [.. stacks.Select(s => new Row(s))];
        foreach (IGrouping<string, Row> alike in rows.GroupBy(r => r.Text(most)))
        {
            TellApart([.. alike], 0);
        }

        return [.. rows.Select(r => r.Stack.Count == 0 ? Cell.Faint("(no stack)") : Cell.Code(r.Text(most)))];
    }

    // By the innermost call in which they differ; those that have that in common, by the next.
    private static void TellApart(Row[] alike, int depth)
    {
        int deepest = alike.Max(r => r.Stack.Count);
        while (depth < deepest && Array.TrueForAll(alike, r => r.At(depth) == alike[0].At(depth)))
        {
            depth++;
        }

        if (depth == deepest)
        {
            return; // they are one
        }

        IGrouping<CallSite?, Row>[] parts = [.. alike.GroupBy(r => r.At(depth))];
        bool needsLine = parts.Select(p => p.Key?.Function).Distinct().Count() < parts.Length;
        foreach (IGrouping<CallSite?, Row> part in parts)
        {
            foreach (Row row in part)
            {
                row.Marks[depth] = needsLine;
            }

            TellApart([.. part], depth + 1);
        }
    }

    private sealed class Row(IReadOnlyList<CallSite> stack)
    {
        public IReadOnlyList<CallSite> Stack => stack;

        /// <summary>The calls to be shown whatever their depth; whether with their line.</summary>
        public Dictionary<int, bool> Marks { get; } = [];

        public CallSite? At(int depth) => depth < stack.Count ? stack[depth] : null;

        public string Text(int most)
        {
            var text = new StringBuilder();
            bool isGap = false;
            for (int i = 0; i < stack.Count; i++)
            {
                bool isMarked = Marks.TryGetValue(i, out bool needsLine);
                if (i >= most && !isMarked)
                {
                    text.Append(isGap ? "" : " < …");
                    isGap = true;
                    continue;
                }

                CallSite call = stack[i];
                text.Append(i > 0 ? " < " : "").Append(call.Function.Length == 0 ? "?" : call.Function);
                isGap = false;
                if (needsLine)
                {
                    text.Append(CultureInfo.InvariantCulture, $" {call.File.AsSpan(call.File.AsSpan().LastIndexOfAny('/', '\\') + 1)}:{call.Line}");
                }
            }

            return text.ToString();
        }
    }
}
