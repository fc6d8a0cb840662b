using GoTrace.Parsing.Tables;

namespace GoTrace.Parsing.Reading;

/// <summary>What was read of a trace without knowing all of it; each thing is told once.</summary>
internal sealed class WarningLog
{
    private const byte NewestExperiment = 1; // AllocFree

    private readonly List<TraceWarning> _warnings = [];
    private readonly HashSet<(TraceWarningCode Code, int Number)> _told = [];
    private bool _isLegacy;

    public IReadOnlyList<TraceWarning> Warnings => _warnings;

    public void Add(TraceHeader header)
    {
        _isLegacy = header.IsLegacy;
        if (header.IsNewerThanKnown)
        {
            Add(
                TraceWarningCode.NewerVersion,
                0,
                $"the trace is of version 1.{header.Minor}, newer than any that is known (1.{TraceHeader.NewestKnown}): it is read as if it were of that one");
        }
    }

    public void Add(GenerationData data)
    {
        if (data.UnknownBatch != WireType.None)
        {
            Add(
                TraceWarningCode.UnknownBatch,
                (int)data.UnknownBatch,
                $"batches of the unknown kind {(int)data.UnknownBatch} were passed over, first in generation {data.Number}");
        }

        if (data.Frequency == 0 && data.Batches.Count > 0)
        {
            Add(
                TraceWarningCode.AssumedClock,
                0,
                _isLegacy
                    ? "the trace does not tell the clock's frequency: times are made with 25 ns a tick, where it is 16 to 32 on most machines, and all are wrong by the same factor"
                    : $"generation {data.Number} does not tell the clock's frequency: times are as on most platforms, 64 ns a unit, or as in the generation before");
        }

        if (data.AssumesStrings && data.EndsOpen && data.Batches.Count > 0)
        {
            Add(
                TraceWarningCode.AssumedReasons,
                0,
                $"the strings of generation {data.Number} are lost: reasons of goroutines to stop are those that Go's runtime numbers alike in every generation");
        }

        GrowList<GenerationData.RawExperimentalBatch> batches = data.ExperimentalBatches;
        for (int i = 0; i < batches.Count; i++)
        {
            if (batches[i].Experiment > NewestExperiment)
            {
                Add(
                    TraceWarningCode.UnknownExperiment,
                    batches[i].Experiment,
                    $"experiment {batches[i].Experiment} is not known: its data is given as bytes, first in generation {data.Number}");
            }
        }
    }

    private void Add(TraceWarningCode code, int number, string message)
    {
        if (_told.Add((code, number)))
        {
            _warnings.Add(new TraceWarning(code, message));
        }
    }
}
