// Putting an observation right: in a copy of the state, a wrong price gives its place to the right one.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

internal sealed partial class Observations
{
    /// <summary>Whether a price of the same series still rests on the observation.</summary>
    public bool Holds(PriceObservation o, long sequence)
    {
        foreach (var point in SeriesIfAny(o)?.Points ?? [])
        {
            if (point.Sequence == sequence || point.LastSequence == sequence)
                return true;
        }

        return false;
    }

    /// <summary>The price that the wrong observation brought is the right one from its start; where the wrong one only
    /// confirmed a price, the right one begins on its own day.</summary>
    public void Replace(
        long wrong,
        PriceObservation o,
        TradingDate seen,
        TradingDate effective,
        TradingDate entered,
        long sequence
    )
    {
        if (SeriesIfAny(o) is not { } series)
            return;
        for (var i = 0; i < series.Points.Count; i++)
        {
            var point = series.Points[i];
            if (point.Sequence != wrong)
                continue;
            var last = point.LastSequence == wrong ? sequence : point.LastSequence;
            series.Points[i] = point with
            {
                Price = o.Price,
                Currency = o.Currency,
                Sequence = sequence,
                LastSequence = last,
            };
            series.Rewrites++;
            return;
        }

        if (Holds(o, wrong))
            Add(o, seen, effective, entered, sequence);
    }

    public void Replace(long wrong, RateObservation o, long sequence)
    {
        ref var rate = ref _rates[Slot(o.Base, o.Quote)];
        if (rate.Sequence == wrong)
            rate = rate with { Rate = o.Rate, Sequence = sequence };
    }

    private Series? SeriesIfAny(PriceObservation o)
    {
        var offerKey = $"{o.Product}\u001f{o.Seller}\u001f{o.Item}\u001f{o.Region}\u001f{o.Terms}";
        return _seriesByKey.TryGetValue($"{offerKey}\u001f{o.Class}", out var number) ? Series[number] : null;
    }
}
