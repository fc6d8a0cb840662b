using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GoTrace.Parsing.Legacy;

/// <content>
/// The hot loop. <see cref="FillPlainly"/> is its plain twin: the two give the same.
/// </content>
internal sealed partial class LegacySource
{
    private readonly int[] _reasons = new int[64]; // by type: the text of what an event blocks for
    private bool _isPlain; // the hot loop is not to be used

    // What comes before GOMAXPROCS is told, and what concerns few old traces, has rules of its own.
    private bool IsHot => !(_isPlain | _isSequenced | _isWatched | _isStarting) && _hasBase;

    private void SetReasons()
    {
        Span<int> reasons = _reasons;
        reasons.Clear();
        int first = _index.FirstOwnText;
        reasons[(int)LegacyType.GoSched] = first + LegacyTexts.Gosched;
        reasons[(int)LegacyType.GoPreempt] = first + LegacyTexts.Preempted;
        reasons[(int)LegacyType.GoSleep] = first + LegacyTexts.Sleep;
        reasons[(int)LegacyType.GoBlockSend] = first + LegacyTexts.ChanSend;
        reasons[(int)LegacyType.GoBlockRecv] = first + LegacyTexts.ChanReceive;
        reasons[(int)LegacyType.GoBlockSelect] = first + LegacyTexts.Select;
        reasons[(int)LegacyType.GoBlockSync] = first + LegacyTexts.Sync;
        reasons[(int)LegacyType.GoBlockCond] = first + LegacyTexts.SyncCond;
        reasons[(int)LegacyType.GoBlockNet] = first + LegacyTexts.Network;
        reasons[(int)LegacyType.GoBlockGC] = first + LegacyTexts.MarkAssist;
    }

    private int FillHot(Span<TraceEvent> room)
    {
        ref TraceEvent e = ref room[0];
        ref TraceEvent full = ref room[^LeastRoom];
        ref byte bytes = ref MemoryMarshal.GetReference(_generation.Bytes.Span);
        var hot = new LegacyHot
        {
            Table = _goroutines,
            Slots = _goroutines.Slots,
            Goroutines = _goroutines.Items,
            Reasons = _reasons,
            Last = _lastGoTime,
            Base = _base,
            Factor = _factor,
            Stacks = _tables.Stacks.Solid,
            MaxGoroutines = _maxGoroutines,
            HasTimers = _hasTimers,
            HasSamples = _generation.Samples.Count > 0,
            HasSweptBytes = _format.Minor >= 9,
        };
        while (!Unsafe.IsAddressGreaterThan(ref e, ref full))
        {
            if (!IsNextHot())
            {
                bool isMore = TryStep(room, ref e, ref hot);
                e = ref hot.Room;
                if (!isMore)
                {
                    break;
                }

                continue;
            }

            ref LegacyCursor cursor = ref _cursors[_frontier.First.Cursor];
            ref byte data = ref bytes;
            if (cursor.IsTail)
            {
                data = ref MemoryMarshal.GetArrayDataReference(_index.Tail);
            }

            hot.Data = ref data;
            hot.Cursor = ref cursor;
            hot.End = cursor.End;
            ulong bound = (ulong)Math.Min(_frontier.SecondKey(), _due);
            long ticks = cursor.Key;
            nint start = cursor.Start;
            nint position = cursor.Position;
            LegacyType type = cursor.Type;
            RunEnd end = RunEnd.Given;
            while (true)
            {
                nint next;
                switch (type)
                {
                    case LegacyType.GoStartLocal:
                        next = hot.GoStartLocal(position, ref e, ticks);
                        break;
                    case LegacyType.GoUnblockLocal:
                        next = hot.GoUnblockLocal(position, ref e, ticks);
                        break;
                    case LegacyType.GoSleep:
                    case LegacyType.GoBlock:
                    case LegacyType.GoBlockSend:
                    case LegacyType.GoBlockRecv:
                    case LegacyType.GoBlockSelect:
                    case LegacyType.GoBlockSync:
                    case LegacyType.GoBlockCond:
                    case LegacyType.GoBlockNet:
                    case LegacyType.GoBlockGC:
                        next = hot.GoBlock(position, ref e, ticks, type);
                        break;
                    case LegacyType.GoSched:
                    case LegacyType.GoPreempt:
                        next = hot.GoYield(position, ref e, ticks, type);
                        break;
                    case LegacyType.GoStart:
                        next = hot.GoStart(position, ref e, ticks);
                        break;
                    case LegacyType.GoUnblock:
                        next = hot.GoUnblock(position, ref e, ticks);
                        break;
                    case LegacyType.GoCreate:
                        next = hot.GoCreate(position, ref e, ticks);
                        break;
                    case LegacyType.GoEnd:
                        next = hot.GoEnd(position, ref e, ticks);
                        break;
                    case LegacyType.GoSysCall:
                        next = hot.GoSysCall(position, ref e, ticks);
                        e = ref Unsafe.Add(ref e, next >= 0 && hot.IsPair ? 1 : 0);
                        break;
                    case LegacyType.GoSysBlock:
                        next = hot.GoSysBlock(position, ticks);
                        e = ref Unsafe.Add(ref e, next >= 0 ? -1 : 0);
                        break;
                    case LegacyType.HeapAlloc:
                        next = hot.HeapAlloc(position, ref e, ticks);
                        break;
                    case LegacyType.GCSweepStart:
                        next = hot.SweepStart(position, ref e, ticks);
                        break;
                    case LegacyType.GCSweepDone:
                        next = hot.SweepDone(position, ref e, ticks);
                        break;
                    default:
                        next = LegacyHot.NotPlain;
                        break;
                }

                if (next < 0)
                {
                    end = RunEnd.NotPlain;
                    break;
                }

                e = ref Unsafe.Add(ref e, 1);
                start = next;
                if (next >= hot.End)
                {
                    break;
                }

                // Most have no length, and a time of one byte.
                uint first = Unsafe.Add(ref data, next);
                ulong delta = Unsafe.Add(ref data, next + 1);
                position = next + 2;
                if (first >= 0xc0 || delta >= 0x80)
                {
                    delta = hot.ReadHead(next, out position);
                    if (position < 0)
                    {
                        break;
                    }
                }

                type = (LegacyType)(first & 63);
                ticks += (long)delta;
                if ((ulong)ticks >= bound || Unsafe.IsAddressGreaterThan(ref e, ref full))
                {
                    _lastTicks = ticks - (long)delta;
                    cursor.Key = ticks;
                    cursor.Ticks = ticks;
                    cursor.Start = (int)start;
                    cursor.Position = (int)position;
                    cursor.Type = type;
                    _frontier.UpdateFirst(ticks);
                    end = RunEnd.Read;
                    break;
                }
            }

            if (end == RunEnd.Read)
            {
                continue;
            }

            if (end == RunEnd.NotPlain && start != cursor.Start)
            {
                ticks -= (long)hot.ReadHead(start, out _);
            }

            if (end == RunEnd.Given || start != cursor.Start)
            {
                Leave(ref cursor, ref data, start, ticks);
            }

            if (end == RunEnd.NotPlain)
            {
                TryStep(room, ref e, ref hot);
                e = ref hot.Room;
            }
        }

        _lastGoTime = hot.Last;
        int count = CountOf(ref room[0], ref e);
        if (count > 0)
        {
            _lastTime = Unsafe.Add(ref e, -1)._time;
        }

        return count;
    }

