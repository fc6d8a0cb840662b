using System.Runtime.CompilerServices;
using GoTrace.Parsing;

namespace GoTrace.Analysis.Tracking;

/// <content>Processors from state to state.</content>
internal sealed partial class Tracker
{
    private readonly Dictionary<long, int> _largeProcessorIds = new(IdComparer.Instance);
    private readonly int[] _processorIndexes = new int[1024]; // by id: index + 1
    private ProcessorTrack[] _processors = new ProcessorTrack[16];
    private int _processorCount;

    public ThreadTable Threads { get; } = new();

    public ReadOnlySpan<ProcessorTrack> Processors => _processors.AsSpan(0, _processorCount);

    /// <summary>The index of a processor; −1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(long processor)
    {
        if ((ulong)processor < (ulong)_processorIndexes.Length)
        {
            ref int known = ref _processorIndexes[processor];
            if (known == 0)
            {
                known = AddProcessor(processor) + 1;
            }

            return known - 1;
        }

        if (processor == TraceEvent.NoId)
        {
            return -1;
        }

        if (!_largeProcessorIds.TryGetValue(processor, out int index))
        {
            index = AddProcessor(processor);
            _largeProcessorIds.Add(processor, index);
        }

        return index;
    }

    private void OnProcessor(ref readonly TraceEvent e, long time)
    {
        ProcessorState to = e.NewProcessorState;
        int index = IndexOf(e.ResourceId);
        if (e.OldProcessorState == to || index < 0)
        {
            return;
        }

        ref ProcessorTrack p = ref _processors[index];
        if (p.IsRunning && e.OldProcessorState == ProcessorState.Undetermined)
        {
            p.IsRunning = false; // it has no known end
            p.SyscallGoroutine = -1;
            p.InSweep = false;
        }

        if (p.IsRunning && to != ProcessorState.Running)
        {
            p.RunningNs += Since(time, p.Since);
            p.IsRunning = false;
            if (p.SyscallGoroutine >= 0)
            {
                _goroutines[p.SyscallGoroutine].IsBlocked = true;
                EndHeld(ref p, time);
            }
        }
        else if (!p.IsRunning && to == ProcessorState.Running)
        {
            p.IsRunning = true;
            p.Since = time;
            Threads.IndexOf(e.Thread);
        }
    }

    private void CutProcessors()
    {
        foreach (ref ProcessorTrack p in _processors.AsSpan(0, _processorCount))
        {
            if (p.IsRunning)
            {
                p.RunningNs += Since(LastTime, p.Since);
                p.IsRunning = false;
            }

            EndHeld(ref p, LastTime);
            p.InSweep = false;
        }
    }

    private int AddProcessor(long id)
    {
        if (_processorCount == _processors.Length)
        {
            Array.Resize(ref _processors, _processorCount * 2);
        }

        _processors[_processorCount] = new ProcessorTrack { Id = id, SyscallGoroutine = -1 };
        return _processorCount++;
    }
}
