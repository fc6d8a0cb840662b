using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GoTrace.Parsing.Ordering;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <summary>
/// Makes the events of a v1 trace, in the order and with the meaning that Go's reader gives them
/// (Go: internal/trace/internal/tracev1 and internal/trace/tracev1.go).
/// </summary>
/// <remarks>
/// <para>
/// The bytes stay bytes: a cursor for each processor reads its events, and the earliest of them that
/// can come next does. Whether it can, its goroutine decides: its state, and the number that the
/// event carries. In 1.5 all events are numbered, and come in that order.
/// </para>
/// <para>
/// What Go's reader refuses is met here as follows. An event that waits for what is not in the trace
/// is given when nothing else can be, with an undetermined state before it; one that contradicts those
/// before is left out; times that go back stay as they are. All of that is counted.
/// </para>
/// <para>This file has the merge; the others of this class have what each event needs and does.</para>
/// </remarks>
internal sealed partial class LegacySource : EventSource
{
    /// <summary>What waiting may cost, whatever the length.</summary>
    public const long FreeEffort = 1 << 26;

    /// <summary>What it may cost more for each byte.</summary>
    public const long EffortOfByte = 64;

    private readonly LegacyGoroutines _goroutines = new();
    private readonly LegacyAnnotations _annotations = new();
    private readonly LegacyFrontier _frontier = new();
    private readonly LegacyFaults _faults = new();
    private readonly GrowList<LegacyCursor> _cursors = new();
    private GenerationData _generation = null!;
    private GenerationTables _tables = null!;
    private LegacyIndex _index = null!;
    private LegacyFormat _format = null!;
    private bool _isSequenced;
    private bool _isStrict;
    private int _maxGoroutines;
    private int _maxOpenAnnotations;
    private double _factor;
    private long _base; // ticks of the first event
    private bool _hasBase;
    private bool _syncDue;
    private int _syncs;
    private long _lastTicks;
    private long _lastTime;
    private long _lastGoTime;
    private bool _pause; // what comes next may not be of the same processor
    private long _effort; // what was spent on events that wait
    private long _maxEffort;

    /// <summary>Of one pass over the trace.</summary>
    public override long Effort => _effort;

    /// <inheritdoc/>
    public override bool IsOversized =>
        Math.Max(_goroutines.Items.Length, _annotations.Capacity) > LargestKept || Math.Max(_futile.Length, _created.Length) > LargestKept;

    public override void Reset(TraceReaderOptions options)
    {
        _isStrict = options.Strict;
        _isPlain = options.PlainOrdering;
        _maxGoroutines = options.MaxGoroutines;
        _maxOpenAnnotations = options.MaxOpenAnnotations;
        _syncs = 0;
        _lastTime = -1;
        _lastGoTime = -1;
        Forget();
    }

    public override void Forget()
    {
        _goroutines.Clear();
        _annotations.Clear();
        _frontier.Clear();
        _cursors.Clear();
        _blocked = 0;
    }

    public override void LetGo()
    {
        _generation = null!;
        _tables = null!;
        _index = null!;
    }

    public override void Begin(GenerationData generation, CancellationToken cancellationToken)
    {
        _generation = generation;
        _tables = generation.Tables;
        _index = generation.Legacy!;
        _format = _index.Format;
        _isSequenced = _format.IsSequenced;
        _factor = _index.Factor;
        _maxEffort = (EffortOfByte * generation.Length) + FreeEffort;
        SetReasons();
        GoLimit = long.MaxValue;
        GoFault = null;
        _isWatched = false;
        _knowsCreated = false;
        Start();
        if (_index.HasFutileWakeups)
        {
            FindFutile(cancellationToken);
            Start();
        }

        if (FollowsGo)
        {
            FollowGo(cancellationToken);
            Start();
        }
    }

    public override int Fill(Span<TraceEvent> room) => IsHot ? FillHot(room) : FillPlainly(room);

