namespace GoTrace.Analysis.Tests.Figures;

/// <summary>The share of processors that the program had to itself, and the worst stretch of it.</summary>
internal sealed class PlainMutator
{
    private readonly List<(long From, long To, double Share)> _parts = [];

    public PlainMutator(PlainFigures f)
    {
        foreach ((int step, long length) in f.Steps(f.Begin, f.End))
        {
            int taken = f.Processors.Activities.Count(
                p => p[step] is PlainProcessors.Dedicated or PlainProcessors.Fractional or PlainProcessors.Assist);
            int existing = f.Processors.ExistingAt(step);
            double share = f.Processors.IsGcStopped[step] ? 0 : existing == 0 ? 1 : 1 - (taken / (double)existing);
            _parts.Add((f.Trace.Clock[step], f.Trace.Clock[step] + length, share));
        }
    }

    /// <summary>Tries each stretch that begins or ends where something changes.</summary>
    public double Minimum(long length)
    {
        long first = _parts[0].From;
        long last = _parts[^1].To;
        long[] changes = [.. Enumerable.Range(1, _parts.Count - 1).Where(i => _parts[i].Share != _parts[i - 1].Share).Select(i => _parts[i].From)];
        double least = double.PositiveInfinity;
        foreach (long begin in (long[])[first, last - length, .. changes, .. changes.Select(c => c - length)])
        {
            if (begin >= first && begin + length <= last)
            {
                least = Math.Min(least, Mean(begin, begin + length));
            }
        }

        return least;
    }

    private double Mean(long from, long to)
    {
        int low = 0;
        int high = _parts.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _parts[middle].From <= from ? (middle, high) : (low, middle - 1);
        }

        double sum = 0;
        for (int i = low; i < _parts.Count && _parts[i].From < to; i++)
        {
            sum += _parts[i].Share * (Math.Min(to, _parts[i].To) - Math.Max(from, _parts[i].From));
        }

        return sum / (to - from);
    }
}
