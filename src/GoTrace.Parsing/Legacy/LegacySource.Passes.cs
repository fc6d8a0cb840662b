using System.Runtime.CompilerServices;
using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Legacy;

/// <content>
/// What takes a pass over all events before they are given: which wakeups were futile (where the trace
/// marks some, up to Go 1.10), and whether Go's reader takes the trace (where the text of Go's tool is
/// wanted).
/// </content>
internal sealed partial class LegacySource
{
    private readonly GrowList<Wakeup> _wakeups = new();
    private byte[] _futile = []; // a bit for each byte of the trace: the event there is not to be shown
    private int[] _lastWakeups = []; // by goroutine's slot: the last event of its wakeup + 1
    private bool[] _isFutile = [];
    private bool[] _isWoken = []; // by goroutine's slot: its wakeup is there from its beginning
    private bool _isWatched; // events go through TakeWatched
    private bool _isLooking; // it is to find the futile ones, and not yet to hide them
    private int _freeWakeup;

    private void FollowGo(CancellationToken cancellationToken)
    {
        TraceEvent[] room = new TraceEvent[128];
        while (Fill(room) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if ((Failure ?? _faults.First) is { } refused)
        {
            GoLimit = 0;
            GoFault = refused;
        }
    }

    private void FindFutile(CancellationToken cancellationToken)
    {
        int length = (_generation.Length / 8) + 1;
        if (_futile.Length < length)
        {
            _futile = new byte[length];
        }

        Array.Clear(_futile);
        ForgetWakeups(); // a pass that was cancelled left them
        _isWatched = true;
        _isLooking = true;
        TraceEvent[] room = new TraceEvent[128];
        while (Fill(room) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _isLooking = false;
        ForgetWakeups();
    }

    private void ForgetWakeups()
    {
        _wakeups.Clear();
        _freeWakeup = -1;
        _lastWakeups = [];
        _isFutile = [];
        _isWoken = [];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TakeWatched(ref LegacyCursor cursor, ref LegacyStep step)
    {
        int place = PlaceOf(cursor, cursor.Start);
        if (!_isLooking)
        {
            int before = step.Count;
            long lastTime = _lastTime;
            long lastGoTime = _lastGoTime;
            bool isDone = TakePlainly(ref cursor, ref step);
            if (isDone && (_futile[place >> 3] & (1 << (place & 7))) != 0)
            {
                step.Count = before;
                _lastTime = lastTime;
                _lastGoTime = lastGoTime;
            }

            return isDone;
        }

        int slot = cursor.Goroutine;
        int given = step.Count;
        if (!TakePlainly(ref cursor, ref step))
        {
            return false;
        }

        switch (cursor.Type)
        {
            case LegacyType.GoUnblock:
            case LegacyType.GoUnblockLocal:
                if (step.Count > given)
                {
                    ref readonly TraceEvent e = ref Unsafe.Add(ref step.Room, step.Count - 1);
                    slot = e._resourceIndex;
                    Drop(slot);
                    Remember(slot, place);
                    _isWoken[slot] = e.OldState == GoroutineState.Waiting; // else it is left in another state than it was in
                    _isFutile[slot] &= FollowsGo; // the wakeup before has no known end
                }

                break;
            case LegacyType.GoStart:
            case LegacyType.GoStartLocal:
            case LegacyType.GoStartLabel:
                Remember(cursor.Goroutine, place);
                break;
            case LegacyType.GoPreempt:
                Remember(slot, place);
                break;
            case LegacyType.FutileWakeup when slot >= 0:
                Remember(slot, place);
                _isFutile[slot] = FollowsGo || _isWoken[slot]; // else its end would be hidden, and not its beginning
                break;
            case LegacyType.GoBlock:
            case LegacyType.GoBlockSend:
            case LegacyType.GoBlockRecv:
            case LegacyType.GoBlockSelect:
            case LegacyType.GoBlockSync:
            case LegacyType.GoBlockCond:
                HideOrForget(slot, place);
                break;
            case LegacyType.GoEnd:
            case LegacyType.GoSysCall when !FollowsGo:
            case LegacyType.GoSched when !FollowsGo:
                ForgetWakeup(slot); // it went on, or its slot is another's from here on
                break;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TakePlainly(ref LegacyCursor cursor, ref LegacyStep step) => Take(ref cursor, ref step);

    private void Remember(int slot, int place)
    {
        if (slot < 0)
        {
            return;
        }

        if (slot >= _lastWakeups.Length)
        {
            Array.Resize(ref _lastWakeups, Math.Max(64, 2 * (slot + 1)));
            Array.Resize(ref _isFutile, _lastWakeups.Length);
            Array.Resize(ref _isWoken, _lastWakeups.Length);
        }

        int entry = _freeWakeup;
        if (entry >= 0)
        {
            _freeWakeup = _wakeups[entry].Before - 1;
        }
        else
        {
            entry = _wakeups.Count;
            _wakeups.Add(default);
        }

        _wakeups[entry] = new Wakeup { Place = place, Before = _lastWakeups[slot] };
        _lastWakeups[slot] = entry + 1;
    }

    private void HideOrForget(int slot, int place)
    {
        if (slot < 0 || slot >= _lastWakeups.Length)
        {
            return;
        }

        if (_isFutile[slot])
        {
            Hide(place);
            for (int entry = _lastWakeups[slot]; entry > 0; entry = _wakeups[entry - 1].Before)
            {
                Hide(_wakeups[entry - 1].Place);
            }
        }

        ForgetWakeup(slot);
    }

    private void ForgetWakeup(int slot)
    {
        if ((uint)slot < (uint)_isFutile.Length)
        {
            Drop(slot);
            _isFutile[slot] = false;
            _isWoken[slot] = false;
        }
    }

    private void Hide(int place) => _futile[place >> 3] |= (byte)(1 << (place & 7));

    private void Drop(int slot)
    {
        if ((uint)slot >= (uint)_lastWakeups.Length)
        {
            return;
        }

        while (_lastWakeups[slot] > 0)
        {
            int entry = _lastWakeups[slot] - 1;
            _lastWakeups[slot] = _wakeups[entry].Before;
            _wakeups[entry].Before = _freeWakeup + 1;
            _freeWakeup = entry;
        }
    }

    /// <summary>An event that may be part of a futile wakeup.</summary>
    private struct Wakeup
    {
        public int Place; // in the bytes
        public int Before; // the one before it, of the same goroutine, + 1; or the next free one + 1
    }
}
