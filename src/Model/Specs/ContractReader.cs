// A contract document becomes terms, or a list of what is wrong with it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Reads <c>rulebook/contracts/*.json</c>.</summary>
internal static class ContractReader
{
    private static readonly (string, SettlementTier)[] Steps =
    [
        ("volume weighted", SettlementTier.VolumeWeighted),
        ("limit locked", SettlementTier.LimitLocked),
        ("middle of quotes", SettlementTier.MiddleOfQuotes),
        ("move of nearest month", SettlementTier.MoveOfNearestMonth),
        ("previous", SettlementTier.Previous),
        ("move of nearest average", SettlementTier.MoveOfNearestAverage),
        ("change of nearest month", SettlementTier.ChangeOfNearestMonth),
        ("last hour", SettlementTier.LastHour),
        ("closing window", SettlementTier.ClosingWindow),
        ("last trade", SettlementTier.LastTrade),
        ("change of preceding month", SettlementTier.ChangeOfPrecedingMonth),
        ("spread implied", SettlementTier.SpreadImplied),
    ];

    public static ContractSpec? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var contract = f.Text("contract");
        if (contract.Length > 8 || contract.Any(c => !char.IsAsciiLetterOrDigit(c)))
            f.Fault("contract", "must be 1 to 8 letters or digits");
        f.Whole("version", 1, 9999, 1);
        f.Text("note", fallback: "-");
        var name = f.Object("name");
        var hedges = f.Object("hedges", required: false);
        var calendar = f.Text("calendar");
        var currency = Currencies.Of(f.Text("currency"));
        if (currency == Currency.None)
            f.Fault("currency", "must be CNY, USD or EUR");
        var lot = f.Whole("lotSize", 1, 1_000_000_000);
        var tick = f.Fraction("tick", 0.000001m, 1_000_000m);
        var months = f.Object("months");
        var limit = f.Ppm("priceLimit", 0.001m, 0.999m);
        var fee = f.Object("fee");
        var daily = f.Object("dailySettlement");
        var final = f.Object("finalSettlement");
        f.Word("lastTradingDay", [("last business day of contract month", 0)]);

        var tickValue = tick * lot * Currencies.MinorPerUnit;
        if (tickValue != decimal.Truncate(tickValue))
            f.Fault(
                "tick",
                "tick times lot size must be a whole number of minor units, so that no gain is ever rounded",
                NearestTick(tick, lot)
            );
        var steps = StepsOf(f, daily);
        var (rounding, tie) = RoundOf(daily);
        var window = WindowOf(f, daily, steps);
        var finalDecimals = (int)(final?.Whole("decimals", 0, 9) ?? 0);
        var unit = Power(finalDecimals);
        var unitsPerTick = tick * unit;
        if (unitsPerTick != decimal.Truncate(unitsPerTick))
            f.Fault("finalSettlement", "decimals must be fine enough for a tick to be whole");
        var unitValue = (decimal)lot * Currencies.MinorPerUnit / unit;
        if (unitValue != decimal.Truncate(unitValue))
            f.Fault("finalSettlement", "one unit of the final price on one lot must be whole minor units");

        var open = new FeeRate(fee?.Ppm("ofTurnover", 0m, 0.1m) ?? 0, MinorOf(fee));
        var close = FeeOf(fee, "close", open);
        var closeToday = FeeOf(fee, "closeToday", close);
        var spec = new ContractSpec
        {
            Contract = contract,
            NameEn = name?.Text("en") ?? "",
            NameZh = name?.Text("zh") ?? "",
            HedgesEn = hedges?.Text("en"),
            HedgesZh = hedges?.Text("zh"),
            Calendar = calendar,
            Currency = currency,
            Unit = f.Text("unit"),
            Quote = f.Text("quote"),
            LotSize = lot,
            TickSize = tick,
            PriceDecimals = Decimals(tick),
            TickValueMinor = (long)decimal.Truncate(tickValue),
            SerialMonths = (int)(months?.Whole("serial", 1, 60) ?? 1),
            QuarterMonths = (int)(months?.Whole("quarters", 0, 20) ?? 0),
            PriceLimitPpm = limit,
            FirstDayMultiple = (int)f.Whole("firstDayLimitMultiple", 1, 5),
            MaxOrderLots = f.Whole("maxOrderLots", 1, 1_000_000),
            PositionLimitLots = f.Whole("positionLimitLots", 1, 100_000_000),
            FeeTurnoverPpm = open.TurnoverPpm,
            FeePerLotMinor = open.PerLotMinor,
            CloseFee = close,
            CloseTodayFee = closeToday,
            SeparateDates = f.Word("positionDates", [("together", false), ("separate", true)], required: false),
            SettlementRounding = rounding,
            SettlementTieToPrevious = tie,
            SettlementWindowSeconds = window,
            SettlesOnLastHour = steps.Contains(SettlementTier.LastHour),
            SettlementSteps = steps,
            Index = final?.Text("index") ?? "",
            PrintDays =
                final?.Word("prints", [("every day", PrintDays.EveryDay), ("business days", PrintDays.BusinessDays)])
                ?? PrintDays.EveryDay,
            LeastPrints = (int)(final?.Whole("leastPrints", 1, 31) ?? 1),
            FinalDecimals = finalDecimals,
            UnitsPerTick = (long)decimal.Truncate(unitsPerTick),
            UnitValueMinor = (long)decimal.Truncate(unitValue),
            Market = MarketModel.Read(f.Object("market", required: false)),
            FinalToTick = final?.Word("roundTo", [("tick", true), ("decimals", false)]) ?? true,
            Delivery = DeliveryOf(final),
        };
        final?.Word("average", [("arithmetic", 0)]);
        final?.Word("over", [("contract month", 0)]);
        if (!Name24.TryParse(spec.Index, out _))
            f.Fault("finalSettlement", "index must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        if (spec.Market.LadderPpm is [.., var widest] && limit + widest >= 1_000_000)
            f.Fault("market", "limitLadder: the price limit and the last step must stay below the whole price");
        if (limit * (long)spec.FirstDayMultiple >= 1_000_000)
            f.Fault("firstDayLimitMultiple", "times the price limit must stay below the whole price");
        foreach (var part in new[] { name, hedges, months, fee, daily, final })
            part?.Done();
        f.Done();
        return faults.Count > before ? null : spec;
    }

