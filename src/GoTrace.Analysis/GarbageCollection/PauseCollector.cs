using System.Runtime.CompilerServices;
using GoTrace.Analysis.Processors;
using GoTrace.Analysis.Statistics;
using GoTrace.Parsing;

namespace GoTrace.Analysis.GarbageCollection;

/// <summary>
/// Splits each stop-the-world pause into the time until the last processor had stopped or was let
/// go, and the rest; and notes who kept it waiting.
/// </summary>
internal sealed class PauseCollector(int limit)
{
    private readonly List<Pause> _open = [];
    private readonly PriorityQueue<Pause, long> _longest = new();
    private int _last;
    private Pause? _newest; // the one that began last, as long as it is open
    private int _stopper; // the processor whose thread began it

    public LogHistogram Stopping { get; } = new();

    public LogHistogram Stopped { get; } = new();

    public LogHistogram GcStopping { get; } = new();

    public LogHistogram GcStopped { get; } = new();

    public IEnumerable<Pause> Longest =>
        _longest.UnorderedItems.Select(i => i.Element).OrderByDescending(p => p.Length).ThenBy(p => p.Time);

    /// <summary>Those that are not among <see cref="Longest"/>.</summary>
    public long NotListedCount { get; private set; }

    public long NotListedNs { get; private set; }

    /// <summary>Begins anew: what is open goes on, but is none of the pauses, as its beginning is not among what is looked at.</summary>
    public PauseCollector Restart()
    {
        var next = new PauseCollector(limit) { _last = _last, _newest = _newest, _stopper = _stopper };
        foreach (Pause pause in _open)
        {
            pause.IsCut = true;
            next._open.Add(pause);
        }

        return next;
    }

    public void Begin(int kind, bool isGc, long goroutine, int stopper, long time, ProcessorAccounts processors)
    {
        var pause = new Pause(++_last, kind, isGc, goroutine, time, processors.Now) { LastStop = processors.Now };
        _open.Add(pause);
        _newest = pause;
        _stopper = stopper;
        processors.LastPause = pause.Number;
        processors.SetStopped(true);
    }

    /// <summary>Whether the pause that began last waits for a processor: it ran then, and has since.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Awaits(in ProcessorAccounts.Entry processor, int index) =>
        _newest is not null && processor.IsRunning && processor.RunsSince < _last && index != _stopper;

    /// <summary>A processor that is waited for is let go.</summary>
    public void OnStop(in ProcessorAccounts.Entry processor, long time)
    {
        if (_newest is { } pause)
        {
            bool isLate = processor.LateIn == pause.Number;
            pause.LastStop = time;
            pause.Processor = processor.Id;
            pause.LateGoroutine = isLate ? processor.LateGoroutine : TraceEvent.NoId;
            pause.LateRoot = isLate ? processor.LateRoot : 0;
        }
    }

    /// <summary>The pause ends.</summary>
    /// <returns>It; null if it was not open.</returns>
    public Pause? End(int kind, long goroutine, long time, ProcessorAccounts processors)
    {
        int index = _open.FindIndex(p => p.Kind == kind && p.Goroutine == goroutine);
        if (index < 0)
        {
            return null;
        }

        Pause pause = _open[index];
        _open.RemoveAt(index);
        _newest = pause == _newest ? null : _newest;
        if (_open.Count == 0)
        {
            processors.SetStopped(false);
        }

        pause.Length = time > pause.Time ? ProcessorAccounts.Between(pause.Time, time) : 0;
        if (pause.IsCut)
        {
            return pause;
        }

        Stopping.Add(pause.Stopping);
        Stopped.Add(pause.Length - pause.Stopping);
        if (pause.IsGc)
        {
            GcStopping.Add(pause.Stopping);
            GcStopped.Add(pause.Length - pause.Stopping);
        }

        if (_longest.Count < limit)
        {
            _longest.Enqueue(pause, pause.Length);
        }
        else
        {
            NotListedCount++;
            NotListedNs = Saturating.Add(NotListedNs, limit > 0 ? _longest.EnqueueDequeue(pause, pause.Length).Length : pause.Length);
        }

        return pause;
    }

    /// <summary>Ends what a goroutine has open, as nothing is known of its end.</summary>
    /// <returns>How many of these were the GC's.</returns>
    public int Cut(long goroutine, ProcessorAccounts processors)
    {
        int gcStops = 0;
        int count = _open.Count;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Goroutine == goroutine)
            {
                gcStops += _open[i].IsGc ? 1 : 0;
                _newest = _open[i] == _newest ? null : _newest;
                _open.RemoveAt(i);
            }
        }

        if (count > 0 && _open.Count == 0)
        {
            processors.SetStopped(false);
        }

        return gcStops;
    }

    /// <summary>Ends what is open, as nothing is known of its end.</summary>
    public void Cut()
    {
        _open.Clear();
        _newest = null;
    }

    internal sealed class Pause(int number, int kind, bool isGc, long goroutine, long time, long begin)
    {
        public int Number { get; } = number;

        public int Kind { get; } = kind;

        public bool IsGc { get; } = isGc;

        public long Goroutine { get; } = goroutine;

        /// <summary>When its beginning was recorded: its length goes by that, as every range's does.</summary>
        public long Time { get; } = time;

        /// <summary>When it began on the processors' clock, which never goes back.</summary>
        public long Begin { get; } = begin;

        public long Length { get; set; }

        public long LastStop { get; set; }

        public long Processor { get; set; } = -1;

        public long LateGoroutine { get; set; } = -1;

        public int LateRoot { get; set; }

        public bool IsCut { get; set; }

        public long Stopping => Math.Min(Length, ProcessorAccounts.Between(Begin, LastStop));
    }
}
