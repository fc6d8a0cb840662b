using System.Runtime.InteropServices;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Tables;
using GoTrace.Parsing.Text;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <content>
/// The order of a generation of which events are missing. An event that waits for one that is not
/// there happens all the same, a little later, and says that it does not know what was before: its old
/// state is undetermined. A thread that lost events knows nothing of its processor and goroutine until
/// later events tell; what becomes of those is undetermined from its last event on. So no stretch of
/// time reaches over a hole.
/// </content>
internal sealed partial class Orderer
{
    // How long an event waits for its turn, in nanoseconds. In whole traces one event in seven million
    // comes out of turn, by some microseconds.
    private const long Patience = 50_000;

    private readonly GrowList<Mended> _mended = new(); // by cursor
    private readonly GrowList<bool> _present = new(); // by thread slot: it has events here
    private readonly int[] _knownTexts = new int[KnownStrings.Count];
    private bool _mending;
    private readonly GrowList<int> _runners = new(); // by goroutine slot: the thread that had it last
    private int _nextAbsent; // the next thread to look at that may have no events
    private int _absentEnd;
    private long _begun; // when the generation began
    private ulong _namelessSequence; // of the processor that has no name
    private long _lostBytes;
    private long _lostFrom;

    public override bool HasHole => _mending;

    public override long LostBytes => _lostBytes;

    public override long? LostFrom => _lostFrom == long.MaxValue ? null : _lostFrom;

    public override bool TryGoOn()
    {
        if (Failure is not { } failure || _generation is null)
        {
            return false;
        }

        if (FollowsGo && GoLimit == long.MaxValue)
        {
            GoLimit = _filled;
            GoFault = failure;
        }

        Failure = null;
        if (failure.Code == TraceFormatError.UnknownId && !_lenient && !_generation.MayBeCut)
        {
            _lenient = true; // a text less, and nothing else
            return true;
        }

        if (_mending)
        {
            return false;
        }

        if (_generation.IsInFile)
        {
            TakeOutOfFile();
        }

        _generation.EndsOpen |= _generation.MayBeCut;
        BeginMending();
        return true;
    }

    private void ForgetMending()
    {
        _mending = false;
        _lostBytes = 0;
        _lostFrom = long.MaxValue;
    }

    private void BeginMending()
    {
        _mending = true;
        _lenient = true;
        _initialOrdinal = _ordinal; // from here on nothing has to be known before
        _begun = _rate.ToNanoseconds(_generation.MinTime);
        _mended.Clear();
        _mended.SetCount(_cursors.Count);
        _present.Clear();
        _nextAbsent = 1;
        _frontier.Clear();
        for (int i = 0; i < _cursors.Count; i++)
        {
            ref Cursor cursor = ref _cursors[i];
            int slot = SlotOf(ref cursor);
            if (slot >= _present.Count)
            {
                _present.SetCount(slot + 1);
            }

            _present[slot] = true;
            bool isOver = cursor.Batch < 0;
            bool isFirst = !isOver && cursor.Start == _generation.Batches[cursor.Batch].Start;
            ref Mended mended = ref _mended[i];
            mended.LastTime = TimeBefore(in cursor);
            mended.IsHoleDue = isOver ? IsTailMissing(cursor.Thread) : isFirst && _generation.Batches[cursor.Batch].AfterHole;
            if (!isOver || mended.IsHoleDue)
            {
                _frontier.Insert(mended.IsHoleDue ? mended.LastTime : cursor.Time, i);
            }
        }

        _runners.Clear();
        _absentEnd = _state.ThreadCount;
        for (int slot = 1; slot < _absentEnd; slot++)
        {
            NoteRunner(slot);
        }
    }

