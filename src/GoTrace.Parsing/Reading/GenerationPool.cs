using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Ordering;
using Microsoft.Extensions.ObjectPool;

namespace GoTrace.Parsing.Reading;

/// <summary>Where the room that generations need waits for its next use.</summary>
internal static class GenerationPool
{
    /// <summary>How many bytes of room the pool keeps with a generation, whatever comes: 16 MiB.</summary>
    public const long LargestKept = 16 << 20;

    private static readonly DefaultObjectPool<GenerationData> Data =
        new(new ClearingPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

    private static readonly DefaultObjectPool<EventSource> Orderers =
        new(new SourcePolicy<Orderer>(), Math.Max(4, Environment.ProcessorCount * 2));

    private static readonly DefaultObjectPool<EventSource> LegacySources =
        new(new SourcePolicy<LegacySource>(), Math.Max(4, Environment.ProcessorCount * 2));

    // Larger ones are there only until the garbage collector wants their room.
    private static readonly WeakReference<GenerationData>?[] Large = new WeakReference<GenerationData>?[8];

    private static int _outstanding;

    /// <summary>How many were taken and not given back: for tests.</summary>
    public static int Outstanding => Volatile.Read(ref _outstanding);

    public static GenerationData Rent()
    {
        Interlocked.Increment(ref _outstanding);
        foreach (ref WeakReference<GenerationData>? place in Large.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } large && large.TryGetTarget(out GenerationData? data))
            {
                return data;
            }
        }

        return Data.Get();
    }

    public static void Return(GenerationData data)
    {
        Interlocked.Decrement(ref _outstanding);
        if (data.RoomBytes <= LargestKept)
        {
            Data.Return(data);
            return;
        }

        data.Clear();
        foreach (ref WeakReference<GenerationData>? place in Large.AsSpan())
        {
            WeakReference<GenerationData>? there = Volatile.Read(ref place);
            bool isFree = there is null || !there.TryGetTarget(out _);
            if (isFree && Interlocked.CompareExchange(ref place, data.Weak, there) == there)
            {
                return;
            }
        }
    }

    public static EventSource RentSource(bool isLegacy)
    {
        Interlocked.Increment(ref _outstanding);
        return (isLegacy ? LegacySources : Orderers).Get();
    }

    public static void Return(EventSource source)
    {
        Interlocked.Decrement(ref _outstanding);
        (source is LegacySource ? LegacySources : Orderers).Return(source);
    }

    private sealed class SourcePolicy<TSource> : PooledObjectPolicy<EventSource>
        where TSource : EventSource, new()
    {
        public override EventSource Create() => new TSource();

        public override bool Return(EventSource obj)
        {
            obj.Forget();
            obj.LetGo();
            return !obj.IsOversized;
        }
    }

    private sealed class ClearingPolicy : PooledObjectPolicy<GenerationData>
    {
        public override GenerationData Create() => new();

        public override bool Return(GenerationData obj)
        {
            obj.Clear();
            return true;
        }
    }
}
