using GoTrace.Parsing.Reading;

namespace GoTrace.Parsing.Ordering;

/// <summary>Makes events of one generation after the other, some at a time.</summary>
internal abstract class EventSource
{
    /// <summary>The least room that <see cref="Fill"/> needs: one event of the file may give three.</summary>
    public const int LeastRoom = 4;

    /// <summary>How many things of a kind may have been alive or open at once for their room to be kept for another trace.</summary>
    protected const int LargestKept = 1 << 20;

    /// <summary>What stopped the generation at hand, if anything did.</summary>
    public TraceFormatException? Failure { get; protected set; }

    /// <summary>Whether to find out where Go's reader would give up.</summary>
    public bool FollowsGo { get; set; }

    /// <summary>How many of the generation's events Go's reader gives before it gives up, where this one goes on.</summary>
    public long GoLimit { get; protected set; } = long.MaxValue;

    /// <summary>What it gives up at.</summary>
    public TraceFormatException? GoFault { get; protected set; }

    /// <summary>Whether its room is more than is worth keeping for another trace.</summary>
    public abstract bool IsOversized { get; }

    /// <summary>The number of processors at the beginning, where no event tells it but something else does.</summary>
    public long? InitialGoMaxProcs { get; protected set; }

    /// <summary>What was spent on events that wait for others: looks at threads or processors, of all generations.</summary>
    public virtual long Effort { get; protected set; }

    /// <summary>Forgets everything: for another trace.</summary>
    public abstract void Reset(TraceReaderOptions options);

    /// <summary>Forgets all states, so that the next generation is taken as a first one: after a hole.</summary>
    public abstract void Forget();

    /// <summary>Lets go of the last generation, whose room is not this one's to keep.</summary>
    public abstract void LetGo();

    /// <summary>What was wrong with the generation besides, known once it has no more events.</summary>
    public virtual IReadOnlyList<LoadFault> FurtherFaults() => [];

    /// <summary>Takes up a generation; where that takes a pass over its events, the token stops it.</summary>
    public abstract void Begin(GenerationData generation, CancellationToken cancellationToken);

    /// <summary>Puts the next events into <paramref name="room"/>; 0 means that the generation has no more.</summary>
    public abstract int Fill(Span<TraceEvent> room);

    /// <summary>
    /// Goes on behind the failure, if something behind it can be given honestly: the failure is then
    /// forgotten, and <see cref="Fill"/> gives more.
    /// </summary>
    public virtual bool TryGoOn() => false;

    /// <summary>Whether events of the generation at hand are missing.</summary>
    public virtual bool HasHole => Failure is not null;

    /// <summary>The bytes of the generation's events that gave none.</summary>
    public virtual long LostBytes => 0;

    /// <summary>From when on events are missing, in nanoseconds; null where none are.</summary>
    public virtual long? LostFrom => null;

    /// <summary>The event that closes the trace.</summary>
    public abstract void End(out TraceEvent last);
}
