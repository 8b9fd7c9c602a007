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

    /// <summary>The spread that it is a month of; null: an outright month. A spread has the terms of its near
    /// leg.</summary>
    public SpreadSpec? Spread { get; init; }

    public InstrumentId Near { get; init; }

    public InstrumentId Far { get; init; }

    /// <summary>Number of the calendar.</summary>
    public required int Calendar { get; init; }

    public required TradingDate FirstDay { get; init; }

    public required TradingDate LastDay { get; init; }

    /// <summary>The previous settlement, or on the first day the listing reference.</summary>
    public Price Previous { get; set; }

    public Price Low { get; set; }

    public Price High { get; set; }

    /// <summary>The last discovered price; the previous settlement before the first of the day.</summary>
    public Price Last { get; set; }

    /// <summary>Margin rate in force.</summary>
    public int RatePpm { get; set; }

    /// <summary>The rate of hedge accounts; from release 3 on.</summary>
    public int HedgeRatePpm { get; set; }

    /// <summary>Of all such months of its contract the dearer side alone is charged (rule MRG-003); from release 2
    /// on.</summary>
    public bool LargerSide { get; set; }

    /// <summary>It is margined with others by a group (rule MRG-007); follows from the tables in force.</summary>
    public bool Grouped { get; set; }

    /// <summary>Terms of the percentage rule by which its lots stand at other prices than S0, or cost an amount a lot
    /// (rule MRG-014); null: neither. Follows from the tables in force.</summary>
    public PercentageTerms? Priced { get; set; }

    /// <summary>What is required in it is not kept account by account: it is asked for over several months, or moves
    /// with prices.</summary>
    public bool OnDemand => LargerSide || Grouped || Priced is not null;

    /// <summary>Today's lots at discovered prices.</summary>
    public long Volume { get; set; }

    /// <summary>Today's sum of ticks times lots.</summary>
    public Int128 TicksTimesLots { get; set; }

    /// <summary>Least and greatest of today's discovered prices; zero before the first.</summary>
    public Price LeastTraded { get; private set; }

    public Price MostTraded { get; private set; }

    /// <summary>Today's trades in the window before the close; kept where the contract settles on it.</summary>
    public Int128 WindowTicksTimesLots { get; set; }

    public long WindowLots { get; set; }

    /// <summary>Today's trades in the last hour that had any, and how many whole hours of trading time lie between it
    /// and the close; kept where the contract settles on it.</summary>
    public Int128 HourTicksTimesLots { get; set; }

    public long HourLots { get; set; }

    public int HoursLeft { get; set; }

    /// <summary>Best quotes at the close, kept for the settlement ladder.</summary>
    public Price? ClosingBid { get; set; }

    public Price? ClosingAsk { get; set; }

    /// <summary>The day's settlement price, between the step that sets it and the roll; null at other times.</summary>
    public Price? Settled { get; set; }

    /// <summary>True from its first opening to its expiry.</summary>
    public bool Trading { get; set; }

    public bool Expired { get; set; }

    /// <summary>Halted, cancel-only, or an auction of its own; Closed: it is in its calendar's phase.</summary>
    public TradingPhase Own { get; set; }

    /// <summary>When its own auction ends; <see cref="Instant.Never"/>: it is in none.</summary>
    public Instant Until { get; set; } = Instant.Never;

    /// <summary>The limit that it stands locked at now, and since when.</summary>
    public Side LockedNow { get; set; }

    public Instant LockedSince { get; set; }

    /// <summary>The limit that it was locked at when trading closed today.</summary>
    public Side LockedAtClose { get; set; }

    /// <summary>The side of the ladder that it stands on, and how many steps up (rule BND-002).</summary>
    public Side LadderSide { get; set; }

    public int LadderStep { get; set; }

    /// <summary>It was locked again on the ladder's last step: halted at the next opening where the contract says
    /// so.</summary>
    public bool LadderDone { get; set; }

    /// <summary>It traded at a discovered price.</summary>
    public void NoteTraded(Price price)
    {
        if (MostTraded.Ticks == 0 || price < LeastTraded)
            LeastTraded = price;
        if (price > MostTraded)
            MostTraded = price;
    }

    public void ForgetTraded() => (LeastTraded, MostTraded) = (default, default);

    /// <summary>What the price limit of the next day is wider by, ppm.</summary>
    public int LadderPpm => LadderStep == 0 ? 0 : Spec.Market.LadderPpm[LadderStep - 1];

    /// <summary>The most lots of an order: the spread's own bound, else the contract's.</summary>
    public long MaxOrderLots => Spread?.MaxOrderLots ?? Spec.MaxOrderLots;

    /// <summary>The second month of a calendar spread; else the same.</summary>
    public ContractMonth FarMonth { get; init; }

    public string Symbol =>
        Spread is null ? $"{Spec.Contract}-{Month.Code}"
        : Spread.Kind == SpreadKind.Calendar ? $"{Spread.Spread}-{Month.Code}/{FarMonth.Code}"
        : $"{Spread.Spread}-{Month.Code}";

    /// <summary>It is a month of the contract, or a spread with a leg in it.</summary>
    public bool BelongsTo(string contract) =>
        Spread is null ? Spec.Contract == contract : Spread.Near == contract || Spread.Far == contract;

    public void Save(StateWriter writer)
    {
        writer.Int(Id.Value);
        writer.Text(Spec.Contract);
        writer.Text(Spread?.Spread ?? "");
        writer.Int(Near.Value);
        writer.Int(Far.Value);
        writer.Int(FarMonth.Index);
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
        writer.Byte((byte)Own);
        writer.Long(Until.Nanoseconds);
        writer.Byte((byte)LockedNow);
        writer.Long(LockedSince.Nanoseconds);
        writer.Byte((byte)LockedAtClose);
        writer.Byte((byte)LadderSide);
        writer.Int(LadderStep);
        writer.Bool(LadderDone);
        if (!Spec.SettlesOnTimes)
            return;
        writer.Wide(WindowTicksTimesLots);
        writer.Long(WindowLots);
        writer.Wide(HourTicksTimesLots);
        writer.Long(HourLots);
        writer.Int(HoursLeft);
    }

    public static Instrument Load(
        StateReader reader,
        Func<string, (ContractSpec Spec, int Calendar)> contract,
        Func<string, SpreadSpec?> spread
    )
    {
        var id = new InstrumentId(reader.Int());
        var (spec, calendar) = contract(reader.Text());
        var loaded = new Instrument
        {
            Id = id,
            Spec = spec,
            Calendar = calendar,
            Spread = spread(reader.Text()),
            Near = new(reader.Int()),
            Far = new(reader.Int()),
            FarMonth = new(reader.Int()),
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
            Own = (TradingPhase)reader.Byte(),
            Until = new(reader.Long()),
            LockedNow = (Side)reader.Byte(),
            LockedSince = new(reader.Long()),
            LockedAtClose = (Side)reader.Byte(),
            LadderSide = (Side)reader.Byte(),
            LadderStep = reader.Int(),
            LadderDone = reader.Bool(),
        };
        if (!spec.SettlesOnTimes)
            return loaded;
        loaded.WindowTicksTimesLots = reader.Wide();
        loaded.WindowLots = reader.Long();
        loaded.HourTicksTimesLots = reader.Wide();
        loaded.HourLots = reader.Long();
        loaded.HoursLeft = reader.Int();
        return loaded;
    }

    /// <summary>From release 7 on.</summary>
    public void SaveTraded(StateWriter writer)
    {
        writer.Long(LeastTraded.Ticks);
        writer.Long(MostTraded.Ticks);
    }

    public void LoadTraded(StateReader reader) => (LeastTraded, MostTraded) = (new(reader.Long()), new(reader.Long()));

    public static void SavePrice(StateWriter writer, Price? price)
    {
        writer.Bool(price is not null);
        writer.Long(price?.Ticks ?? 0);
    }

    public static Price? LoadPrice(StateReader reader)
    {
        var has = reader.Bool();
        var ticks = reader.Long();
        return has ? new Price(ticks) : null;
    }
}
