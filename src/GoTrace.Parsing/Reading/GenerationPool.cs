using GoTrace.Parsing.Ordering;
using Microsoft.Extensions.ObjectPool;

namespace GoTrace.Parsing.Reading;

/// <summary>Where the room that generations need waits for its next use.</summary>
internal static class GenerationPool
{
    public static ObjectPool<GenerationData> Data { get; } =
        new DefaultObjectPool<GenerationData>(new ClearingPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

    public static ObjectPool<Orderer> Orderers { get; } =
        new DefaultObjectPool<Orderer>(new OrdererPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

    private sealed class OrdererPolicy : PooledObjectPolicy<Orderer>
    {
        public override Orderer Create() => new();

        public override bool Return(Orderer obj)
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
