// A story's defaults: money that stands ready, the declaration, what the house does with positions, and what it tells.
using System.Globalization;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // How many transfers and layers this line has asked about.
    private int _transfersAsked;
    private int _layersAsked;

    // fund MEMBER AMOUNT [CURRENCY] [reference R]; below zero: out of the fund.
    private void MoveFund(WordReader words)
    {
        var member = words.Number("a member's number");
        var (amount, currency, reference) = MoneyOf(words);
        var command = new MoveFund(member, currency, amount, reference);
        Outcome(words, _venue.Submit(MessageKind.MoveFund, Codec.Bytes(command)));
    }

    // layer capital|reserve|NUMBER AMOUNT [CURRENCY] [reference R]
    private void MoveLayer(WordReader words)
    {
        var layer = words.NextIsNumber
            ? (LedgerCode)words.Whole("a ledger code")
            : words.Take("capital or reserve") switch
            {
                "capital" => LedgerCode.ExchangeCapital,
                "reserve" => LedgerCode.RiskReserve,
                _ => throw words.Fault("capital, reserve or a ledger code before it"),
            };
        var (amount, currency, reference) = MoneyOf(words);
        var command = new MoveLayer(layer, currency, amount, reference);
        Outcome(words, _venue.Submit(MessageKind.MoveLayer, Codec.Bytes(command)));
    }

    private (Money Amount, Currency Currency, Name24 Reference) MoneyOf(WordReader words)
    {
        var amount = words.Minor("an amount");
        var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
        if (Currencies.Of(words.Peek) != Currency.None)
            words.Take("");
        return (new(amount), currency, ReferenceOf(words));
    }

    // default propose|declare|port|close|auction|tear-up|allocate ...
    private void Default(WordReader words)
    {
        if (words.Has("propose"))
            ProposeDefault(words);
        else if (words.Has("declare"))
        {
            var member = words.Number("a member's number");
            words.Need("by");
            Send(words, MessageKind.DeclareDefault, new DeclareDefault(member, NameOf(words)));
        }
        else if (words.Has("port"))
        {
            var account = AccountOf(words.Take("an account"));
            words.Need("to");
            Send(words, MessageKind.PortClient, new PortClient(account, words.Number("a member's number")));
        }
        else if (words.Has("close"))
            CloseDefaulted(words);
        else if (words.Has("auction"))
            AuctionDefault(words);
        else if (words.Has("tear-up"))
            Send(words, MessageKind.TearUpDefault, new TearUpDefault(words.Number("a member's number")));
        else if (words.Has("allocate"))
            Send(words, MessageKind.AllocateLoss, new AllocateLoss(words.Number("a member's number")));
        else
            throw words.Fault("propose, declare, port, close, auction, tear-up or allocate");
    }

    private void Send<T>(WordReader words, MessageKind kind, T command)
        where T : unmanaged => Outcome(words, _venue.Submit(kind, Codec.Bytes(command)));

    // default propose MEMBER by PERSON [reason WORD]
    private void ProposeDefault(WordReader words)
    {
        var member = words.Number("a member's number");
        words.Need("by");
        var person = NameOf(words);
        var reason = words.Has("reason") ? NameOf(words) : default;
        Send(words, MessageKind.ProposeDefault, new ProposeDefault(member, person, reason));
    }

    // default close NAME buy|sell N [SYMBOL] @ P [today|yesterday]
    private void CloseDefaulted(WordReader words)
    {
        var account = AccountOf(words.Take("an account"));
        var side = words.Either("buy", "sell") ? Side.Buy : Side.Sell;
        var lots = words.Whole("a number of lots");
        var month = Month(words);
        words.Need("@");
        var price = TicksOf(month, words);
        var flags =
            words.Has("today") ? OrderFlags.CloseToday
            : words.Has("yesterday") ? OrderFlags.CloseYesterday
            : OrderFlags.None;
        var id = ClientOrderId.Of(string.Create(CultureInfo.InvariantCulture, $"house-{++_clientIds}"));
        Send(
            words,
            MessageKind.CloseDefaulted,
            new CloseDefaulted(account, new(month.Instrument), side, new(price), new(lots), id, flags)
        );
    }

    // default auction MEMBER [bid MEMBER buy|sell N [SYMBOL] @ P]..., or a document in braces.
    private void AuctionDefault(WordReader words)
    {
        if (words.Peek.StartsWith('{'))
        {
            Define(MessageKind.AuctionDefault, words);
            return;
        }

        var member = words.Whole("a member's number");
        var bids = new List<string>();
        while (words.Has("bid"))
        {
            var bidder = words.Whole("a member's number");
            var side = words.Either("buy", "sell") ? "buy" : "sell";
            var lots = words.Whole("a number of lots");
            var month = Month(words);
            words.Need("@");
            bids.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"member":{{bidder}},"instrument":{{month.Instrument}},"side":"{{side}}","lots":{{lots}},"ticks":{{TicksOf(month, words)}}}"""
                )
            );
        }

        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"member":{{member}},"bids":[{{string.Join(',', bids)}}]}"""
        );
        Outcome(words, _venue.Submit(MessageKind.AuctionDefault, Encoding.UTF8.GetBytes(json)));
    }

    private bool OfDefaults(WordReader words)
    {
        if (words.Has("transferred"))
            ExpectTransferred(words);
        else if (words.Has("auctioned"))
            ExpectAuctioned(words);
        else if (words.Has("missed"))
        {
            var missed = LastEvents<BidMissed>().ConvertAll(b => $"{b.Bidder}");
            var got = missed.Count == 0 ? "none" : string.Join(' ', missed);
            var expected = new List<string> { words.Take("a member's number or none") };
            while (words.NextIsNumber)
                expected.Add(words.Take(""));
            Same("missed", string.Join(' ', expected), got);
        }
        else if (words.Has("layer"))
            ExpectLayer(words);
        else if (words.Has("layers"))
            Same("layers", $"{words.Whole("a number")}", $"{LastEvents<LayerUsed>().Count}");
        else if (words.Has("loss"))
            ExpectLoss(words);
        else if (words.Has("stage"))
        {
            var member = words.Whole("a member's number");
            var moved = Last<DefaultMoved>(MessageKind.DefaultMoved, m => m.Member == member);
            var declared = Last<DefaultDeclared>(MessageKind.DefaultDeclared, d => d.Member == member) is not null;
            var stage = moved?.Stage ?? (declared ? DefaultStage.Declared : DefaultStage.None);
            Same($"stage {member}", words.Take("a stage"), Spelled(stage.ToString()));
        }
        else if (words.Peek is "capital" or "reserve")
        {
            var what = words.Take("");
            var code = what == "capital" ? LedgerCode.ExchangeCapital : LedgerCode.RiskReserve;
            Same(what, Amount(words), Minor(_venue.Balance(code, 0, _currency)));
        }
        else
            return false;
        return true;
    }

    private List<T> LastEvents<T>() => [.. _venue.Log[^1].Events.Select(e => e.Message).OfType<T>()];

    // transferred N [@ P] [buyer NAME] [seller NAME] [origin WORD]: one after the other; transferred none.
    private void ExpectTransferred(WordReader words)
    {
        var told = LastEvents<DefaultTraded>();
        if (words.Has("none"))
        {
            Same("transfers", "0", $"{told.Count}");
            return;
        }

        var at = _transfersAsked++;
        var what = $"transferred {_transfersAsked}";
        var trade = at < told.Count ? told[at] : default;
        Same(what, $"{words.Whole("a number of lots")}", $"{trade.Lots.Lots}");
        while (true)
        {
            if (words.Has("@"))
            {
                var tick = trade.Instrument.Value == 0 ? 0 : TickOf(trade.Instrument.Value);
                Same($"{what} @", Plain(words.Decimal("a price")), Plain(trade.Price.Ticks * tick));
            }
            else if (words.Has("buyer"))
                Same($"{what} buyer", words.Take("an account"), AccountNameOf(trade.Buyer));
            else if (words.Has("seller"))
                Same($"{what} seller", words.Take("an account"), AccountNameOf(trade.Seller));
            else if (words.Has("origin"))
                Same($"{what} origin", words.Take("an origin"), Spelled(trade.Origin.ToString()));
            else
                return;
        }
    }

    // auctioned [SYMBOL] buy|sell N of N [@ P]
    private void ExpectAuctioned(WordReader words)
    {
        var month = Month(words);
        var side = words.Either("buy", "sell") ? Side.Buy : Side.Sell;
        var told = LastEvents<DefaultAuctioned>()
            .Find(a => a.Instrument.Value == month.Instrument && a.Bidders == side);
        var what = $"auctioned {month.Symbol}";
        Same(what, $"{words.Whole("lots sold")}", $"{told.Sold.Lots}");
        words.Need("of");
        Same($"{what} of", $"{words.Whole("lots offered")}", $"{told.Offered.Lots}");
        if (words.Has("@"))
            Same($"{what} @", Plain(words.Decimal("a price")), Plain(told.Price.Ticks * month.TickSize));
    }

    // layer WORD NAME|exchange A [of A] [replenish A]: one after the other, as they were told.
    private void ExpectLayer(WordReader words)
    {
        var told = LastEvents<LayerUsed>();
        var at = _layersAsked++;
        var part = at < told.Count ? told[at] : default;
        var what = $"layer {_layersAsked}";
        Same(what, words.Take("a layer"), Spelled(part.Layer.ToString()));
        var who = part.Account.Value == 0 ? "exchange" : AccountNameOf(part.Account);
        Same($"{what} of", words.Take("an account or exchange"), who);
        Same($"{what} used", Amount(words), Minor(part.Used.Minor));
        if (words.Has("of"))
            Same($"{what} available", Amount(words), Minor(part.Available.Minor));
        if (words.Has("replenish"))
            Same($"{what} replenish", Amount(words), Minor(part.Replenish.Minor));
    }

    // loss A [CURRENCY] [owed A] [by DATE], loss none: of the last command.
    private void ExpectLoss(WordReader words)
    {
        var told = LastEvents<DefaultAllocated>();
        if (words.Has("none"))
        {
            Same("losses", "0", $"{told.Count}");
            return;
        }

        var expected = Amount(words);
        var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
        if (Currencies.Of(words.Peek) != Currency.None)
            words.Take("");
        var loss = told.Find(l => l.Currency == currency);
        Same("loss", expected, Minor(loss.Loss.Minor));
        if (words.Has("owed"))
            Same("loss owed", Amount(words), Minor(loss.Owed.Minor));
        if (words.Has("by"))
            Same("loss by", words.Date().ToString(), loss.ReplenishBy.ToString());
    }

    // What is at the bank and belongs to no account's balance.
    private long ReadyForDefaults(Currency currency) =>
        _venue.Balance(LedgerCode.ExchangeCapital, 0, currency)
        + _venue.Balance(LedgerCode.RiskReserve, 0, currency)
        + _accounts.Values.Sum(a => _venue.Balance(LedgerCode.DefaultFund, a, currency));
}
