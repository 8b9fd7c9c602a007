// Channels of an account at the Deribit-style door: its orders and its trades as they change.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>user.orders: each order that changed, one a message (raw) or as a list; user.trades: trades as a list.
/// Begins with the first change after the subscription.</summary>
internal sealed class OwnChannel : RpcChannel
{
    private readonly VenueViews _views;
    private readonly AccountHistory _history;
    private readonly int _account;
    private readonly bool _orders;
    private readonly bool _each;
    private readonly Func<InstrumentDocument, bool> _which;
    private long _place;

    public OwnChannel(
        string name,
        VenueViews views,
        AccountHistory history,
        int account,
        bool orders,
        bool each,
        Func<InstrumentDocument, bool> which
    )
        : base(name)
    {
        (_views, _history, _account) = (views, history, account);
        (_orders, _each, _which) = (orders, each, which);
        _place = history.Hear(account);
    }

    public override bool Conflates => false;

    public override bool Update(List<JsonNode> notes)
    {
        var changes = new List<OwnChange>();
        if (!_history.Since(_account, ref _place, changes))
            return false;
        var told = new List<JsonNode>();
        foreach (var change in changes)
        {
            if (_orders && change.Order is { } order)
                Order(order, told);
            else if (!_orders && change.Trade is { } trade)
                Trade(trade, told);
        }

        if (_orders && _each)
            notes.AddRange(told);
        else if (told.Count > 0)
            notes.Add(new JsonArray([.. told]));
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        _history.Leave(_account);
    }

    private void Order(OwnOrder order, List<JsonNode> told)
    {
        lock (_views.Gate)
        {
            if (_which(_views.Board.Of(order.Instrument).Terms))
                told.Add(AccountShapes.Order(_views, order));
        }
    }

    private void Trade(OwnTrade trade, List<JsonNode> told)
    {
        var order = _history.Of(trade.Order);
        lock (_views.Gate)
        {
            if (_which(_views.Board.Of(trade.Instrument).Terms))
                told.Add(AccountShapes.Trade(_views, trade, order));
        }
    }
}
