using System.Globalization;
using GoTrace.Simulation;

int comparisons = 4_000;
int seed = 1;
for (int i = 0; i + 1 < args.Length; i += 2)
{
    int value = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
    switch (args[i])
    {
        case "--comparisons":
            comparisons = value;
            break;
        case "--seed":
            seed = value;
            break;
        default:
            Console.Error.WriteLine("usage: GoTrace.Simulation [--comparisons N] [--seed N]");
            return 1;
    }
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{comparisons} comparisons a cell, seed {seed}, alpha 0.05, {MadeRun.Figures} primary figures."));
FalseVerdicts.Print(comparisons, seed);
Coverage.Print(comparisons, seed);
Power.Print(comparisons, seed);
SingleRuns.Print(comparisons, seed);
return 0;
