using GoTrace.Analysis.Reporting.Layout;
using GoTrace.Analysis.Statistics;
using GoTrace.Analysis.Syscalls;

namespace GoTrace.Analysis.Reporting.Sections;

/// <summary>Syscalls and calls of C, and where the long ones are made.</summary>
internal static class SyscallSection
{
    private const int FewStacks = 3;
    private const int FewCalls = 3;

    public static Section Of(TraceAnalysis a, bool all)
    {
        SyscallFigures s = a.Syscalls;
        LongSyscallFigures l = s.Long;
        int open = l.Longest.Count(x => x.OpenStart || x.OpenEnd);
        string longOnes = l.Count == 0 ? "none" : $"{Rows.Count(l.Count)}, {Units.Duration(l.TotalNs)} in all{(open > 0 ? $", {open} of them cut by the trace's ends" : "")}";
        var section = new Section("Syscalls", $"long (from {Units.Duration(l.ThresholdNs)} on): {longOnes}");
        Table table = Rows.Distributions("");
        table.Add("user", s.User);
        table.Add("  lost their P", s.Blocked);
        table.Add("  calls of C", s.Cgo);
        if (s.GcStart.Count > 0)
        {
            table.Add("all", s.All);
            table.Add("  starts of the GC", s.GcStart);
        }

        section.Tables.Add(table);
        if (s.CountOnly > 0)
        {
            section.Lines.Add($"and {Rows.Count(s.CountOnly)} whose end the trace does not record: they did not block, and have no length");
        }

        Stacks(section, s, all);
        if (all)
        {
            Longest(section, l);
        }

        return section;
    }

    private static void Stacks(Section section, SyscallFigures s, bool all)
    {
        int calls = all ? int.MaxValue : FewCalls;
        int stacks = all ? int.MaxValue : FewStacks;
        if (s.Long.ByStack.Count > 0)
        {
            var table = new Table("long", "total", Column.Text("made by"));
            Cell[] texts = StackTexts.Of(s.Long.ByStack.Take(stacks).Select(e => e.Stack), calls);
            for (int i = 0; i < texts.Length; i++)
            {
                table.Add(Rows.Count(s.Long.ByStack[i].Count), Units.Duration(s.Long.ByStack[i].TotalNs), texts[i]);
            }

            SyscallStack[] further = [.. s.Long.ByStack.Skip(texts.Length)];
            if (further.Length > 0)
            {
                table.Add(Rows.Count(further.Sum(e => e.Count)), Units.Duration(further.Total(e => e.TotalNs)), Rows.More(further.Length, "more stack"));
            }

            section.Tables.Add(table);
        }

        if ((all || s.Long.ByStack.Count == 0) && s.ByStack.Count > 0)
        {
            Table table = Rows.Stacks("made by");
            table.Add(s.ByStack, s.FurtherStacks, stacks, calls);
            section.Tables.Add(table);
        }
    }

    private static void Longest(Section section, LongSyscallFigures l)
    {
        if (l.Longest.Count == 0)
        {
            return;
        }

        var table = new Table("began", "length", "G", "P", Column.Text(""), Column.Text("the longest, made by"));
        Cell[] stacks = StackTexts.Of(l.Longest.Select(s => s.Stack), FewCalls);
        for (int i = 0; i < stacks.Length; i++)
        {
            LongSyscall s = l.Longest[i];
            string[] traits =
            [
                .. s.Blocked ? ["lost P"] : Array.Empty<string>(),
                .. s.Cgo ? ["C"] : Array.Empty<string>(),
                .. s.OpenStart ? ["began before the trace"] : Array.Empty<string>(),
                .. s.OpenEnd ? ["not ended"] : Array.Empty<string>(),
            ];
            table.Add(
                Units.Duration(s.StartNs),
                (s.OpenStart || s.OpenEnd ? "≥" : "") + Units.Duration(s.LengthNs),
                Rows.Id(s.Goroutine),
                Rows.Id(s.Processor),
                string.Join(", ", traits),
                stacks[i]);
        }

        if (l.FurtherSyscalls is { Count: > 0 } further)
        {
            table.Add("", Units.Duration(further.TotalNs), "", "", "", Rows.More(further.Count, "more, together", "more, together"));
        }

        section.Tables.Add(table);
    }
}
