// Reports of the order books as lines of JSON, under the names that the driver's orders came with.
using System.Text.Json.Nodes;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Books;

/// <summary>Writes one object for each report.</summary>
internal readonly struct BookReports(List<string> names, TextWriter output) : IMatchingReports
{
    public void Traded(in Match match) =>
        Write(
            new()
            {
                ["report"] = "trade",
                ["book"] = match.Instrument.Value,
                ["sequence"] = match.Sequence,
                ["price"] = match.Price.Ticks,
                ["lots"] = match.Lots,
                ["buy"] = Name(match.Buyer.Order),
                ["sell"] = Name(match.Seller.Order),
                ["aggressor"] = match.Aggressor.ToString(),
                ["origin"] = match.Origin.ToString(),
            }
        );

    public void BookChanged(in BookChanged change) =>
        Write(
            new()
            {
                ["report"] = "book",
                ["book"] = change.Instrument.Value,
                ["sequence"] = change.Sequence,
                ["action"] = change.Action.ToString(),
                ["id"] = Name(change.Order),
                ["side"] = change.Side.ToString(),
                ["price"] = change.Price.Ticks,
                ["lots"] = change.Lots.Lots,
            }
        );

    public void Stayed(in LiveOrder order) => Order(order.Sleeps ? "sleeps" : "rests", order, null);

    public void Lifted(in LiveOrder order) => Order("lifted", order, null);

    public void Left(in LiveOrder order, CancelReason reason, bool stayed) => Order("left", order, reason);

    public void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed) =>
        Order("reduced", order, reason);

    public void Elected(in LiveOrder order, Price trigger) => Order("woken", order, null);

    public void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus) =>
        Auction("uncrossed", instrument, sequence, price, lots, surplus);

    public void Indicated(in IndicativeChanged i) =>
        Auction("indication", i.Instrument, i.Sequence, i.Price, i.Lots.Lots, i.Surplus);

    public void Interrupted(InstrumentId instrument) =>
        Write(new() { ["report"] = "interrupted", ["book"] = instrument.Value });

    public void SpreadTraded(in SpreadTraded trade, in MatchSide buyer, in MatchSide seller) =>
        Write(
            new()
            {
                ["report"] = "spread",
                ["book"] = trade.Instrument.Value,
                ["sequence"] = trade.Sequence,
                ["price"] = trade.Price.Ticks,
                ["lots"] = trade.Lots.Lots,
                ["buy"] = Name(trade.BuyOrder),
                ["sell"] = Name(trade.SellOrder),
                ["origin"] = trade.Origin.ToString(),
            }
        );

    public void Write(JsonObject report) => output.WriteLine(report.ToJsonString());

    private void Auction(string what, InstrumentId book, long sequence, Price price, long lots, long surplus) =>
        Write(
            new()
            {
                ["report"] = what,
                ["book"] = book.Value,
                ["sequence"] = sequence,
                ["price"] = price.Ticks,
                ["lots"] = lots,
                ["surplus"] = surplus,
            }
        );

    private void Order(string what, in LiveOrder order, CancelReason? reason)
    {
        var report = new JsonObject
        {
            ["report"] = what,
            ["book"] = order.Instrument.Value,
            ["id"] = Name(order.Order),
            ["lots"] = order.Lots,
            ["price"] = order.Price.Ticks,
        };
        if (reason is { } why)
            report["reason"] = why.ToString();
        Write(report);
    }

    private string Name(OrderId order) => order.Value == 0 ? "" : names[(int)order.Value - 1];
}
