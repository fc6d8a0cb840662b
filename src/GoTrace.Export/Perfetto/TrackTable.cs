using System.Globalization;
using GoTrace.Analysis.Tracking;
using GoTrace.Export.Protobuf;
using GoTrace.Parsing;

namespace GoTrace.Export.Perfetto;

/// <summary>The tracks of a timeline: what they are called, and which is below which. Each is described before its first event.</summary>
internal sealed class TrackTable
{
    public const ulong Program = 1;
    public const ulong Processors = 2;
    public const ulong Goroutines = 3;
    public const ulong RuntimeGoroutines = 4;
    public const ulong Collector = 5;
    public const ulong StopTheWorld = 6;
    public const ulong Mark = 7;
    public const ulong Tasks = 8;
    public const ulong WakesWithoutProcessor = 9;
    public const ulong SamplesWithoutProcessor = 10;
    public const ulong HeapCounter = 11;
    public const ulong GoalCounter = 12;
    public const ulong RunnableCounter = 13;
    public const ulong RunningCounter = 14;
    public const ulong GoMaxProcsCounter = 15;

    // Of processors, goroutines, tasks and functions: the kind in the lower bits, the id in the upper, so that
    // most are small numbers, and none is one of those above.
    private const int KindBits = 3;
    private const long FirstId = 3;
    private const ulong ProcessorKind = 1;
    private const ulong SweepKind = 2;
    private const ulong SampleKind = 3;
    private const ulong GoroutineKind = 4;
    private const ulong UserKind = 5;
    private const ulong TaskKind = 6;
    private const ulong FunctionKind = 7;

    private readonly PacketWriter _packets;
    private readonly HashSet<ulong> _described = new(IdComparer.Instance); // those that there are few of
    private readonly Dictionary<(string Function, bool IsSystem), ulong> _functions = [];

    public TrackTable(PacketWriter packets)
    {
        _packets = packets;
    }

    public void Begin()
    {
        DescribeProgram();
        Describe(HeapCounter, Program, "Heap", rank: 1, unit: TrackField.UnitBytes);
        Describe(GoalCounter, Program, "Heap goal", rank: 2, unit: TrackField.UnitBytes);
        Describe(RunnableCounter, Program, "Goroutines runnable", rank: 3, unit: TrackField.UnitCount);
        Describe(RunningCounter, Program, "Goroutines running", rank: 4, unit: TrackField.UnitCount);
        Describe(GoMaxProcsCounter, Program, "GOMAXPROCS", rank: 5, unit: TrackField.UnitCount);
        Describe(Processors, Program, "Processors (P)", rank: 6, ordersChildren: true);
        Describe(Goroutines, Program, "Goroutines", rank: 9);
    }

    /// <summary>One of the tracks that have a name here.</summary>
    public ulong Of(ulong track)
    {
        if (!_described.Add(track))
        {
            return track;
        }

        switch (track)
        {
            case StopTheWorld:
                Describe(StopTheWorld, Of(Collector), "Stop-the-world", rank: 1);
                break;
            case Mark:
                Describe(Mark, Of(Collector), "GC mark phase", rank: 2);
                break;
            case Collector:
                Describe(Collector, Program, "GC and pauses", rank: 7, ordersChildren: true);
                break;
            case Tasks:
                Describe(Tasks, Program, "Tasks", rank: 8);
                break;
            case RuntimeGoroutines:
                Describe(RuntimeGoroutines, Program, "Goroutines of the runtime", rank: 10);
                break;
            case WakesWithoutProcessor:
                Describe(WakesWithoutProcessor, Processors, "without a P", rank: int.MaxValue - 1);
                break;
            case SamplesWithoutProcessor:
                Describe(SamplesWithoutProcessor, Processors, "CPU samples without a P", rank: int.MaxValue);
                break;
        }

        return track;
    }

    public ulong OfProcessor(long id)
    {
        if (id == TraceEvent.NoId)
        {
            return Of(WakesWithoutProcessor);
        }

        ulong track = Uuid(ProcessorKind, id);
        if (_described.Add(track))
        {
            Describe(track, Processors, "P" + Text(id), rank: RankOf(id));
        }

        return track;
    }

