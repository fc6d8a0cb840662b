namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// A made-up scheduler that writes what it does as a runtime of Go 1.19 would, each processor into
/// batches of its own, and keeps account of what is to be told of it, in order.
/// </summary>
internal sealed class SchedulerModel
{
    private const long None = TraceEvent.NoId;
    private const long Base = 70_000_000_000;

    private readonly Random _random;
    private readonly List<Processor> _processors = [];
    private readonly List<Goroutine> _goroutines = [];
    private readonly List<(long Ticks, string Told)> _told = [];
    private readonly List<string> _batches = []; // written so far, in the order of the file
    private long _ticks = Base;
    private long _lastId;
    private int _collections;
    private bool _inCollection;

    public SchedulerModel(int seed)
    {
        _random = new Random(seed);
        for (int p = 0; p < _random.Next(1, 6); p++)
        {
            _processors.Add(new Processor { Id = p });
        }
    }

    /// <summary>Runs for so many events, and gives the trace and what it tells.</summary>
    public (byte[] Trace, string[] Told) Run(int events)
    {
        Begin();
        for (int i = 0; i < events; i++)
        {
            Step(_processors[_random.Next(_processors.Count)]);
            if (_random.Next(40) == 0)
            {
                Flush(_processors[_random.Next(_processors.Count)]);
            }
        }

        foreach (Processor processor in _processors.OrderBy(_ => _random.Next()))
        {
            Flush(processor);
        }

        byte[] trace = LegacyAssembler.Assemble(
            $"go 1.19\n{string.Join("\n", _batches)}\nFrequency 1000000000\nStack 1 | 0x10 1 1 3\nString 1 \"a text\"");
        return (trace, [.. _told.OrderBy(t => t.Ticks).Select(t => $"{t.Ticks - Base} {t.Told}")]);
    }

    private void Begin()
    {
        Processor first = _processors[_random.Next(_processors.Count)];
        List<Goroutine> ready = [];
        for (int i = 0; i < 6; i++)
        {
            Goroutine g = Add();
            long ticks = i == 0 ? _ticks : Tick();
            first.Write(ticks, $"GoCreate {ticks} {g.Id} 1 1");
            g.Sequence = 1;
            g.State = GoroutineState.Runnable;
            switch (_random.Next(3))
            {
                case 0 when i > 0:
                    ticks = Tick();
                    g.State = GoroutineState.Waiting;
                    g.Sequence = 2;
                    first.Write(ticks, $"GoWaiting {ticks} {g.Id}");
                    Tell(ticks, $"GoStatus M=-1 P={first.Id} G={g.Id} g{g.Id} Undetermined->Waiting");
                    break;
                case 1 when i > 0:
                    ticks = Tick();
                    g.State = GoroutineState.Syscall;
                    g.Sequence = 2;
                    first.Write(ticks, $"GoInSyscall {ticks} {g.Id}");
                    Tell(ticks, $"GoStatus M=-1 P={first.Id} G={g.Id} g{g.Id} Undetermined->Syscall");
                    break;
                default:
                    ready.Add(g);
                    break;
            }

            g.LastProcessor = first.Id;
        }

        StartProcessor(first);
        Start(first, ready[0], "Undetermined");
        long last = Tick();
        first.Write(last, $"Gomaxprocs {last} {_processors.Count} 1");
        foreach (Goroutine g in ready.Skip(1))
        {
            Tell(last, $"GoStatus M=-1 P=-1 G=-1 g{g.Id} Undetermined->Runnable");
        }
    }

    private void Step(Processor p)
    {
        if (!p.IsRunning)
        {
            StartProcessor(p);
        }
        else if (p.Current is { } g)
        {
            Act(p, g);
        }
        else if (_random.Next(4) == 0 && Any(s => s.State == GoroutineState.Syscall && !s.IsLeaving) is { } leaving)
        {
            leaving.IsLeaving = true; // the syscall is over; it is told when there is a processor for the goroutine
            leaving.LeftAt = Tick();
        }
        else if (Any(s => s.IsLeaving) is { } left)
        {
            left.IsLeaving = false;
            long ticks = Tick();
            p.Write(ticks, $"GoSysExit {ticks} {left.Id} {left.Sequence++} {left.LeftAt}");
            Tell(left.LeftAt, $"GoSyscallEndBlocked M=-1 P=1000003 G={left.Id} g{left.Id} Syscall->Runnable");
            left.State = GoroutineState.Runnable;
            left.LastProcessor = p.Id;
        }
        else if (Any(s => s.State == GoroutineState.Runnable) is { } ready)
        {
            Start(p, ready, "Runnable");
        }
        else
        {
            long ticks = Tick();
            p.Write(ticks, $"ProcStop {ticks}");
            Tell(ticks, $"ProcStop M={p.Thread} P={p.Id} G=-1 p{p.Id} Running->Idle");
            p.IsRunning = false;
        }
    }

