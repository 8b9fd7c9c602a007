// One command of a differential run, whole in itself, so that a stream still makes sense when parts of it are left out.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

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

/// <summary>The books of a differential run: five market models, a plain calendar spread, one with a ratio, and a second
/// one on the same leg.</summary>
internal static class BookWorld
{
    public const int MostLots = 40;
    public const int Outrights = 5;

    /// <summary>Ticks on each side of the reference: narrow, so that everything meets.</summary>
    public static readonly int[] HalfBands = [10, 10, 8, 9, 7];

    public static readonly long[] References = [1000, 1010, 400, 1200, 700];

    public static readonly MarketModel[] Models =
    [
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.CancelNewest,
        },
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.CancelOldest,
            DynamicBandPpm = 6_000,
            MarketProtectionPpm = 3_000,
        },
        MarketModel.Plain with
        {
            Allocation = Allocation.ProRata,
            TopOrderLots = 4,
            LeastShareLots = 2,
            SelfMatch = SelfMatch.Decrement,
            Pressure = true,
        },
        MarketModel.Plain with
        {
            TradePrice = TradePriceRule.MiddleOfThree,
            ClosingFirstAtLimit = true,
            SelfMatch = SelfMatch.CancelBoth,
            DynamicBandPpm = 5_000,
            Pressure = true,
        },
        MarketModel.Plain with
        {
            Allocation = Allocation.ProRata,
            TradePrice = TradePriceRule.MiddleOfThree,
            ClosingFirstAtLimit = true,
            DynamicBandPpm = 6_000,
            MarketProtectionPpm = 4_000,
        },
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.CancelNewest,
        },
        MarketModel.Plain with
        {
            SelfMatch = SelfMatch.Decrement,
        },
        MarketModel.Plain,
    ];

    public static readonly SpreadLegs?[] Legs =
    [
        null,
        null,
        null,
        null,
        null,
        new(new(1), new(2)),
        new(new(3), new(4), NearLots: 2, NearWeight: 3),
        new(new(2), new(3)),
    ];

    public static int Books => Models.Length;

    /// <param name="change">Makes another model of each; none: as they are.</param>
    public static MatchingEngine NewEngine(Func<MarketModel, MarketModel>? change = null)
    {
        var engine = new MatchingEngine(64);
        for (var i = 0; i < Books; i++)
        {
            var model = change is null ? Models[i] : change(Models[i]);
            _ = Legs[i] is { } legs ? engine.Add(model, legs) : engine.Add(model);
        }

        return engine;
    }

    public static PlainEngine NewTwin(IMatchingReports reports, Action<string>? noticed = null)
    {
        var twin = new PlainEngine(reports) { Noticed = noticed };
        for (var i = 0; i < Books; i++)
            twin.Add(Models[i], Legs[i]);
        return twin;
    }
}