    public ulong SweepOf(long processor)
    {
        ulong track = Uuid(SweepKind, processor);
        if (_described.Add(track))
        {
            Describe(track, OfProcessor(processor), "GC sweep");
        }

        return track;
    }

    public ulong SamplesOf(long processor)
    {
        if (processor == TraceEvent.NoId)
        {
            return Of(SamplesWithoutProcessor);
        }

        ulong track = Uuid(SampleKind, processor);
        if (_described.Add(track))
        {
            Describe(track, OfProcessor(processor), "CPU samples");
        }

        return track;
    }

    /// <summary>The track of a goroutine's states; described by <see cref="DescribeGoroutine"/>.</summary>
    public static ulong OfGoroutine(long id) => Uuid(GoroutineKind, id);

    /// <summary>The track of a goroutine's regions, logs and GC assists; described by <see cref="DescribeUser"/>.</summary>
    public static ulong UserOf(long goroutine) => Uuid(UserKind, goroutine);

    public static ulong OfTask(long id) => Uuid(TaskKind, id);

    /// <summary>Describes a goroutine's track, below that of its function; again once its name is known.</summary>
    public void DescribeGoroutine(long id, string function, bool isSystem) =>
        Describe(OfGoroutine(id), FunctionTrack(function, isSystem), function.Length == 0 ? $"G{Text(id)}" : $"G{Text(id)} {function}", merges: false);

    public void DescribeUser(long goroutine) => Describe(UserOf(goroutine), OfGoroutine(goroutine), "regions, logs, GC assists", merges: false);

    // Tasks of a name are one track to the eye.
    public void DescribeTask(long id, string name) => Describe(OfTask(id), Of(Tasks), name.Length == 0 ? "(without a name)" : name);

    private ulong FunctionTrack(string function, bool isSystem)
    {
        if (!_functions.TryGetValue((function, isSystem), out ulong track))
        {
            track = Uuid(FunctionKind, _functions.Count);
            _functions.Add((function, isSystem), track);
            Describe(
                track, isSystem ? Of(RuntimeGoroutines) : Goroutines, function.Length == 0 ? "(name not known)" : function);
        }

        return track;
    }

    private void DescribeProgram()
    {
        int mark = Begin(Program);
        int process = _packets.Fields.Begin(TrackField.Process);
        _packets.Fields.Write(TrackField.ProcessPid, 1L); // a trace does not tell it
        _packets.Fields.Write(TrackField.ProcessName, "Go program");
        _packets.Fields.End(process);
        _packets.Fields.Write(TrackField.ChildOrdering, TrackField.OrderExplicit);
        End(mark);
    }

    private void Describe(
        ulong track, ulong parent, string name, int? rank = null, bool ordersChildren = false, bool merges = true, ulong unit = 0)
    {
        int mark = Begin(track);
        ProtoWriter fields = _packets.Fields;
        fields.Write(TrackField.ParentUuid, parent);
        fields.Write(TrackField.Name, name);
        if (rank is { } order)
        {
            fields.Write(TrackField.OrderRank, (long)order);
        }

        if (ordersChildren)
        {
            fields.Write(TrackField.ChildOrdering, TrackField.OrderExplicit);
        }

        if (!merges)
        {
            fields.Write(TrackField.MergeBehavior, TrackField.NoMerge);
        }

        if (unit != 0)
        {
            int counter = fields.Begin(TrackField.Counter);
            fields.Write(TrackField.CounterUnit, unit);
            fields.End(counter);
        }

        End(mark);
    }

    private int Begin(ulong track)
    {
        _packets.BeginPacket();
        int mark = _packets.Fields.Begin(PacketField.TrackDescriptor);
        _packets.Fields.Write(TrackField.Uuid, track);
        return mark;
    }

    private void End(int mark)
    {
        _packets.Fields.End(mark);
        _packets.EndPacket();
    }

    private static int RankOf(long id) => (int)Math.Clamp(id, 0, int.MaxValue - 2);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static ulong Uuid(ulong kind, long id) => ((ulong)(id + FirstId) << KindBits) | kind;
}
