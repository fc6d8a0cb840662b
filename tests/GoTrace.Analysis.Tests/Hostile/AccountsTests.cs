using GoTrace.Analysis.Processors;

namespace GoTrace.Analysis.Tests.Hostile;

/// <summary>What touches no processor when it happens to all of them comes to the same as going through all.</summary>
public sealed class AccountsTests
{
    [Fact]
    public void Accounts_are_those_of_going_through_all_processors_at_each_step()
    {
        int changes = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            changes += Compare(new Random(seed), seed);
        }

        changes.Should().BeGreaterThan(5_000, "else GOMAXPROCS hardly changed");
    }

    private static int Compare(Random random, int seed)
    {
        var plain = new PlainAccounts();
        var accounts = new ProcessorAccounts();
        accounts.SetNow(0);
        int most = random.Next(1, 200);
        int changes = 0;
        for (int step = 0; step < 150; step++)
        {
            string what = $"seed {seed}, step {step}";
            plain.Pass(random.Next(4) == 0 ? 0 : random.Next(1, 1000));
            accounts.SetNow(plain.Now);
            long id = random.Next(most);
            switch (random.Next(10))
            {
                case 0 or 1:
                    long limit = random.Next(most);
                    plain.SetLimit(limit);
                    accounts.SetLimit(limit);
                    changes++;
                    break;
                case 2 or 3:
                    bool isStopped = random.Next(2) == 0;
                    plain.SetStopped(isStopped);
                    accounts.SetStopped(isStopped);
                    break;
                case 4 or 5 or 6:
                    bool isRunning = !plain.Of(id).IsRunning && !plain.Of(id).IsLost;
                    plain.SetRunning(id, isRunning);
                    accounts.SetRunning(ref accounts[accounts.IndexOf(id)], isRunning);
                    break;
                case 7:
                    (int goroutine, bool inAssist) = (random.Next(-1, 2), random.Next(2) == 0);
                    plain.SetGoroutine(id, goroutine, inAssist && goroutine >= 0);
                    ref ProcessorAccounts.Entry p = ref accounts[accounts.IndexOf(id)];
                    p.Goroutine = goroutine;
                    p.Traits = inAssist && goroutine >= 0 ? GoroutineTraits.InAssist : GoroutineTraits.None;
                    accounts.Refresh(ref p);
                    break;
                case 8:
                    bool isLost = random.Next(2) == 0;
                    plain.SetLost(id, isLost);
                    accounts.SetLost(ref accounts[accounts.IndexOf(id)], isLost);
                    break;
                case 9 when random.Next(8) == 0:
                    plain.Restart();
                    accounts.Restart();
                    break;
                case 9:
                    int index = accounts.IndexOf(id);
                    bool isIdle = plain.Of(id).Activity == Activity.Idle;
                    accounts.IsIdle(index).Should().Be(isIdle, what);
                    if (isIdle)
                    {
                        long ns = plain.Doubt(id);
                        Doubt doubt = accounts.Doubt(ref accounts[index]);
                        (doubt.Until - doubt.Since).Should().Be(ns, what);
                        doubt.What.Should().Be(Activity.Idle, what);
                    }

                    break;
            }

            Check(plain, accounts, what, each: random.Next(10) == 0 || step == 149);
        }

        return changes;
    }

    private static void Check(PlainAccounts plain, ProcessorAccounts accounts, string what, bool each)
    {
        (accounts.Existing, accounts.Idle, accounts.Taken).Should().Be((plain.Existing, plain.Idle, plain.Taken), what);
        var sums = new long[Activities.Count];
        accounts.Sum(sums);
        for (int a = (int)Activity.Absent + 1; a < Activities.Count; a++)
        {
            sums[a].Should().Be(plain.Sum((Activity)a), "{0}, {1}", what, (Activity)a);
        }

        foreach (PlainAccounts.Processor p in each ? plain.All : [])
        {
            accounts.TotalsOf(accounts.IndexOf(p.Id))[..].ToArray().Should().Equal(p.Totals, "{0}, processor {1}", what, p.Id);
        }
    }
}
