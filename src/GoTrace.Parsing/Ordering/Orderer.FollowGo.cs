using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GoTrace.Parsing.Reading;
using GoTrace.Parsing.Text;
using GoTrace.Parsing.Wire;

namespace GoTrace.Parsing.Ordering;

/// <content>
/// Where Go's reader would give up though this one goes on: asked for where the very text is wanted
/// that Go's tool prints.
/// </content>
internal sealed partial class Orderer
{
    private const int KnownExperiments = 1; // AllocFree

    // Go's reader decodes a thread's next event before it gives the one at hand: where the next is
    // broken, the one at hand is lost, and so is what comes after.
    private void NoteBroken(in Cursor cursor, ref byte data, long before)
    {
        if (FollowsGo && cursor.Batch >= 0 && GoLimit == long.MaxValue && !IsWhole(in cursor, ref data))
        {
            Note(before, TraceFormatError.BadEvent, "an event that is of no known type, or whose numbers are broken", cursor.Start);
        }
    }

    // The frames of such a sample are looked for only when it is printed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteUnknownSample(ulong stack)
    {
        if (FollowsGo)
        {
            Note(_filled, TraceFormatError.UnknownId, $"a CPU sample with stack {stack}, which its generation does not have", -1);
        }
    }

    // It looks their names up for the Sync event at the generation's beginning.
    private void NoteUnknownExperiments()
    {
        foreach (ref readonly GenerationData.RawExperimentalBatch batch in _generation.ExperimentalBatches.Items)
        {
            if (FollowsGo && batch.Experiment > KnownExperiments)
            {
                Note(0, TraceFormatError.UnknownId, $"a batch of the unknown experiment {batch.Experiment}", batch.Start);
            }
        }
    }

    private void NoteUnknown(in Attempt a, string what, ulong id) => Note(
        _filled + a.Count, TraceFormatError.UnknownId, $"a {a.Type} with {what} {id}, which its generation does not have", a.Start);

    private void Note(long events, TraceFormatError code, string detail, int position)
    {
        if (GoLimit == long.MaxValue)
        {
            GoLimit = events;
            GoFault = new TraceFormatException(
                code, detail, position < 0 ? -1 : _generation.Offset + position, _generation.Number);
        }
    }

    /// <summary>
    /// Whether Go's reader may give up in the generation before this one does: in nearly all there is no
    /// such place, and they are read as fast as ever.
    /// </summary>
    private static bool HasFaults(GenerationData generation)
    {
        if (generation.Partial is not null)
        {
            return true;
        }

        foreach (ref readonly GenerationData.CpuSample sample in generation.Samples.Items)
        {
            if (generation.Tables.Stacks.Resolve(sample.Stack) < 0)
            {
                return true;
            }
        }

        ReadOnlySpan<byte> bytes = generation.Bytes.Span;
        foreach (ref readonly GenerationData.Batch batch in generation.Batches.Items)
        {
            if (!AreWhole(bytes[batch.Start..batch.End]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreWhole(ReadOnlySpan<byte> events)
    {
        ReadOnlySpan<byte> numbers = WireSpec.TimedNumbers;
        int i = 0;
        while (i < events.Length)
        {
            int count = numbers[events[i++]];
            if (count == 0)
            {
                return false;
            }

            do
            {
                int start = i;
                do
                {
                    if (i >= events.Length)
                    {
                        return false;
                    }
                }
                while (events[i++] >= 0x80);
                if (i - start > Varint.MaxLength || (i - start == Varint.MaxLength && events[i - 1] > 1))
                {
                    return false;
                }
            }
            while (--count > 0);
        }

        return true;
    }

    private static bool IsWhole(in Cursor cursor, ref byte data)
    {
        WireSpec spec = WireSpec.Of((WireType)Unsafe.Add(ref data, cursor.Start));
        if (!spec.IsTimed)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.Add(ref data, cursor.Start + 1), cursor.End - cursor.Start - 1);
        for (int i = 0; i < spec.NumberCount; i++)
        {
            int length = Varint.TryRead(rest, out _);
            if (length <= 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