    private int FillPlainly(Span<TraceEvent> room)
    {
        int count = 0;
        if (_syncDue)
        {
            _syncDue = false;
            PutSync(out room[0], -1, -1);
            count = 1;
        }

        int limit = room.Length - LeastRoom;
        while (count <= limit)
        {
            if (_pause)
            {
                if (!TryResume(room, ref count))
                {
                    break;
                }
            }
            else if (_frontier.Count > 0 && _frontier.First is var first && first.Key < _due)
            {
                Run(first.Cursor, room, ref count, once: false);
            }
            else if (!TryTakeDue(room, ref count))
            {
                break;
            }
        }

        return count;
    }

    public override void End(out TraceEvent last) => PutSync(out last, _lastTime + 1, _lastGoTime + 1);

    private long LeftOver()
    {
        long left = 0;
        foreach (ref readonly LegacyCursor cursor in _cursors.Items)
        {
            left += cursor.Type == LegacyType.None ? 0 : cursor.End - cursor.Start;
            for (int run = cursor.NextRun; run >= 0; run = _generation.Batches[run].Next)
            {
                left += _generation.Batches[run].End - _generation.Batches[run].Start;
            }
        }

        return left;
    }

    public override long LostBytes => Failure is null ? 0 : LeftOver();

    // What is lost of a file that is cut off is, of each processor, what came after its last event.
    public override long? LostFrom
    {
        get
        {
            long first = long.MaxValue;
            for (int i = 0; i < _cursors.Count && (HasHole || _generation.Partial is not null); i++)
            {
                first = _cursors[i].Processor < 0 ? first : Math.Min(first, _cursors[i].Ticks);
            }

            return first == long.MaxValue ? null : ToNanoseconds(first);
        }
    }

    public override IReadOnlyList<LoadFault> FurtherFaults() => _faults.All();

    private void Start()
    {
        Failure = null;
        Forget();
        _faults.Clear();
        _hasBase = false;
        _base = 0;
        _lastTicks = long.MinValue;
        _lastTime = -1;
        _lastGoTime = -1;
        _effort = 0;
        _syncs = 0;
        _woken = -1;
        _collectorWaiters = -1;
        _nextExit = 0;
        _nextSample = 0;
        _pause = false;
        SetDue();
        StartKinds();
        foreach (ref readonly GenerationData.ThreadBatches processor in _generation.Threads.Items)
        {
            _cursors.Add(new LegacyCursor
            {
                Processor = processor.Id,
                Thread = TraceEvent.NoId,
                GoroutineId = TraceEvent.NoId,
                Goroutine = -1,
                NextRun = processor.First,
                NextWaiter = -1,
            });
        }

        // Events of equal time come in the order of their processors.
        _cursors.Mutable().Sort(static (a, b) => a.Processor.CompareTo(b.Processor));
        for (int i = 0; i < _cursors.Count; i++)
        {
            Open(ref _cursors[i]);
            if (_cursors[i].Type != LegacyType.None)
            {
                _frontier.Insert(_cursors[i].Key, i);
            }
        }

        SetBeginning();
        _syncDue = _frontier.Count > 0 || _generation.Samples.Count > 0;
    }

    // After what may change which event comes next.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryResume(Span<TraceEvent> room, ref int count)
    {
        if (Failure is not null)
        {
            return false;
        }

        _pause = false;
        if (_woken >= 0)
        {
            InsertWoken();
        }

        if (_announcing >= 0)
        {
            Announce(room, ref count);
            _pause = _announcing >= 0;
        }

        return !_pause;
    }

