using System.Runtime.InteropServices;

namespace GoTrace.Cli.Hosting;

/// <summary>Ctrl-C and its like: asks the command to stop, and sees to it that it does.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Terminal _terminal;
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignals(Terminal terminal)
    {
        _terminal = terminal;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            Exit();
        }

        _stop.Cancel();

        // A read of the standard input can't be stopped.
        TimeSpan patience = _terminal.StopPatience;
        new Thread(() =>
        {
            Thread.Sleep(patience);
            Exit();
        })
        { IsBackground = true }.Start();
    }

    private void Exit()
    {
        Failures.TellUnfinished(_terminal, _terminal.TalksJson);
        Environment.Exit(ExitCode.Stopped);
    }
}
