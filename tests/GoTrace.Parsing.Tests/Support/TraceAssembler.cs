using System.Globalization;
using System.Text;

namespace GoTrace.Parsing.Tests.Support;

/// <summary>
/// Makes traces of Go 1.22 and later from a description, a line an item:
/// <code>
/// go 1.22                    the header
/// batch GEN M TIME           begins a batch; what follows is in it
/// clock GEN TIME             a batch with the clock's frequency, 10^9, and from 1.25 a snapshot
/// experiment N GEN M TIME    begins a batch of experimental data
/// end                        a generation's end mark
/// NAME NUMBER...             an event, its time first; none is 2^64-1
/// String ID "TEXT"           with \xHH, \n, \" and \\
/// Stack ID | PC FUNC FILE LINE | ...
/// bytes HH...                anything, in the batch at hand
/// raw HH...                  anything, between batches
/// here                       marks the place
/// </code>
/// It knows the format by itself, and nothing of the library's own tables.
/// </summary>
internal sealed class TraceAssembler
{
    private static readonly Dictionary<string, byte> Types = MakeTypes();

    private readonly List<byte> _trace = [];
    private readonly List<byte> _payload = [];
    private bool _hasSync;
    private long _here; // complemented while it counts from the beginning of a payload
    private Action<List<byte>>? _head;

    public static byte[] Assemble(string description) => Assemble(description, out _);

    /// <summary>Makes a trace, and says where in it the place marked with <c>here</c> is.</summary>
    public static byte[] Assemble(string description, out long here)
    {
        var assembler = new TraceAssembler();
        foreach (string raw in description.Split('\n'))
        {
            string line = raw.Split("//")[0].Trim();
            if (line.Length > 0)
            {
                assembler.Add(line);
            }
        }

        assembler.Close();
        here = assembler._here;
        return [.. assembler._trace];
    }

    public static void Varint(List<byte> to, ulong value)
    {
        while (value >= 0x80)
        {
            to.Add((byte)(value | 0x80));
            value >>= 7;
        }

        to.Add((byte)value);
    }

    private void Add(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "go":
                _trace.AddRange(Encoding.ASCII.GetBytes($"go {words[1]} trace".PadRight(16, '\0')));
                _hasSync = int.Parse(words[1].Split('.')[1], CultureInfo.InvariantCulture) >= 25;
                break;
            case "batch":
                Begin(1, null, words[1..]);
                break;
            case "experiment":
                Begin(49, byte.Parse(words[1], CultureInfo.InvariantCulture), words[2..]);
                break;
            case "clock":
                Begin(1, null, words[1], "none", words[2]);
                AddClock();
                Close();
                break;
            case "end":
                Close();
                _trace.Add(52);
                break;
            case "bytes":
                _payload.AddRange(Convert.FromHexString(string.Concat(words[1..])));
                break;
            case "here":
                _here = _head is null ? _trace.Count : ~_payload.Count;
                break;
            case "raw":
                Close();
                _trace.AddRange(Convert.FromHexString(string.Concat(words[1..])));
                break;
            case "String":
                _payload.Add(5);
                Varint(_payload, Number(words[1]));
                byte[] text = Unquote(line[line.IndexOf('"', StringComparison.Ordinal)..]);
                Varint(_payload, (ulong)text.Length);
                _payload.AddRange(text);
                break;
            case "Stack":
                string[][] frames = [.. line.Split('|')[1..].Select(f => f.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
                _payload.Add(3);
                Varint(_payload, Number(words[1]));
                Varint(_payload, (ulong)frames.Length);
                Numbers(frames.SelectMany(f => f));
                break;
            default:
                _payload.Add(Types[words[0]]);
                Numbers(words[1..]);
                break;
        }
    }

    private void AddClock()
    {
        if (_hasSync)
        {
            _payload.Add(50);
        }

        _payload.Add(8);
        Varint(_payload, 1_000_000_000);
        if (_hasSync)
        {
            _payload.Add(51);
            Numbers(["1", "77", "1700000000", "123456000"]);
        }
    }

    private void Begin(byte type, byte? experiment, params string[] generationThreadTime)
    {
        Close();
        _head = to =>
        {
            to.Add(type);
            if (experiment is { } e)
            {
                to.Add(e);
            }

            foreach (string word in generationThreadTime)
            {
                Varint(to, Number(word));
            }
        };
    }

    private void Close()
    {
        if (_head is { } head)
        {
            head(_trace);
            Varint(_trace, (ulong)_payload.Count);
            if (_here < 0)
            {
                _here = _trace.Count + ~_here;
            }

            _trace.AddRange(_payload);
            _payload.Clear();
            _head = null;
        }
    }

    private void Numbers(IEnumerable<string> words)
    {
        foreach (string word in words)
        {
            Varint(_payload, Number(word));
        }
    }

    private static ulong Number(string word) =>
        word == "none" ? ulong.MaxValue
        : word.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToUInt64(word[2..], 16)
        : ulong.Parse(word, CultureInfo.InvariantCulture);

    private static byte[] Unquote(string quoted)
    {
        List<byte> bytes = [];
        string text = quoted[1..^1];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, 1)));
                continue;
            }

            i++;
            if (text[i] == 'x')
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(text[i] == 'n' ? '\n' : text[i]));
            }
        }

        return [.. bytes];
    }

    private static Dictionary<string, byte> MakeTypes()
    {
        const string Names =
            """
            2 Stacks 4 Strings 6 CPUSamples 7 CPUSample 8 Frequency 9 ProcsChange 10 ProcStart 11 ProcStop 12 ProcSteal
            13 ProcStatus 14 GoCreate 15 GoCreateSyscall 16 GoStart 17 GoDestroy 18 GoDestroySyscall 19 GoStop 20 GoBlock
            21 GoUnblock 22 GoSyscallBegin 23 GoSyscallEnd 24 GoSyscallEndBlocked 25 GoStatus 26 STWBegin 27 STWEnd
            28 GCActive 29 GCBegin 30 GCEnd 31 GCSweepActive 32 GCSweepBegin 33 GCSweepEnd 34 GCMarkAssistActive
            35 GCMarkAssistBegin 36 GCMarkAssistEnd 37 HeapAlloc 38 HeapGoal 39 GoLabel 40 UserTaskBegin 41 UserTaskEnd
            42 UserRegionBegin 43 UserRegionEnd 44 UserLog 45 GoSwitch 46 GoSwitchDestroy 47 GoCreateBlocked
            48 GoStatusStack 50 Sync 51 ClockSnapshot 52 EndOfGeneration 128 Span 129 SpanAlloc 130 SpanFree 131 HeapObject
            132 HeapObjectAlloc 133 HeapObjectFree 134 GoroutineStack 135 GoroutineStackAlloc 136 GoroutineStackFree
            """;
        string[] words = Names.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToDictionary(w => w[1], w => byte.Parse(w[0], CultureInfo.InvariantCulture));
    }
}
