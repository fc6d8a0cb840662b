using System.Runtime.CompilerServices;

namespace GoTrace.Analysis.Processors;

/// <content>What is kept of one processor.</content>
internal sealed partial class ProcessorAccounts
{
    /// <summary>One processor.</summary>
    internal struct Entry
    {
        public long Id;
        public long Since; // up to here it is booked, on the clock that stands while the world is stopped
        public long StoppedSince; // the same, on the clock that goes just then
        public long ActivitySince; // when the activity began, for all that is known of this one alone
        public double StarvedBefore; // what an idle one had borne by then
        public long Away; // see AwaySince
        public long AwayStopped;
        public int Epoch; // of GOMAXPROCS, that Exists is of
        public int Goroutine; // that runs on it: a slot, or −1
        public int SyscallGoroutine; // that holds it in a syscall: a slot, or −1
        public int RunsSince; // the last pause that had begun when it last began or ceased to run
        public int LateIn; // the pause that the next two are of
        public long LateGoroutine; // that had it last while that pause waited for it
        public int LateRoot; // the function it began with: a text's number
        public bool Exists;
        public bool IsLost; // nothing is known of it just now
        public bool WasSeen; // it changed its state
        public bool IsRunning;
        public bool InSweep;
        public GoroutineTraits Traits; // of the goroutine that runs on it
        public Activity Activity; // while the world is not stopped; Absent of any that does not run
        public ActivityTotals Totals;

        public readonly bool IsThere => Exists && !IsLost;

        // Where two are true at once the more special one counts.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Activity Find()
        {
            if (!IsRunning)
            {
                return Activity.Absent;
            }

            if (Goroutine < 0)
            {
                return InSweep ? Activity.Sweep : SyscallGoroutine >= 0 ? Activity.SyscallHeld : Activity.Scheduling;
            }

            if (Traits == GoroutineTraits.None)
            {
                return InSweep ? Activity.Sweep : Activity.User;
            }

            return (Traits & GoroutineTraits.InAssist) != 0 ? Activity.MarkAssist
                : InSweep ? Activity.Sweep
                : (Traits & GoroutineTraits.Idle) != 0 ? Activity.WorkerIdle
                : (Traits & GoroutineTraits.Fractional) != 0 ? Activity.WorkerFractional
                : Activity.WorkerDedicated;
        }
    }
}
