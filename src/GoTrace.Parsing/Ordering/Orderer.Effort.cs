namespace GoTrace.Parsing.Ordering;

/// <content>
/// How much waiting a generation may cost. When an event can't come next all threads are looked at, so
/// that a file made for it could take the square of its length; whole traces need a thousandth of what
/// is allowed here.
/// </content>
internal sealed partial class Orderer
{
    private const long LeastEffort = 16 << 20;
    private const long EffortOfByte = 64;

    private bool TryAfford(int threads)
    {
        _effort -= threads;
        if (_effort >= 0)
        {
            return true;
        }

        Failure = new TraceFormatException(
            TraceFormatError.LimitExceeded,
            $"the events of {threads} threads wait for each other too often to be put in order",
            _generation.Offset,
            _generation.Number);
        return false;
    }
}
