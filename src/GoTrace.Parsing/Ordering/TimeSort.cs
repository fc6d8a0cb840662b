using System.Numerics;

namespace GoTrace.Parsing.Ordering;

/// <summary>Something that is put in order by its time.</summary>
internal interface ITimed
{
    /// <summary>Nanoseconds.</summary>
    long Time { get; }
}

/// <summary>
/// Sorts by time, leaving things of equal time just where Go's <c>slices.SortFunc</c> leaves them:
/// an unstable order that shows in what Go's reader prints. The algorithm is the pattern-defeating
/// quicksort of Orson Peters (arXiv:2106.05123) with the parameters of Go's standard library.
/// </summary>
internal static class TimeSort
{
    private const int InsertionLimit = 12;
    private const int NintherFrom = 50;
    private const int AllDescending = 12;

    // A part as long as this is worth a look at the token.
    private const int CancellationLength = 16 << 10;

    /// <exception cref="OperationCanceledException">The token was cancelled; the items are in some order then.</exception>
    public static void Sort<T>(Span<T> items, CancellationToken cancellationToken = default)
        where T : struct, ITimed
    {
        Quick(items, 0, items.Length, items.Length == 0 ? 0 : BitOperations.Log2((uint)items.Length) + 1, cancellationToken);
    }

    private static bool Less<T>(Span<T> s, int i, int j)
        where T : struct, ITimed => s[i].Time < s[j].Time;

    private static void Swap<T>(Span<T> s, int i, int j) => (s[i], s[j]) = (s[j], s[i]);

    private static void Insertion<T>(Span<T> s, int from, int to)
        where T : struct, ITimed
    {
        for (int i = from + 1; i < to; i++)
        {
            for (int j = i; j > from && Less(s, j, j - 1); j--)
            {
                Swap(s, j, j - 1);
            }
        }
    }

    private static void Quick<T>(Span<T> s, int from, int to, int badPivotsLeft, CancellationToken cancellationToken)
        where T : struct, ITimed
    {
        bool balanced = true;
        bool partitioned = true;
        while (to - from > InsertionLimit)
        {
            int length = to - from;
            if (length >= CancellationLength)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (badPivotsLeft == 0)
            {
                HeapSort(s[from..to]);
                return;
            }

            if (!balanced)
            {
                Scatter(s, from, length);
                badPivotsLeft--;
            }

            int pivot = ChoosePivot(s, from, to, out int swaps);
            bool ascending = swaps == 0;
            if (swaps == AllDescending)
            {
                s[from..to].Reverse();
                pivot = to - 1 - (pivot - from);
                ascending = true;
            }

            if (balanced && partitioned && ascending && FinishNearlySorted(s, from, to))
            {
                return;
            }

            if (from > 0 && !Less(s, from - 1, pivot))
            {
                from = PartitionEqual(s, from, to, pivot);
                continue;
            }

            int middle = Partition(s, from, to, pivot, out partitioned);
            int left = middle - from;
            int right = to - middle;
            if (left < right)
            {
                balanced = left >= length / 8;
                Quick(s, from, middle, badPivotsLeft, cancellationToken);
                from = middle + 1;
            }
            else
            {
                balanced = right >= length / 8;
                Quick(s, middle + 1, to, badPivotsLeft, cancellationToken);
                to = middle;
            }
        }

        Insertion(s, from, to);
    }

    private static int Partition<T>(Span<T> s, int from, int to, int pivot, out bool already)
        where T : struct, ITimed
    {
        Swap(s, from, pivot);
        int i = from + 1;
        int j = to - 1;
        already = true;
        while (true)
        {
            while (i <= j && Less(s, i, from))
            {
                i++;
            }

            while (i <= j && !Less(s, j, from))
            {
                j--;
            }

            if (i > j)
            {
                Swap(s, j, from);
                return j;
            }

            already = false;
            Swap(s, i++, j--);
        }
    }

    private static int PartitionEqual<T>(Span<T> s, int from, int to, int pivot)
        where T : struct, ITimed
    {
        Swap(s, from, pivot);
        int i = from + 1;
        int j = to - 1;
        while (true)
        {
            while (i <= j && !Less(s, from, i))
            {
                i++;
            }

            while (i <= j && Less(s, from, j))
            {
                j--;
            }

            if (i > j)
            {
                return i;
            }

            Swap(s, i++, j--);
        }
    }

    // Mends up to five places that are out of order; gives up on more, and on short pieces.
    private static bool FinishNearlySorted<T>(Span<T> s, int from, int to)
        where T : struct, ITimed
    {
        int i = from + 1;
        for (int step = 0; step < 5; step++)
        {
            while (i < to && !Less(s, i, i - 1))
            {
                i++;
            }

            if (i == to)
            {
                return true;
            }

            if (to - from < NintherFrom)
            {
                return false;
            }

            Swap(s, i, i - 1);
            if (i - from >= 2)
            {
                for (int j = i - 1; j >= 1 && Less(s, j, j - 1); j--)
                {
                    Swap(s, j, j - 1);
                }
            }

            if (to - i >= 2)
            {
                for (int j = i + 1; j < to && Less(s, j, j - 1); j++)
                {
                    Swap(s, j, j - 1);
                }
            }
        }

        return false;
    }

    private static void Scatter<T>(Span<T> s, int from, int length)
        where T : struct, ITimed
    {
        ulong random = (ulong)length;
        ulong mask = (1UL << (BitOperations.Log2((uint)length) + 1)) - 1;
        int middle = from + (length / 4 * 2);
        for (int i = middle - 1; i <= middle + 1; i++)
        {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            int other = (int)(random & mask);
            if (other >= length)
            {
                other -= length;
            }

            Swap(s, i, from + other);
        }
    }

    private static int ChoosePivot<T>(Span<T> s, int from, int to, out int swaps)
        where T : struct, ITimed
    {
        swaps = 0;
        int length = to - from;
        int i = from + (length / 4);
        int j = from + (length / 4 * 2);
        int k = from + (length / 4 * 3);
        if (length >= NintherFrom)
        {
            i = Median(s, i - 1, i, i + 1, ref swaps);
            j = Median(s, j - 1, j, j + 1, ref swaps);
            k = Median(s, k - 1, k, k + 1, ref swaps);
        }

        return Median(s, i, j, k, ref swaps);
    }

    private static int Median<T>(Span<T> s, int a, int b, int c, ref int swaps)
        where T : struct, ITimed
    {
        InOrder(s, ref a, ref b, ref swaps);
        InOrder(s, ref b, ref c, ref swaps);
        InOrder(s, ref a, ref b, ref swaps);
        return b;
    }

    private static void InOrder<T>(Span<T> s, ref int a, ref int b, ref int swaps)
        where T : struct, ITimed
    {
        if (Less(s, b, a))
        {
            swaps++;
            (a, b) = (b, a);
        }
    }

    private static void HeapSort<T>(Span<T> s)
        where T : struct, ITimed
    {
        for (int i = (s.Length - 1) / 2; i >= 0; i--)
        {
            SiftDown(s, i, s.Length);
        }

        for (int i = s.Length - 1; i >= 0; i--)
        {
            Swap(s, 0, i);
            SiftDown(s, 0, i);
        }
    }

    private static void SiftDown<T>(Span<T> s, int root, int end)
        where T : struct, ITimed
    {
        while (true)
        {
            int child = (2 * root) + 1;
            if (child >= end)
            {
                return;
            }

            if (child + 1 < end && Less(s, child, child + 1))
            {
                child++;
            }

            if (!Less(s, root, child))
            {
                return;
            }

            Swap(s, root, child);
            root = child;
        }
    }
}
