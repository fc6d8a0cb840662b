using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <summary>
/// Brings the events of a generation's threads into one order, as Go's reader does (headers 1.22
/// and later; internal/trace/reader.go and order.go): the earliest next event goes first, unless
/// what is known of goroutines and processors forbids it.
/// </summary>
/// <remarks>
/// The state goes on from one generation to the next. This file has the merge; the others of this
/// class have what each event needs and does.
/// </remarks>
internal sealed partial class Orderer : EventSource
{
    private readonly SchedulerState _state = new();
    private readonly Annotations _annotations = new();
    private readonly Frontier _frontier = new();
    private readonly GrowList<Cursor> _cursors = new();
    private GenerationData _generation = null!;
    private GenerationTables _tables = null!;
    private ClockRate _rate;
    private int _maxGoroutines;
    private int _maxProcessors;
    private int _maxOpenAnnotations;
    private long _effort; // left for events that wait for their turn, in this generation
    private int _ordinal; // of the generation, from 1; not the file's number, which a hole may skip
    private int _initialOrdinal; // the first generation with events, or 0
    private bool _lenient;
    private bool _plain;
    private int _nextSample;
    private long _filled; // events of this generation so far
    private bool _watched; // where Go's reader gives up has to be found out event by event
    private bool _syncDue;
    private int _syncs;
    private long _lastTime;
    private long _lastGoTime;
    private ulong _collectionSequence;
    private CollectionState _collection;

    private bool IsInitial => _ordinal == _initialOrdinal;

    private enum CollectionState
    {
        Undetermined,
        NotRunning,
        Running,
    }

    /// <summary>Whether its room is more than is worth keeping for another trace.</summary>
    public override bool IsOversized => _state.Capacity > LargestKept || _annotations.Capacity > LargestKept || _cursors.Capacity > LargestKept;

    /// <summary>Forgets everything: for another trace.</summary>
    public override void Reset(TraceReaderOptions options)
    {
        _maxGoroutines = options.MaxGoroutines;
        _plain = options.PlainOrdering;
        _maxProcessors = options.MaxProcessors;
        _maxOpenAnnotations = options.MaxOpenAnnotations;
        _effort = FreeEffort;
        Effort = 0;
        _ordinal = 0;
        _syncs = 0;
        _lastTime = 0;
        _lastGoTime = 0;
        Forget();
    }

    public override void Forget()
    {
        _initialOrdinal = 0;
        _state.Clear();
        _annotations.Clear();
        _frontier.Clear();
        _cursors.Clear();
        _collection = CollectionState.Undetermined;
        _collectionSequence = 0;
    }

    public override void LetGo()
    {
        _generation = null!;
        _tables = null!;
        _annotations.LetGo();
    }

    public override void Begin(GenerationData generation, CancellationToken cancellationToken)
    {
        Failure = null;
        GoFault = null;
        GoLimit = long.MaxValue;
        _filled = 0;
        _ordinal++;
        _generation = generation;
        _tables = generation.Tables;
        _rate = generation.Rate;
        _lenient = generation.Partial is not null;
        _nextSample = 0;
        SetTimeLimits();
        _effort = Math.Clamp(_effort, 0, FreeEffort) + (EffortOfByte * generation.Length);
        _syncDue = true;
        _annotations.BeginGeneration(generation.Tables);
        _frontier.Clear();
        _cursors.Clear();
        ForgetMending();
        Array.Clear(_knownTexts);
        ref byte data = ref MemoryMarshal.GetReference(generation.Bytes.Span);
        foreach (ref readonly GenerationData.ThreadBatches thread in generation.Threads.Items)
        {
            var cursor = new Cursor { Thread = thread.Id, Slot = -1, Batch = -1, Next = thread.First, Room = thread.Room };
            Advance(ref cursor, ref data);
            if (cursor.Batch >= 0)
            {
                _cursors.Add(cursor);
                _frontier.Insert(cursor.Time, _cursors.Count - 1);
                NoteBroken(in cursor, ref data, 0);
            }
        }

        NoteUnknownExperiments();
        _watched = FollowsGo && HasFaults(generation);
        if (_initialOrdinal == 0 && _cursors.Count > 0)
        {
            _initialOrdinal = _ordinal;
        }

        if (generation.HasHole && !(FollowsGo && generation.IsTakenByGo))
        {
            BeginMending();
        }
    }

    public override int Fill(Span<TraceEvent> room)
    {
        if (_plain || _watched || _mending)
        {
            return FillPlainly(room);
        }

        int count = FillHot(room);
        _filled += count;
        return count;
    }

    private int FillPlainly(Span<TraceEvent> room)
    {
        int count = 0;
        ref byte data = ref MemoryMarshal.GetReference(_generation.Bytes.Span);
        if (_syncDue)
        {
            _syncDue = false;
            PutSync(out room[0], _rate.ToNanoseconds(_generation.MinTime));
            count = 1;
            _filled = 1;
        }

        if (_mending)
        {
            return count + FillMending(room[count..]);
        }

        while (count <= room.Length - LeastRoom && Failure is null)
        {
            if (_frontier.Count == 0)
            {
                if (_nextSample == _generation.Samples.Count)
                {
                    break;
                }

                PutSample(out room[count++]);
                _filled++;
                continue;
            }

            long nextSample = _nextSample < _generation.Samples.Count ? _generation.Samples[_nextSample].At : long.MaxValue;
            Frontier.Entry root = _frontier[0];
            if (nextSample < root.At)
            {
                PutSample(out room[count++]);
                _filled++;
                continue;
            }

            if (!IsPlausible(root.At))
            {
                FailTime(_cursors[root.Cursor]);
                break;
            }

            long before = _filled;
            int given = Run(root.Cursor, Math.Min(Math.Min(nextSample, _latest), _frontier.Bound()), ref data, room[count..], out bool stuck);
            count += given;
            _filled += given;
            if (!stuck)
            {
                ref Cursor cursor = ref _cursors[root.Cursor];
                NoteBroken(in cursor, ref data, before);
                if (cursor.Batch < 0)
                {
                    _frontier.Remove(0);
                }
                else
                {
                    _frontier.Update(0, cursor.Time);
                }
            }
            else if (Failure is null)
            {
                _frontier.Update(0, _cursors[root.Cursor].Time);
                given = TryOthers(ref data, room[count..]);
                count += given;
                _filled += given;
            }
        }

        return count;
    }

