// What a story's participants ask: orders and their words, amendments, cancels, quotes, reversals, protection.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private void Order(string name, WordReader words)
    {
        OpenLazily(words);
        var order = new OrderTerms(words.Either("buy", "sell") ? Side.Buy : Side.Sell)
        {
            Lots = words.Whole("a number of lots"),
        };
        var instrument = words.Has("instrument") ? words.Number("an instrument number") : 0;
        var month = Month(words);
        while (!words.AtEnd && words.Peek != "->")
        {
            if (!PriceTerm(order, month, words))
                order.Term(words);
        }

        var id = order.Id ?? $"auto-{++_clientIds}";
        if (!order.Complete)
            throw words.Fault("@ PRICE, market, mtl or stop PRICE");
        var placed = order.Message(
            AccountOf(name),
            new(instrument == 0 ? month.Instrument : instrument),
            id.Length == 0 ? default : ClientOrderId.Of(id)
        );
        Outcome(
            words,
            Entered(
                id,
                order.Session is { } session
                    ? _venue.Submit(MessageKind.SubmitOrder, Codec.Bytes(new SubmitOrder(placed, session)))
                    : _venue.Submit(MessageKind.PlaceOrder, Codec.Bytes(placed))
            )
        );
    }

    private bool PriceTerm(OrderTerms order, InstrumentDocument month, WordReader words)
    {
        if (words.Has("@"))
            order.Ticks = TicksOf(month, words);
        else if (words.Has("stop"))
            order.StopTicks = TicksOf(month, words);
        else if (words.Has("valid-until"))
            order.ValidUntil = Moment(words);
        else if (words.Has("over"))
            order.Session = words.Number("a session's number");
        else
            return false;
        return true;
    }

    private IReadOnlyList<Happening> Entered(string id, IReadOnlyList<Happening> events)
    {
        foreach (var accepted in events.Where(e => e.Kind == MessageKind.OrderAccepted))
            _orderIds[id] = accepted.As<OrderAccepted>().Order.Value;
        return events;
    }

    // 'order NUMBER', or the id that the story gave.
    private OrderId OrderNext(WordReader words) =>
        words.Has("order") ? new(words.Whole("an order number"))
        : _orderIds.TryGetValue(words.Peek, out var known) && words.Take("") is not null ? new(known)
        : throw words.Fault("the id of an order that was taken ('… as ID')");

    private Instant ValidUntil(WordReader words) => words.Has("valid-until") ? Moment(words) : default;

    private void Amend(string name, WordReader words)
    {
        OpenLazily(words);
        var order = OrderNext(words);
        words.Need("to");
        var lots = words.Whole("a number of lots");
        var seen = _venue.Order(order.Value);
        var month = seen is null
            ? Month(words)
            : _symbols.Values.First(s => s.Instrument == seen.Words.Instrument.Value);
        // Without a price the limit stays what it is.
        var ticks = words.Has("@") ? TicksOf(month, words) : seen?.Ticks ?? 0;
        var command = new AmendOrder(AccountOf(name), order, new(ticks), new(lots), ValidUntil(words));
        Outcome(words, _venue.Submit(MessageKind.AmendOrder, Codec.Bytes(command)));
    }

    private void Cancel(string name, WordReader words)
    {
        OpenLazily(words);
        var command = new CancelOrder(AccountOf(name), OrderNext(words), ValidUntil(words));
        Outcome(words, _venue.Submit(MessageKind.CancelOrder, Codec.Bytes(command)));
    }

    private void CancelAll(string name, WordReader words)
    {
        OpenLazily(words);
        var side =
            words.Has("buys") ? Side.Buy
            : words.Has("sells") ? Side.Sell
            : Side.None;
        var instrument = 0;
        Name24 contract = default;
        if (words.Has("instrument"))
            instrument = words.Number("an instrument number");
        else if (words.Has("contract") || _contracts.ContainsKey(words.Peek))
            contract = words.Name("a contract");
        else if (_symbols.ContainsKey(words.Peek))
            instrument = Month(words).Instrument;
        var scope = words.Has("group") ? CancelScope.ControlGroup : CancelScope.Account;
        var command = new MassCancel(AccountOf(name), scope, side, new(instrument), contract, ValidUntil(words));
        Outcome(words, _venue.Submit(MessageKind.MassCancel, Codec.Bytes(command)));
    }

    // maker quote [SYMBOL] N @ P / N @ P [SYMBOL N @ P / N @ P]… [as ID]: the sides become ID.bid and ID.ask.
    private void Quote(string name, WordReader words)
    {
        OpenLazily(words);
        var entries = new QuoteEntries();
        var count = 0;
        do
        {
            var instrument = words.Has("instrument") ? words.Number("an instrument number") : 0;
            var month = Month(words);
            var bid = SideOf(month, words);
            words.Need("/");
            var ask = SideOf(month, words);
            if (count < QuoteEntries.Length)
            {
                entries[count] = new(
                    new(instrument == 0 ? month.Instrument : instrument),
                    new(bid.Ticks),
                    new(bid.Lots),
                    new(ask.Ticks),
                    new(ask.Lots)
                );
            }

            count++;
        } while (_symbols.ContainsKey(words.Peek) || words.Peek == "instrument");
        if (words.Has("count"))
            count = words.Number("a number of entries");
        var id = words.Has("as") ? words.Take("a client order id") : name;
        var until = ValidUntil(words);
        int? session = words.Has("over") ? words.Number("a session's number") : null;
        var command = new PlaceQuotes(
            AccountOf(name),
            ClientOrderId.Of(id == name ? $"auto-{++_clientIds}" : id),
            (byte)count,
            entries,
            until
        );
        var events = session is { } over
            ? _venue.Submit(MessageKind.SubmitQuotes, Codec.Bytes(new SubmitQuotes(command, over)))
            : _venue.Submit(MessageKind.PlaceQuotes, Codec.Bytes(command));
        foreach (var accepted in events.Where(e => e.Kind == MessageKind.OrderAccepted))
        {
            var side = accepted.As<OrderAccepted>();
            _orderIds[$"{id}.{(side.Side == Side.Buy ? "bid" : "ask")}"] = side.Order.Value;
        }

        Outcome(words, events);
    }

    private static (long Lots, long Ticks) SideOf(InstrumentDocument month, WordReader words)
    {
        var lots = words.Whole("a number of lots");
        return (lots, words.Has("@") ? TicksOf(month, words) : 0);
    }

    private void Reverse(string name, WordReader words)
    {
        OpenLazily(words);
        var instrument = words.Has("instrument") ? words.Number("an instrument number") : 0;
        var month = Month(words);
        var ticks = words.Has("@") ? TicksOf(month, words) : 0;
        var id = words.Has("as") ? words.Take("a client order id") : $"auto-{++_clientIds}";
        var command = new ReversePosition(
            AccountOf(name),
            new(instrument == 0 ? month.Instrument : instrument),
            new(ticks),
            ClientOrderId.Of(id),
            ValidUntil(words)
        );
        Outcome(words, Entered(id, _venue.Submit(MessageKind.ReversePosition, Codec.Bytes(command))));
    }

    private void Protect(WordReader words)
    {
        var name = words.Take("an account's name");
        var contract = words.Name("a contract");
        long lots = 0;
        var window = 1000;
        if (!words.Has("off"))
        {
            lots = words.Whole("a number of lots");
            words.Need("lots");
            window = words.Duration(Instant.PerSecond / 1000);
        }

        var command = new SetProtection(AccountOf(name), contract, window, new(lots));
        Outcome(words, _venue.Submit(MessageKind.SetProtection, Codec.Bytes(command)));
    }
}
