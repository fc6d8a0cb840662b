using GoTrace.Analysis.Processors;

namespace GoTrace.Analysis.Tests.Figures;

/// <summary>Compares accounts of processors' time.</summary>
internal static class Accounts
{
    public static void ShouldBe(ProcessorAccount found, Dictionary<string, long> expected, string because)
    {
        long Of(string activity) => expected.GetValueOrDefault(activity);

        found.Should().Be(
            new ProcessorAccount
            {
                UserNs = Of(PlainProcessors.User),
                GcWorkerNs = Of(PlainProcessors.Dedicated) + Of(PlainProcessors.Fractional) + Of(PlainProcessors.IdleWorker),
                GcWorkerDedicatedNs = Of(PlainProcessors.Dedicated),
                GcWorkerFractionalNs = Of(PlainProcessors.Fractional),
                GcWorkerIdleNs = Of(PlainProcessors.IdleWorker),
                MarkAssistNs = Of(PlainProcessors.Assist),
                SweepNs = Of(PlainProcessors.Sweep),
                StopTheWorldNs = Of(PlainProcessors.StopTheWorld),
                SyscallHeldNs = Of(PlainProcessors.SyscallHeld),
                SchedulingNs = Of(PlainProcessors.Scheduling),
                IdleNs = Of(PlainProcessors.Idle),
                ExistedNs = expected.Values.Sum(),
            },
            because);
        (found.UserNs + found.GcWorkerNs + found.MarkAssistNs + found.SweepNs + found.StopTheWorldNs + found.SyscallHeldNs
            + found.SchedulingNs + found.IdleNs).Should().Be(found.ExistedNs, because);
    }
}
