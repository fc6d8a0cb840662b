using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoTrace.Parsing.Tests.Support;
using GoTrace.Parsing.Text;

namespace GoTrace.Parsing.Tests.Text;

/// <summary>What Go's own library does, written down by testdata/programs/facts.</summary>
public sealed class FactTests
{
    [Fact]
    public void Knows_the_characters_that_Go_prints()
    {
        byte[] bits = new byte[0x110000 / 8];
        for (int scalar = 0; scalar < 0x110000; scalar++)
        {
            if (GoPrintable.Contains(scalar))
            {
                bits[scalar / 8] |= (byte)(1 << (scalar % 8));
            }
        }

        Convert.ToHexStringLower(SHA256.HashData(bits)).Should().Be(Facts("printable").Single());
    }

    [Fact]
    public void Quotes_as_Go_does()
    {
        foreach (string line in Facts("quotes"))
        {
            int blank = line.IndexOf(' ', StringComparison.Ordinal);
            byte[] bytes = Convert.FromHexString(line[..blank]);

            Written(to => GoQuote.Write(to, bytes)).Should().Be(line[(blank + 1)..], "of {0}", line[..blank]);
        }
    }

    [Fact]
    public void Writes_moments_as_Go_does()
    {
        foreach (string line in Facts("moments"))
        {
            string[] f = line.Split(' ');
            var offset = TimeSpan.FromMinutes(int.Parse(f[2], CultureInfo.InvariantCulture));
            TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("test", offset, null, null);
            long seconds = long.Parse(f[0], CultureInfo.InvariantCulture);
            long nanoseconds = long.Parse(f[1], CultureInfo.InvariantCulture);

            Written(to => GoTimestamp.Write(to, seconds, nanoseconds, zone)).Should().Be(f[3], line);
        }
    }

    // Summer time: from the zone's own rules, on both sides of a change.
    [Theory]
    [InlineData(1711846799, "2024-03-31T01:59:59+01:00")]
    [InlineData(1711846800, "2024-03-31T03:00:00+02:00")]
    public void Follows_the_rules_of_a_zone(long seconds, string expected)
    {
        TimeZoneInfo.AdjustmentRule rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday));
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("summer", TimeSpan.FromHours(1), null, null, null, [rule]);

        Written(to => GoTimestamp.Write(to, seconds, 0, zone)).Should().Be(expected);
    }

    internal static IEnumerable<string> Facts(string name) =>
        File.ReadLines(Path.Combine(TestTraces.Root, "expected/facts", name + ".txt"));

    private static string Written(Action<TextBuffer> write)
    {
        using var buffer = new TextBuffer();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.Waiting.Span);
    }
}