    // What comes next is an event of a processor, and no earlier than the one before.
    private bool IsNextHot() =>
        !_pause && _frontier.Count > 0 && _frontier.First.Key < _due && _frontier.First.Key >= Math.Max(_lastTicks, 0);

    // Goes behind the first processor's last event, which was given: the next event, if any, begins at a position.
    private void Leave(ref LegacyCursor cursor, ref byte data, nint position, long ticks)
    {
        _lastTicks = ticks;
        cursor.Key = ticks;
        cursor.Ticks = ticks;
        if (position >= cursor.End)
        {
            Open(ref cursor);
        }
        else
        {
            cursor.Position = (int)position;
            cursor.ReadHead(ref data, isSequenced: false);
        }

        if (cursor.Type == LegacyType.None)
        {
            _frontier.RemoveFirst();
        }
        else
        {
            _frontier.UpdateFirst(cursor.Key);
        }
    }

    // The plain way for what comes next, whatever it is; false if nothing does.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryStep(Span<TraceEvent> room, ref TraceEvent e, ref LegacyHot hot)
    {
        _lastGoTime = hot.Last;
        int count = CountOf(ref room[0], ref e);
        bool goesOn = true;
        if (_pause)
        {
            goesOn = TryResume(room, ref count);
        }
        else if (_frontier.Count > 0 && _frontier.First is var first && first.Key < _due)
        {
            Run(first.Cursor, room, ref count, once: true);
        }
        else
        {
            goesOn = TryTakeDue(room, ref count);
        }

        hot.Room = ref Unsafe.Add(ref room[0], count);
        hot.Last = _lastGoTime;
        hot.Goroutines = _goroutines.Items;
        return goesOn;
    }

    private static int CountOf(ref TraceEvent first, ref TraceEvent end) =>
        (int)(Unsafe.ByteOffset(ref first, ref end) / Unsafe.SizeOf<TraceEvent>());

    // How a run of hot events ended.
    private enum RunEnd
    {
        Given, // the event before the place is done, and nothing is known of the one there
        Read, // the event there was read, and its turn is later
        NotPlain, // the event there is to be taken plainly
    }
}
