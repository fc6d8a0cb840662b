using System.Numerics;
using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Legacy;

/// <content>Processors whose next event can't come next, as what it builds on is still to come.</content>
internal sealed partial class LegacySource
{
    // What such an event waits for, where that is no goroutine: its turn among the starts of the GC.
    private const int Collector = -1;

    private int _blocked; // how many there are
    private int _woken; // the first of those that are to be tried again, or −1
    private int _collectorWaiters;
    private bool _isForced; // the event at hand is not to wait

    private ulong _wanted; // the sequence number that the event at hand waits for
    private byte[] _created = []; // a bit for each hash of a goroutine that the trace creates
    private bool _knowsCreated;

    // Says that the event at hand waits for a goroutine.
    private bool WaitFor(ref LegacyCursor cursor, int goroutine, ulong sequence)
    {
        cursor.WaitsFor = goroutine;
        _wanted = sequence;
        return false;
    }

    // Whether what the event at hand waits for can't come any more. It is not even asked as long as
    // another event has no later time: so far Go's reader, too, may find an order.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsHopeless(in LegacyCursor cursor)
    {
        if (_frontier.SecondKey() <= cursor.Key || cursor.WaitsFor == Collector)
        {
            return false;
        }

        switch (cursor.Type)
        {
            case LegacyType.GoStartLocal: // what they wait for stands before them, on the same processor
            case LegacyType.GoUnblockLocal:
            case LegacyType.GoSysExitLocal:
            case LegacyType.GoWaiting:
            case LegacyType.GoInSyscall:
            case LegacyType.GoCreate:
                return true;
        }

        ref readonly LegacyGoroutine g = ref _goroutines[cursor.WaitsFor];
        return g.Status switch
        {
            LegacyStatus.Unborn => !IsCreated(g.Id),
            LegacyStatus.Lost => true,
            LegacyStatus.Running => g.Sequence > _wanted, // it may stop, which counts for nothing
            _ => g.Sequence >= _wanted,
        };
    }

    // May err, and then say yes.
    private bool IsCreated(ulong id)
    {
        if (!_knowsCreated)
        {
            _knowsCreated = true;
            FindCreated();
        }

        uint bit = HashOf(id);
        return (_created[bit >> 3] & (1 << (int)(bit & 7))) != 0;
    }

    private void FindCreated()
    {
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)(_generation.Length / 16) + 64);
        if (_created.Length != length)
        {
            _created = new byte[length];
        }

        Array.Clear(_created);
        for (int i = 0; i < _cursors.Count; i++)
        {
            LegacyCursor cursor = _cursors[i];
            while (cursor.Type != LegacyType.None)
            {
                if (cursor.Type == LegacyType.GoCreate)
                {
                    var step = new LegacyStep { Data = ref DataOf(cursor), Position = cursor.Position, End = cursor.End };
                    uint bit = HashOf(step.Next());
                    _created[bit >> 3] |= (byte)(1 << (int)(bit & 7));
                }

                StepOver(ref cursor);
            }
        }
    }

    private uint HashOf(ulong id) => (uint)((id * 0x9E37_79B9_7F4A_7C15UL) >> 32) & (((uint)_created.Length << 3) - 1);

    private void Block(ref LegacyCursor cursor, int index)
    {
        ref int waiters = ref WaitersOf(cursor.WaitsFor);
        cursor.IsBlocked = true;
        cursor.NextWaiter = waiters;
        waiters = index;
        _blocked++;
    }

    private void Unblock(ref LegacyCursor cursor, int index)
    {
        ref int link = ref WaitersOf(cursor.WaitsFor);
        while (link != index)
        {
            _effort++;
            link = ref _cursors[link].NextWaiter;
        }

        link = cursor.NextWaiter;
        cursor.NextWaiter = -1;
        cursor.IsBlocked = false;
        _blocked--;
    }

    private ref int WaitersOf(int what) =>
        ref what == Collector ? ref _collectorWaiters : ref _goroutines[what].Waiters;

    // What they waited for has changed: they are to be tried again.
    private void Wake(ref int waiters)
    {
        ref int end = ref waiters;
        while (end >= 0)
        {
            _effort++;
            end = ref _cursors[end].NextWaiter;
        }

        end = _woken;
        _woken = waiters;
        waiters = -1;
        _pause = true;
    }

    private void InsertWoken()
    {
        while (_woken >= 0)
        {
            int index = _woken;
            ref LegacyCursor cursor = ref _cursors[index];
            _woken = cursor.NextWaiter;
            cursor.NextWaiter = -1;
            cursor.IsBlocked = false;
            _blocked--;
            _frontier.Insert(cursor.Key, index);
        }

        Spend(0);
    }

    private int EarliestBlocked()
    {
        int earliest = -1;
        for (int i = 0; i < _cursors.Count; i++)
        {
            if (_cursors[i].IsBlocked && (earliest < 0 || _cursors[i].Key < _cursors[earliest].Key))
            {
                earliest = i;
            }
        }

        Spend(_cursors.Count);
        return earliest;
    }

    // No file may keep us busy for long with events that wait for each other.
    private void Spend(long effort)
    {
        _effort += effort;
        if (_effort > _maxEffort)
        {
            Fail(new TraceFormatException(
                TraceFormatError.NoOrder, "too many events wait for others that are not there", -1, _generation.Number));
        }
    }
}
