using GoTrace.Analysis.Processors;

namespace GoTrace.Analysis.Tests.Hostile;

/// <summary>What processors do, told the long way: all of them are gone through at each step.</summary>
internal sealed class PlainAccounts
{
    private const int MostByCount = 4096;

    private readonly List<Processor> _processors = [];
    private readonly Processor _unseen = new() { Id = -2, IsImmune = true };
    private long _begin;
    private long _limit = -1;
    private bool _isStopped;

    public long Now { get; private set; }

    public IReadOnlyList<Processor> All => _processors;

    public int Existing => _processors.Count(p => p.IsRunning || IsThere(p));

    public int Idle => _processors.Count(p => !p.IsRunning && IsThere(p));

    public int Taken => _processors.Count(p => Activities.TakesFromMutator(p.Activity));

    public long Sum(Activity activity) => _processors.Sum(p => p.Totals[(int)activity]);

    public void Pass(long ns)
    {
        Now += ns;
        foreach (Processor p in _processors.Append(_unseen))
        {
            p.Totals[(int)p.Activity] += ns;
        }
    }

    public Processor Of(long id)
    {
        if (_processors.Find(p => p.Id == id) is { } known)
        {
            return known;
        }

        var added = new Processor { Id = id, Since = Now };
        if (_limit < 0)
        {
            _unseen.Totals.CopyTo(added.Totals, 0);
            added.Activity = _unseen.Activity;
            added.Since = _unseen.Since;
        }

        _processors.Add(added);
        Update();
        return added;
    }

    public void SetLimit(long limit)
    {
        // Those that the first word of it tells of were there before it.
        _limit = _limit < 0 ? _limit : limit;
        for (long id = 0; id < Math.Min(limit, MostByCount); id++)
        {
            Of(id);
        }

        _limit = limit;
        Update();
    }

    public void SetStopped(bool isStopped)
    {
        _isStopped = isStopped;
        Update();
    }

    public void SetRunning(long id, bool isRunning)
    {
        Processor p = Of(id);
        p.IsRunning = isRunning;
        p.Since = Now;
        Update();
    }

    public void SetLost(long id, bool isLost)
    {
        Processor p = Of(id);
        (p.IsLost, p.IsRunning, p.Goroutine, p.InAssist) = (isLost, false, -1, false);
        p.Since = Now;
        Update();
    }

    public void SetGoroutine(long id, int goroutine, bool inAssist)
    {
        Processor p = Of(id);
        (p.Goroutine, p.InAssist) = (goroutine, inAssist);
        Update();
    }

    public long Doubt(long id)
    {
        Processor p = Of(id);
        long ns = Now - Math.Max(p.Since, _begin);
        p.Totals[(int)p.Activity] -= ns;
        p.Totals[(int)Activity.Absent] += ns;
        p.Since = Now;
        return ns;
    }

    public void Restart()
    {
        _begin = Now;
        foreach (Processor p in _processors.Append(_unseen))
        {
            Array.Clear(p.Totals);
        }
    }

    private void Update()
    {
        foreach (Processor p in _processors.Append(_unseen))
        {
            Activity activity = Find(p);
            if (activity != p.Activity)
            {
                p.Activity = activity;
                p.Since = Now;
            }
        }
    }

    private bool IsThere(Processor p) => !p.IsLost && (p.IsImmune || _limit < 0 || p.Id < _limit);

    private Activity Find(Processor p) =>
        !p.IsRunning && !IsThere(p) ? Activity.Absent
        : _isStopped ? Activity.StopTheWorld
        : !p.IsRunning ? Activity.Idle
        : p.Goroutine < 0 ? Activity.Scheduling
        : p.InAssist ? Activity.MarkAssist
        : Activity.User;

    internal sealed class Processor
    {
        public long Id { get; init; }

        public bool IsImmune { get; init; } // against GOMAXPROCS

        public bool IsRunning { get; set; }

        public bool IsLost { get; set; }

        public int Goroutine { get; set; } = -1;

        public bool InAssist { get; set; }

        public Activity Activity { get; set; } = Activity.Idle;

        public long Since { get; set; }

        public long[] Totals { get; } = new long[Activities.Count];
    }
}
