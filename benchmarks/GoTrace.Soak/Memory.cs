using System.Diagnostics;
using GoTrace.Analysis;

namespace GoTrace.Soak;

/// <summary>What the process holds, told as a trace goes by: after 1, 4, 16, 64 … generations.</summary>
internal sealed class Memory : IProgress<AnalysisProgress>
{
    private long _next = 1;
    private long _analysed;

    public void Passed(long generations, long events)
    {
        if (generations == _next)
        {
            _next *= 4;
            Show($"after {generations} generations, {events} events");
        }
    }

    public void Report(AnalysisProgress value) => Passed(++_analysed, value.Events);

    public static void Show(string when)
    {
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"  {when}: live {GC.GetTotalMemory(true) / 1024.0:F0} KiB, memory of the process {process.WorkingSet64 / 1048576.0:F1} MiB, at most so far {process.PeakWorkingSet64 / 1048576.0:F1} MiB"));
    }
}
