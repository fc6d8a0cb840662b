using System.Runtime.InteropServices;
using GoTrace.Analysis;
using GoTrace.Analysis.Tracking;
using GoTrace.Parsing;

namespace GoTrace.Export.Pprof;

/// <summary>
/// Which stretches of goroutines' lives <c>go tool trace -pprof</c> counts: those from a goroutine's
/// first start within the trace on, and all of one that never starts. Goroutines of C threads come
/// again under the same id, and then the last one's first start holds for all of them.
/// </summary>
internal sealed class GoAccount(StackTally total)
{
    private readonly Dictionary<long, Life> _lives = new(IdComparer.Instance);

    /// <summary>A goroutine begins in a syscall: it is a C thread's, and may come again.</summary>
    public void Return(long goroutine)
    {
        ref Life life = ref CollectionsMarshal.GetValueRefOrAddDefault(_lives, goroutine, out _);
        life.Own ??= new StackTally();
        life.HasRun = false;
        life.IsReturning = true;
    }

    /// <summary>A stretch ended; if it counts for the profile, with its key.</summary>
    public void Add(in GoroutineInterval interval, StackTally.Key? key)
    {
        ref Life life = ref CollectionsMarshal.GetValueRefOrAddDefault(_lives, interval.Goroutine, out _);
        if (!life.HasRun && interval.State == GoroutineState.Running)
        {
            Start(ref life);
        }

        if (key is { } k)
        {
            if (life.HasRun && !life.IsReturning)
            {
                total.Add(k, 1, interval.Length);
            }
            else
            {
                (life.Own ??= new StackTally()).Add(k, 1, interval.Length);
            }
        }

        if (!life.HasRun && interval.Next == GoroutineState.Running)
        {
            Start(ref life);
        }
        else if (interval.Next == GoroutineState.NotExist && !life.IsReturning)
        {
            End(life);
            _lives.Remove(interval.Goroutine);
        }
    }

    /// <summary>The trace is at its end.</summary>
    public void End()
    {
        foreach (Life life in _lives.Values)
        {
            End(life);
        }

        _lives.Clear();
    }

    private static void Start(ref Life life)
    {
        life.HasRun = true;
        life.Own?.Clear();
    }

    private void End(Life life)
    {
        if (life.Own is { } own)
        {
            total.Add(own);
        }
    }

    private struct Life
    {
        public StackTally? Own; // apart from the others', as it may come not to count
        public bool HasRun;
        public bool IsReturning;
    }
}
