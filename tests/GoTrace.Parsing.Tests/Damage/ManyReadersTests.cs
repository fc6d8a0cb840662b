using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Damage;

/// <summary>A hundred readers at once give what one gives.</summary>
public sealed class ManyReadersTests
{
    private const int Readers = 100;

    [Fact]
    public async Task Give_the_same()
    {
        string[] traces =
        [
            .. Directory.EnumerateFiles(TestTraces.PathOf("traces"), "*.trace*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ];
        var alone = new ulong[traces.Length];
        for (int i = 0; i < traces.Length; i++)
        {
            alone[i] = await HashAsync(traces[i]);
        }

        // Each begins with another trace, so that readers of all sizes share the pools at any time.
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            for (int i = 0; i < traces.Length; i += 10)
            {
                int trace = (i + (reader * 7)) % traces.Length;
                (await HashAsync(traces[trace])).Should().Be(alone[trace], traces[trace]);
            }
        })));
    }

    private static async Task<ulong> HashAsync(string path)
    {
        ulong hash = 14695981039346656037;
        await using TraceReader reader = TraceReader.Open(path);
        try
        {
            while (await reader.ReadGenerationAsync() is { } generation)
            {
                foreach (ref readonly TraceEvent e in generation)
                {
                    Mix(ref hash, e.Time);
                    Mix(ref hash, e.GoTime);
                    Mix(ref hash, e.Thread ^ (e.Processor << 20) ^ (e.Goroutine << 40));
                    Mix(ref hash, e.ResourceId ^ ((long)e.Kind << 48) ^ ((long)e.Type << 56));
                    Mix(ref hash, generation.GetUtf8(e.Text).Length);
                    foreach (StackFrame frame in generation.Stack(e.Stack))
                    {
                        Mix(ref hash, (long)frame.ProgramCounter ^ frame.FunctionUtf8.Length);
                    }
                }
            }
        }
        catch (TraceFormatException e)
        {
            Mix(ref hash, e.Offset);
        }

        foreach (TraceDamage damage in reader.Damage)
        {
            Mix(ref hash, damage.LostBytes);
        }

        return hash;
    }

    private static void Mix(ref ulong hash, long value) => hash = (hash ^ (ulong)value) * 1099511628211;
}