    private static List<SettlementTier> StepsOf(Fields f, Fields? daily)
    {
        var steps = new List<SettlementTier>();
        foreach (var word in daily?.Texts("steps") ?? [])
        {
            var at = Array.FindIndex(Steps, s => s.Item1 == word);
            if (at < 0)
                f.Fault(
                    "dailySettlement",
                    $"steps: '{word}' must be one of: {string.Join(", ", Steps.Select(s => s.Item1))}"
                );
            else
                steps.Add(Steps[at].Item2);
        }

        if (steps.Count == 0 || steps[^1] != SettlementTier.Previous)
            f.Fault("dailySettlement", "steps must end with 'previous', so that there is always a price");
        return steps;
    }

    private static (RoundingMode Mode, bool TieToPrevious) RoundOf(Fields? daily) =>
        daily?.Word(
            "round",
            [
                ("down", (RoundingMode.Down, false)),
                ("half up", (RoundingMode.HalfUp, false)),
                ("half even", (RoundingMode.HalfEven, false)),
                ("nearest, tie to previous", (RoundingMode.HalfUp, true)),
            ]
        ) ?? (RoundingMode.Down, false);

    private static int WindowOf(Fields f, Fields? daily, List<SettlementTier> steps)
    {
        var asked = steps.Contains(SettlementTier.ClosingWindow) || steps.Contains(SettlementTier.SpreadImplied);
        if (daily is null || asked == daily.Has("window"))
            return asked ? (int)(daily?.Whole("window", 1, 7200) ?? 0) : 0;
        f.Fault("dailySettlement", "window (seconds) goes with the steps 'closing window' and 'spread implied'");
        return 0;
    }

    /// <summary>A part of the fee; absent: as the other.</summary>
    private static FeeRate FeeOf(Fields? fee, string part, FeeRate other)
    {
        if (fee?.Object(part, required: false) is not { } terms)
            return other;
        var rate = new FeeRate(terms.Ppm("ofTurnover", 0m, 0.1m), MinorOf(terms));
        terms.Done();
        return rate;
    }

    private static DeliveryTerms? DeliveryOf(Fields? final)
    {
        if (final?.Object("certificates", required: false) is not { } terms)
            return null;
        var product = terms.Text("product");
        if (product.Length > 0 && !Name24.TryParse(product, out _))
            terms.Fault("product", "must be 1 to 24 letters, digits and marks without spaces");
        var read = new DeliveryTerms(
            product,
            (int)terms.Whole("noticeDays", 0, 60),
            (int)terms.Whole("windowDays", 1, 92)
        );
        terms.Done();
        return read;
    }

    private static long MinorOf(Fields? fee)
    {
        var minor = (fee?.Fraction("perLot", 0m, 1_000_000m) ?? 0m) * Currencies.MinorPerUnit;
        if (minor != decimal.Truncate(minor))
            fee!.Fault("perLot", "must be whole minor units");
        return (long)decimal.Truncate(minor);
    }

    // Null: no multiple of the least tick has an end in decimals, or none is above zero.
    private static string? NearestTick(decimal tick, long lot)
    {
        var steps = decimal.Max(1m, decimal.Round(tick * lot * Currencies.MinorPerUnit, MidpointRounding.ToEven));
        var near = decimal.Round(steps / lot / Currencies.MinorPerUnit, 9, MidpointRounding.ToEven);
        return near * lot * Currencies.MinorPerUnit == steps
            ? near.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    private static int Decimals(decimal value)
    {
        var decimals = 0;
        while (value != decimal.Truncate(value) && decimals < 9)
        {
            value *= 10;
            decimals++;
        }

        return decimals;
    }

    private static long Power(int decimals)
    {
        long power = 1;
        for (var i = 0; i < decimals; i++)
            power *= 10;
        return power;
    }
}
