using GoTrace.Parsing.Legacy;
using GoTrace.Parsing.Ordering;
using Microsoft.Extensions.ObjectPool;

namespace GoTrace.Parsing.Reading;

/// <summary>Where the room that generations need waits for its next use.</summary>
internal static class GenerationPool
{
    public static ObjectPool<GenerationData> Data { get; } =
        new DefaultObjectPool<GenerationData>(new ClearingPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

    public static ObjectPool<EventSource> Orderers { get; } =
        new DefaultObjectPool<EventSource>(new SourcePolicy<Orderer>(), Math.Max(4, Environment.ProcessorCount * 2));

    public static ObjectPool<EventSource> LegacySources { get; } =
        new DefaultObjectPool<EventSource>(new SourcePolicy<LegacySource>(), Math.Max(4, Environment.ProcessorCount * 2));

    private sealed class SourcePolicy<TSource> : PooledObjectPolicy<EventSource>
        where TSource : EventSource, new()
    {
        public override EventSource Create() => new TSource();

        public override bool Return(EventSource obj)
        {
            obj.Forget();
            return true;
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
