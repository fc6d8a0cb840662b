using GoTrace.Parsing;

namespace GoTrace.Fuzz.Targets;

/// <summary>Reads a trace to its end, and checks what it gives.</summary>
internal sealed class Reading : IDisposable
{
    // An event of the file has at least two bytes and gives at most three; each batch, of five bytes or
    // more, may end in two more.
    private const int EventsPerByte = 2;

    private readonly TraceReader _reader;
    private readonly int _length;
    private readonly Dictionary<long, GoroutineState> _states = [];
    private readonly Dictionary<long, long> _threadTimes = [];
    private long _events;
    private ulong _hash = 14695981039346656037;

    public Reading(TraceReader reader, int length)
    {
        _reader = reader;
        _length = length;
    }

    /// <summary>Why the trace was refused, if it was.</summary>
    public TraceFormatException? Refusal { get; private set; }

    public int DamageCount => _reader.Damage.Count;

    /// <summary>All that came out, in short.</summary>
    public string Summary =>
        $"{_events} events, {_hash:x16}, {Refusal?.Message}; {string.Join("; ", _reader.Damage.Select(d => $"{d.Error.Message} {d.LostBytes} {d.Kind} {d.LastTimeBefore} {d.FirstTimeAfter}"))}; {string.Join("; ", _reader.Warnings)}";

    public void ReadAll()
    {
        Refusal = Calls.Run(ReadAllAsync);
        long lost = 0;
        foreach (TraceDamage damage in _reader.Damage)
        {
            Check(damage.LostBytes >= 0, $"{damage.LostBytes} bytes lost");
            Check(damage.Error.Offset <= _length, $"damage at {damage.Error.Offset} of {_length} bytes");
            lost += damage.LostBytes;
        }

        Check(lost <= _length, $"{lost} bytes lost of {_length}");
    }

    public void Dispose() => _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task ReadAllAsync()
    {
        while (await _reader.ReadGenerationAsync() is { } generation)
        {
            if (generation.FollowsGap)
            {
                _states.Clear();
            }

            _threadTimes.Clear();
            foreach (ref readonly TraceEvent e in generation)
            {
                Take(in e, generation);
            }

            Mix(generation.Offset);
            Mix((generation.FollowsGap ? 1 : 0) + (generation.HasHole ? 2 : 0) + (generation.IsPartial ? 4 : 0));
        }

        TraceEvent last = _reader.EndEvent;
        Mix(last.GoTime);
    }

    private void Take(ref readonly TraceEvent e, TraceGeneration generation)
    {
        _events++;
        Check(_events <= 16 + ((long)_length * EventsPerByte), "more events than there are bytes for");
        Mix(e.Time);
        Mix(e.GoTime);
        Mix(e.Thread);
        Mix(e.Processor);
        Mix(e.Goroutine);
        Mix(e.ResourceId);
        Mix(((long)e.Kind << 24) | ((long)e.Type << 16) | ((long)e.OldState << 8) | (long)e.NewState);
        Mix(generation.GetUtf8(e.Text).Length + generation.GetUtf8(e.Message).Length);
        foreach (StackFrame frame in generation.Stack(e.Stack))
        {
            Mix((long)frame.ProgramCounter + frame.FunctionUtf8.Length + frame.FileUtf8.Length);
        }

        Mix(generation.Stack(e.TransitionStack).Count);
        CheckTime(in e);
        if (e.IsGoroutineTransition)
        {
            Check(e.ResourceIndex >= 0, "a goroutine without an index");
            bool isKnown = _states.TryGetValue(e.ResourceId, out GoroutineState state);
            bool follows = !isKnown || e.OldState == state || e.OldState == GoroutineState.Undetermined
                || (e.OldState == GoroutineState.NotExist && generation.HasHole)
                || (e.Type == WireType.GoSyscallEndBlocked && _reader.Header.IsLegacy && state == GoroutineState.Running); // a sample hid that it blocks
            Check(follows, $"goroutine {e.ResourceId} was {state} and is no longer {e.OldState}");
            _states[e.ResourceId] = e.NewState;
        }
    }

    // A hole begins with the last event of its thread: earlier, it would make times negative.
    private void CheckTime(ref readonly TraceEvent e)
    {
        if (e.Type == WireType.None)
        {
            Check(
                !_threadTimes.TryGetValue(e.Thread, out long last) || e.Time >= last,
                $"a hole of thread {e.Thread} at {e.Time}, though it has an event at {last}");
        }
        else if (e.Kind is not (EventKind.Sync or EventKind.StackSample) && !IsOfAnother(in e))
        {
            _threadTimes[e.Thread] = e.Time;
        }
    }

    // The status of a goroutine in a syscall has that one's thread, whichever thread wrote it.
    private static bool IsOfAnother(in TraceEvent e) =>
        e.Type is WireType.GoStatus or WireType.GoStatusStack && e.NewState == GoroutineState.Syscall;

    private void Mix(long value) => _hash = (_hash ^ (ulong)value) * 1099511628211;

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}
