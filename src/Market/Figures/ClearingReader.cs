// Reads the clearing house's figures off the machine's state, by the code that the machine itself clears with.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Figures;

/// <summary>Reading only: whoever asks leaves the state as it was. One caller at a time, and never while the machine
/// applies an entry, so that people ask a machine of their own that follows the same log.</summary>
public sealed partial class ClearingReader
{
    private readonly State _state;

    internal ClearingReader(State state) => _state = state;

    /// <summary>Everything as it stands after the last entry.</summary>
    public ClearingFigures Read() =>
        new(
            _state.Now,
            _state.Release,
            [
                .. _state.Calendars.Select(c => new CalendarFigures(
                    c.Number,
                    c.Calendar.Id,
                    c.Day,
                    c.Phase,
                    c.Step,
                    c.Calendar.MomentOf(c.Day, c.Calendar.Settlement)
                )),
            ],
            [.. Outrights().Select(MonthOf)],
            [.. _state.Members.Select(Member).OrderBy(m => m.Member)],
            [.. Enumerable.Range(1, _state.Accounts.Count).Select(Account).OrderBy(a => a.Account.Value)],
            [.. Currencies(c => c).Select(Layers)],
            [.. Outrights().SelectMany(LimitsOf)],
            [
                .. _state.Calls.Select(c => new CallFigures(
                    new(c.Account),
                    c.Currency,
                    c.Day,
                    c.Amount,
                    c.Deadline,
                    c.Missed
                )),
            ],
            _state.House.Default
        );

    /// <summary>How the percentage rule charges what an account holds in a currency, side by side of each month; months
    /// that a group or another price margins have no lines.</summary>
    public IReadOnlyList<ChargedLots> Charged(AccountId account, Currency currency)
    {
        var slot = _state.SlotOf(account);
        var lines = new List<ChargedLots>();
        if (slot == 0)
            return lines;
        foreach (var month in Outrights())
        {
            var i = month.Instrument;
            if (i.Spec.Currency != currency || i.Grouped || i.Priced is not null)
                continue;
            var (longs, shorts) = Funds.SidesOf(_state, month, slot, 0, 0);
            foreach (var (side, lots) in (ReadOnlySpan<(Side, long)>)[(Side.Buy, longs), (Side.Sell, shorts)])
            {
                if (lots == 0)
                    continue;
                var asked = Funds.RateOf(_state, i, slot);
                var rate = _state.IsHedge(slot) ? i.HedgeRatePpm : i.RatePpm;
                lines.Add(
                    new(
                        i.Id,
                        side,
                        lots,
                        i.Previous,
                        rate,
                        asked,
                        RequiredMargin.Of(lots, i.Previous, i.Spec.TickValueMinor, rate),
                        Funds.Margin(_state, i, slot, lots)
                    )
                );
            }
        }

        return lines;
    }

    /// <summary>What so many lots of one side are asked at a rate (rule MRG-001).</summary>
    public static Money MarginOf(long lots, Price price, long tickValueMinor, int ratePpm) =>
        RequiredMargin.Of(lots, price, tickValueMinor, ratePpm);

    /// <summary>What an account would be asked for other lots than it holds, its orders left out.</summary>
    /// <param name="account">Whose mark-up, hedge rate and netting hold; null: somebody's who clears with the house
    /// itself and holds net.</param>
    /// <param name="lots">All that it would hold; months that are not named are empty.</param>
    public IReadOnlyList<(Currency Currency, Money Required)> Required(
        AccountId? account,
        IReadOnlyList<AskedLots> lots
    )
    {
        var slot = account is { } who ? _state.SlotOf(who) : 0;
        Must.Hold(account is null || slot > 0);
        var before = _state.Months.ConvertAll(m => m.Positions[slot]);
        try
        {
            foreach (var month in _state.Months)
                month.Positions[slot] = default;
            foreach (var asked in lots)
                Hold(_state.MonthOf(asked.Instrument)!, slot, asked);
            return [.. Currencies(c => (c, MarginCalls.RequiredOf(_state, slot, c)))];
        }
        finally
        {
            for (var m = 0; m < before.Count; m++)
                _state.Months[m].Positions[slot] = before[m];
        }
    }

    // As if they had been carried over the last settlement.
    private void Hold(Month month, int slot, in AskedLots asked)
    {
        var net = asked.Longs - asked.Shorts;
        var twoSided = _state.IsTwoSided(slot);
        ref var position = ref month.Positions[slot];
        position.Net = position.Carried = net;
        position.Long.Carried.Lots = twoSided ? asked.Longs : long.Max(0, net);
        position.Short.Carried.Lots = twoSided ? asked.Shorts : long.Max(0, -net);
    }

