using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Legacy;

/// <content>Which rule an event goes by.</content>
internal sealed partial class LegacySource
{
    private const long TimerProcessor = 1_000_001;
    private const long NetworkProcessor = 1_000_002;
    private const long SyscallProcessor = 1_000_003;
    private const long CollectorProcessor = 1_000_004;

    /// <summary>Tries an event: false if it has to wait. Otherwise it is done, and the step is behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Take(ref LegacyCursor cursor, ref LegacyStep step)
    {
        switch (cursor.Type)
        {
            case LegacyType.Gomaxprocs:
                return Gomaxprocs(ref cursor, ref step);
            case LegacyType.ProcStart:
                return ProcStart(ref cursor, ref step);
            case LegacyType.ProcStop:
                return ProcStop(ref cursor, ref step);
            case LegacyType.GCStart:
                return GCStart(ref cursor, ref step);
            case LegacyType.GCDone:
                return GCDone(ref cursor, ref step);
            case LegacyType.StwStart:
                return StwStart(ref cursor, ref step);
            case LegacyType.StwDone:
                return StwDone(ref cursor, ref step);
            case LegacyType.GCSweepStart:
                return SweepStart(ref cursor, ref step);
            case LegacyType.GCSweepDone:
                return SweepDone(ref cursor, ref step);
            case LegacyType.GoCreate:
                return GoCreate(ref cursor, ref step);
            case LegacyType.GoStart:
            case LegacyType.GoStartLocal:
            case LegacyType.GoStartLabel:
                return GoStart(ref cursor, ref step);
            case LegacyType.GoEnd:
                return GoEnd(ref cursor, ref step);
            case LegacyType.GoSched:
                return GoYield(ref cursor, ref step, LegacyTexts.Gosched);
            case LegacyType.GoPreempt:
                return GoYield(ref cursor, ref step, LegacyTexts.Preempted);
            case LegacyType.GoStop:
                return GoStop(ref cursor, ref step);
            case LegacyType.GoSleep:
                return GoBlock(ref cursor, ref step, LegacyTexts.Sleep);
            case LegacyType.GoBlock:
                return GoBlock(ref cursor, ref step, -1);
            case LegacyType.GoBlockSend:
                return GoBlock(ref cursor, ref step, LegacyTexts.ChanSend);
            case LegacyType.GoBlockRecv:
                return GoBlock(ref cursor, ref step, LegacyTexts.ChanReceive);
            case LegacyType.GoBlockSelect:
                return GoBlock(ref cursor, ref step, LegacyTexts.Select);
            case LegacyType.GoBlockSync:
                return GoBlock(ref cursor, ref step, LegacyTexts.Sync);
            case LegacyType.GoBlockCond:
                return GoBlock(ref cursor, ref step, LegacyTexts.SyncCond);
            case LegacyType.GoBlockNet:
                return GoBlock(ref cursor, ref step, LegacyTexts.Network);
            case LegacyType.GoBlockGC:
                return GoBlock(ref cursor, ref step, LegacyTexts.MarkAssist);
            case LegacyType.GoUnblock:
            case LegacyType.GoUnblockLocal:
                return GoUnblock(ref cursor, ref step);
            case LegacyType.GoSysCall:
                return GoSysCall(ref cursor, ref step);
            case LegacyType.GoSysBlock:
                return GoSysBlock(ref cursor, ref step);
            case LegacyType.GoSysExit:
            case LegacyType.GoSysExitLocal:
                return GoSysExit(ref cursor, ref step);
            case LegacyType.GoWaiting:
            case LegacyType.GoInSyscall:
                return GoFound(ref cursor, ref step);
            case LegacyType.HeapAlloc:
                return Heap(ref cursor, ref step, TraceMetric.HeapObjects, WireType.HeapAlloc);
            case LegacyType.HeapGoal:
                return Heap(ref cursor, ref step, TraceMetric.HeapGoal, WireType.HeapGoal);
            case LegacyType.GCMarkAssistStart:
                return AssistStart(ref cursor, ref step);
            case LegacyType.GCMarkAssistDone:
                return AssistDone(ref cursor, ref step);
            case LegacyType.UserTaskCreate:
                return TaskCreate(ref cursor, ref step);
            case LegacyType.UserTaskEnd:
                return TaskEnd(ref cursor, ref step);
            case LegacyType.UserRegion:
                return Region(ref cursor, ref step);
            case LegacyType.UserLog:
                return Log(ref cursor, ref step);
            default: // FutileWakeup
                return true;
        }
    }
}