    private void Act(Processor p, Goroutine g)
    {
        long ticks = Tick();
        string here = $"M={p.Thread} P={p.Id} G={g.Id}";
        switch (_random.Next(12))
        {
            case 0:
                Goroutine created = Add();
                created.State = GoroutineState.Runnable;
                created.Sequence = 1;
                created.LastProcessor = p.Id;
                p.Write(ticks, $"GoCreate {ticks} {created.Id} 1 1");
                Tell(ticks, $"GoCreate {here} g{created.Id} NotExist->Runnable");
                break;
            case 1 or 2 when Any(s => s.State == GoroutineState.Waiting) is { } waiting:
                bool isLocal = waiting.LastProcessor == p.Id && _random.Next(2) == 0;
                p.Write(ticks, isLocal ? $"GoUnblockLocal {ticks} {waiting.Id} 1" : $"GoUnblock {ticks} {waiting.Id} {waiting.Sequence} 1");
                Tell(ticks, $"GoUnblock {(waiting.IsOnNetwork ? $"M=-1 P=1000002 G={g.Id}" : here)} g{waiting.Id} Waiting->Runnable");
                waiting.State = GoroutineState.Runnable;
                waiting.Sequence++;
                waiting.LastProcessor = p.Id;
                break;
            case 3:
                p.Write(ticks, $"HeapAlloc {ticks} {ticks % 1000}");
                Tell(ticks, $"HeapAlloc {here} HeapObjects={ticks % 1000}");
                break;
            case 4:
                p.Write(ticks, $"GoSysCall {ticks} 1");
                Tell(ticks, $"GoSyscallBegin {here} g{g.Id} Running->Syscall");
                Tell(ticks + 1, $"GoSyscallEnd {here} g{g.Id} Syscall->Running");
                _ticks += 2; // nothing else happens at the time of the made-up end
                break;
            case 5:
                p.Write(ticks, $"GoSysCall {ticks} 1");
                Tell(ticks, $"GoSyscallBegin {here} g{g.Id} Running->Syscall");
                long blocked = Tick();
                p.Write(blocked, $"GoSysBlock {blocked}");
                g.State = GoroutineState.Syscall;
                p.Current = null;
                break;
            case 6:
                Stop(p, g, ticks, "GoSched", GoroutineState.Runnable);
                break;
            case 7:
                Stop(p, g, ticks, "GoPreempt", GoroutineState.Runnable);
                break;
            case 8 when _goroutines.Count > 3:
                p.Write(ticks, $"GoEnd {ticks}");
                Tell(ticks, $"GoDestroy {here} g{g.Id} Running->NotExist");
                _goroutines.Remove(g);
                p.Current = null;
                break;
            case 9:
                p.Write(ticks, _inCollection ? $"GCDone {ticks}" : $"GCStart {ticks} {_collections++} 1");
                Tell(ticks, _inCollection ? $"GCEnd {here}" : $"GCBegin M=-1 P=1000004 G={g.Id}");
                _inCollection = !_inCollection;
                break;
            default:
                g.IsOnNetwork = _random.Next(2) == 0;
                Stop(p, g, ticks, g.IsOnNetwork ? "GoBlockNet" : "GoBlockSync", GoroutineState.Waiting);
                break;
        }
    }

    private void Stop(Processor p, Goroutine g, long ticks, string name, GoroutineState to)
    {
        p.Write(ticks, $"{name} {ticks} 1");
        string type = to == GoroutineState.Waiting ? "GoBlock" : "GoStop";
        Tell(ticks, $"{type} M={p.Thread} P={p.Id} G={g.Id} g{g.Id} Running->{to}");
        g.State = to;
        g.LastProcessor = p.Id;
        p.Current = null;
    }

    private void StartProcessor(Processor p)
    {
        long ticks = Tick();
        p.Thread = _random.Next(1, 9);
        p.Write(ticks, $"ProcStart {ticks} {p.Thread}");
        string type = p.WasTold ? "ProcStart" : "ProcStatus";
        Tell(ticks, $"{type} M={p.Thread} P={p.Id} G=-1 p{p.Id} {(p.WasTold ? "Idle" : "Undetermined")}->Running");
        p.IsRunning = true;
        p.WasTold = true;
    }

    private void Start(Processor p, Goroutine g, string from)
    {
        long ticks = Tick();
        bool isLocal = g.LastProcessor == p.Id && _random.Next(2) == 0;
        p.Write(ticks, isLocal ? $"GoStartLocal {ticks} {g.Id}" : $"GoStart {ticks} {g.Id} {g.Sequence}");
        string type = from == "Undetermined" ? "GoStatus" : "GoStart";
        Tell(ticks, $"{type} M={p.Thread} P={p.Id} G={g.Id} g{g.Id} {from}->Running");
        g.State = GoroutineState.Running;
        g.Sequence++;
        g.IsOnNetwork = false;
        g.LastProcessor = p.Id;
        p.Current = g;
    }

    // A processor's buffer is written out when it is full, whenever that is.
    private void Flush(Processor p)
    {
        if (p.Lines.Count > 0)
        {
            _batches.Add($"batch {p.Id} {p.FirstTicks}\n{string.Join("\n", p.Lines)}");
            p.Lines.Clear();
        }
    }

    private Goroutine Add()
    {
        var g = new Goroutine { Id = ++_lastId };
        _goroutines.Add(g);
        return g;
    }

    private Goroutine? Any(Func<Goroutine, bool> where)
    {
        Goroutine[] all = [.. _goroutines.Where(where)];
        return all.Length == 0 ? null : all[_random.Next(all.Length)];
    }

    private long Tick() => _ticks += _random.Next(1, 5) == 1 ? _random.Next(1, 3000) : _random.Next(1, 20);

    private void Tell(long ticks, string what) => _told.Add((ticks, what));

    private sealed class Processor
    {
        public int Id;
        public long Thread = None;
        public bool IsRunning;
        public bool WasTold;
        public Goroutine? Current;
        public long FirstTicks;

        public List<string> Lines { get; } = [];

        public void Write(long ticks, string line)
        {
            FirstTicks = Lines.Count == 0 ? ticks : FirstTicks;
            Lines.Add(line);
        }
    }

    private sealed class Goroutine
    {
        public long Id;
        public int Sequence;
        public GoroutineState State;
        public bool IsOnNetwork;
        public bool IsLeaving;
        public long LeftAt;
        public int LastProcessor;
    }
}