    // Takes what comes next where that may be something that stands in no processor's queue.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryTakeDue(Span<TraceEvent> room, ref int count)
    {
        int cursor = Earliest(out long key);
        if (IsExitDue(key, out long exit))
        {
            if (IsSampleDue(exit == long.MaxValue ? exit : exit + 1))
            {
                PutSample(room, ref count);
            }
            else
            {
                GiveExit(room, ref count);
            }
        }
        else if (IsSampleDue(key))
        {
            PutSample(room, ref count);
        }
        else if (cursor < 0)
        {
            return false;
        }
        else
        {
            Run(cursor, room, ref count, once: true);
        }

        return true;
    }

    // The processor whose event comes next, and its place in the order; −1 if there is none.
    private int Earliest(out long key)
    {
        if (_frontier.Count > 0)
        {
            key = _frontier.First.Key;
            return _frontier.First.Cursor;
        }

        int cursor = _blocked > 0 ? EarliestBlocked() : -1;
        key = cursor < 0 ? long.MaxValue : _cursors[cursor].Key;
        return cursor;
    }

    // Gives a processor's events as long as no other's comes before; or one of them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Run(int index, Span<TraceEvent> room, ref int count, bool once)
    {
        ref LegacyCursor cursor = ref _cursors[index];
        bool isForced = cursor.IsBlocked;
        if (isForced)
        {
            Unblock(ref cursor, index);
            _frontier.Insert(cursor.Key, index);
        }

        if (!_hasBase)
        {
            _base = cursor.Ticks;
        }

        long bound = Math.Min(_frontier.SecondKey(), _due);
        long last = _lastTicks;
        var step = new LegacyStep { Data = ref DataOf(cursor), Room = ref room[count] };
        int limit = room.Length - LeastRoom - count;
        _isForced = isForced || _isSequenced;
        bool isDone;
        do
        {
            step.Position = cursor.Position;
            step.End = cursor.End;
            isDone = _isWatched ? TakeWatched(ref cursor, ref step) : Take(ref cursor, ref step);
            if (!isDone)
            {
                isForced = !isForced && IsHopeless(cursor);
                if (!isForced)
                {
                    break;
                }

                _isForced = true;
                continue;
            }

            _hasBase = true;
            if (cursor.Ticks < last)
            {
                NoteTimeGoesBack(cursor);
            }

            last = cursor.Ticks;
            cursor.Position = step.Position;
            if (step.Position >= cursor.End)
            {
                Open(ref cursor);
                break;
            }

            cursor.ReadHead(ref step.Data, _isSequenced);
        }
        while (!isDone || (cursor.Key < bound && step.Count <= limit && !_pause && !isForced && !once));

        _lastTicks = last;
        count += step.Count;
        if (isDone && cursor.Type != LegacyType.None)
        {
            _frontier.UpdateFirst(cursor.Key);
            return;
        }

        _frontier.RemoveFirst();
        if (!isDone)
        {
            Block(ref cursor, index);
        }
    }

    // Goes to the processor's next run of events.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Open(ref LegacyCursor cursor)
    {
        cursor.Type = LegacyType.None;
        if (cursor.NextRun < 0)
        {
            return;
        }

        int run = cursor.NextRun;
        ref readonly GenerationData.Batch batch = ref _generation.Batches[run];
        if (batch.Time != LegacyIndex.GoesOn)
        {
            cursor.Ticks = (long)batch.Time;
            cursor.Key = _isSequenced ? _index.Sequences[run] : cursor.Ticks;
        }

        cursor.NextRun = batch.Next;
        cursor.IsTail = batch.Start >= _index.TailStart;
        int shift = cursor.IsTail ? _index.TailStart : 0;
        cursor.Position = batch.Start - shift;
        cursor.End = batch.End - shift;
        cursor.ReadHead(ref DataOf(cursor), _isSequenced);
    }

    private ref byte DataOf(in LegacyCursor cursor) =>
        ref MemoryMarshal.GetReference(cursor.IsTail ? _index.Tail : _generation.Bytes.Span);

    private int PlaceOf(in LegacyCursor cursor, int position) => position + (cursor.IsTail ? _index.TailStart : 0);
}
