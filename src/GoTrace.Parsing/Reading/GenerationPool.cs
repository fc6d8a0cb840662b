using GoTrace.Parsing.Ordering;
using Microsoft.Extensions.ObjectPool;

namespace GoTrace.Parsing.Reading;

/// <summary>Where the room that generations need waits for its next use.</summary>
internal static class GenerationPool
{
    private static readonly DefaultObjectPool<GenerationData> Data =
        new(new ClearingPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

    private static readonly DefaultObjectPool<Orderer> Orderers =
        new(new OrdererPolicy(), Math.Max(4, Environment.ProcessorCount * 2));

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

    public static Orderer RentOrderer()
    {
        Interlocked.Increment(ref _outstanding);
        return Orderers.Get();
    }

    public static void Return(Orderer orderer)
    {
        Interlocked.Decrement(ref _outstanding);
        Orderers.Return(orderer);
    }

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
