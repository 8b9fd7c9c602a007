// Lists the contract months that a contract should have.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Keeps month chains complete (rules LST-002 to LST-004).</summary>
internal static class Listings
{
    /// <summary>Adds the months that are missing. Waits silently for margins and for the first print.</summary>
    public static void Extend(State state, ContractSpec spec, Outbox events)
    {
        var contract = state.ContractOf(spec.Contract)!;
        var clock = state.Calendars[contract.Calendar - 1];
        if (
            state.MarginsOf(spec.Contract) is not { } margins
            || state.PrintsOf(spec.Index) is not { } prints
            || clock.Ended
        )
            return;
        var first = clock.IsOpen || clock.AwaitsSettlement ? clock.Calendar.OnOrAfter(clock.Day.Plus(1)) : clock.Day;
        if (first is not { } firstDay)
            return;
        foreach (var (month, lastDay) in MonthChain.On(firstDay, spec, clock.Calendar))
        {
            if (state.Months.Exists(m => IsOf(m, spec) && m.Instrument.Month == month))
                continue;
            var instrument = new Instrument
            {
                Id = new(state.Months.Count + 1),
                Spec = spec,
                Month = month,
                Calendar = contract.Calendar,
                FirstDay = firstDay,
                LastDay = lastDay,
                Previous = Reference(state, spec, month, prints),
                RatePpm = margins.RateOn(firstDay, month),
            };
            instrument.Last = instrument.Previous;
            var listed = state.Add(instrument);
            Rates.Set(state, listed, firstDay);
            MarginTables.Listed(state, listed, firstDay);
            events.Add(MessageKind.InstrumentListed, Documents.Write(Document(instrument)));
            LimitDocuments.Set(state, listed, firstDay, events);
        }
    }

    /// <summary>The first listing of a contract; later months come with settlements only, so that they stand on the
    /// day's settlement (LST-002, LST-004).</summary>
    public static void First(State state, ContractSpec spec, Outbox events)
    {
        if (state.Months.Exists(m => IsOf(m, spec)))
            return;
        Extend(state, spec, events);
        Spreads.Extend(state, events);
    }

    private static bool IsOf(Month month, ContractSpec spec) =>
        month.Legs is null && month.Instrument.Spec.Contract == spec.Contract;

    /// <summary>The nearest earlier month's settlement, else the newest print.</summary>
    private static Price Reference(State state, ContractSpec spec, ContractMonth month, IndexPrints prints)
    {
        Instrument? nearest = null;
        for (var i = 0; i < state.Months.Count; i++)
        {
            var other = state.Months[i].Instrument;
            if (
                other.Spread is null
                && other.Spec.Contract == spec.Contract
                && !other.Expired
                && other.Month < month
                && (nearest is null || other.Month > nearest.Month)
            )
                nearest = other;
        }

        if (nearest is not null)
            return nearest.Previous;
        var units = IndexPrints.Scaled(prints.Newest, IndexPrints.Finest);
        return new(
            long.Max(
                1,
                Rounding.ToLong(
                    units,
                    (Int128)spec.UnitsPerTick * IndexPrints.FinestPer(spec.FinalDecimals),
                    RoundingMode.HalfUp
                )
            )
        );
    }

    public static InstrumentDocument Document(Instrument i) =>
        new(
            i.Id.Value,
            i.Symbol,
            i.Spec.Contract,
            i.Month.ToString(),
            i.Calendar,
            i.Spec.Currency,
            i.FirstDay.ToString(),
            i.LastDay.ToString(),
            i.Spec.TickSize,
            i.Spec.PriceDecimals,
            i.Spec.TickValueMinor,
            i.Spec.LotSize,
            i.Spec.Unit,
            i.Spec.Quote,
            i.Spread?.NameEn ?? i.Spec.NameEn,
            i.Spread?.NameZh ?? i.Spec.NameZh,
            i.Spec.Index,
            i.Spec.FinalDecimals,
            i.Spec.UnitsPerTick,
            i.Spec.UnitValueMinor,
            i.Spread is not { } s
                ? null
                : new(s.Spread, i.Near.Value, i.Far.Value, s.NearLots, s.FarLots, s.NearWeight, s.FarWeight),
            i.Spread is null ? i.Spec.HedgesEn : null,
            i.Spread is null ? i.Spec.HedgesZh : null
        );
}
