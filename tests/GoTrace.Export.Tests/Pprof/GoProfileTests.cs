using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoTrace.Analysis;
using GoTrace.Export.Pprof;
using GoTrace.Export.Tests.Protobuf;

namespace GoTrace.Export.Tests.Pprof;

/// <summary>
/// With Go's times a profile has what <c>go tool trace -pprof</c> puts into it: testdata/expect-profiles
/// wrote down sums and a hash of all stacks, of every bundled trace.
/// </summary>
public class GoProfileTests
{
    private static readonly string[] Expected = File.ReadAllLines(Bundle.PathOf("expected/profiles.txt"));

    public static TheoryData<string> Releases => [.. Expected.Select(l => l[..l.LastIndexOf('/')][..l[..l.IndexOf(' ')].LastIndexOf('/')]).Distinct()];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Profiles_are_those_of_Gos_tool(string folder)
    {
        var wrong = new List<string>();
        foreach (string line in Expected.Where(l => l.StartsWith(folder + '/', StringComparison.Ordinal)))
        {
            string[] words = line.Split(' ');
            ReadProfile profile = await ReadProfile.OfAsync(words[0], new PprofOptions
            {
                Kind = KindOf(words[1]),
                Stack = ProfileStack.Waker,
                TimeBase = TimeBase.Go,
                Parallelism = 1,
            });
            List<string> stacks = Stacks(profile);
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(stacks.Select(s => s + '\n')))));
            string found = $"{words[0]} {words[1]} {profile.Sum(0)} {profile.Sum(1)} {stacks.Count} {hash}";
            if (found != line && !IsNear(words, profile, stacks.Count))
            {
                wrong.Add($"expected {line}\n   found {found}");
            }
        }

        string.Join("\n", wrong).Should().BeEmpty();
    }

    // Of traces up to Go 1.21 two runs of Go's tool differ themselves, by nanoseconds: events of equal time.
    private static bool IsNear(string[] words, ReadProfile profile, int stacks) =>
        words[5] == "-"
        && words[2] == $"{profile.Sum(0)}"
        && words[4] == $"{stacks}"
        && Math.Abs(profile.Sum(1) - long.Parse(words[3], CultureInfo.InvariantCulture)) <= 100;

    private static ProfileKind KindOf(string name) => name switch
    {
        "sched" => ProfileKind.Scheduling,
        "syscall" => ProfileKind.Syscall,
        "sync" => ProfileKind.Sync,
        _ => ProfileKind.Network,
    };

    private static List<string> Stacks(ReadProfile profile)
    {
        var sums = new Dictionary<string, (long Count, long Ns)>();
        foreach (ReadSample sample in profile.Samples)
        {
            string stack = string.Concat(sample.Calls.Select(c => ' ' + c));
            (long count, long ns) = sums.GetValueOrDefault(stack);
            sums[stack] = (count + sample.Values[0], ns + sample.Values[1]);
        }

        return [.. sums.Select(s => $"{s.Value.Count} {s.Value.Ns}{s.Key}").Order(StringComparer.Ordinal)];
    }
}
