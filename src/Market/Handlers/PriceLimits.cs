// Two people set other price limits for the rest of a trading day.
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SetPriceLimits"/> (rules BND-003 and BND-004).</summary>
internal static class PriceLimits
{
    private const long Whole = 1_000_000;

    public static void Handle(State state, in SetPriceLimits words, Outbox events)
    {
        var months = MonthsOf(state, words);
        var (reason, given, limit) = AskWords(state, words);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskMonths(state, words, months);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetPriceLimits, reason, given, limit, events);
            return;
        }

        var day = state.ClockOf(months[0]).Day;
        events.Add(
            MessageKind.PriceLimitsSet,
            new PriceLimitsSet(
                words.Contract,
                words.Instrument,
                day,
                words.LimitPpm,
                words.Proposer,
                words.Approver,
                words.Reason
            )
        );
        var reports = new MarketReports(state, events);
        var limitPpm = words.LimitPpm;
        months.RemoveAll(m => !Moves(m, limitPpm));
        foreach (var month in months)
        {
            (month.Low, month.High) = Band.Of(month.Previous, limitPpm);
            events.Add(MessageKind.BandSet, new BandSet(month.Id, day, month.Previous, month.Low, month.High));
            state.Engine.MoveBand(month.Id, month.Low, month.High, ref reports);
            state.Stirred.Add(month.Id);
        }

        if (state.Spreads.Count > 0)
            Spreads.Follow(state, months, day, events);
    }

    /// <summary>The months meant that trade today, in the order of listing.</summary>
    private static List<Instrument> MonthsOf(State state, in SetPriceLimits words)
    {
        var contract = words.Contract.ToString();
        var months = new List<Instrument>();
        foreach (var month in state.Months)
        {
            var i = month.Instrument;
            var meant = words.Instrument.Value == 0 || words.Instrument == i.Id;
            if (meant && i.Spread is null && i.Trading && i.Spec.Contract == contract)
                months.Add(i);
        }

        return months;
    }

    private static (RejectReason Reason, long Given, long Limit) AskWords(State state, in SetPriceLimits words)
    {
        var contract = words.Contract.ToString();
        if (state.NumberOf(contract) < 0)
            return (RejectReason.UnknownContract, 0, 0);
        if (words.Instrument.Value != 0)
        {
            var month = state.MonthOf(words.Instrument)?.Instrument;
            if (month is null || month.Expired)
                return (RejectReason.UnknownInstrument, words.Instrument.Value, 0);
            if (month.Spread is not null)
                return (RejectReason.NotForSpreads, words.Instrument.Value, 0);
            if (month.Spec.Contract != contract)
                return (RejectReason.UnknownInstrument, words.Instrument.Value, 0);
        }

        if (!words.Proposer.IsWellFormed || !words.Approver.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        if (!words.Reason.IsWellFormed)
            return (RejectReason.ReasonMissing, 0, 0);
        if (words.Proposer == words.Approver)
            return (RejectReason.SamePerson, 0, 0);
        if (state.House.OperatorLimits is not { } bounds)
            return (RejectReason.OperatorLimitsOff, 0, 0);
        var nearest = int.Clamp(words.LimitPpm, bounds.LeastPpm, bounds.MostPpm);
        return nearest == words.LimitPpm ? default : (RejectReason.LimitOutOfBounds, words.LimitPpm, nearest);
    }

    private static (RejectReason Reason, long Given, long Limit) AskMonths(
        State state,
        in SetPriceLimits words,
        List<Instrument> months
    )
    {
        var clock = state.Calendars[state.ContractOf(words.Contract.ToString())!.Calendar - 1];
        if (!clock.IsOpen || months.Count == 0)
            return (RejectReason.NotTrading, (long)clock.Phase, 0);
        var least = 0L;
        var moves = false;
        foreach (var month in months)
        {
            var phase = state.Engine.PhaseOf(month.Id);
            if (phase.IsAuction())
                return (RejectReason.AuctionUnderWay, month.Id.Value, (long)phase);
            least = long.Max(least, LeastPpm(month));
            moves |= Moves(month, words.LimitPpm);
        }

        if (words.LimitPpm < least)
            return (RejectReason.TradedOutside, words.LimitPpm, least);
        return moves ? default : (RejectReason.StateUnchanged, words.LimitPpm, 0);
    }

    /// <summary>The least limit whose band holds all that was traded today: the settlement price, an average of it,
    /// then lies in the band too.</summary>
    private static long LeastPpm(Instrument month)
    {
        if (month.MostTraded.Ticks == 0)
            return 0;
        var s0 = month.Previous.Ticks;
        var away = long.Max(s0 - month.LeastTraded.Ticks, month.MostTraded.Ticks - s0);
        return away <= 0 ? 0 : Rounding.ToLong((Int128)away * Whole, s0, RoundingMode.Up);
    }

    private static bool Moves(Instrument month, int limitPpm) =>
        (month.Low, month.High) != Band.Of(month.Previous, limitPpm);
}
