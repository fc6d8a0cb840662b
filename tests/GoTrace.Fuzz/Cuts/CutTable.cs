using GoTrace.Parsing;

namespace GoTrace.Fuzz.Cuts;

/// <summary>
/// Cuts every trace at many places, and counts how many of the events that lie before the cut are given.
/// </summary>
internal static class CutTable
{
    public static int Run(Corpus corpus, int cuts, string? list)
    {
        using TextWriter? lines = list is null ? null : new StreamWriter(list);
        var rows = new SortedDictionary<string, Row>(StringComparer.Ordinal);
        foreach (Seed seed in corpus.Seeds)
        {
            string release = Path.GetDirectoryName(seed.Name) ?? "";
            if (!rows.TryGetValue(release, out Row? row))
            {
                rows.Add(release, row = new Row());
            }

            Count(seed, cuts, row, lines);
        }

        Console.WriteLine("| Traces | | Cuts | Events before them | Given | Share | The worst trace |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|---|");
        foreach ((string release, Row row) in rows)
        {
            Console.WriteLine(
                $"| {release} | {row.Traces} | {row.Cuts} | {row.Before} | {row.Given} | {100.0 * row.Given / row.Before:F3} % | {Path.GetFileName(row.Worst)}: {100 * row.WorstShare:F2} % |");
        }

        long before = rows.Values.Sum(r => r.Before);
        long given = rows.Values.Sum(r => r.Given);
        Console.WriteLine(
            $"| all | {rows.Values.Sum(r => r.Traces)} | {rows.Values.Sum(r => r.Cuts)} | {before} | {given} | {100.0 * given / before:F3} % | |");
        return 0;
    }

    /// <summary>The places to cut at: as many, at equal distances, none in the header.</summary>
    public static int Place(int length, int index, int cuts) =>
        TraceHeader.Length + (int)((length - TraceHeader.Length) * ((2L * index) + 1) / (2 * cuts));

    private static void Count(Seed seed, int cuts, Row row, TextWriter? lines)
    {
        bool isLegacy = !Corpus.IsV2(seed.Bytes);
        IPlainTrace plain = isLegacy ? new PlainLegacyTrace(seed.Bytes) : new PlainTrace(seed.Bytes);
        int all = plain.GivenBefore(seed.Bytes.Length);
        long read = Read(seed.Bytes, isLegacy);
        if (all != read)
        {
            Console.Error.WriteLine($"{seed.Name}: {read} events are given of the whole trace, and {all} counted");
        }

        long before = 0;
        long given = 0;
        for (int i = 0; i < cuts; i++)
        {
            int place = Place(seed.Bytes.Length, i, cuts);
            int there = plain.GivenBefore(place);
            before += there;
            given += Math.Min(there, Read(seed.Bytes.AsMemory(0, place), isLegacy));
            lines?.WriteLine($"{seed.Name}\t{place}\t{there}");
        }

        row.Traces++;
        row.Cuts += cuts;
        row.Before += before;
        row.Given += given;
        double share = before == 0 ? 1 : (double)given / before;
        if (share <= row.WorstShare)
        {
            row.WorstShare = share;
            row.Worst = seed.Name;
        }
    }

    private static long Read(ReadOnlyMemory<byte> trace, bool isLegacy)
    {
        long count = 0;
        Targets.Calls.Run(async () =>
        {
            await using TraceReader reader = TraceReader.Create(trace);
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                foreach (ref readonly TraceEvent e in generation)
                {
                    count += (isLegacy ? IsCounted(in e) : e.Kind != EventKind.Sync && e.Type != WireType.None) ? 1 : 0;
                }
            }
        });
        return count;
    }

    // What PlainLegacyTrace counts.
    private static bool IsCounted(ref readonly TraceEvent e) => e.Type switch
    {
        WireType.GoStatus => e.NewState == GoroutineState.Running,
        WireType.GoStart or WireType.GoDestroy or WireType.GoStop or WireType.GoBlock or WireType.GoUnblock => true,
        WireType.GoSyscallBegin or WireType.HeapAlloc or WireType.HeapGoal => true,
        _ => false,
    };

    private sealed class Row
    {
        public int Traces;
        public int Cuts;
        public long Before;
        public long Given;
        public double WorstShare = 2;
        public string Worst = "";
    }
}
