// One contract month as listed: its terms looked up once, and where its day stands.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Listing;

/// <summary>A listed contract month.</summary>
internal sealed class Instrument
{
    public required InstrumentId Id { get; init; }

    public required ContractSpec Spec { get; init; }

    public required ContractMonth Month { get; init; }

    /// <summary>Number of the calendar.</summary>
    public required int Calendar { get; init; }

    public required TradingDate FirstDay { get; init; }

    public required TradingDate LastDay { get; init; }

    /// <summary>The previous settlement, or on the first day the listing reference.</summary>
    public Price Previous { get; set; }

    public Price Low { get; set; }

    public Price High { get; set; }

    /// <summary>The last traded price; the previous settlement before the first trade of the day.</summary>
    public Price Last { get; set; }

    /// <summary>Margin rate in force.</summary>
    public int RatePpm { get; set; }

    /// <summary>Today's lots.</summary>
    public long Volume { get; set; }

    /// <summary>Today's sum of ticks times lots.</summary>
    public Int128 TicksTimesLots { get; set; }

    /// <summary>Best quotes at the close, kept for the settlement ladder.</summary>
    public Price? ClosingBid { get; set; }

    public Price? ClosingAsk { get; set; }

    /// <summary>True from its first opening to its expiry.</summary>
    public bool Trading { get; set; }

    public bool Expired { get; set; }

    public string Symbol => $"{Spec.Contract}-{Month.Code}";

    public void Save(StateWriter writer)
    {
        writer.Int(Id.Value);
        writer.Text(Spec.Contract);
        writer.Int(Month.Index);
        writer.Int(FirstDay.Days);
        writer.Int(LastDay.Days);
        writer.Long(Previous.Ticks);
        writer.Long(Low.Ticks);
        writer.Long(High.Ticks);
        writer.Long(Last.Ticks);
        writer.Int(RatePpm);
        writer.Long(Volume);
        writer.Wide(TicksTimesLots);
        SavePrice(writer, ClosingBid);
        SavePrice(writer, ClosingAsk);
        writer.Bool(Trading);
        writer.Bool(Expired);
    }

    public static Instrument Load(StateReader reader, Func<string, (ContractSpec Spec, int Calendar)> contract)
    {
        var id = new InstrumentId(reader.Int());
        var (spec, calendar) = contract(reader.Text());
        return new()
        {
            Id = id,
            Spec = spec,
            Calendar = calendar,
            Month = new(reader.Int()),
            FirstDay = new(reader.Int()),
            LastDay = new(reader.Int()),
            Previous = new(reader.Long()),
            Low = new(reader.Long()),
            High = new(reader.Long()),
            Last = new(reader.Long()),
            RatePpm = reader.Int(),
            Volume = reader.Long(),
            TicksTimesLots = reader.Wide(),
            ClosingBid = LoadPrice(reader),
            ClosingAsk = LoadPrice(reader),
            Trading = reader.Bool(),
            Expired = reader.Bool(),
        };
    }

    private static void SavePrice(StateWriter writer, Price? price)
    {
        writer.Bool(price is not null);
        writer.Long(price?.Ticks ?? 0);
    }

    private static Price? LoadPrice(StateReader reader)
    {
        var has = reader.Bool();
        var ticks = reader.Long();
        return has ? new Price(ticks) : null;
    }
}
