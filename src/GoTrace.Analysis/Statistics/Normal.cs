namespace GoTrace.Analysis.Statistics;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>The probability of at most <paramref name="z"/>, to about 1e-15.</summary>
    public static double Cumulative(double z)
    {
        double a = Math.Abs(z);
        if (a > 38)
        {
            return z > 0 ? 1 : 0;
        }

        double tail = a < 5 ? 0.5 - Series(a) : Fraction(a);
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>What is exceeded with a probability of 1 less <paramref name="p"/>, to about 1e-12.</summary>
    /// <param name="p">Between 0 and 1.</param>
    public static double Quantile(double p)
    {
        double low = -40;
        double high = 40;
        while (high - low > 1e-12)
        {
            double middle = (low + high) / 2;
            if (Cumulative(middle) < p)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }

    // From 0 to z, by the Taylor series with positive terms only.
    private static double Series(double z)
    {
        double term = z;
        double sum = z;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= z * z / ((2 * k) + 1);
            sum += term;
        }

        return sum * Density(z);
    }

    // The tail beyond z, by Laplace's continued fraction.
    private static double Fraction(double z)
    {
        double f = 0;
        for (int k = 60; k >= 1; k--)
        {
            f = k / (z + f);
        }

        return Density(z) / (z + f);
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
}
