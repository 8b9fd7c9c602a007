// Deals and measures on the observation log: kept, refused with field and rule, saved only when there are any.
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class DealTests
{
    private const string Noon = "2026-03-02T12:00:00Z";
    private static readonly string _evidence = new('a', 64);

    private static readonly DealObservation _deal = new(
        "2026-03-02",
        "2026-03-01",
        "2026-03-01",
        "token",
        "invoice",
        "shop",
        "b1",
        "maker",
        "m",
        "cn",
        "on_demand",
        [new("input", 100m, 2m), new("output", 10m, 8m)],
        250m,
        Currency.CNY,
        "1M tokens",
        "invoice 7",
        _evidence,
        "test"
    );

    private static readonly MeasureObservation _measure = new(
        "2026-03-02",
        "2026-03-01",
        "supply",
        "cloud",
        "nvidia",
        "h100",
        "available",
        "us",
        "spot",
        0m,
        "GPUs",
        "trace",
        _evidence,
        "test"
    );

    [Fact]
    public void A_deal_and_a_measure_are_kept_and_survive_a_snapshot()
    {
        var run = new IndexRun()
            .Send(Noon, MessageKind.ObserveDeal, Documents.Write(_deal))
            .Send(Noon, MessageKind.ObserveMeasure, Documents.Write(_measure));
        Assert.Empty(run.Events);
        run.Reload();
    }

    [Fact]
    public void A_state_without_deals_has_the_bytes_that_it_always_had()
    {
        var writer = new StateWriter();
        new IndexMachine().Save(writer);

        // Next, no series, no scores, nine times sixteen rates' fields, no index; nothing behind.
        var rates = Currencies.Count * Currencies.Count * (16 + 4 + 8);
        Assert.Equal(8 + 4 + 4 + rates + 4, writer.Bytes.Length);
    }

    public static TheoryData<string, string> Broken =>
        new()
        {
            { "\"net\":250", "\"net\":-1" },
            { "\"to\":\"2026-03-01\"", "\"to\":\"2026-03-03\"" },
            { "\"to\":\"2026-03-01\"", "\"to\":\"2026-02-01\"" },
            { "\"kind\":\"invoice\"", "\"kind\":\"rumour\"" },
            { "\"unit\":\"1M tokens\"", "\"unit\":\"GPU hour\"" },
            { "\"units\":100", "\"units\":0" },
            { "\"class\":\"output\"", "\"class\":\"input\"" },
            { "aaaa\"", "aaaX\"" },
            { "\"quantities\":[", "\"quantities\":[null," },
            { "\"feed\":\"test\"", "\"feed\":\"test\",\"flags\":[null]" },
            { "\"feed\":\"test\"", "\"feed\":\"test\",\"flags\":[\"lovely\"]" },
            { "\"feed\":\"test\"", "\"feed\":\"test\",\"traits\":[null]" },
            { "\"feed\":\"test\"", "\"feed\":\"test\",\"surprise\":1" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_deal_is_refused_and_changes_nothing(string was, string becomes)
    {
        var text = System.Text.Encoding.UTF8.GetString(Documents.Write(_deal));
        Assert.Contains(was, text, StringComparison.Ordinal);
        var broken = text.Replace(was, becomes, StringComparison.Ordinal);
        var run = new IndexRun().Send(Noon, MessageKind.ObserveDeal, System.Text.Encoding.UTF8.GetBytes(broken));
        var told = Assert.Single(run.Events);
        Assert.Equal(MessageKind.ObservationRefused, told.Kind);
        Assert.Equal(new IndexRun().Tick(Noon).Machine.Digest, run.Machine.Digest);
    }
}
