// Hostile documents and deals: refused with field and rule, or survived.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class DealDocumentTests
{
    private static readonly string _evidence = new('d', 64);

    private static readonly SourceDocument _source = new(
        "s",
        "s",
        [],
        "invoice",
        "2026-01-01",
        SourceDocument.Admitted,
        "for the test"
    );

    public static TheoryData<string, string, string> Broken =>
        new()
        {
            { "\"invoice\"", "\"rumour\"", "steps[0].kinds" },
            { "\"related\"", "\"lovely\"", "steps[0].without" },
            { "\"least\": \"10\"", "\"least\": \"-1\"", "steps[0].least" },
            { "\"lag\": 1", "\"lag\": 32", "steps[0].lag" },
            { "\"longest\": 1", "\"longest\": 0", "steps[0].longest" },
            { "\"reference\": \"2\"", "\"reference\": \"0\"", "steps[3].parts[0].reference" },
            { "\"instead\": \"input\"", "\"instead\": \"nothing\"", "steps[3].parts" },
            { "\"starts\": \"qwen\"", "\"starts\": \"deepseek-\"", "steps[3].tokenizers" },
            { "\"factor\": \"1\"", "\"factor\": \"0\"", "steps[3].tokenizers[2].factor" },
            { "\"leastPaid\": \"0.2\"", "\"leastPaid\": \"0.9\", \"surprise\": 1", "steps[3].surprise" },
            { "\"mostPaid\": \"1.5\"", "\"mostPaid\": \"0.1\"", "steps[3].mostPaid" },
            { "\"spread\": \"3\"", "\"spread\": \"0\"", "steps[4].spread" },
            { "\"floor\": \"0.05\"", "\"floor\": \"0\"", "steps[4].floor" },
            { "\"of\": \"offer\"", "\"of\": \"buyer\"", "steps[6].of" },
            { "\"share\": \"0.1\"", "\"share\": \"0.5\"", "steps[6].share" },
            { "\"days\": 180", "\"days\": 1", "steps[8].hedonic.days" },
            { "\"leastFit\": \"0.7\"", "\"leastFit\": \"7\"", "steps[8].hedonic.leastFit" },
            { "\"most\": \"0.25\"", "\"most\": \"0\"", "steps[9].most" },
            { "\"least\": \"0.6\"", "\"least\": \"2\"", "steps[11].least" },
            { "\"least\": \"4.5\"", "\"least\": \"0\"", "steps[12].least" },
            { "geometric Laspeyres", "Paasche", "steps[13].formula" },
            { "geometric Laspeyres", "Törnqvist", "steps" },
            { "\"pooledDays\": 3", "\"pooledDays\": 3, \"committee\": true", "fallback[0].name" },
            { "\"postedDays\": 20", "\"postedDays\": -1", "fallback[1].postedDays" },
            { "\"diagnostics\": true", "\"diagnostics\": 1", "diagnostics" },
            { "{\"step\": \"model price\", \"least\": \"1\"},", "", "steps" },
            { "{\"step\": \"convert\", \"maxAgeDays\": 10},", "", "steps" },
            {
                "{\"step\": \"round\"",
                "{\"step\": \"peers\", \"factor\": \"8\"}, {\"step\": \"round\"",
                "steps[14].step"
            },
            {
                "{\"step\": \"convert\"",
                "{\"step\": \"probation\", \"days\": 3, \"of\": \"item\"}, {\"step\": \"convert\"",
                "steps"
            },
            { "{\"step\": \"coverage\", \"least\": \"0.6\"},", "{\"step\": \"trim\", \"share\": \"0.1\"},", "steps" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_document_over_deals_with_a_fault_is_refused_with_field_and_rule(
        string was,
        string becomes,
        string field
    )
    {
        var text = ReferenceData.Rule("CSTI-T");
        Assert.Contains(was, text, StringComparison.Ordinal);
        var faults = new List<SpecFault>();
        var broken = text.Replace(was, becomes, StringComparison.Ordinal);
        Assert.Null(IndexMethodology.Read(Encoding.UTF8.GetBytes(broken), faults));
        Assert.Contains(field, faults.Select(f => f.Path));
        Assert.All(faults, f => Assert.NotEmpty(f.Rule));
    }

    [Fact]
    public void Steps_over_deals_stand_in_no_methodology_of_posted_prices()
    {
        foreach (
            var step in new[] { DealHand.Price, DealHand.Match, DealHand.Weights, DealHand.Link, DealHand.Standard }
        )
        {
            var faults = new List<SpecFault>();
            var text = Rules.Gpu(Rules.Convert, step, Rules.Mean);
            Assert.Null(IndexMethodology.Read(Encoding.UTF8.GetBytes(text), faults));
        }
    }

    [Fact]
    public void Deals_at_the_ends_of_what_is_allowed_break_nothing()
    {
        decimal[] units = [0.0000000000000000000000000001m, 0.001m, 1m, 1_000m, 1_000_000_000_000m];
        decimal[] lists = [0.0000000000000000000000000001m, 0.000000001m, 1m, 1_000_000_000m];
        decimal[] nets = [0m, 0.0000000000000000000000000001m, 1m, 1_000m, 1_000_000_000_000_000m];
        decimal[] rates = [0.00001m, 1m, 100_000m];
        for (var seed = 1; seed <= 30; seed++)
        {
            var random = new Random(seed);
            var run = new IndexRun();
            foreach (var name in new[] { "CSTI-T", "CSTI-T-TQ", "CSTI-T-UV", "CSTI-T-MED" })
                run.Define("2026-01-01T00:00:00Z", Wild(ReferenceData.Rule(name), seed));
            Assert.All(run.Events, e => Assert.Equal(MessageKind.IndexDefined, e.Kind));
            run.Send("2026-01-01T01:00:00Z", MessageKind.DefineSource, Documents.Write(_source));
            foreach (var day in MatchedChainTests.Days("2026-01-02", 20))
            {
                run.Rate(day + "T00:10:00Z", Currency.USD, Currency.CNY, rates[random.Next(3)]);
                run.Rate(day + "T00:20:00Z", Currency.CNY, Currency.EUR, rates[random.Next(3)]);
                for (var i = 0; i < 20; i++)
                    run.Deal(
                        new(
                            day,
                            day,
                            day,
                            "token",
                            "invoice",
                            $"s{random.Next(8)}",
                            $"b{random.Next(4)}",
                            "maker",
                            $"m{random.Next(3)}",
                            "cn",
                            "on_demand",
                            [
                                new("input", Any(random, units), Any(random, lists)),
                                new("output", Any(random, units), random.Next(9) == 0 ? null : Any(random, lists)),
                            ],
                            Any(random, nets),
                            (Currency)random.Next(1, 4),
                            "1M tokens",
                            "s",
                            _evidence,
                            "t",
                            null,
                            [
                                new("context", random.Next(3) == 0 ? "1e9" : "0"),
                                new("tps", "999999999999999999999999999"),
                            ]
                        )
                    );
            }

            run.Tick("2026-02-10T00:00:00Z").Reload();
            Assert.DoesNotContain(
                run.Events,
                e => e.Kind is MessageKind.ObservationRefused or MessageKind.DocumentRefused
            );
        }
    }

    private static decimal Any(Random random, decimal[] numbers) => numbers[random.Next(numbers.Length)];

    // The same steps without a lower bound anywhere, so that the extremes reach the arithmetic.
    private static string Wild(string text, int seed)
    {
        var grade = text.Split('\n').Single(l => l.Contains("\"grade\"", StringComparison.Ordinal));
        text = text.Replace(
            "\"intake\": true",
            seed % 3 == 0 ? "\"intake\": true" : "\"intake\": false",
            StringComparison.Ordinal
        );
        return text.Replace(grade + "\n", "", StringComparison.Ordinal)
            .Replace(
                "\"leastPaid\": \"0.2\", \"mostPaid\": \"1.5\"",
                "\"otherwise\": \"100\"",
                StringComparison.Ordinal
            )
            .Replace("\"least\": \"10\"", "\"least\": \"0\"", StringComparison.Ordinal)
            .Replace("\"least\": \"1\"}", "\"least\": \"0\"}", StringComparison.Ordinal)
            .Replace("\"least\": 6", seed % 2 == 0 ? "\"least\": 1" : "\"least\": 3", StringComparison.Ordinal)
            .Replace("\"least\": \"4.5\"", "\"least\": \"1\"", StringComparison.Ordinal);
    }
}
