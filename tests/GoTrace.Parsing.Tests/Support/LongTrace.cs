namespace GoTrace.Parsing.Tests.Support;

/// <summary>A trace as long as is wanted: a goroutine that yields and is run again, over and over, in each generation.</summary>
internal static class LongTrace
{
    public static byte[] Make(int generations, int loops)
    {
        byte[] loop =
        [
            19, 1, 1, 1, // GoStop: dt, reason, stack
            16, 1, 1, 0, // GoStart: dt, g, its number, filled in below
        ];
        List<byte> trace = [];
        ulong sequence = 0;
        for (int generation = 1; generation <= generations; generation++)
        {
            string number = generation.ToString(System.Globalization.CultureInfo.InvariantCulture);
            trace.AddRange(TraceAssembler.Assemble(
                $"""
                {(generation == 1 ? "go 1.22" : "")}
                clock {number} {number}00
                batch {number} 10 {number}00
                  ProcStatus 1 0 1
                  GoStatus 1 1 10 2
                batch {number} none 100
                  Stacks
                  Stack 1 | 0x10 1 1 33
                batch {number} none 100
                  Strings
                  String 1 "preempted"
                """));
            sequence = 0;
            for (int done = 0; done < loops;)
            {
                List<byte> payload = [];
                while (done < loops && payload.Count < 60_000)
                {
                    payload.AddRange(loop.AsSpan(0, 7));
                    TraceAssembler.Varint(payload, ++sequence);
                    done++;
                }

                trace.Add(1);
                TraceAssembler.Varint(trace, (ulong)generation);
                TraceAssembler.Varint(trace, 10);
                TraceAssembler.Varint(trace, 1000);
                TraceAssembler.Varint(trace, (ulong)payload.Count);
                trace.AddRange(payload);
            }
        }

        return [.. trace];
    }
}
