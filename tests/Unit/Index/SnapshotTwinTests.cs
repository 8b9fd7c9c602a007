// Two machines get the same entries, one of them reborn from a snapshot before each: they must never disagree.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class SnapshotTwinTests
{
    [Fact]
    public void A_late_report_that_confirms_an_old_move_is_screened_alike_after_a_snapshot()
    {
        var plain = new IndexRun();
        var reborn = new IndexRun();
        Entry(r => r.Define("2025-01-01T00:00:00Z", Screened));
        Entry(r => r.Price("2025-01-01T01:00:00Z", "a", "h100", 1m));
        Entry(r => r.Price("2025-01-03T01:00:00Z", "a", "h100", 10m));
        Entry(r => r.Price("2025-01-05T01:00:00Z", "a", "h100", 1m));
        Entry(r => r.Tick("2025-01-06T23:00:00Z"));
        Entry(r => r.Price("2025-01-07T01:00:00Z", "a", "h100", 10m, seen: "2025-01-04"));
        Entry(r => r.Tick("2025-01-07T23:00:00Z"));
        Assert.Equal(plain.Prints.Select(p => $"{p.Day} {p.Value}"), reborn.Prints.Select(p => $"{p.Day} {p.Value}"));

        void Entry(Action<IndexRun> act)
        {
            act(plain);
            act(reborn.Reload());
        }
    }

    [Fact]
    public void Machines_with_and_without_snapshots_agree_on_four_hundred_random_histories()
    {
        for (var seed = 1; seed <= 400; seed++)
            Run(new Chance((ulong)seed), seed);
    }

    private const string Screened = """
        {"index":"G","version":1,"name":{"en":"g","zh":"g"},"product":"gpu","unit":"hour","currency":"USD","decimals":4,"printAt":{"clock":"20:00"},
        "days":"every day","from":"2025-01-01","steps":[{"step":"take","classes":["hour"]},
        {"step":"screen","least":"0.0001","most":"2000","factor":"8","observations":2,"days":7},
        {"step":"convert","maxAgeDays":62},{"step":"require","of":"sellers","least":1},{"step":"combine","by":"arithmetic mean"},{"step":"round","mode":"half up"}]}
        """;

    private static readonly string Chained = Screened
        .Replace("\"G\"", "\"C\"", StringComparison.Ordinal)
        .Replace(
            """{"step":"combine","by":"arithmetic mean"}""",
            """{"step":"chain","by":"seller","start":"median"}""",
            StringComparison.Ordinal
        );

    private static void Run(Chance chance, int seed)
    {
        var plain = new IndexRun().Define("2025-01-01T00:00:00Z", Screened).Define("2025-01-01T00:00:00Z", Chained);
        var reborn = new IndexRun().Define("2025-01-01T00:00:00Z", Screened).Define("2025-01-01T00:00:00Z", Chained);
        for (var day = 1; day <= 20; day++)
        {
            for (var many = chance.Below(3); many > 0; many--)
            {
                var price =
                    chance.Below(8) == 0
                        ? (decimal?)null
                        : chance.Below(3) switch
                        {
                            0 => 1m,
                            1 => 10m,
                            _ => 2m,
                        };
                var seen = Text(chance.Below(3) == 0 ? Later(day - chance.Below(6)) : day);
                var effective = chance.Below(4) == 0 ? Text(day + chance.Below(5)) : seen;
                var seller = chance.Below(2) == 0 ? "a" : "b";
                var at = Text(day) + "T01:00:00Z";
                plain.Price(at, seller, "h100", price, seen: seen, effective: effective);
                reborn.Reload().Price(at, seller, "h100", price, seen: seen, effective: effective);
            }

            plain.Tick(Text(day) + "T23:00:00Z");
            reborn.Reload().Tick(Text(day) + "T23:00:00Z");
            Assert.True(plain.Machine.Digest == reborn.Machine.Digest, $"seed {seed}, day {day}: digests differ");
        }

        Assert.True(
            plain
                .Events.Select(e => Convert.ToHexString(e.Bytes))
                .SequenceEqual(reborn.Events.Select(e => Convert.ToHexString(e.Bytes))),
            $"seed {seed}: events differ"
        );
        Assert.Contains(plain.Events, e => e.Kind is MessageKind.Printed or MessageKind.PrintWithheld);
    }

    private static int Later(int day) => day < 1 ? 1 : day;

    private static string Text(int day) => TradingDate.Of(2025, 1, 1).Plus(day - 1).ToString();

    private sealed class Chance(ulong state)
    {
        public int Below(int bound)
        {
            unchecked
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            }

            return int.Parse(
                ((state >> 33) % (ulong)bound).ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            );
        }
    }
}
