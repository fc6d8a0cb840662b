using System.Runtime.CompilerServices;
using GoTrace.Analysis.Statistics;

namespace GoTrace.Analysis.Processors;

/// <content>
/// What all processors did together, without going through them; and the world's stops. There are two
/// clocks: one stands while the world is stopped, the other goes just then. What n processors do since
/// they began it is n times the clock less the clock of each beginning.
/// </content>
internal sealed partial class ProcessorAccounts
{
    private readonly SumOfAll[] _sums = new SumOfAll[Activities.Count];
    private long _stoppedNs; // of stops that are over
    private long _runAtStop; // the clock that stands
    private long _switchedAt = long.MinValue; // when the world stopped or went on last
    private double _starvedAtSwitch;
    private int _taken; // if the world is not stopped

    public bool IsStopped { get; private set; }

    /// <summary>The number of the last pause that began.</summary>
    public int LastPause { get; set; }

    /// <summary>Whether <see cref="Taken"/> or <see cref="Existing"/> may have changed. Whoever looks at them sets it back.</summary>
    public bool IsShareNew { get; set; }

    private long Run => IsStopped ? _runAtStop : unchecked(Now - _stoppedNs);

    private long Stopped => IsStopped ? Saturating.Add(_stoppedNs, Between(_switchedAt, Now)) : _stoppedNs;

    public void SetStopped(bool isStopped)
    {
        if (isStopped == IsStopped)
        {
            return;
        }

        _runAtStop = Run;
        _stoppedNs = Stopped;
        _switchedAt = Now;
        _starvedAtSwitch = StarvedEach;
        IsStopped = isStopped;
        IsShareNew = true;
    }

    /// <summary>The sum over all processors of what they did so far, but for their absence.</summary>
    public void Sum(Span<long> totals)
    {
        totals.Clear();
        if ((Int128)Between(Begin, Now) * Count > long.MaxValue)
        {
            SumUp(totals);
            return;
        }

        for (int a = (int)Activity.Absent + 1; a < Activities.Count; a++)
        {
            (long clock, long count) = (Activity)a switch
            {
                Activity.Idle => (Run, Idle),
                Activity.StopTheWorld => (Stopped, Existing),
                _ => (Run, _sums[a].Count),
            };
            totals[a] = unchecked(_sums[a].Booked + (clock * count));
        }
    }

    // The clocks of a real trace never come near it; where they do, no sum may turn negative.
    private void SumUp(Span<long> totals)
    {
        foreach (ref Entry p in All())
        {
            Settle(ref p);
            for (int a = (int)Activity.Absent + 1; a < Activities.Count; a++)
            {
                totals[a] = Saturating.Add(totals[a], p.Totals[a]);
            }
        }
    }

    private void RestartSums()
    {
        for (int a = 0; a < _sums.Length; a++)
        {
            _sums[a].Booked = unchecked(-Run * _sums[a].Count);
        }

        _sums[(int)Activity.Idle].Booked = unchecked(-Run * Idle);
        _sums[(int)Activity.StopTheWorld].Booked = unchecked(-Stopped * Existing);
    }

    // One processor from one activity to another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(Activity from, Activity to, long run)
    {
        ref SumOfAll before = ref _sums[(int)from];
        before.Booked += run;
        before.Count--;
        ref SumOfAll after = ref _sums[(int)to];
        after.Booked -= run;
        after.Count++;
        if (Activities.TakesFromMutator(from) != Activities.TakesFromMutator(to))
        {
            _taken += Activities.TakesFromMutator(to) ? 1 : -1;
            IsShareNew = true;
        }
    }

    // One that exists lets go of its thread, or is held by one again. What it runs is booked with its change.
    private void Park(ref Entry p, bool isParked)
    {
        long run = Run;
        ref SumOfAll idle = ref _sums[(int)Activity.Idle];
        if (isParked)
        {
            idle.Booked -= run;
            Idle++;
        }
        else
        {
            idle.Booked += run;
            Idle--;
            Add(ref p, Activity.Idle, Between(p.Since, run));
            p.Since = run;
        }

        p.IsRunning = !isParked;
        _parked.Set(p.Id, isParked);
    }

    private void CountOut(in Entry p) => AddToCounts(p, -1);

    private void CountIn(in Entry p) => AddToCounts(p, 1);

    private void AddToCounts(in Entry p, int sign)
    {
        if (p.IsRunning)
        {
            AddExisting(sign);
        }
        else if (!p.IsLost)
        {
            _parked.Set(p.Id, sign > 0);
            if (p.Exists)
            {
                AddExisting(sign);
                AddIdle(sign);
            }
        }
    }

    private void AddIdle(int count)
    {
        Idle += count;
        _sums[(int)Activity.Idle].Booked -= Run * count;
    }

    private void AddExisting(int count)
    {
        Existing += count;
        IsShareNew = true;
        _sums[(int)Activity.StopTheWorld].Booked -= Stopped * count;
    }

    /// <summary>What all that ever did something did, but for those that do it now: see the clocks.</summary>
    private struct SumOfAll
    {
        public long Booked; // may leave what a number holds and come back
        public int Count; // that do it now; of running ones only
    }
}