    // When the last of the thread's events so far happened; the generation's beginning if there is none.
    private long TimeBefore(in Cursor cursor)
    {
        long time = _begun;
        int thread = _generation.ThreadIndexes.Find((ulong)cursor.Thread);
        for (int i = _generation.Threads[thread].First; i >= 0; i = _generation.Batches[i].Next)
        {
            bool isAtHand = i == cursor.Batch;
            time = Math.Max(time, LastTime(_generation.Batches[i], isAtHand ? cursor.Start : _generation.Batches[i].End));
            if (isAtHand)
            {
                break;
            }
        }

        return time;
    }

    private long LastTime(in GenerationData.Batch batch, int end)
    {
        ReadOnlySpan<byte> rest = _generation.Bytes.Span[batch.Start..end];
        long time = rest.IsEmpty ? 0 : _rate.ToNanoseconds(batch.Time);
        while (!rest.IsEmpty)
        {
            int count = WireSpec.TimedNumbers[rest[0]];
            rest = rest[1..];
            for (int i = 0; i < count; i++)
            {
                int length = Varint.TryRead(rest, out ulong number);
                time += i == 0 ? _rate.ToNanoseconds(number) : 0;
                rest = rest[Math.Max(0, length)..];
            }
        }

        return time;
    }

    // What a thread has at hand no other thread has.
    private void NoteRunner(int slot)
    {
        int goroutine = _state.Threads[slot].GoroutineSlot;
        if (goroutine >= 0)
        {
            if (goroutine >= _runners.Count)
            {
                _runners.SetCount(goroutine + 1);
            }

            _runners[goroutine] = slot;
        }
    }

    private int FillMending(Span<TraceEvent> room)
    {
        int count = 0;
        ref byte data = ref MemoryMarshal.GetReference(_generation.Bytes.Span);
        while (count <= room.Length - LeastRoom)
        {
            if (_nextAbsent < _absentEnd)
            {
                count += PutAbsent(_nextAbsent++, room[count..]);
                continue;
            }

            long nextSample = _nextSample < _generation.Samples.Count ? _generation.Samples[_nextSample].At : long.MaxValue;
            if (_frontier.Count == 0 || nextSample < _frontier[0].At)
            {
                if (_nextSample == _generation.Samples.Count)
                {
                    break;
                }

                PutSample(out room[count++]);
                continue;
            }

            count += Step(_frontier[0].Cursor, ref data, room[count..]);
        }

        _filled += count;
        return count;
    }

    // What is due next on the thread whose turn it is.
    private int Step(int index, ref byte data, Span<TraceEvent> room)
    {
        ref Cursor cursor = ref _cursors[index];
        ref Mended mended = ref _mended[index];
        if (mended.IsHoleDue)
        {
            mended.IsHoleDue = false;
            mended.IsAfterHole = true;
            int put = PutHole(SlotOf(ref cursor), mended.LastTime, room);
            Requeue(ref cursor, cursor.Time);
            return put;
        }

        var attempt = new Attempt { Data = ref data, Room = ref room[0] };
        switch (TryMending(ref cursor, ref mended, ref attempt))
        {
            case Mending.NotYet:
                mended.HasWaited = true;
                _frontier.Update(0, cursor.Time > long.MaxValue - Patience ? long.MaxValue : cursor.Time + Patience);
                return 0;
            case Mending.Contradiction when !mended.IsAfterHole:
                mended.IsHoleDue = true;
                return 0;
            case Mending.Unreadable:
                _lostBytes += cursor.End - cursor.Start;
                attempt.Position = cursor.End;
                mended.IsHoleDue = true;
                break;
            case Mending.Done:
                mended.LastTime = Math.Max(mended.LastTime, cursor.Time);
                NoteRunner(attempt.Thread);
                break;
            default:
                mended.LastTime = Math.Max(mended.LastTime, cursor.Time);
                _lostBytes += attempt.Position - cursor.Start;
                break;
        }

        mended.HasWaited = false;
        mended.IsAfterHole = false;
        int next = cursor.Next;
        cursor.Position = attempt.Position;
        Advance(ref cursor, ref data);
        for (; next != cursor.Next; next = _generation.Batches[next].Next)
        {
            mended.IsHoleDue |= _generation.Batches[next].AfterHole;
        }

        mended.IsHoleDue |= cursor.Batch < 0 && IsTailMissing(cursor.Thread);
        Requeue(ref cursor, mended.IsHoleDue ? mended.LastTime : cursor.Time);
        return attempt.Count;
    }

