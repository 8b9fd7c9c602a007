// Two years of three token indexes over fifty thousand observations: the size of the real thing, its time printed and not judged.
using System.Diagnostics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class IndexSpeedTests
{
    [Fact]
    public void Two_years_of_three_indexes_and_fifty_thousand_observations_are_replayed_whole()
    {
        var start = TradingDate.Of(2024, 7, 1);
        var run = new IndexRun();
        foreach (var index in new[] { "CSTI-S", "CSTI-S-USD", "CSTI-S-MM" })
            run.Send(
                Instant.At(start, 0),
                MessageKind.DefineIndex,
                System.Text.Encoding.UTF8.GetBytes(ReferenceData.Rule(index))
            );
        var random = new Random(1);
        var entries = new List<(Instant, MessageKind, byte[])>();
        for (var i = 0; i < 50_000; i++)
        {
            var at = Instant.At(start, i * 730L * 1440 / 50_000);
            var day = at.Date.ToString();
            var item = random.Next(120);
            if (i % 500 == 0)
                entries.Add(
                    (
                        at,
                        MessageKind.ObserveRate,
                        Documents.Write(
                            new RateObservation(day, Currency.USD, Currency.CNY, 7m + (i % 9 * 0.01m), "s", "f")
                        )
                    )
                );
            if (i % 20 == 0)
            {
                entries.Add(
                    (
                        at,
                        MessageKind.ObserveQuality,
                        Documents.Write(
                            new QualityObservation(
                                day,
                                $"lmarena-text:{day}",
                                "claude-3-sonnet-20240229",
                                "m",
                                1200m,
                                "s",
                                "f"
                            )
                        )
                    )
                );
                entries.Add(
                    (
                        at,
                        MessageKind.ObserveQuality,
                        Documents.Write(
                            new QualityObservation(
                                day,
                                $"lmarena-text:{day}",
                                $"item{item}",
                                "m",
                                1150m + (item % 2 * 100),
                                "s",
                                "f"
                            )
                        )
                    )
                );
                continue;
            }

            entries.Add(
                (
                    at,
                    MessageKind.ObservePrice,
                    Documents.Write(
                        new PriceObservation(
                            day,
                            day,
                            "token",
                            $"seller{random.Next(5)}",
                            $"maker{item % 20}",
                            $"item{item}",
                            new[] { "input", "cached_input", "output" }[random.Next(3)],
                            "us",
                            "on_demand",
                            1m + random.Next(5),
                            random.Next(4) == 0 ? Currency.CNY : Currency.USD,
                            "1M tokens",
                            "price",
                            "s",
                            "f"
                        )
                    )
                )
            );
        }

        var clock = Stopwatch.StartNew();
        foreach (var (at, kind, bytes) in entries)
            run.Send(at, kind, bytes);
        run.Send(Instant.At(start, 730 * 1440), MessageKind.Tick, new byte[8]);
        var seconds = clock.ElapsedMilliseconds / 1000m;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{entries.Count} observations, {run.Prints.Count} prints, {seconds} s, last {run.Last.Value}"
        );
        Assert.True(run.Prints.Count(p => p.Value is not null) > 2000);
    }
}
