// What the books and the day's trades say about a contract's settlement goes to the engine; what it says comes back.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>A month's settlement price and what it rests on (its day is filled in by who tells it).</summary>
internal readonly record struct ContractPrice(Price Price, SettlementTier Tier, SettlementEvidence Evidence);

/// <summary>Settlement prices of a contract's months (rules STL).</summary>
internal static class ContractPrices
{
    /// <summary>The months that trade, in order of time, and their prices.</summary>
    public static (List<Month> Months, ContractPrice[] Prices) Of(State state, ContractSpec spec)
    {
        var (months, days, spreads, ids) = InputsOf(state, spec);
        var settled = SettlementPrice.Of(days, spreads, TermsOf(spec));
        var prices = new ContractPrice[months.Count];
        for (var at = 0; at < prices.Length; at++)
        {
            var price = settled[at];
            var from = price.From < 0 ? default : months[price.From].Instrument.Id;
            var spread = price.Spread < 0 ? default : ids[price.Spread];
            prices[at] = new(price.Price, price.Tier, Evidence(months[at].Instrument, price, from, spread));
        }

        return (months, prices);
    }

    /// <summary>The same, told with everything that it is made from and every step that was tried.</summary>
    public static ContractSettlement Read(State state, ContractSpec spec)
    {
        var (months, days, spreads, ids) = InputsOf(state, spec);
        var tried = new List<TriedStep>();
        var settled = SettlementPrice.Of(days, spreads, TermsOf(spec), tried);
        var rows = new List<MonthSettlement>(months.Count);
        for (var at = 0; at < settled.Length; at++)
        {
            var (place, instrument) = (at, months[at].Instrument);
            var evidence = Evidence(instrument, settled[at], default, default);
            rows.Add(
                new(
                    instrument.Id,
                    days[at],
                    settled[at],
                    tried.FindAll(t => t.Month == place),
                    evidence.FromSeconds,
                    evidence.ToSeconds
                )
            );
        }

        return new(spec, rows, [.. spreads.Select((s, at) => new SpreadSettlement(ids[at], s))]);
    }

    private static (List<Month> Months, DayOfMonth[] Days, List<DayOfSpread> Spreads, List<InstrumentId> Ids) InputsOf(
        State state,
        ContractSpec spec
    )
    {
        var months = MonthsOf(state, spec);
        var days = new DayOfMonth[months.Count];
        for (var at = 0; at < days.Length; at++)
            days[at] = DayOf(state, months[at].Instrument);
        var (spreads, ids) = SpreadsOf(state, spec, months);
        return (months, days, spreads, ids);
    }

    private static SettlementTerms TermsOf(ContractSpec spec) =>
        new(spec.SettlementSteps, spec.SettlementRounding, spec.SettlementTieToPrevious);

    /// <summary>The months that trade, in order of time whatever the order of their listing: settlement's steps look to
    /// neighbours in time.</summary>
    public static List<Month> MonthsOf(State state, ContractSpec spec)
    {
        var months = state.Months.FindAll(m =>
            m.Legs is null && m.Instrument.Spec == spec && m.Instrument.Trading && !m.Instrument.Expired
        );
        months.Sort((a, b) => a.Instrument.Month.CompareTo(b.Instrument.Month));
        return months;
    }

    /// <summary>The next day begins with nothing: what was counted near the close of the contract's months and spreads,
    /// and what was proposed by hand, has had its day.</summary>
    public static void Clear(State state, ContractSpec spec)
    {
        foreach (var month in state.Months)
        {
            if (month.Instrument.Spec != spec)
                continue;
            ClosingTrades.Clear(month.Instrument);
            var id = month.Instrument.Id;
            state.Overrides.RemoveAll(o => o.Instrument == id);
        }
    }

    private static DayOfMonth DayOf(State state, Instrument i) =>
        new(i.Previous, i.Low, i.High, i.TicksTimesLots, i.Volume, i.ClosingBid, i.ClosingAsk)
        {
            Month = i.Month.Index,
            LastHour = new(i.HourTicksTimesLots, i.HourLots),
            Window = new(i.WindowTicksTimesLots, i.WindowLots),
            Last = i.Volume > 0 ? i.Last : null,
            Manual = SettlementOverrides.Of(state, i.Id),
        };

    /// <summary>Calendar spreads of the contract whose price is one tick of the near month less one of the
    /// far.</summary>
    private static (List<DayOfSpread> Spreads, List<InstrumentId> Ids) SpreadsOf(
        State state,
        ContractSpec spec,
        List<Month> months
    )
    {
        var (spreads, ids) = (new List<DayOfSpread>(), new List<InstrumentId>());
        foreach (var month in state.Months)
        {
            var spread = month.Instrument;
            if (
                spread.Spread is not { Kind: SpreadKind.Calendar, NearWeight: 1, FarWeight: 1 }
                || spread.Spec != spec
                || spread.WindowLots == 0
            )
                continue;
            var near = months.FindIndex(m => m.Instrument.Id == spread.Near);
            var far = months.FindIndex(m => m.Instrument.Id == spread.Far);
            if (near < 0 || far < 0)
                continue;
            spreads.Add(new(near, far, new(spread.WindowTicksTimesLots, spread.WindowLots)));
            ids.Add(spread.Id);
        }

        return (spreads, ids);
    }

    private static SettlementEvidence Evidence(
        Instrument i,
        in SettledPrice price,
        InstrumentId from,
        InstrumentId spread
    )
    {
        var (first, last) = price.Step switch
        {
            SettlementTier.LastHour => ((i.HoursLeft + 1) * 3600, i.HoursLeft * 3600),
            SettlementTier.ClosingWindow or SettlementTier.SpreadImplied => (i.Spec.SettlementWindowSeconds, 0),
            _ => (0, 0),
        };
        return new(
            i.Id,
            default,
            price.Computed,
            price.Step,
            price.Numerator,
            price.Denominator,
            first,
            last,
            i.ClosingBid ?? default,
            i.ClosingAsk ?? default,
            from,
            spread
        );
    }
}
