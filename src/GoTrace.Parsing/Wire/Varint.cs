using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GoTrace.Parsing.Wire;

/// <summary>
/// Unsigned LEB128 as Go's encoding/binary reads it: at most ten bytes, the tenth at most 1,
/// longer forms than needed allowed.
/// </summary>
internal static class Varint
{
    /// <summary>The most bytes a varint has.</summary>
    public const int MaxLength = 10;

    /// <summary>
    /// How many bytes past its position the unchecked reader may touch, and so how many must be
    /// readable behind every place that it is pointed at: a type, a delta and five arguments.
    /// </summary>
    public const int Slack = 1 + (6 * (MaxLength + 1)) + 8;

    /// <summary>Reads a varint from a span; the plain twin of <see cref="ReadUnchecked"/>.</summary>
    /// <param name="source">Where it begins.</param>
    /// <param name="value">The value.</param>
    /// <returns>Its length; 0 if the span ends before it does; −1 if it is malformed.</returns>
    public static int TryRead(ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        int shift = 0;
        for (int i = 0; i < source.Length; i++)
        {
            byte b = source[i];
            if (i == MaxLength - 1 && b > 1)
            {
                return -1;
            }

            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return i + 1;
            }

            shift += 7;
        }

        return 0;
    }

    /// <summary>
    /// Reads a varint without looking where the data ends. At least <see cref="Slack"/> bytes must
    /// be readable from the first of an event's varints; the caller compares the position with the
    /// end once, after the last.
    /// </summary>
    /// <param name="data">The first byte of the buffer.</param>
    /// <param name="position">Where the varint begins; afterwards behind it.</param>
    /// <param name="end">Where the data ends; becomes −1 if the varint is malformed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadUnchecked(ref byte data, ref int position, ref int end)
    {
        uint b = Unsafe.Add(ref data, position);
        if (b < 0x80)
        {
            position++;
            return b;
        }

        uint b2 = Unsafe.Add(ref data, position + 1);
        if (b2 < 0x80)
        {
            position += 2;
            return (b & 0x7f) | (b2 << 7);
        }

        Long rest = ReadLong(ref Unsafe.Add(ref data, position));
        position += rest.Length;
        if (rest.Length > MaxLength)
        {
            end = -1;
        }

        return rest.Value;
    }

    /// <summary>
    /// As <see cref="ReadUnchecked"/>, without a call for the longer ones; but <paramref name="end"/>
    /// becomes −1 also where the varint has more than eight bytes.
    /// </summary>
    /// <param name="data">The first byte of the buffer.</param>
    /// <param name="position">Where the varint begins; afterwards behind it.</param>
    /// <param name="end">Where the data ends; becomes −1 if the varint must be read with more care.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadHot(ref byte data, ref nint position, ref nint end)
    {
        ulong b = Unsafe.Add(ref data, position);
        if (b < 0x80)
        {
            position++;
            return b;
        }

        ulong b2 = Unsafe.Add(ref data, position + 1);
        if (b2 < 0x80)
        {
            position += 2;
            return (b & 0x7f) | (b2 << 7);
        }

        // Eight bytes at once. The first without its top bit is the last one.
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref data, position));
        if (!BitConverter.IsLittleEndian)
        {
            word = BinaryPrimitives.ReverseEndianness(word);
        }

        ulong stop = ~word & 0x8080_8080_8080_8080;
        if (stop == 0)
        {
            end = -1;
            return 0;
        }

        position += (BitOperations.TrailingZeroCount(stop) >> 3) + 1;
        word &= stop ^ (stop - 1);

        // Groups of 7 bits move together: by twos, fours and eights.
        word = ((word & 0x7f00_7f00_7f00_7f00) >> 1) | (word & 0x007f_007f_007f_007f);
        word = ((word & 0x3fff_0000_3fff_0000) >> 2) | (word & 0x0000_3fff_0000_3fff);
        return ((word & 0x0fff_ffff_0000_0000) >> 4) | (word & 0x0fff_ffff);
    }

    /// <summary>A varint of three bytes or more: rare enough to stay out of line.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Long ReadLong(ref byte start)
    {
        ulong value = (start & 0x7fUL) | ((Unsafe.Add(ref start, 1) & 0x7fUL) << 7);
        int shift = 14;
        for (int i = 2; i < MaxLength; i++)
        {
            byte b = Unsafe.Add(ref start, i);
            if (i == MaxLength - 1 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return new Long(value, i + 1);
            }

            shift += 7;
        }

        return new Long(0, MaxLength + 1);
    }

    /// <summary>Two registers' worth: what comes back from the long form.</summary>
    private readonly struct Long(ulong value, int length)
    {
        public readonly ulong Value = value;
        public readonly int Length = length; // MaxLength + 1: malformed
    }
}
