// Sources and the intake screen: who is admitted, who is related, and which deals are never used.
using System.Text;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class IntakeScreenTests
{
    private const string Noon = "2026-03-02T12:00:00Z";

    private static readonly SourceDocument _source = new(
        "acme",
        "acme",
        ["acme-labs", "hash-of-acme"],
        "invoice",
        "2026-01-01",
        SourceDocument.Admitted,
        "passed the admission test; contract 7"
    );

    private static readonly DealObservation _deal = new(
        "2026-03-02",
        "2026-03-01",
        "2026-03-01",
        "token",
        "invoice",
        "acme",
        "b1",
        "maker",
        "m",
        "cn",
        "on_demand",
        [new("input", 100m, 2m), new("output", 10m, 8m)],
        250m,
        Currency.CNY,
        "1M tokens",
        "acme invoice 7",
        Proof(1),
        "test"
    );

    private static string Proof(int number) =>
        number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    private static string? ReasonFor(DealObservation deal, params DealObservation[] others)
    {
        var audit = Audit(_source);
        foreach (var other in others)
            Assert.Null(audit.Add(other));
        Assert.Null(audit.Add(deal));
        return audit.Reasons()[^1];
    }

    private static DealAudit Audit(params SourceDocument[] sources)
    {
        var audit = new DealAudit();
        foreach (var source in sources)
            Assert.Null(audit.Define(source));
        return audit;
    }

    [Fact]
    public void An_honest_deal_of_an_admitted_source_is_used() => Assert.Null(ReasonFor(_deal));

    [Theory]
    [InlineData("acme invoice 7", null)]
    [InlineData("acme", null)]
    [InlineData("acme:2026/7", null)]
    [InlineData("acmes invoice", "source not defined")]
    [InlineData("ac", "source not defined")]
    public void A_source_is_known_by_the_beginning_of_the_source_text(string text, string? reason) =>
        Assert.Equal(reason, ReasonFor(_deal with { Source = text }));

    [Theory]
    [InlineData(SourceDocument.Probation, "2026-01-01", "source on probation")]
    [InlineData(SourceDocument.Refused, "2026-01-01", "source refused")]
    [InlineData(SourceDocument.Admitted, "2026-03-03", "seen before its source was admitted")]
    public void A_source_that_is_not_admitted_brings_no_deal(string status, string since, string reason)
    {
        var audit = Audit(_source with { Status = status, Since = since });
        Assert.Null(audit.Add(_deal));
        Assert.Equal(reason, Assert.Single(audit.Reasons()));
    }

    [Fact]
    public void What_is_free_promotional_or_flagged_is_not_used()
    {
        Assert.Equal("nothing was paid", ReasonFor(_deal with { Net = 0m }));

        // List: 100 x 2 + 10 x 8 = 280; a fifth of it is 56.
        Assert.Null(ReasonFor(_deal with { Net = 56m }));
        Assert.Equal("paid less than a fifth of list: promotional", ReasonFor(_deal with { Net = 55.99m }));
        Assert.Null(ReasonFor(_deal with { Net = 1m, Quantities = [new("input", 100m)] }));
        Assert.Equal("flagged free, promotional or related", ReasonFor(_deal with { Flags = ["prepaid", "related"] }));
        Assert.Null(ReasonFor(_deal with { Flags = ["prepaid", "government"] }));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme-labs")]
    [InlineData("hash-of-acme")]
    public void Related_parties_trade_with_themselves(string buyer) =>
        Assert.Equal("seller and buyer are one or related", ReasonFor(_deal with { Buyer = buyer }));

    [Fact]
    public void Relations_join_through_several_sources()
    {
        var audit = Audit(_source, _source with { Source = "other", Owner = "b1", Related = ["acme-labs"] });
        Assert.Null(audit.Add(_deal));
        Assert.Equal("seller and buyer are one or related", audit.Reasons()[0]);
    }

    [Fact]
    public void One_proof_is_one_deal_and_one_deal_is_told_once()
    {
        Assert.Equal("the same deal was told before", ReasonFor(_deal with { Evidence = Proof(2) }, _deal));
        Assert.Equal("its proof was used before", ReasonFor(_deal with { Net = 251m }, _deal));
        Assert.Equal("its proof was used before", ReasonFor(_deal with { Buyer = "b2", Item = "n" }, _deal));

        // Further lines of one invoice, and the next day's consumption under the same contract, are deals of their own.
        Assert.Null(ReasonFor(_deal with { Item = "n" }, _deal));
        Assert.Null(ReasonFor(_deal with { From = "2026-03-02", To = "2026-03-02" }, _deal));
        Assert.Null(ReasonFor(_deal with { Evidence = Proof(3), Net = 251m }, _deal));
    }

    [Fact]
    public void Goods_that_come_back_are_a_circle_for_both_sides()
    {
        var back = _deal with { Seller = "b1", Buyer = "hash-of-acme", Evidence = Proof(9), Net = 240m };
        var audit = Audit(_source);
        Assert.Null(audit.Add(_deal));
        Assert.Null(audit.Add(back));
        const string reason = "the buyer sold back to the seller within the days of a circle";
        Assert.Equal([reason, reason], audit.Reasons());

        // Long ago, or other goods for other money: trade.
        Assert.Null(ReasonFor(_deal, back with { Seen = "2026-01-20", From = "2026-01-20", To = "2026-01-20" }));
        Assert.Null(ReasonFor(_deal, back with { Item = "n", Net = 100m }));
        Assert.Equal(reason, ReasonFor(_deal, back with { Item = "n" }));
    }

    [Fact]
    public void A_circle_of_three_is_found()
    {
        var on = _deal with { Seller = "b1", Buyer = "b2", Evidence = Proof(8) };
        var home = _deal with { Seller = "b2", Buyer = "hash-of-acme", Evidence = Proof(9) };
        Assert.Equal("sold in a circle of three within the days of a circle", ReasonFor(_deal, on, home));
        Assert.Null(ReasonFor(_deal, on));
    }

    [Fact]
    public void A_source_stands_on_the_log_is_told_and_survives_a_snapshot()
    {
        var bytes = Documents.Write(_source);
        var run = new IndexRun().Send(Noon, MessageKind.DefineSource, bytes);
        var told = Assert.Single(run.Events);
        Assert.Equal(MessageKind.SourceDefined, told.Kind);
        Assert.Equal(bytes, told.Bytes);
        run.Send(Noon, MessageKind.ObserveDeal, Documents.Write(_deal)).Reload();
    }

    [Theory]
    [InlineData("\"status\":\"admitted\"", "\"status\":\"loved\"", "status")]
    [InlineData("\"kind\":\"invoice\"", "\"kind\":\"gossip\"", "kind")]
    [InlineData("\"since\":\"2026-01-01\"", "\"since\":\"2026-02-30\"", "since")]
    [InlineData("\"owner\":\"acme\"", "\"owner\":\"\"", "owner")]
    [InlineData("\"acme-labs\"", "null", "related")]
    [InlineData("\"related\":[", "\"related\":\"x\",\"y\":[", "document")]
    public void A_broken_source_is_refused_with_field_and_rule(string was, string becomes, string field)
    {
        var text = Encoding.UTF8.GetString(Documents.Write(_source));
        Assert.Contains(was, text, StringComparison.Ordinal);
        var broken = text.Replace(was, becomes, StringComparison.Ordinal);
        var run = new IndexRun().Send(Noon, MessageKind.DefineSource, Encoding.UTF8.GetBytes(broken));
        var told = Assert.Single(run.Events);
        Assert.Equal(MessageKind.DocumentRefused, told.Kind);
        Assert.Equal(field, Documents.Read<RefusedDocument>(told.Bytes).Field);
        Assert.Equal(new IndexRun().Tick(Noon).Machine.Digest, run.Machine.Digest);
    }

    [Fact]
    public void A_source_is_not_admitted_backwards_but_refused_at_once()
    {
        var watched = _source with { Status = SourceDocument.Probation };
        var run = new IndexRun()
            .Send(Noon, MessageKind.DefineSource, Documents.Write(watched))
            .Send(Noon, MessageKind.DefineSource, Documents.Write(_source));
        Assert.Equal([MessageKind.SourceDefined, MessageKind.DocumentRefused], run.Events.Select(e => e.Kind));
        run.Send(Noon, MessageKind.DefineSource, Documents.Write(_source with { Since = "2026-03-02" })).Reload();
        Assert.Equal(MessageKind.SourceDefined, run.Events[^1].Kind);
    }
}