    public override void End(out TraceEvent last) => PutSync(out last, _lastTime);

    // The earliest event can't come next: the first that can, in order of time, does.
    private int TryOthers(ref byte data, Span<TraceEvent> room)
    {
        _frontier.Sort();
        if (!TryAfford(_frontier.Count))
        {
            return 0;
        }

        for (int i = 1; i < _frontier.Count; i++)
        {
            ref Cursor cursor = ref _cursors[_frontier[i].Cursor];
            if (!IsPlausible(cursor.Time))
            {
                continue;
            }

            var attempt = new Attempt { Data = ref data, Room = ref room[0] };
            Outcome outcome = TryOne(ref cursor, ref attempt);
            if (outcome == Outcome.Failed)
            {
                return attempt.Count;
            }

            if (outcome == Outcome.Done)
            {
                cursor.Position = attempt.Position;
                Advance(ref cursor, ref data);
                NoteBroken(in cursor, ref data, _filled);
                if (cursor.Batch < 0)
                {
                    _frontier.Remove(i);
                }
                else
                {
                    _frontier.Update(i, cursor.Time);
                }

                return attempt.Count;
            }
        }

        if (_frontier.Count > 0)
        {
            ref readonly Cursor first = ref _cursors[_frontier[0].Cursor];
            Failure = new TraceFormatException(
                TraceFormatError.NoOrder,
                $"no thread's next event can come next; the earliest is {first.Type} on thread {first.Thread}, and what it waits for is missing",
                _generation.Offset + first.Shift + first.Start,
                _generation.Number);
        }

        return 0;
    }

    private Outcome TryOne(ref Cursor cursor, ref Attempt attempt)
    {
        attempt.Thread = SlotOf(ref cursor);
        attempt.Type = cursor.Type;
        attempt.Time = cursor.Time;
        attempt.Start = cursor.Start;
        attempt.Shift = cursor.Shift;
        attempt.Position = cursor.Position;
        attempt.End = cursor.End;
        return Try(ref attempt);
    }

    // A thread is known from the first time that an event of it is tried: Go's reader tells a thread
    // that was met from one that was not.
    private int SlotOf(ref Cursor cursor)
    {
        if (cursor.Thread == TraceEvent.NoId)
        {
            _state.Threads[0] = ThreadEntry.Idle(TraceEvent.NoId);
            return 0;
        }

        if (cursor.Slot < 0)
        {
            int slot = _state.FindThread((ulong)cursor.Thread);
            cursor.Slot = slot < 0 ? _state.AddThread((ulong)cursor.Thread) : slot;
        }

        return cursor.Slot;
    }

    // Gives a thread's events up to a time, as long as they can happen. A time that no sum holds comes before all others.
    private int Run(int index, long bound, ref byte data, Span<TraceEvent> room, out bool stuck)
    {
        ref Cursor cursor = ref _cursors[index];
        var attempt = new Attempt { Data = ref data, Room = ref room[0] };
        int limit = _watched ? 0 : room.Length - LeastRoom; // then each event is looked at by itself
        do
        {
            Outcome outcome = TryOne(ref cursor, ref attempt);
            if (outcome != Outcome.Done)
            {
                stuck = true;
                return attempt.Count;
            }

            cursor.Position = attempt.Position;
            Advance(ref cursor, ref data);
        }
        while (cursor.Batch >= 0 && cursor.Time <= bound && cursor.Time >= _earliest && attempt.Count <= limit);
        stuck = false;
        return attempt.Count;
    }

    private void PutSync(out TraceEvent e, long time)
    {
        Place(out e, in NoThread, time, EventKind.Sync, WireType.Sync);
        e._resource = ++_syncs;
    }

    private void PutSample(out TraceEvent e)
    {
        ref readonly GenerationData.CpuSample sample = ref _generation.Samples[_nextSample++];
        var thread = new ThreadEntry
        {
            Id = sample.Thread,
            Processor = sample.Processor,
            Goroutine = sample.Goroutine,
            GoroutineSlot = _state.FindGoroutine((ulong)sample.Goroutine),
        };
        Place(out e, in thread, sample.At, EventKind.StackSample, WireType.CpuSample);
        int stack = _tables.Stacks.Resolve(sample.Stack);
        if (stack < 0)
        {
            NoteUnknownSample(sample.Stack);
        }

        e._stack = Math.Max(0, stack);
    }

    private static readonly ThreadEntry NoThread = ThreadEntry.Idle(TraceEvent.NoId);

    // All that every event has; the rest is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(out TraceEvent e, in ThreadEntry thread, long time, EventKind kind, WireType type)
    {
        long shown = time > _lastGoTime ? time : _lastGoTime + 1;
        _lastGoTime = shown;
        _lastTime = time;
        e = default;
        e._time = time;
        e._goTime = shown;
        e._thread = thread.Id;
        e._processor = thread.Processor;
        e._goroutine = thread.Goroutine;
        e._goroutineIndex = thread.GoroutineSlot;
        e._resourceIndex = -1;
        e._kind = kind;
        e._type = type;
    }
}
