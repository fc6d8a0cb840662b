using System.Runtime.InteropServices;
using System.Text;
using GoTrace.Shared;

namespace GoTrace.Soak;

/// <summary>
/// A trace of any length that lies nowhere, whose generations follow each other without a gap: in each, one
/// goroutine starts others, each with a task, a region and a syscall, and waits for them, while another is
/// preempted over and over. Goroutines and tasks have ever new ids; what is open is the same at every
/// generation's end. Version 1.22.
/// </summary>
internal sealed class SteadyTrace : InputStream
{
    /// <summary>What the goroutine and those that it starts do in a loop, and the other one beside.</summary>
    public const int EventsOfLoop = 12 + 3;

    /// <summary>What each generation begins with: the states of two Ps and two goroutines.</summary>
    public const int EventsOfStart = 4;

    /// <summary>How long the three goroutines of a loop are ready and wait: 5, 2 and 4 steps.</summary>
    public const long ReadyNsOfLoop = 11 * Step;

    private const int Step = 1000; // nanoseconds from an event to the next
    private const int LargestBatch = 60_000;
    private const ulong Preempted = 1;
    private const ulong Sync = 2;
    private const ulong Job = 5;
    private const ulong Part = 6;

    private readonly int _loops;
    private readonly Lane _first = new(10);
    private readonly Lane _second = new(11);
    private readonly List<byte> _now = [];
    private ulong _lastGoroutine = 100;
    private ulong _lastTask;
    private int _given;
    private long _done;

    /// <summary>Makes the trace.</summary>
    /// <param name="generations">How many generations.</param>
    /// <param name="loops">How many loops each has.</param>
    public SteadyTrace(long generations, int loops)
    {
        Generations = generations;
        _loops = loops;
        _now.AddRange("go 1.22 trace\0\0\0"u8);
    }

    public long Generations { get; }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _now.Count)
        {
            if (_done == Generations)
            {
                return 0;
            }

            _now.Clear();
            _given = 0;
            Make((ulong)++_done);
        }

        int n = Math.Min(buffer.Length, _now.Count - _given);
        CollectionsMarshal.AsSpan(_now).Slice(_given, n).CopyTo(buffer);
        _given += n;
        return n;
    }

    private void Make(ulong generation)
    {
        ulong start = (((generation - 1) * (ulong)_loops * 12) + (generation * 10)) * Step;
        AddBatch(generation, ulong.MaxValue, start, [8, .. Number(1_000_000_000)]);
        _first.Begin(generation, start);
        _second.Begin(generation, start);
        _first.Add(13, 0, 1); // ProcStatus: running
        _first.Add(25, 1, 10, 2); // GoStatus: running
        _second.Add(13, 1, 1);
        _second.Add(25, 2, 11, 2);
        for (ulong i = 0; i < (ulong)_loops; i++)
        {
            ulong goroutine = ++_lastGoroutine;
            ulong task = ++_lastTask;
            _first.Add(14, goroutine, 2, 1); // GoCreate
            _first.Add(40, task, 0, Job, 1); // UserTaskBegin
            _first.Add(42, task, Part, 1); // UserRegionBegin
            _first.Add(43, task, Part, 1);
            _first.Add(20, Sync, 1); // GoBlock
            _first.Add(16, goroutine, 1); // GoStart
            _first.Add(22, i + 1, 2); // GoSyscallBegin
            _first.Add(23);
            _first.Add(41, task, 2); // UserTaskEnd
            _first.Add(21, 1, (2 * i) + 1, 2); // GoUnblock
            _first.Add(17); // GoDestroy
            _first.Add(16, 1, (2 * i) + 2);
            Flush(_first, LargestBatch);
            _second.AddAfter(4 * Step, 19, Preempted, 1); // GoStop
            _second.AddAfter(4 * Step, 16, 2, i + 1);
            _second.AddAfter(4 * Step, 37, i << 10); // HeapAlloc
            Flush(_second, LargestBatch);
        }

        Flush(_first, 0);
        Flush(_second, 0);
        AddBatch(generation, ulong.MaxValue, start, Stacks());
        AddBatch(generation, ulong.MaxValue, start, Strings());
    }

    private void Flush(Lane lane, int limit)
    {
        if (lane.Payload.Count > limit)
        {
            AddBatch(lane.Generation, lane.Thread, lane.BatchTime, lane.Payload);
            lane.EndBatch();
        }
    }

    private void AddBatch(ulong generation, ulong thread, ulong time, List<byte> payload)
    {
        _now.Add(1);
        AddNumber(_now, generation);
        AddNumber(_now, thread);
        AddNumber(_now, time);
        AddNumber(_now, (ulong)payload.Count);
        _now.AddRange(payload);
    }

    private static List<byte> Stacks()
    {
        // The first is the waiting goroutine's, the second that of those that it starts.
        List<byte> stacks = [2];
        foreach (ulong id in (ulong[])[1, 2])
        {
            stacks.Add(3);
            foreach (ulong number in (ulong[])[id, 1, 0x1000 * id, 2 + id, 7, 10 * id])
            {
                AddNumber(stacks, number);
            }
        }

        return stacks;
    }

    private static List<byte> Strings()
    {
        List<byte> strings = [4];
        ulong id = 0;
        foreach (string text in (string[])["preempted", "sync", "main.main", "main.work", "job", "part", "main.go"])
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            strings.Add(5);
            AddNumber(strings, ++id);
            AddNumber(strings, (ulong)utf8.Length);
            strings.AddRange(utf8);
        }

        return strings;
    }

    private static List<byte> Number(ulong value)
    {
        List<byte> bytes = [];
        AddNumber(bytes, value);
        return bytes;
    }

    private static void AddNumber(List<byte> to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.Add((byte)(value | 0x80));
        }

        to.Add((byte)value);
    }

    /// <summary>A thread's events that are in no batch yet.</summary>
    private sealed class Lane(ulong thread)
    {
        private ulong _time;

        public ulong Thread { get; } = thread;

        public ulong Generation { get; private set; }

        public ulong BatchTime { get; private set; }

        public List<byte> Payload { get; } = [];

        public void Begin(ulong generation, ulong time)
        {
            Generation = generation;
            _time = time;
            BatchTime = time;
        }

        public void EndBatch()
        {
            Payload.Clear();
            BatchTime = _time;
        }

        public void Add(byte type, params ReadOnlySpan<ulong> numbers) => AddAfter(Step, type, numbers);

        public void AddAfter(ulong elapsed, byte type, params ReadOnlySpan<ulong> numbers)
        {
            _time += elapsed;
            Payload.Add(type);
            AddNumber(Payload, elapsed);
            foreach (ulong number in numbers)
            {
                AddNumber(Payload, number);
            }
        }
    }
}