    private void Requeue(ref Cursor cursor, long time)
    {
        if (cursor.Batch < 0 && !_mended[_frontier[0].Cursor].IsHoleDue)
        {
            _frontier.Remove(0);
        }
        else
        {
            _frontier.Update(0, time);
        }
    }

    private bool IsTailMissing(long thread)
    {
        int index = _generation.ThreadIndexes.Find((ulong)thread);
        return index >= 0 && _generation.IsTailMissing(_generation.Threads[index]);
    }

    // A thread that was known before the generation and has no events in it may have lost them all.
    private int PutAbsent(int slot, Span<TraceEvent> room)
    {
        bool isPresent = slot < _present.Count && _present[slot];
        return isPresent || !(_generation.IsAnyTailMissing || IsTailMissing(_state.Threads[slot].Id)) ? 0 : PutHole(slot, _begun, room);
    }

    /// <summary>What a thread had at hand is unknown from here on.</summary>
    private int PutHole(int slot, long time, Span<TraceEvent> room)
    {
        _lostFrom = Math.Min(_lostFrom, time);
        ref ThreadEntry thread = ref _state.Threads[slot];
        var attempt = new Attempt { Room = ref room[0], Time = time, Thread = slot, Type = WireType.None };
        ThreadEntry before = thread;
        if (thread.Goroutine != TraceEvent.NoId && TryGetCurrent(ref thread, out int current))
        {
            ref GoroutineEntry g = ref _state.Goroutines[current];
            if (g.State is GoroutineState.Running or GoroutineState.Syscall)
            {
                PutGoroutine(ref attempt, before, g.Id, current, g.State, GoroutineState.Undetermined);
                LoseTrack(ref g);
            }
        }

        if (thread.Processor != TraceEvent.NoId)
        {
            ref ProcessorEntry p = ref _state.Processors[thread.ProcessorSlot];
            if (Shown(p.Status) == ProcessorState.Running)
            {
                PutProcessor(ref attempt, before, p.Id, ProcessorState.Running, ProcessorState.Undetermined);
            }

            p.Status = ProcessorStatus.Bad;
            p.InSweep = false;
        }

        LoseGoroutine(ref thread);
        LoseProcessor(ref thread);
        return attempt.Count;
    }

    // A string that a cut generation has lost, and that every generation begins with.
    private int KnownText(WireType type, ulong id)
    {
        ReadOnlySpan<byte> text = KnownStrings.Find(type, id);
        if (text.IsEmpty)
        {
            return 0;
        }

        ref int index = ref _knownTexts[id];
        if (index == 0)
        {
            index = _tables.Strings.AddExtra(text);
        }

        return index;
    }

    private void LoseTrack(ref GoroutineEntry g)
    {
        g.State = GoroutineState.Undetermined;
        g.InMarkAssist = false;
        if (g.Regions >= 0 || g.HasStops)
        {
            _annotations.Forget(ref g);
        }
    }

    private enum Mending
    {
        Done,
        NotYet,
        Dropped,

        /// <summary>It contradicts what the thread was known to have at hand.</summary>
        Contradiction,

        /// <summary>Its bytes are no event, and so nothing is known of what follows them.</summary>
        Unreadable,
    }

    /// <summary>What mending has to know of a cursor.</summary>
    private struct Mended
    {
        public long LastTime; // of the thread's events so far
        public bool HasWaited;
        public bool IsHoleDue; // something is missing here
        public bool IsAfterHole; // and nothing came since
    }
}