    private IEnumerable<Month> Outrights() =>
        _state.Months.Where(m => m.Legs is null && !m.Instrument.Expired && m.Instrument.Spread is null);

    private static IEnumerable<T> Currencies<T>(Func<Currency, T> of)
    {
        for (var number = 1; number < Model.Numbers.Currencies.Count; number++)
            yield return of((Currency)number);
    }

    private static MonthFigures MonthOf(Month month)
    {
        var i = month.Instrument;
        return new(
            i.Id,
            i.Symbol,
            i.Spec,
            i.Month,
            i.Calendar,
            i.Previous,
            i.Last,
            i.RatePpm,
            i.HedgeRatePpm,
            i.LargerSide,
            i.Grouped,
            i.LadderStep,
            month.LongLots,
            i.Volume,
            i.LastDay
        );
    }

    private MemberFigures Member(MemberRecord member) =>
        new(
            member.Terms.Member,
            member.Terms.Name,
            member.Terms.Kind,
            member.HouseSlot == 0 ? null : _state.AccountAt(member.HouseSlot),
            _state.DefaultOf(member.Terms.Member)?.Stage ?? DefaultStage.None
        );

    private ClearedAccount Account(int slot)
    {
        var document = _state.Accounts[slot - 1].Document;
        return new(
            new(document.Account),
            document.Name,
            document.Role,
            document.Simulated,
            document.Member,
            _state.IsHouseClass(slot),
            _state.IsHedge(slot),
            _state.IsTwoSided(slot),
            _state.MarkUpOf(slot),
            _state.IsRestricted(slot),
            [.. Currencies(c => MoneyOf(slot, c)).Where(m => m != new MoneyFigures() with { Currency = m.Currency })],
            [.. Outrights().Where(m => !m.Positions[slot].IsIdle).Select(m => Held(m, slot))]
        );
    }

    private HeldFigures Held(Month month, int slot)
    {
        var i = month.Instrument;
        var (longs, shorts) = Funds.SidesOf(_state, month, slot, 0, 0);
        return new(
            i.Id,
            longs,
            shorts,
            Result(month, slot),
            i.OnDemand ? default : Funds.Required(_state, month, slot, 0, 0)
        );
    }

    private MoneyFigures MoneyOf(int slot, Currency currency)
    {
        var required = MarginCalls.RequiredOf(_state, slot, currency);
        var pledged = default(Money);
        foreach (var asset in _state.Assets)
        {
            if (asset.Spec.Currency == currency && asset.UnitsOf(slot) > 0)
                pledged += Cover.ValueOf(asset, asset.UnitsOf(slot));
        }

        return new(
            currency,
            Balance(LedgerCode.ClientCash),
            Balance(LedgerCode.ClientMargin),
            Balance(LedgerCode.WithdrawalPending),
            Results(slot, currency),
            required,
            Funds.TotalRequired(_state, slot, currency),
            pledged,
            _state.HasPledges(slot) ? Cover.Of(_state, slot, currency, required) : default,
            Funds.Free(_state, slot, currency),
            Balance(LedgerCode.DefaultFund)
        );

        Money Balance(LedgerCode code) => _state.Ledger.Balance(code, slot, currency);
    }

    private static Money Result(Month month, int slot)
    {
        ref readonly var position = ref month.Positions[slot];
        var i = month.Instrument;
        return position.IsIdle ? default : VariationMargin.To(position, i.Last, i.Previous, i.Spec.TickValueMinor);
    }

    private LayerFigures Layers(Currency currency) =>
        new(
            currency,
            _state.Ledger.Balance(LedgerCode.ExchangeCapital, 0, currency),
            _state.Ledger.Balance(LedgerCode.RiskReserve, 0, currency),
            _state.Ledger.Sum(currency)
        );

    private IEnumerable<LimitFigures> LimitsOf(Month month)
    {
        if (!month.Limits.InForce)
            yield break;
        var id = month.Instrument.Id;
        var traders = LimitReports.TradersOf(_state, month, _state.ClockOf(month.Instrument).Day);
        for (var t = 0; t < traders.Count; t++)
        {
            var ((kind, number), held) = (traders.GetKeyAtIndex(t), traders.GetValueAtIndex(t));
            if (held.Longs > 0 && held.MostLong != MonthLimits.None)
                yield return new(kind, number, id, Side.Buy, held.Longs, held.MostLong);
            if (held.Shorts > 0 && held.MostShort != MonthLimits.None)
                yield return new(kind, number, id, Side.Sell, held.Shorts, held.MostShort);
        }
    }
}
