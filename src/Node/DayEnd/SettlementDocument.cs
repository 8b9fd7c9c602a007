// The settlement run of a day: inputs, steps that were tried, what they gave, prices by hand, what was published.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Days;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Clearing;

namespace Tokenbourse.Node.DayEnd;

/// <summary>Published prices are the log's; what is still to come is what the machine's own code gives now.</summary>
internal static class SettlementDocument
{
    /// <summary>Null: no calendar has begun that day.</summary>
    public static SettlementDayShape? Of(DayMoment moment, TradingDate day)
    {
        var parts = moment.Book.Of(day).Select(r => Part(moment, r)).ToList();
        return parts.Count == 0 ? null : new(day.ToString(), moment.AsOf, moment.Time.ToString(), parts);
    }

    private static SettlementPartShape Part(DayMoment moment, DayRecord day) =>
        new(
            moment.CalendarOf(day),
            moment.StageOf(day),
            day.Closed?.ToString(),
            moment.DueOf(day),
            day.Prices.Count == 0 ? null : day.Prices[0].Time.ToString(),
            DayMoment.DigestOf(day),
            [.. Contracts(moment, day)],
            [.. moment.Book.Amendments(day.Calendar, day.Day).Select(a => Present.Amendment(a.Words, a.Told))]
        );

    private static IEnumerable<SettlementContractShape> Contracts(DayMoment moment, DayRecord day)
    {
        var read = day.Inputs ?? (moment.Awaits(day) ? moment.Reader.Settlements(day.Calendar) : null);
        return read is not null
            ? read.Select(c => Contract(moment, day, c))
            : day
                .Prices.GroupBy(p => moment.Book.Terms(p.Set.Instrument).Contract)
                .Select(g => WithoutInputs(moment, day, g.Key, [.. g]));
    }

    private static SettlementContractShape Contract(DayMoment moment, DayRecord day, ContractSettlement c) =>
        new(
            c.Spec.Contract,
            c.Spec.Currency.ToString(),
            [.. c.Spec.SettlementSteps.Select(ClearingWords.Word)],
            c.Spec.SettlementTieToPrevious ? "nearest, tie to previous" : ClearingWords.Word(c.Spec.SettlementRounding),
            c.Spec.SettlementWindowSeconds,
            [.. c.Months.Select(m => Month(moment, day, c, m))],
            [
                .. c.Spreads.Select(s => new SettlementSpreadShape(
                    moment.Book.Terms(s.Instrument).Symbol,
                    SymbolOf(moment, c, s.Day.Near)!,
                    SymbolOf(moment, c, s.Day.Far)!,
                    s.Day.Window.Lots,
                    DayMoment.Exact(s.Day.Window.TicksTimesLots, s.Day.Window.Lots, moment.Book.Terms(s.Instrument))
                )),
            ]
        );

    private static SettlementMonthShape Month(
        DayMoment moment,
        DayRecord day,
        ContractSettlement contract,
        MonthSettlement month
    )
    {
        var terms = moment.Book.Terms(month.Instrument);
        var (given, at) = (month.Price, month.Day);
        var told = day.Prices.Find(p => p.Set.Instrument == month.Instrument);
        var spread = given.Spread < 0 ? null : moment.Book.Terms(contract.Spreads[given.Spread].Instrument).Symbol;
        return new(
            terms.Symbol,
            DayMoment.Of(at.Previous, terms),
            DayMoment.Of(told?.Set.Price, terms),
            ChangeOf(told, terms),
            DayMoment.Of(given.Computed, terms),
            (int)given.Tier,
            ClearingWords.Word(given.Tier),
            (int)given.Step,
            ClearingWords.Word(given.Step),
            DayMoment.Sum(given.Numerator, terms),
            given.Denominator.ToString(System.Globalization.CultureInfo.InvariantCulture),
            DayMoment.Exact(given.Numerator, given.Denominator, terms),
            month.FromSeconds,
            month.ToSeconds,
            SymbolOf(moment, contract, given.From),
            spread,
            Inputs(at, terms),
            [
                .. month.Tried.Select(t => new TriedStepShape(
                    (int)t.Step,
                    ClearingWords.Word(t.Step),
                    DayMoment.Of(t.Given?.Price, terms)
                )),
            ],
            Overrides(moment, day, month.Instrument)
        );
    }

    private static SettlementInputsShape Inputs(in DayOfMonth at, InstrumentDocument terms) =>
        new(
            at.Lots,
            Average(new(at.TicksTimesLots, at.Lots), terms),
            at.Window.Lots,
            Average(at.Window, terms),
            at.LastHour.Lots,
            Average(at.LastHour, terms),
            DayMoment.Of(at.Last, terms),
            DayMoment.Of(at.Bid, terms),
            DayMoment.Of(at.Ask, terms),
            DayMoment.Of(at.Low, terms),
            DayMoment.Of(at.High, terms)
        );

    private static string? Average(in TradeSum sum, InstrumentDocument terms) =>
        sum.Lots == 0 ? null : DayMoment.Exact(sum.TicksTimesLots, sum.Lots, terms);

    private static string? SymbolOf(DayMoment moment, ContractSettlement contract, int place) =>
        place < 0 ? null : moment.Book.Terms(contract.Months[place].Instrument).Symbol;

    private static string? ChangeOf(ToldPrice? told, InstrumentDocument terms) =>
        told is null ? null : DayMoment.Of(new Price(told.Set.Price.Ticks - told.Set.Previous.Ticks), terms);

    private static List<OverrideShape> Overrides(DayMoment moment, DayRecord day, InstrumentId instrument) =>
        [
            .. day
                .Overrides.Where(o => o.Words.Instrument == instrument)
                .Select(o => Present.Override(o.Words, moment.Book.Terms(instrument), o.Told)),
        ];

    private static SettlementContractShape WithoutInputs(
        DayMoment moment,
        DayRecord day,
        string contract,
        IReadOnlyList<ToldPrice> prices
    ) =>
        new(
            contract,
            moment.Book.Terms(prices[0].Set.Instrument).Currency.ToString(),
            [],
            "",
            0,
            [.. prices.Select(p => Told(moment, day, p))],
            []
        );

    // The whole day came in one entry, or by a release that told no evidence.
    private static SettlementMonthShape Told(DayMoment moment, DayRecord day, ToldPrice told)
    {
        var terms = moment.Book.Terms(told.Set.Instrument);
        var evidence = told.Evidence;
        return new(
            terms.Symbol,
            DayMoment.Of(told.Set.Previous, terms),
            DayMoment.Of(told.Set.Price, terms),
            ChangeOf(told, terms),
            DayMoment.Of(evidence?.Computed, terms),
            (int)told.Set.Tier,
            ClearingWords.Word(told.Set.Tier),
            (int)(evidence?.Step ?? told.Set.Tier),
            ClearingWords.Word(evidence?.Step ?? told.Set.Tier),
            evidence is { } s ? DayMoment.Sum(s.Numerator, terms) : null,
            evidence?.Denominator.ToString(System.Globalization.CultureInfo.InvariantCulture),
            evidence is { } e ? DayMoment.Exact(e.Numerator, e.Denominator, terms) : null,
            evidence?.FromSeconds ?? 0,
            evidence?.ToSeconds ?? 0,
            evidence is { From.Value: > 0 } f ? moment.Book.Terms(f.From).Symbol : null,
            evidence is { Spread.Value: > 0 } b ? moment.Book.Terms(b.Spread).Symbol : null,
            null,
            [],
            Overrides(moment, day, told.Set.Instrument)
        );
    }
}
