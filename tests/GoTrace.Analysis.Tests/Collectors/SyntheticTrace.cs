using System.Text;

namespace GoTrace.Analysis.Tests.Collectors;

/// <summary>Writes traces of one thread as Go 1.22 would, of any length.</summary>
internal sealed class SyntheticTrace
{
    private const int FullBatch = 60_000;

    private readonly List<byte> _trace = [.. "go 1.22 trace\0\0\0"u8];
    private readonly List<byte> _batch = [];
    private ulong _generation;
    private ulong _time = 1_000; // in units of 64 ns
    private ulong _batchTime;
    private ulong _sequence; // of the main goroutine, in its generation
    private ulong _lastGoroutine = 1;

    public static byte[] Of(int generations, int preemptions, int goroutines)
    {
        var trace = new SyntheticTrace();
        for (int i = 0; i < generations; i++)
        {
            trace.AddGeneration(preemptions, goroutines);
        }

        return [.. trace._trace];
    }

    /// <summary>
    /// A C thread is out of Go when the trace begins, and lets go of its goroutine, of which no stack is known yet;
    /// it takes the goroutine again, if it comes again, and then blocks, which shows a stack.
    /// </summary>
    public static byte[] OfCallback(bool comesAgain)
    {
        var trace = new SyntheticTrace { _generation = 1, _batchTime = 1_000 };
        trace.Event(13, 0, 2); // ProcStatus: idle
        trace.Event(25, 50, 7, 3); // GoStatus: in a syscall on this thread
        trace.Event(18); // GoDestroySyscall
        if (comesAgain)
        {
            trace.Event(15, 50); // GoCreateSyscall
            trace.Event(24); // GoSyscallEndBlocked
            trace.Event(10, 0, 1); // ProcStart
            trace.Event(16, 50, 1); // GoStart
            trace.Event(20, 1, 2); // GoBlock
        }

        trace.AddTables();
        return [.. trace._trace];
    }

    /// <summary>The main goroutine is preempted so often, and makes so many others that do nothing and end.</summary>
    private void AddGeneration(int preemptions, int goroutines)
    {
        _generation++;
        _sequence = 0;
        _batchTime = _time;
        Event(13, 0, 1); // ProcStatus: running
        Event(25, 1, 7, 2); // GoStatus: running on this thread
        Event(9, 1, 0); // ProcsChange
        for (int i = 0; i < preemptions; i++)
        {
            Event(19, 1, 1); // GoStop
            Event(16, 1, ++_sequence); // GoStart
        }

        for (int i = 0; i < goroutines; i++)
        {
            Event(14, ++_lastGoroutine, 2, 1); // GoCreate
            Event(19, 1, 1);
            Event(16, _lastGoroutine, 1);
            Event(17); // GoDestroy
            Event(16, 1, ++_sequence);
        }

        AddTables();
    }

    private void AddTables()
    {
        EndBatch();
        Put(8);
        Put(15_625_000); // units a second
        EndBatch();
        Put(4);
        Text(1, "preempted");
        Text(2, "main.main");
        Text(3, "main.go");
        Text(4, "main.short");
        EndBatch();
        Put(2);
        foreach (ulong stack in (ulong[])[1, 2])
        {
            foreach (ulong value in (ulong[])[3, stack, 1, 0x400000 + stack, stack * 2, 3, 10 * stack])
            {
                Put(value);
            }
        }

        EndBatch();
    }

    private void Event(byte type, params ReadOnlySpan<ulong> arguments)
    {
        _time += 10;
        Put(type);
        Put(10);
        foreach (ulong argument in arguments)
        {
            Put(argument);
        }

        if (_batch.Count > FullBatch)
        {
            EndBatch();
        }
    }

    private void Text(ulong id, string text)
    {
        Put(5);
        Put(id);
        Put((ulong)text.Length);
        _batch.AddRange(Encoding.ASCII.GetBytes(text));
    }

    private void EndBatch()
    {
        Put(_trace, 1);
        Put(_trace, _generation);
        Put(_trace, 7); // the thread
        Put(_trace, _batchTime);
        Put(_trace, (ulong)_batch.Count);
        _trace.AddRange(_batch);
        _batch.Clear();
        _batchTime = _time;
    }

    private void Put(ulong value) => Put(_batch, value);

    private static void Put(List<byte> bytes, ulong value)
    {
        while (value >= 0x80)
        {
            bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        bytes.Add((byte)value);
    }
}
