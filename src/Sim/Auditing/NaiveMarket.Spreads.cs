// The naive market's spreads: documents, listing, bands, phases, the end; what their orders risk.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void DefineSpread(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (SpreadSpec.Read(json, faults) is not { } terms)
        {
            RefuseDocument(MessageKind.DefineSpread, faults);
            return;
        }

        if (_spreads.Any(s => s.Spread == terms.Spread) || _contracts.Any(c => c.Contract == terms.Spread))
            faults.Add(new("spread", terms.Spread, "is defined once"));
        foreach (var (field, leg) in new[] { ("near.contract", terms.Near), ("far.contract", terms.Far) })
        {
            if (!_contracts.Any(c => c.Contract == leg))
                faults.Add(new(field, leg, "is defined before its spreads"));
        }

        if (faults.Count > 0)
        {
            RefuseDocument(MessageKind.DefineSpread, faults);
            return;
        }

        _spreads.Add(terms);
        SayDocument(MessageKind.SpreadDefined, json);
        ListSpreads();
    }

    // SPR-001: every pair of legs that is there and has no spread yet.
    private void ListSpreads()
    {
        foreach (var terms in _spreads)
        {
            var near = LegsOf(terms.Near);
            var pairs =
                terms.Kind == SpreadKind.Calendar
                    ? near.Zip(near.Skip(1))
                    : near.Join(LegsOf(terms.Far), n => n.Month, f => f.Month, (n, f) => (n, f));
            foreach (var (one, other) in pairs)
            {
                if (!_instruments.Any(i => i.Spread is { } s && s.Terms == terms && s.Near == one && s.Far == other))
                    List(new(terms, one, other));
            }
        }
    }

    private List<NaiveInstrument> LegsOf(string contract) =>
        [.. Months.Where(i => !i.Expired && i.Terms.Contract == contract).OrderBy(i => i.Month)];

    private void List(NaiveSpread spread)
    {
        var (near, far) = (spread.Near, spread.Far);
        var listed = new NaiveInstrument
        {
            Id = _instruments.Count + 1,
            Terms = near.Terms,
            Spread = spread,
            Month = near.Month,
            Calendar = near.Calendar,
            FirstDay = near.FirstDay > far.FirstDay ? near.FirstDay : far.FirstDay,
            LastDay = near.LastDay < far.LastDay ? near.LastDay : far.LastDay,
            Previous = spread.PriceAt(near.Previous, far.Previous),
        };
        _instruments.Add(listed);
        near.Spreads.Add(listed);
        far.Spreads.Add(listed);
        Say(MessageKind.InstrumentListed, DocumentOf(listed));
    }

    // SPR-002: what the bands of the legs make possible.
    private void SetSpreadBand(NaiveInstrument month, TradingDate day)
    {
        var spread = month.Spread!;
        month.Opened = true;
        month.Low = spread.PriceAt(spread.Near.Low, spread.Far.High);
        month.High = spread.PriceAt(spread.Near.High, spread.Far.Low);
        month.Previous = month.Last = spread.Value;
        Say(MessageKind.BandSet, new BandSet(new(month.Id), day, new(month.Previous), new(month.Low), new(month.High)));
    }

    // A leg has moved: its spreads say what that means for them.
    private void TellSpreadsOf(NaiveInstrument leg)
    {
        foreach (var spread in leg.Spreads.Where(s => s.Opened && s.Phase != s.InBook))
        {
            SayState(spread, StateCause.Legs, default, default);
            spread.InBook = spread.Phase;
        }
    }

    private void EndSpreads(TradingDate day)
    {
        var over = _instruments.Where(i => !i.Expired && i.Spread is { } s && (s.Near.Expired || s.Far.Expired));
        foreach (var spread in over.ToList())
        {
            foreach (var order in spread.Live.OrderBy(o => o.Id.Value).ToList())
                Leave(spread, order, CancelReason.EndOfDay);
            (spread.Expired, spread.Opened) = (true, false);
            spread.InBook = TradingPhase.Closed;
            Say(MessageKind.InstrumentExpired, new InstrumentExpired(new(spread.Id), day));
        }
    }

    private static NaiveRefusal? AskSpreadWords(PlaceOrder words)
    {
        var life = words.TimeInForce is TimeInForce.Day or TimeInForce.FillAndKill or TimeInForce.FillOrKill;
        var plain = words.Display.Lots == 0 && words.Minimum.Lots == 0 && !words.Flags.HasFlag(OrderFlags.CloseOnly);
        return words.Type == OrderType.Limit && life && plain
            ? null
            : new(RejectReason.NotForSpreads, OrderField.Type, (long)words.Type, 0);
    }

    // SPR-006: the fee that one lot of a spread freezes in a leg.
    private long SpreadFee(NaiveInstrument spread, NaiveInstrument leg, NaiveOrder order) =>
        FeeOf(
            leg,
            FrozenRate(leg, order),
            leg.Previous,
            spread.Spread!.Near == leg ? spread.Spread.Terms.NearLots : spread.Spread.Terms.FarLots
        );

    // SPR-006: an order in each leg.
    private NaiveRefusal? AskSpreadRisk(NaiveSpread spread, NaiveOrder order)
    {
        var (near, far) = (spread.Near, spread.Far);
        var nearLots = order.Left * spread.Terms.NearLots;
        var farLots = order.Left * spread.Terms.FarLots;
        foreach (var (leg, buys, lots) in new[] { (near, order.IsBuy, nearLots), (far, !order.IsBuy, farLots) })
        {
            if (AskLimit(leg, order.Account, buys, lots) is { } over)
                return over;
        }

        if (IsGrouped(near) || IsGrouped(far))
            return AskSpreadGroups(spread, order);
        BigInteger away = long.Max(0, (order.IsBuy ? 1 : -1) * (order.Limit - spread.Value));
        var nearMargin = MoreMargin(near, order, order.IsBuy, nearLots);
        var farMargin = MoreMargin(far, order, !order.IsBuy, farLots);
        var nearCosts = FeesOf(near, order, spread.Terms.NearLots);
        var farCosts = FeesOf(far, order, spread.Terms.FarLots);
        nearCosts += Exact.Ceiling(away, spread.Terms.NearWeight) * (BigInteger)nearLots * near.Terms.TickValueMinor;
        if (near.Terms.Currency == far.Terms.Currency)
        {
            (nearMargin, nearCosts) = (nearMargin + farMargin, nearCosts + farCosts);
            (farMargin, farCosts) = (0, 0);
        }

        return ShortOf(nearMargin, nearCosts, order.Account, near.Terms.Currency)
            ?? (farMargin + farCosts == 0 ? null : ShortOf(farMargin, farCosts, order.Account, far.Terms.Currency));
    }

    private BigInteger MoreMargin(NaiveInstrument leg, NaiveOrder order, bool buys, long lots) =>
        IsPriced(leg)
            ? PricedMore(leg, order.Account, [new(buys, lots, (BigInteger)leg.Previous * lots)])
            : RequiredOf(leg, order.Account, buys ? lots : 0, buys ? 0 : lots) - RequiredOf(leg, order.Account, 0, 0);

    private BigInteger FeesOf(NaiveInstrument leg, NaiveOrder order, long ratio) =>
        (BigInteger)FeeOf(leg, FrozenRate(leg, order), leg.Previous, ratio) * order.Left;

    private NaiveRefusal? ShortOf(BigInteger margin, BigInteger costs, int account, Currency currency)
    {
        var needs = InCash(account, currency, margin) + costs;
        var free = Free(account, currency);
        return needs > free ? new(RejectReason.InsufficientFunds, OrderField.Quantity, (long)needs, (long)free) : null;
    }
}
