// The random market at the edges of its bands: closing orders and others that stay there over night.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private readonly SortedList<(int Instrument, int Account), long> _net = [];

    /// <summary>Every contract puts closing orders first, and many orders come to the edges (rule MKT-002).</summary>
    public bool Edges { get; init; }

    private string Model()
    {
        var model = Edges ? _models[_chance.Chance(500) ? 1 : 6] : _models[Pick(_models.Length)];
        // Halts after the ladder are rare enough.
        return
            !Edges
            && !Late
            && !model.Contains("halt", StringComparison.Ordinal)
            && _forced.Chance(seed % 3 == 0 ? 700 : 100)
            ? _reductions[(int)_forced.Between(0, _reductions.Length - 1)]
            : model;
    }

    private void Hold(Traded trade)
    {
        Add(trade.Buyer.Value, trade.Quantity.Lots);
        Add(trade.Seller.Value, -trade.Quantity.Lots);

        void Add(int account, long lots) =>
            _net[(trade.Instrument.Value, account)] = _net.GetValueOrDefault((trade.Instrument.Value, account)) + lots;
    }

    // At today's edges, and beside them where tomorrow's may lie, by those who hold something.
    private void OrderAtEdge()
    {
        var holders = _net.Where(n => n.Value != 0).Select(n => n.Key).ToList();
        if (holders.Count == 0)
            return;
        var (instrument, account) = holders[Pick(holders.Count)];
        var sells = _net[(instrument, account)] > 0;
        var band = _bands[instrument];
        var inside = Pick(4);
        var iceberg = _chance.Chance(200);
        Send(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(instrument),
                sells ? Side.Sell : Side.Buy,
                OrderType.Limit,
                _chance.Chance(900) ? TimeInForce.GoodTillCancelled : TimeInForce.AtTheClose,
                // Now and then at the far edge, where it trades or is the best.
                new(sells ^ _chance.Chance(60) ? band.High.Ticks - inside : band.Low.Ticks + inside),
                new(iceberg ? 2 : 1),
                Id(),
                _chance.Chance(600) ? OrderFlags.CloseOnly : OrderFlags.None,
                Display: new(iceberg ? 1 : 0)
            )
        );
    }
}
