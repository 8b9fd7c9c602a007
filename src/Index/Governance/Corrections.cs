// An observation that was wrong, and what it should have said.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index.Governance;

/// <summary>A correction that was found good.</summary>
internal sealed record Correction(
    ObservationCorrection Document,
    long Sequence,
    TradingDate Seen,
    TradingDate Effective,
    TradingDate Entered
)
{
    /// <summary>From now on it counts like any observation.</summary>
    public void Enter(Observations observations)
    {
        if (Document.Price is { } price)
            observations.Add(price, Seen, Effective, Entered, Sequence);
        else
            observations.Add(Document.Rate!, Seen, Sequence);
    }

    /// <summary>Takes the wrong one's place, as if it had been there from the beginning.</summary>
    public void Replace(Observations observations)
    {
        if (Document.Price is { } price)
            observations.Replace(Document.Corrects, price, Seen, Effective, Entered, Sequence);
        else
            observations.Replace(Document.Corrects, Document.Rate!, Sequence);
    }
}

/// <summary>Reads and checks them.</summary>
internal static class Corrections
{
    private const int LeastReason = 20;

    /// <summary>Null when it was refused, which <paramref name="events"/> then says.</summary>
    public static Correction? Read(in LogEntry entry, Outbox events, Observations observations)
    {
        if (Checks.Read<ObservationCorrection>(entry, events, "correction") is not { } o)
            return null;
        var fault = Checks.Person("person", o.Person) ?? Checks.Words("reason", o.Reason, LeastReason);
        if (fault is null && o.Price is null == o.Rate is null)
            fault = new("price", "", "one of price and rate must be there");
        TradingDate seen = default;
        TradingDate effective = default;
        if (fault is null && o.Price is { } price)
        {
            fault = ObservationCheck.Refuses(price, entry.Time.Date, out seen, out effective);
            if (fault is null && !observations.Holds(price, o.Corrects))
                fault = new("corrects", $"{o.Corrects}", "must be an observation of the same series that still counts");
        }
        else if (fault is null)
        {
            fault = ObservationCheck.Refuses(o.Rate!, entry.Time.Date, out seen);
            if (fault is null && observations.RateOf(o.Rate!.Base, o.Rate.Quote).Sequence != o.Corrects)
                fault = new("corrects", $"{o.Corrects}", "must be the newest rate of the two currencies");
        }

        if (fault is null)
            return new(o, entry.Sequence, seen, effective, entry.Time.Date);
        Checks.Refuse(events, "correction", fault);
        return null;
    }

    /// <summary>One that was found good before.</summary>
    public static Correction Of(byte[] payload, long sequence)
    {
        var o = Documents.Read<ObservationCorrection>(payload);
        var seen = Date(o.Price?.Seen ?? o.Rate!.Seen);
        return new(o, sequence, seen, o.Price is null ? seen : Date(o.Price.Effective), seen);
    }

    private static TradingDate Date(string text)
    {
        Must.Hold(TradingDate.TryParse(text, out var date));
        return date;
    }
}
