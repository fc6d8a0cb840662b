namespace GoTrace.Simulation;

/// <summary>Where values of runs come from: a distribution of middle 10,000.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Deviation">Its standard deviation, as the quartiles of a normal distribution would give it.</param>
/// <param name="Draw">One value.</param>
internal sealed record Source(string Name, double Deviation, Func<Random, double> Draw)
{
    private const double Middle = 10_000;
    private const double Spread = 1_000;

    /// <summary>What figures of real runs look like, and worse.</summary>
    public static IReadOnlyList<Source> All { get; } =
    [
        new("normal", Spread, r => Middle + (Spread * Normal(r))),
        new("skewed (log-normal)", 5_093, r => Middle * Math.Exp(0.5 * Normal(r))),
        new("heavy-tailed (t, 2 degrees)", 1.21 * Spread, r => Middle + (Spread * StudentOf2(r))),
        new("tied (Poisson of 2)", Spread, r => Middle + (Spread * Poisson(r, 2))),
        new("mostly zero (Poisson of 0.3)", Spread, r => Spread * Poisson(r, 0.3)),
    ];

    public static double Normal(Random random)
    {
        // Box and Muller's, one half of it.
        double u = 1 - random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static double StudentOf2(Random random)
    {
        double a = Normal(random);
        double b = Normal(random);
        return Normal(random) / Math.Sqrt(((a * a) + (b * b)) / 2);
    }

    private static int Poisson(Random random, double mean)
    {
        double least = Math.Exp(-mean);
        double product = random.NextDouble();
        int n = 0;
        while (product > least)
        {
            product *= random.NextDouble();
            n++;
        }

        return n;
    }
}
