namespace GoTrace.Parsing.Legacy;

/// <summary>
/// What a version of the old format has: how many numbers follow an event's first byte, and what is
/// no event but stands among them.
/// </summary>
/// <remarks>
/// The low six bits of the first byte are the type. The high two say how many numbers follow (one
/// more than they say; in 1.5 two more), or, being 3, that the numbers' length in bytes comes first.
/// The first number is the time since the event before; in 1.5 there is a sequence number before it.
/// </remarks>
internal sealed class LegacyFormat
{
    /// <summary>A first byte that no event of this version has.</summary>
    public const byte Invalid = 0;

    /// <summary>The most numbers that can follow without their length.</summary>
    public const byte MaxInline = 4;

    /// <summary>The numbers' length in bytes comes first.</summary>
    public const byte Prefixed = 5;

    /// <summary>Not to be skipped like other events: text, tables, batches, what has to be known beforehand.</summary>
    public const byte Special = 6;

    private static readonly int[] Minors = [5, 7, 8, 9, 10, 11, 19, 21];
    private static readonly LegacyFormat[] Formats = [.. Minors.Select(m => new LegacyFormat(m))];

    private readonly byte[] _shapes = new byte[256];
    private readonly byte[] _counts = new byte[64];

    private LegacyFormat(int minor)
    {
        Minor = minor;
        IsSequenced = minor < 7;
        Deltas = IsSequenced ? 2 : 1;
        for (int type = 1; type <= (int)LegacyType.CpuSample; type++)
        {
            if (minor < Since((LegacyType)type))
            {
                continue;
            }

            _counts[type] = (byte)(Deltas + Arguments((LegacyType)type));
            for (int bits = 0; bits < 4; bits++)
            {
                int first = type | (bits << 6);
                _shapes[first] = IsSpecial((LegacyType)type) || (IsSequenced && type == (int)LegacyType.GoCreate) ? Special
                    : bits == 3 ? Prefixed
                    : bits + Deltas == _counts[type] ? _counts[type]
                    : Invalid;
            }
        }
    }

    public int Minor { get; }

    /// <summary>Whether events carry a number in one count for all (1.5), which is their order.</summary>
    public bool IsSequenced { get; }

    /// <summary>How many numbers of an event are not its arguments: its time, and its sequence number.</summary>
    public int Deltas { get; }

    /// <summary>Whether the parser of the day attributed the GC's own events to no goroutine.</summary>
    public bool HasDetachedCollector => Minor < 11;

    /// <summary>Whether a stop-the-world belongs to a processor and not to the program.</summary>
    public bool HasStopsByProcessor => Minor < 10;

    /// <summary>What follows each possible first byte: a number of numbers, or one of the constants.</summary>
    public ReadOnlySpan<byte> Shapes => _shapes;

    /// <summary>How many numbers an event of each type has, those included that are no arguments.</summary>
    public ReadOnlySpan<byte> Counts => _counts;

    public static LegacyFormat Of(TraceHeader header) => Formats[Array.IndexOf(Minors, header.Minor)];

    public static bool Has(uint minor) => Array.IndexOf(Minors, (int)minor) >= 0;

    private static bool IsSpecial(LegacyType type) => type is
        LegacyType.Batch or LegacyType.Frequency or LegacyType.Stack or LegacyType.String or LegacyType.TimerGoroutine
        or LegacyType.GoSysExit or LegacyType.UserLog or LegacyType.CpuSample or LegacyType.FutileWakeup;

    private static int Since(LegacyType type) => type switch
    {
        >= LegacyType.CpuSample => 19,
        >= LegacyType.UserTaskCreate => 11,
        >= LegacyType.GCMarkAssistStart => 9,
        >= LegacyType.GoStartLabel => 8,
        >= LegacyType.String => 7,
        _ => 5,
    };

    private int Arguments(LegacyType type)
    {
        switch (type)
        {
            case LegacyType.GCStart:
                return Minor < 7 ? 1 : 2;
            case LegacyType.GoStart:
                return Minor < 7 ? 1 : 2;
            case LegacyType.GoUnblock:
                return Minor < 7 ? 2 : 3;
            case LegacyType.GCSweepDone:
                return Minor < 9 ? 0 : 2;
            case LegacyType.StwStart:
                return Minor < 10 ? 0 : 1;
            case LegacyType.ProcStop:
            case LegacyType.GCDone:
            case LegacyType.StwDone:
            case LegacyType.GoEnd:
            case LegacyType.GoSysBlock:
            case LegacyType.FutileWakeup:
            case LegacyType.GCMarkAssistDone:
                return 0;
            case LegacyType.Gomaxprocs:
            case LegacyType.GoUnblockLocal:
            case LegacyType.GoSysExitLocal:
            case LegacyType.UserTaskEnd:
                return 2;
            case LegacyType.GoCreate:
            case LegacyType.GoSysExit:
            case LegacyType.GoStartLabel:
            case LegacyType.UserLog:
                return 3;
            case LegacyType.UserTaskCreate:
            case LegacyType.UserRegion:
            case LegacyType.CpuSample:
                return 4;
            default:
                return 1;
        }
    }
}
