// Spreads: listed when their legs are, open while both legs trade, gone when a leg is.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules SPR-001 and SPR-002.</summary>
internal static class Spreads
{
    /// <summary>Lists the spreads whose legs are listed and that are not there yet.</summary>
    public static void Extend(State state, Outbox events)
    {
        foreach (var defined in state.Spreads)
        {
            var near = MonthsOf(state, defined.Spec.Near);
            if (defined.Spec.Kind == SpreadKind.Calendar)
            {
                for (var i = 1; i < near.Count; i++)
                    List(state, defined.Spec, near[i - 1], near[i], events);
                continue;
            }

            var far = MonthsOf(state, defined.Spec.Far);
            foreach (var leg in near)
            {
                if (far.Find(f => f.Month == leg.Month) is { } other)
                    List(state, defined.Spec, leg, other, events);
            }
        }
    }

    /// <summary>A spread's day: its band is what its legs' bands make possible.</summary>
    public static void Open(State state, Instrument spread, CalendarClock clock, Outbox events)
    {
        var (near, far) = (state.MonthOf(spread.Near)!.Instrument, state.MonthOf(spread.Far)!.Instrument);
        if (!near.Trading || !far.Trading)
            return;
        spread.Trading = true;
        Rebase(state, spread, clock.Day, events);
    }

    /// <summary>After a leg's band has moved: those spreads of other calendars too that have opened already.</summary>
    public static void LegOpened(State state, Instrument leg, TradingDate day, Outbox events)
    {
        foreach (var month in state.Months)
        {
            var spread = month.Instrument;
            var isLeg = spread.Near == leg.Id || spread.Far == leg.Id;
            if (spread.Spread is not null && isLeg && spread.Trading && spread.Calendar != leg.Calendar)
                Rebase(state, spread, day, events);
        }
    }

    /// <summary>Bands of legs have moved within a day: those of their spreads follow, in the order of listing. Last
    /// prices stay.</summary>
    public static void Follow(State state, IReadOnlyList<Instrument> legs, TradingDate day, Outbox events)
    {
        var reports = new MarketReports(state, events);
        foreach (var month in state.Months)
        {
            var spread = month.Instrument;
            if (spread.Spread is null || !spread.Trading || !legs.Any(l => l.Id == spread.Near || l.Id == spread.Far))
                continue;
            (spread.Low, spread.High) = state.Engine.BandOf(spread.Id);
            events.Add(MessageKind.BandSet, new BandSet(spread.Id, day, spread.Previous, spread.Low, spread.High));
            state.Engine.MoveBand(spread.Id, spread.Low, spread.High, ref reports);
        }

        foreach (var leg in legs)
            LegMoved(state, leg.Id, events);
        // A wider band may have let a spread go on, or an implied price in (rule SPR-005).
        state.Engine.MatchCrossedSpreads(ref reports);
        state.Engine.WakeStops(ref reports);
    }

    /// <summary>A leg's phase has changed: the spread is open for trading while both legs are.</summary>
    public static void LegMoved(State state, InstrumentId leg, Outbox events)
    {
        foreach (var month in state.Months)
        {
            var spread = month.Instrument;
            if (spread.Spread is null || !spread.Trading || (spread.Near != leg && spread.Far != leg))
                continue;
            var phase = Phases.Of(state, spread);
            if (phase == state.Engine.PhaseOf(spread.Id))
                continue;
            Phases.Tell(state, spread.Id, phase, StateCause.Legs, Instant.Never, default, events);
            var reports = new MarketReports(state, events);
            state.Engine.SetPhase(spread.Id, phase, ref reports);
        }
    }

    /// <summary>Spreads end with their first leg.</summary>
    public static void Expire(State state, CalendarClock clock, Outbox events)
    {
        foreach (var month in state.Months)
        {
            var spread = month.Instrument;
            if (spread.Spread is null || spread.Expired)
                continue;
            var (near, far) = (state.MonthOf(spread.Near)!.Instrument, state.MonthOf(spread.Far)!.Instrument);
            if (!near.Expired && !far.Expired)
                continue;
            var reports = new MarketReports(state, events);
            state.Engine.Close(spread.Id, clock.Day, last: true, ref reports);
            state.Engine.SetPhase(spread.Id, TradingPhase.Closed, ref reports);
            (spread.Expired, spread.Trading) = (true, false);
            events.Add(MessageKind.InstrumentExpired, new InstrumentExpired(spread.Id, clock.Day));
        }
    }

    /// <summary>What a spread is worth at the last prices of its legs; of a leg whose day is settled at its
    /// settlement.</summary>
    public static Price ValueOf(State state, Instrument spread)
    {
        var (near, far) = (state.MonthOf(spread.Near)!.Instrument, state.MonthOf(spread.Far)!.Instrument);
        return new((spread.Spread!.NearWeight * near.Last.Ticks) - (spread.Spread.FarWeight * far.Last.Ticks));
    }

    /// <summary>Whether each price of the band has leg prices inside their limits: the leg that counts once must have as
    /// many ticks as the other one's weight.</summary>
    public static bool HasLegPrices(State state, Instrument spread)
    {
        var (near, far) = (state.MonthOf(spread.Near)!.Instrument, state.MonthOf(spread.Far)!.Instrument);
        return near.High.Ticks - near.Low.Ticks >= spread.Spread!.FarWeight - 1
            && far.High.Ticks - far.Low.Ticks >= spread.Spread.NearWeight - 1;
    }

    private static void Rebase(State state, Instrument spread, TradingDate day, Outbox events)
    {
        (spread.Low, spread.High) = state.Engine.BandOf(spread.Id);
        spread.Previous = ValueOf(state, spread);
        spread.Last = spread.Previous;
        events.Add(MessageKind.BandSet, new BandSet(spread.Id, day, spread.Previous, spread.Low, spread.High));
        var reports = new MarketReports(state, events);
        state.Engine.Open(spread.Id, spread.Low, spread.High, spread.Previous, ref reports);
    }

    private static List<Instrument> MonthsOf(State state, string contract)
    {
        var months = new List<Instrument>();
        foreach (var month in state.Months)
        {
            if (month.Legs is null && !month.Instrument.Expired && month.Instrument.Spec.Contract == contract)
                months.Add(month.Instrument);
        }

        months.Sort((a, b) => a.Month.CompareTo(b.Month));
        return months;
    }

    private static void List(State state, SpreadSpec spec, Instrument near, Instrument far, Outbox events)
    {
        foreach (var month in state.Months)
        {
            var other = month.Instrument;
            if (other.Spread == spec && other.Near == near.Id && other.Far == far.Id)
                return;
        }

        var spread = new Instrument
        {
            Id = new(state.Months.Count + 1),
            Spec = near.Spec,
            Spread = spec,
            Near = near.Id,
            Far = far.Id,
            Month = near.Month,
            FarMonth = far.Month,
            Calendar = near.Calendar,
            FirstDay = near.FirstDay > far.FirstDay ? near.FirstDay : far.FirstDay,
            LastDay = near.LastDay < far.LastDay ? near.LastDay : far.LastDay,
            Previous = new((spec.NearWeight * near.Previous.Ticks) - (spec.FarWeight * far.Previous.Ticks)),
        };
        spread.Last = spread.Previous;
        state.Add(spread);
        events.Add(MessageKind.InstrumentListed, Documents.Write(Listings.Document(spread)));
    }
}
