// One command of a differential run, whole in itself, so that a stream still makes sense when parts of it are left out.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

internal enum BookDeed
{
    Enter = 1,

    /// <summary>The order of that number gets another limit and so many lots remaining.</summary>
    Amend = 2,
    Cancel = 3,
    CancelAll = 4,
    Phase = 5,

    /// <summary>All books close, then open on other bands.</summary>
    NextDay = 6,

    /// <summary>Save, load into a fresh engine, go on with that.</summary>
    Reload = 7,

    /// <summary>The band of an outright book moves within the day: the order's price is its low, the stop price its
    /// high; the last price stays inside.</summary>
    Band = 8,
}

/// <param name="Order">What enters; for the other deeds its number, book, owner, side, price and lots mean what they
/// say.</param>
/// <param name="Shift">Of the next day: ticks by which every reference has moved since the first day.</param>
/// <param name="Flag">Next day: months end. Phase: an auction under way does not uncross. Mass cancel: the whole control
/// group.</param>
internal sealed record BookCommand(
    BookDeed Deed,
    OrderEntry Order = default,
    TradingPhase Phase = default,
    long Closable = 0,
    long Shift = 0,
    bool Flag = false
)
{
    /// <summary>An amendment that leaves the limit as it is.</summary>
    public static readonly Price SameLimit = new(long.MinValue);

    public override string ToString()
    {
        var o = Order;
        var words = new List<string> { Deed.ToString() };
        Add(o.Order.Value != 0, $"{o.Order.Value}");
        Add(o.Instrument.Value != 0, $"book {o.Instrument.Value}");
        Add(o.Owner != 0, $"owner {o.Owner} group {o.Group}");
        Add(Deed == BookDeed.Enter, $"{o.Side} {o.Type} {o.TimeInForce}");
        Add(Deed == BookDeed.CancelAll, $"{o.Side} {o.Flags}");
        Add(Deed is BookDeed.Enter or BookDeed.Amend, $"{o.Lots}");
        Add(o.Price != SameLimit && o.Price.Ticks != 0, $"at {o.Price.Ticks}");
        Add(o.StopPrice.Ticks != 0, $"stop {o.StopPrice.Ticks}");
        Add(o.Display != 0, $"display {o.Display}");
        Add(o.Minimum != 0, $"minimum {o.Minimum}");
        Add(Deed == BookDeed.Enter && o.Flags != 0, $"{o.Flags}");
        Add(o.SelfMatch != 0, $"{o.SelfMatch}");
        Add(o.Expires.Days != 0, $"expires {o.Expires.Days}");
        Add(Closable != 0, $"closable {Closable}");
        Add(Deed == BookDeed.Phase, $"{Phase}");
        Add(Shift != 0, $"shift {Shift}");
        Add(Flag, "flag");
        return string.Join(' ', words);

        void Add(bool when, string word)
        {
            if (when)
                words.Add(word);
        }
    }
}
