using System.Globalization;
using System.Text;
using GoTrace.Parsing.Tests.Support;

namespace GoTrace.Parsing.Tests.Legacy;

/// <summary>
/// Makes traces of Go 1.5 to 1.21 from a description, a line an item:
/// <code>
/// go 1.N                        the header
/// batch P TICKS                 begins a batch; 1.5: batch P SEQUENCE TICKS
/// NAME TICKS NUMBER...          an event; 1.5: NAME SEQUENCE TICKS NUMBER...; both count from nothing
/// UserLog TICKS TASK KEY STACK "TEXT"
/// Frequency N, TimerGoroutine N
/// String ID "TEXT"
/// Stack ID | PC FUNC FILE LINE | ...      1.5: Stack ID | PC | ...
/// long NAME ...                 the event with its length before it, where it needs none, in ten bytes
/// raw HH...                     anything
/// here                          marks the place
/// </code>
/// It knows the formats by itself, and nothing of the library's own tables.
/// </summary>
internal sealed class LegacyAssembler
{
    private static readonly string[] Names =
    [
        "None", "Batch", "Frequency", "Stack", "Gomaxprocs", "ProcStart", "ProcStop", "GCStart", "GCDone", "STWStart",
        "STWDone", "GCSweepStart", "GCSweepDone", "GoCreate", "GoStart", "GoEnd", "GoStop", "GoSched", "GoPreempt", "GoSleep",
        "GoBlock", "GoUnblock", "GoBlockSend", "GoBlockRecv", "GoBlockSelect", "GoBlockSync", "GoBlockCond", "GoBlockNet",
        "GoSysCall", "GoSysExit", "GoSysBlock", "GoWaiting", "GoInSyscall", "HeapAlloc", "HeapGoal", "TimerGoroutine",
        "FutileWakeup", "String", "GoStartLocal", "GoUnblockLocal", "GoSysExitLocal", "GoStartLabel", "GoBlockGC",
        "GCMarkAssistStart", "GCMarkAssistDone", "UserTaskCreate", "UserTaskEnd", "UserRegion", "UserLog", "CPUSample",
    ];

    private readonly List<byte> _trace = [];
    private int _minor;
    private int _here;
    private ulong _sequence;
    private ulong _ticks;

    public static byte[] Assemble(string description) => Assemble(description, out _);

    /// <summary>Makes a trace, and says where in it the place marked with <c>here</c> is.</summary>
    public static byte[] Assemble(string description, out int here)
    {
        var assembler = new LegacyAssembler();
        foreach (string raw in description.Split('\n'))
        {
            string line = raw.Split("//")[0].Trim();
            if (line.Length > 0)
            {
                assembler.Add(line);
            }
        }

        here = assembler._here;
        return [.. assembler._trace];
    }

    private bool IsSequenced => _minor < 7;

    private void Add(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "go":
                _minor = int.Parse(words[1].Split('.')[1], CultureInfo.InvariantCulture);
                _trace.AddRange(Encoding.ASCII.GetBytes($"go {words[1]} trace".PadRight(16, '\0')));
                return;
            case "here":
                _here = _trace.Count;
                return;
            case "raw":
                _trace.AddRange(Convert.FromHexString(string.Concat(words[1..])));
                return;
            case "batch":
                ulong[] numbers = [.. words[1..].Select(Number)];
                (_sequence, _ticks) = IsSequenced ? (numbers[1], numbers[2]) : (0, numbers[1]);
                Event(1, numbers, isLong: false);
                return;
            case "Frequency" or "TimerGoroutine":
                Event(Type(words[0]), IsSequenced ? [Number(words[1]), 0] : [Number(words[1])], isLong: false);
                return;
            case "String":
                _trace.Add(37);
                TraceAssembler.Varint(_trace, Number(words[1]));
                Text(line);
                return;
            case "Stack":
                string[][] frames = [.. line.Split('|')[1..].Select(f => f.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
                Event(3, [Number(words[1]), (ulong)frames.Length, .. frames.SelectMany(f => f).Select(Number)], isLong: false);
                return;
        }

        bool isLong = words[0] == "long";
        words = isLong ? words[1..] : words;
        bool hasText = words[0] == "UserLog";
        string[] plain = hasText ? line[..line.IndexOf('"', StringComparison.Ordinal)].Split(' ', StringSplitOptions.RemoveEmptyEntries) : words;
        ulong[] arguments = [.. plain[(isLong && hasText ? 2 : 1)..].Select(Number)];
        if (IsSequenced)
        {
            (ulong sequence, ulong ticks) = (arguments[0], arguments[1]);
            (arguments[0], arguments[1]) = (sequence - _sequence, ticks - _ticks);
            (_sequence, _ticks) = (sequence, ticks);
        }
        else
        {
            ulong ticks = arguments[0];
            arguments[0] = ticks - _ticks;
            _ticks = words[0] == "CPUSample" ? _ticks : ticks;
        }

        Event(Type(words[0]), arguments, isLong);
        if (hasText)
        {
            Text(line);
        }
    }

    // The high bits say how many numbers follow; where they can't, the numbers' length comes first.
    private void Event(int type, ulong[] numbers, bool isLong)
    {
        int bits = numbers.Length - (IsSequenced ? 2 : 1);
        List<byte> bytes = [];
        foreach (ulong number in numbers)
        {
            TraceAssembler.Varint(bytes, number);
        }

        if (bits is >= 0 and < 3 && !isLong)
        {
            _trace.Add((byte)(type | (bits << 6)));
        }
        else
        {
            _trace.Add((byte)(type | 0xc0));
            int start = _trace.Count;
            TraceAssembler.Varint(_trace, (ulong)bytes.Count);
            while (isLong && _trace.Count < start + 10)
            {
                _trace[^1] |= 0x80;
                _trace.Add(0);
            }
        }

        _trace.AddRange(bytes);
    }

    private void Text(string line)
    {
        int from = line.IndexOf('"', StringComparison.Ordinal) + 1;
        byte[] text = Encoding.UTF8.GetBytes(line[from..line.LastIndexOf('"')]);
        TraceAssembler.Varint(_trace, (ulong)text.Length);
        _trace.AddRange(text);
    }

    private static int Type(string name) =>
        Array.IndexOf(Names, name) is > 0 and var type ? type : throw new ArgumentException($"no event '{name}'");

    private static ulong Number(string text) =>
        text == "none" ? ulong.MaxValue
        : text.StartsWith("0x", StringComparison.Ordinal) ? ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : ulong.Parse(text, CultureInfo.InvariantCulture);
}
