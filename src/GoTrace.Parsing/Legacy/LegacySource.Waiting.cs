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

    // Says that the event at hand waits for a goroutine.
    private static bool WaitFor(ref LegacyCursor cursor, int goroutine)
    {
        cursor.WaitsFor = goroutine;
        return false;
    }

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
            Failure ??= new TraceFormatException(
                TraceFormatError.NoOrder, "too many events wait for others that are not there", -1, _generation.Number);
        }
    }
}
