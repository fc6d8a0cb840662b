using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Ordering;
using Microsoft.Extensions.ObjectPool;

namespace GoTrace.Parsing.Reading;

/// <summary>Where the room that generations need waits for its next use.</summary>
internal static class GenerationPool
{
    private static readonly DefaultObjectPool<GenerationData> Data =
        new(new ClearingPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

    private static readonly DefaultObjectPool<EventSource> Orderers =
        new(new SourcePolicy<Orderer>(), Math.Max(4, Environment.ProcessorCount * 2));

    private static readonly DefaultObjectPool<EventSource> LegacySources =
        new(new SourcePolicy<LegacySource>(), Math.Max(4, Environment.ProcessorCount * 2));

    private static int _outstanding;

    /// <summary>How many were taken and not given back: for tests.</summary>
    public static int Outstanding => Volatile.Read(ref _outstanding);

    public static GenerationData Rent()
    {
        Interlocked.Increment(ref _outstanding);
        return Data.Get();
    }

    public static void Return(GenerationData data)
    {
        Interlocked.Decrement(ref _outstanding);
        Data.Return(data);
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
            return !obj.IsOversized;
        }
    }

    private sealed class ClearingPolicy : PooledObjectPolicy<GenerationData>
    {
        public override GenerationData Create() => new();

        public override bool Return(GenerationData obj)
        {
            obj.Clear();
            return !obj.IsOversized;
        }
    }
}
