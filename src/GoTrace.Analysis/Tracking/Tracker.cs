using GoTrace.Analysis.Goroutines;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <summary>
/// Holds the state of goroutines and processors while events go by, and tells the collectors what
/// ended.
/// </summary>
/// <remarks>
/// What counts as what is settled in one place, here; the rules are those of docs/figures.md.
/// </remarks>
internal sealed partial class Tracker
{
    private readonly bool _usesGoTime;
    private readonly Collectors _collectors;
    private readonly TraceCollector[] _eventCollectors;
    private readonly TraceCollector[] _intervalCollectors;
    private readonly TraceCollector[] _allCollectors;
    private readonly AnalysisContext _context;
    private readonly int _preempted;
    private readonly int _gosched;
    private GoroutineTrack[] _goroutines = new GoroutineTrack[64];
    private ProcessorTrack[] _processors = new ProcessorTrack[16];
    private readonly Dictionary<long, int> _largeProcessorIds = [];
    private readonly int[] _processorIndexes = new int[1024]; // by id: index + 1
    private int _processorCount;

    public Tracker(AnalysisOptions options, Collectors collectors)
    {
        _usesGoTime = options.TimeBase == TimeBase.Go;
        _collectors = collectors;
        _allCollectors = [.. options.Collectors];
        _eventCollectors = [.. options.Collectors.Where(c => c.Interests.HasFlag(CollectorInterests.Events))];
        _intervalCollectors = [.. options.Collectors.Where(c => c.Interests.HasFlag(CollectorInterests.GoroutineIntervals))];
        Texts = new TextCatalog();
        Stacks = new StackCatalog(Texts);
        _preempted = Texts.NumberOf("preempted");
        _gosched = Texts.NumberOf("runtime.Gosched");
        _context = new AnalysisContext(this);
        collectors.Attach(this);
    }

    public TextCatalog Texts { get; }

    public StackCatalog Stacks { get; }

    public GroupTable Groups { get; } = new();

    public TraceGeneration Generation { get; private set; } = null!;

    public bool IsLegacy { get; set; }

    public long FirstTime { get; private set; } = long.MaxValue;

    public long LastTime { get; private set; } = long.MinValue;

    public int Runnable { get; private set; }

    public int MaxRunnable { get; private set; }

    public ReadOnlySpan<ProcessorTrack> Processors => _processors.AsSpan(0, _processorCount);

    public long TimeOf(ref readonly TraceEvent e) => _usesGoTime ? e.GoTime : e.Time;

    public string NameOf(int slot) =>
        (uint)slot < (uint)_goroutines.Length && _goroutines[slot].Group is { } group ? group.Name : "";

    public void BeginGeneration(TraceGeneration generation)
    {
        Generation = generation;
        Texts.BeginGeneration(generation);
        Stacks.BeginGeneration(generation);
        if (generation.FollowsGap)
        {
            CutAll();
            foreach (TraceCollector collector in _allCollectors)
            {
                collector.OnGap(_context);
            }
        }

        foreach (TraceCollector collector in _allCollectors)
        {
            collector.OnGeneration(_context);
        }
    }

    public void Add(ReadOnlySpan<TraceEvent> events)
    {
        long first = FirstTime;
        long last = LastTime;
        foreach (ref readonly TraceEvent e in events)
        {
            long time = TimeOf(in e);
            first = Math.Min(first, time);
            last = Math.Max(last, time);
            FirstTime = first;
            LastTime = last;
            if (e.Kind == EventKind.StateTransition)
            {
                if (e.ResourceKind == ResourceKind.Goroutine)
                {
                    OnGoroutine(in e, time);
                }
                else
                {
                    OnProcessor(in e, time);
                }
            }
            else
            {
                OnOther(in e, time);
            }

            foreach (TraceCollector collector in _eventCollectors)
            {
                collector.OnEvent(in e, _context);
            }
        }

        _collectors.Events.Total += events.Length;
    }

    /// <summary>Ends what is still under way.</summary>
    public void End()
    {
        CutAll();
        foreach (TraceCollector collector in _allCollectors)
        {
            collector.OnEnd(_context);
        }
    }

    public int IndexOf(long processor)
    {
        if ((ulong)processor < (ulong)_processorIndexes.Length)
        {
            ref int known = ref _processorIndexes[processor];
            if (known == 0)
            {
                known = AddProcessor(processor) + 1;
            }

            return known - 1;
        }

        if (processor == TraceEvent.NoId)
        {
            return -1;
        }

        if (!_largeProcessorIds.TryGetValue(processor, out int index))
        {
            index = AddProcessor(processor);
            _largeProcessorIds.Add(processor, index);
        }

        return index;
    }

    private int AddProcessor(long id)
    {
        if (_processorCount == _processors.Length)
        {
            Array.Resize(ref _processors, _processorCount * 2);
        }

        _processors[_processorCount] = new ProcessorTrack { Id = id, SyscallGoroutine = -1 };
        return _processorCount++;
    }

    private static long Since(long time, long from) => Math.Max(0, time - from);
}
