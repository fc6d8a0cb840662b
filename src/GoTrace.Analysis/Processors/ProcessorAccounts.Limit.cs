using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Processors;

/// <content>
/// GOMAXPROCS: which processors exist. From one value to the next is an epoch; a processor that none
/// runs on finds out which epochs it was away in when it is looked at.
/// </content>
internal sealed partial class ProcessorAccounts
{
    // More than any machine has; a broken trace must not size an array.
    private const long MostByCount = 1 << 12;

    // Those with a number beyond exist where they run, whatever GOMAXPROCS is.
    private const int MostByLimit = 1 << 14;

    private readonly IdSet _parked = new(MostByLimit); // that neither run nor are lost
    private readonly LimitHistory _history = new();
    private ActivityTotals _unseen; // what one did of which there was no word
    private long _unseenSince;
    private long _unseenStoppedSince;
    private long _unseenBegin;
    private long _limit = -1; // GOMAXPROCS, or -1 as long as nothing is known of it
    private long _made; // ids from 0 on that there are entries of as GOMAXPROCS told of them
    private int _epoch;
    private long _epochBegin; // on the clocks
    private long _epochBeginStopped;

    /// <summary>Whether there was a word of GOMAXPROCS.</summary>
    public bool IsLimitKnown => _limit >= 0;

    /// <summary>How many were added with all the time before, as nothing was known of GOMAXPROCS yet.</summary>
    public int Latecomers { get; private set; }

    /// <summary>What a processor did up to now of which there was no word.</summary>
    public ref readonly ActivityTotals Unseen()
    {
        SettleUnseen();
        return ref _unseen;
    }

    /// <summary>GOMAXPROCS says which processors exist.</summary>
    public void SetLimit(long limit)
    {
        if (limit == _limit)
        {
            return; // each restart of the world repeats it
        }

        if (!IsLimitKnown)
        {
            MakeUpTo(limit); // those that the first word of it tells of were there before it
            _limit = limit;
            BeginEpoch();
            foreach (ref Entry p in All())
            {
                CountOut(p);
                Settle(ref p);
                CountIn(p);
            }

            return;
        }

        _history.Add(Place(_limit), unchecked(Run - _epochBegin), unchecked(Stopped - _epochBeginStopped), Now, StarvedEach);
        int more = Place(limit) >= Place(_limit)
            ? _parked.Count(Place(_limit), Place(limit))
            : -_parked.Count(Place(limit), Place(_limit));
        Effort += 1 + (Math.Abs(Place(limit) - Place(_limit)) / 64);
        _limit = limit;
        BeginEpoch();
        AddExisting(more);
        AddIdle(more);
        MakeUpTo(limit);
    }

    private static int Place(long limit) => (int)Math.Min(limit, MostByLimit - 1);

    private void MakeUpTo(long limit)
    {
        for (; _made < Math.Min(limit, MostByCount); _made++)
        {
            IndexOf(_made);
        }
    }

    private void BeginEpoch()
    {
        _epoch++;
        _epochBegin = Run;
        _epochBeginStopped = Stopped;
    }

    private void BeginUnseen()
    {
        _unseenBegin = Now;
        _unseenSince = Run;
        _unseenStoppedSince = Stopped;
    }

    private void SettleUnseen()
    {
        ref long idle = ref _unseen[(int)Activity.Idle];
        ref long stopped = ref _unseen[(int)Activity.StopTheWorld];
        idle = Saturating.Add(idle, Between(_unseenSince, Run));
        stopped = Saturating.Add(stopped, Between(_unseenStoppedSince, Stopped));
        _unseenSince = Run;
        _unseenStoppedSince = Stopped;
    }

    // It was there all the time, as nothing is known that says otherwise.
    private void TakeOverUnseen(ref Entry p)
    {
        Latecomers++;
        p.Totals = Unseen();
        p.ActivitySince = _unseenBegin;
        _sums[(int)Activity.Idle].Booked += p.Totals[(int)Activity.Idle];
        _sums[(int)Activity.StopTheWorld].Booked += p.Totals[(int)Activity.StopTheWorld];
    }

    // Of one that does not run: for how long since it was booked it did not exist. What is kept with it is
    // the same of all epochs before its own, less the beginning of that if it was away in it.
    private (long Ns, long StoppedNs) AwaySince(in Entry p, long run, long stopped)
    {
        if (p.Epoch == _epoch || p.Epoch == 0)
        {
            return p.Exists ? (0, 0) : (Between(p.Since, run), Between(p.StoppedSince, stopped));
        }

        LimitHistory.Span away = _history.AwayOf(p.Id);
        long ns = away.Ns - p.Away;
        long stoppedNs = away.StoppedNs - p.AwayStopped;
        if (!ExistsNow(p.Id))
        {
            ns += run - _epochBegin;
            stoppedNs += stopped - _epochBeginStopped;
        }

        if (!p.Exists)
        {
            ns -= p.Since;
            stoppedNs -= p.StoppedSince;
        }

        return (Math.Max(0, ns), Math.Max(0, stoppedNs));
    }

    private bool ExistsNow(long id) => !IsLimitKnown || (ulong)id < (ulong)Place(_limit);

    // Of one that is booked up to now.
    private void EnterEpoch(ref Entry p)
    {
        LimitHistory.Span away = _history.AwayOf(p.Id);
        p.Epoch = _epoch;
        p.Exists = ExistsNow(p.Id);
        p.Away = away.Ns - (p.Exists ? 0 : _epochBegin);
        p.AwayStopped = away.StoppedNs - (p.Exists ? 0 : _epochBeginStopped);
        if (!p.IsRunning && !p.IsLost && p.Exists)
        {
            p.ActivitySince = Math.Max(p.ActivitySince, away.LastEnd);
            p.StarvedBefore = Math.Max(p.StarvedBefore, away.StarvedAtLastEnd);
        }
    }
}
