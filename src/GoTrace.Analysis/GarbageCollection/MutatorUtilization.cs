namespace GoTrace.Analysis.GarbageCollection;

/// <summary>
/// The least share of processors that the program had to itself in any stretch of a given length,
/// for a few lengths. It keeps no more of the past than the longest of them.
/// </summary>
internal sealed class MutatorUtilization
{
    private readonly Window[] _windows;
    private Step[] _steps = new Step[256]; // since the oldest that a window may still begin at
    private int _first; // steps before it are forgotten
    private int _count;

    /// <summary>Makes it.</summary>
    /// <param name="lengths">Of the stretches, in nanoseconds.</param>
    public MutatorUtilization(params ReadOnlySpan<long> lengths)
    {
        _windows = new Window[lengths.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            _windows[i] = new Window { Length = lengths[i], Least = double.PositiveInfinity };
        }
    }

    /// <summary>From now on this is the utilization.</summary>
    /// <param name="time">Nanoseconds, not before the last.</param>
    /// <param name="utilization">From 0 to 1.</param>
    public void Set(long time, double utilization)
    {
        if (_count > 0 && _steps[_count - 1].Utilization == utilization)
        {
            return;
        }

        Add(time, utilization);
    }

    public void End(long time)
    {
        if (_count > 0)
        {
            Add(time, 0);
        }
    }

    public void Restart()
    {
        _first = 0;
        _count = 0;
        foreach (ref Window w in _windows.AsSpan())
        {
            w = new Window { Length = w.Length, Least = double.PositiveInfinity };
        }
    }

    /// <summary>Those lengths for which there was a stretch.</summary>
    public IReadOnlyList<MutatorUtilizationFigure> Build() =>
    [
        .. _windows.Where(w => !double.IsPositiveInfinity(w.Least))
            .Select(w => new MutatorUtilizationFigure(w.Length, Math.Clamp(w.Least / w.Length, 0, 1))),
    ];

    private void Add(long time, double utilization)
    {
        if (_count == 0)
        {
            Append(new Step(time, 0, utilization));
            return;
        }

        Step last = _steps[_count - 1];
        double sum = last.Sum + ((time - last.Time) * last.Utilization);
        foreach (ref Window w in _windows.AsSpan())
        {
            // A worst stretch begins or ends where the utilization changes.
            while (w.Beginning < _count && _steps[w.Beginning].Time + w.Length <= time)
            {
                Step begin = _steps[w.Beginning++];
                w.Least = Math.Min(w.Least, last.Sum + ((begin.Time + w.Length - last.Time) * last.Utilization) - begin.Sum);
            }

            long from = time - w.Length;
            while (w.Ending + 1 < _count && _steps[w.Ending + 1].Time <= from)
            {
                w.Ending++;
            }

            Step at = _steps[w.Ending];
            if (at.Time <= from)
            {
                w.Least = Math.Min(w.Least, sum - (at.Sum + ((from - at.Time) * at.Utilization)));
            }
        }

        if (time == last.Time)
        {
            _steps[_count - 1] = last with { Utilization = utilization };
            return;
        }

        Append(new Step(time, sum, utilization));
    }

    private void Append(Step step)
    {
        if (_count == _steps.Length)
        {
            MakeRoom();
        }

        _steps[_count++] = step;
    }

    private void MakeRoom()
    {
        _first = _count;
        foreach (ref readonly Window w in _windows.AsSpan())
        {
            _first = Math.Min(_first, Math.Min(w.Beginning, w.Ending));
        }

        if (_first < _count / 2)
        {
            Array.Resize(ref _steps, _count * 2);
            return;
        }

        Array.Copy(_steps, _first, _steps, 0, _count - _first);
        _count -= _first;
        foreach (ref Window w in _windows.AsSpan())
        {
            w.Beginning -= _first;
            w.Ending -= _first;
        }
    }

    private readonly record struct Step(long Time, double Sum, double Utilization);

    private struct Window
    {
        public long Length;
        public double Least; // nanoseconds of mutator in such a stretch
        public int Beginning; // the next step that a stretch may begin at
        public int Ending; // the last step before the beginning of the stretch that ends now
    }
}
