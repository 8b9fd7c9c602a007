// The naive market's price limits that people set within a day (BND-003, BND-004).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private bool HasInterventions => _release >= Releases.Interventions;

    private void SetLimits(SetPriceLimits words)
    {
        if (WhyNoLimits(words) is var (reason, given, limit))
        {
            Refuse(MessageKind.SetPriceLimits, reason, given, limit);
            return;
        }

        var months = MeantBy(words).ToList();
        var day = months[0].Calendar.Day!.Value;
        Say(
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
        var moved = months.Where(m => BandAt(m, words.LimitPpm) != (m.Low, m.High)).ToList();
        foreach (var month in moved)
            Move(month, BandAt(month, words.LimitPpm), month.Calendar.Day!.Value);
        foreach (var spread in _instruments.Where(i => i.Opened && i.Spread is { } s && moved.Exists(s.Has)).ToList())
        {
            var (near, far) = (spread.Spread!.Near, spread.Spread.Far);
            Move(spread, (spread.Spread.PriceAt(near.Low, far.High), spread.Spread.PriceAt(near.High, far.Low)), day);
        }

        moved.ForEach(TellSpreadsOf);
        TradeCrossed();
        EnterWoken();
    }

    private void Move(NaiveInstrument month, (long Low, long High) band, TradingDate day)
    {
        var (low, high, stood) = (month.Low, month.High, InPlaces(month));
        (month.Low, month.High) = band;
        Say(MessageKind.BandSet, new BandSet(new(month.Id), day, new(month.Previous), new(band.Low), new(band.High)));
        LeaveOutside(month);
        StepForward(month, low, high, stood);
    }

    private IEnumerable<NaiveInstrument> MeantBy(SetPriceLimits words) =>
        Months.Where(m =>
            !m.Expired
            && m.Opened
            && m.Terms.Contract == words.Contract.ToString()
            && (words.Instrument.Value == 0 || words.Instrument.Value == m.Id)
        );

    private (RejectReason Reason, long Given, long Limit)? WhyNoLimits(SetPriceLimits words)
    {
        if (_contracts.Find(c => c.Contract == words.Contract.ToString()) is not { } contract)
            return (RejectReason.UnknownContract, 0, 0);
        if (words.Instrument.Value != 0)
        {
            var named = LivingMonth(words.Instrument);
            if (named?.Spread is not null)
                return (RejectReason.NotForSpreads, words.Instrument.Value, 0);
            if (named?.Terms != contract)
                return (RejectReason.UnknownInstrument, words.Instrument.Value, 0);
        }

        if (!(words.Proposer.IsWellFormed && words.Approver.IsWellFormed))
            return (RejectReason.PersonMissing, 0, 0);
        if (!words.Reason.IsWellFormed)
            return (RejectReason.ReasonMissing, 0, 0);
        if (words.Proposer.Equals(words.Approver))
            return (RejectReason.SamePerson, 0, 0);
        var bounds = _house.OperatorLimits;
        if (bounds is null)
            return (RejectReason.OperatorLimitsOff, 0, 0);
        if (words.LimitPpm < bounds.LeastPpm)
            return (RejectReason.LimitOutOfBounds, words.LimitPpm, bounds.LeastPpm);
        if (words.LimitPpm > bounds.MostPpm)
            return (RejectReason.LimitOutOfBounds, words.LimitPpm, bounds.MostPpm);
        return WhyNotIn(MeantBy(words).ToList(), contract, words.LimitPpm);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotIn(
        List<NaiveInstrument> months,
        ContractSpec contract,
        int limitPpm
    )
    {
        var calendar = _calendars.Single(c => c.Terms.Id == contract.Calendar);
        if (months.Count == 0 || !calendar.IsUnderWay || calendar.Done == calendar.Terms.Timetable.Count)
            return (RejectReason.NotTrading, (long)calendar.Phase, 0);
        if (months.Find(m => m.Phase.IsAuction()) is { } collects)
            return (RejectReason.AuctionUnderWay, collects.Id, (long)collects.Phase);
        // The least limit is looked for price by price: each must be inside.
        var least = months.Max(m => FoundToday(m).Select(p => LeastLimit(m, p)).DefaultIfEmpty(0).Max());
        if (limitPpm < least)
            return (RejectReason.TradedOutside, limitPpm, least);
        return months.TrueForAll(m => BandAt(m, limitPpm) == (m.Low, m.High))
            ? (RejectReason.StateUnchanged, limitPpm, 0)
            : null;
    }

    private static IEnumerable<long> FoundToday(NaiveInstrument month) =>
        month.Legs.Where(l => !l.Agreed).Select(l => l.Ticks).Distinct();

    private static long LeastLimit(NaiveInstrument month, long price) =>
        Exact.Ceiling(long.Abs(price - month.Previous) * Exact.Million, month.Previous);

    private static (long Low, long High) BandAt(NaiveInstrument month, int limitPpm) =>
        (
            long.Max(1, Exact.Ceiling(month.Previous * (Exact.Million - limitPpm), Exact.Million)),
            Exact.Floor(month.Previous * (Exact.Million + limitPpm), Exact.Million)
        );
}
