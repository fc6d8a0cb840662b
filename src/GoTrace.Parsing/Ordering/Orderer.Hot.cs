using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <content>
/// The hot loop. <see cref="FillPlainly"/> is its plain twin: the two give the same.
/// </content>
internal sealed partial class Orderer
{
    private int FillHot(Span<TraceEvent> room)
    {
        ref byte data = ref MemoryMarshal.GetReference(_generation.Bytes.Span);
        ref TraceEvent e = ref room[0];
        ref TraceEvent full = ref room[^LeastRoom];
        if (_syncDue)
        {
            _syncDue = false;
            PutSync(out e, _rate.ToNanoseconds(_generation.MinTime));
            e = ref Unsafe.Add(ref e, 1);
        }

        ClockRate rate = _rate;
        long earliest = _earliest;
        long nextSample = NextSampleTime();
        var hot = new HotEvents
        {
            Data = ref data,
            State = _state,
            Goroutines = _state.Goroutines,
            Processors = _state.Processors,
            Stacks = _tables.Stacks.Solid,
            Strings = _tables.Strings.Solid,
            Ordinal = _ordinal,
            MaxGoroutines = _maxGoroutines,
            Last = _lastGoTime,
        };
        while (!Unsafe.IsAddressGreaterThan(ref e, ref full) && Failure is null)
        {
            if (nextSample < _frontier.FirstTime || _frontier.Count == 0)
            {
                if (_nextSample == _generation.Samples.Count)
                {
                    break;
                }

                _lastGoTime = hot.Last;
                PutSample(out e);
                hot.Last = _lastGoTime;
                e = ref Unsafe.Add(ref e, 1);
                nextSample = NextSampleTime();
                continue;
            }

            ref Cursor cursor = ref _cursors[_frontier.First];
            if (!IsPlausible(_frontier.FirstTime))
            {
                FailTime(in cursor);
                break;
            }

            if (cursor.Thread == TraceEvent.NoId)
            {
                // Little but states told at a generation's end.
                _lastGoTime = hot.Last;
                e = ref Unsafe.Add(ref e, StepPlainly(ref cursor, ref data, ref e));
                Refresh(ref hot);
                continue;
            }

            int slot = SlotOf(ref cursor);
            hot.Thread = ref _state.Threads[slot];
            hot.End = cursor.End;

            // From the earliest time that can be: what no sum holds, and so comes before it, is beyond the bound then.
            ulong bound = (ulong)(Math.Min(Math.Min(nextSample, _latest), _frontier.Bound()) - earliest);
            nint start = cursor.Start;
            nint position = cursor.Position;
            long time = cursor.Time;
            WireType type = cursor.Type;
            while (true)
            {
                position = type switch
                {
                    WireType.GoStart => hot.GoStart(position, ref e, time),
                    WireType.GoStop => hot.GoStop(position, ref e, time),
                    WireType.GoBlock => hot.GoBlock(position, ref e, time),
                    WireType.GoUnblock => hot.GoUnblock(position, ref e, time),
                    WireType.GoSyscallBegin => hot.GoSyscallBegin(position, ref e, time),
                    WireType.GoSyscallEnd => hot.GoSyscallEnd(position, ref e, time),
                    WireType.GoCreate => hot.GoCreate(position, ref e, time),
                    WireType.GoDestroy => hot.GoDestroy(position, ref e, time),
                    WireType.HeapAlloc => hot.HeapAlloc(position, ref e, time),
                    WireType.GCSweepBegin => hot.SweepBegin(position, ref e, time),
                    WireType.GCSweepEnd => hot.SweepEnd(position, ref e, time),
                    _ => HotEvents.NotPlain,
                };
                if (position < 0)
                {
                    cursor.Start = (int)start;
                    cursor.Time = time;
                    _lastGoTime = hot.Last;
                    e = ref Unsafe.Add(ref e, TryPlainly(ref cursor, ref data, ref e, out bool goesOn));
                    Refresh(ref hot);
                    if (!goesOn)
                    {
                        break;
                    }

                    position = cursor.Position;
                    hot.Thread = ref _state.Threads[slot];
                }
                else
                {
                    e = ref Unsafe.Add(ref e, 1);
                }

                if (position >= hot.End)
                {
                    if (!NextBatch(ref cursor))
                    {
                        _frontier.Remove(0);
                        break;
                    }

                    position = cursor.Position;
                    time = cursor.Time;
                    hot.End = cursor.End;
                }

                nint end = hot.End;
                start = position;
                type = (WireType)Unsafe.Add(ref data, position++);
                ulong delta = Varint.ReadHot(ref data, ref position, ref end);
                if (position <= end)
                {
                    time += rate.ToNanoseconds(delta);
                }
                else
                {
                    cursor.Position = (int)start;
                    cursor.Time = time;
                    Advance(ref cursor, ref data);
                    position = cursor.Position;
                    time = cursor.Time;
                    type = cursor.Type;
                }

                if ((ulong)(time - earliest) > bound || Unsafe.IsAddressGreaterThan(ref e, ref full))
                {
                    cursor.Start = (int)start;
                    cursor.Position = (int)position;
                    cursor.Time = time;
                    cursor.Type = type;
                    _frontier.UpdateFirst(time);
                    break;
                }
            }
        }

        int count = CountOf(ref room[0], ref e);
        _lastGoTime = hot.Last;
        if (count > 0)
        {
            _lastTime = Unsafe.Add(ref e, -1)._time;
        }

        return count;
    }

    // After anything was done without it.
    private void Refresh(ref HotEvents hot)
    {
        hot.Last = _lastGoTime;
        hot.Goroutines = _state.Goroutines;
        hot.Processors = _state.Processors;
    }

    // Tries the first thread's event, which begins where the cursor says, at the time that it says;
    // and if it can't be yet, the others'.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TryPlainly(ref Cursor cursor, ref byte data, ref TraceEvent room, out bool goesOn)
    {
        ReadHead(ref cursor, ref data);
        var attempt = new Attempt { Data = ref data, Room = ref room };
        Outcome outcome = TryOne(ref cursor, ref attempt);
        goesOn = outcome == Outcome.Done;
        if (goesOn)
        {
            cursor.Position = attempt.Position;
        }
        else if (outcome == Outcome.NotYet)
        {
            _frontier.Update(0, cursor.Time);
            return TryOthers(ref data, MemoryMarshal.CreateSpan(ref room, LeastRoom));
        }

        return attempt.Count;
    }

    // One event of the first thread.
    private int StepPlainly(ref Cursor cursor, ref byte data, ref TraceEvent room)
    {
        int count = TryPlainly(ref cursor, ref data, ref room, out bool goesOn);
        if (goesOn)
        {
            Advance(ref cursor, ref data);
            if (cursor.Batch < 0)
            {
                _frontier.Remove(0);
            }
            else
            {
                _frontier.Update(0, cursor.Time);
            }
        }

        return count;
    }

    private long NextSampleTime() =>
        _nextSample < _generation.Samples.Count ? _generation.Samples[_nextSample].At : long.MaxValue;

    private static int CountOf(ref TraceEvent first, ref TraceEvent end) =>
        (int)(Unsafe.ByteOffset(ref first, ref end) / Unsafe.SizeOf<TraceEvent>());
}
