// Reads the document of a spot product, field by field.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>The fields of a spot product and what they ask.</summary>
internal static class SpotProductReader
{
    // What the most lots may be worth, or come to in metered units, over a quarter of hours: no product of a bid or a
    // certificate passes 2^63.
    private const long Most = 100_000_000_000_000_000;

    public static SpotProduct Read(Fields root)
    {
        var product = root.Text("product");
        if (product.Length > 0 && !Name24.TryParse(product, out _))
            root.Fault("product", "must be 1 to 24 letters, digits and marks without spaces");
        var name = root.Object("name");
        var (english, chinese) = (name?.Text("en") ?? "", name?.Text("zh") ?? "");
        name?.Done();
        var tick = root.Fraction("tick", 0.01m, 10_000m);
        var minor = tick * Currencies.MinorPerUnit;
        if (minor != decimal.Truncate(minor))
            root.Fault("tick", "must be whole minor units");
        var (floor, cap) = (Ticks(root, "floor", tick, 0), Ticks(root, "cap", tick, 1));
        if (floor >= cap)
            root.Fault("cap", "must lie above the floor");
        var collateral = Ticks(root, "collateral", tick, 0);
        var auction = root.Object("auction");
        var (gate, start, days) = (
            auction?.Clock("gate") ?? 0,
            auction?.Clock("dayStart") ?? 0,
            (int)(auction?.Whole("days", 1, 14) ?? 1)
        );
        if (start % 60 != 0)
            auction?.Fault("dayStart", "must be a whole hour");
        auction?.Done();
        var most = root.Whole("maxLots", 1, 1_000_000);
        var perLot = root.Whole("unitsPerLot", 1, 1_000_000_000_000);
        if ((Int128)long.Max(cap, collateral) * (long)decimal.Truncate(minor) * most * SpotProduct.MostHours > Most)
            root.Fault(
                "maxLots",
                $"the most lots over {SpotProduct.MostHours} hours must be worth at most {Most} minor units"
            );
        if ((Int128)perLot * most * SpotProduct.MostHours > Most)
            root.Fault(
                "maxLots",
                $"the most lots over {SpotProduct.MostHours} hours must be at most {Most} metered units"
            );
        var delivery = root.Object("delivery");
        var future = root.Object("future", required: false);
        var read = new SpotProduct
        {
            Product = product,
            Version = (int)root.Whole("version", 1, int.MaxValue),
            NameEn = english,
            NameZh = chinese,
            Kind = root.Word("kind", [("compute", SpotKind.Compute), ("tokens", SpotKind.Tokens)]),
            Currency = root.Word("currency", [("CNY", Currency.CNY), ("USD", Currency.USD), ("EUR", Currency.EUR)]),
            Unit = root.Text("unit"),
            UnitsPerLot = perLot,
            TickSize = tick,
            TickValueMinor = (long)decimal.Truncate(minor),
            FloorTicks = floor,
            CapTicks = cap,
            MaxLots = most,
            GateMinutes = gate,
            DayStartMinutes = start,
            Days = days,
            StandardHours = root.Has("standardHours") ? root.Wholes("standardHours", 1, 336) : [],
            CollateralTicks = collateral,
            PenaltyPpm = delivery?.Ppm("penalty", 0, 1) ?? 0,
            Unused =
                delivery?.Word("unused", [("paid", UnusedRule.Paid), ("refunded", UnusedRule.Refunded)])
                ?? UnusedRule.Paid,
            GraceHours = (int)(delivery?.Whole("graceHours", 0, 168) ?? 0),
            IssuerLimit = root.Whole("issuerLimit", 1, 1_000_000_000),
            Contract = future?.Text("contract"),
            UnitsPerFuture = future?.Whole("units", 1, 1_000_000_000_000_000) ?? 0,
            Traits = [.. root.Objects("traits").Select(ReadTrait)],
        };
        delivery?.Done();
        future?.Done();
        return read;
    }

    private static Trait ReadTrait(Fields fields)
    {
        var trait = new Trait(fields.Text("name"), fields.Text("value"));
        fields.Done();
        return trait;
    }

    // A price of the document in whole ticks.
    private static long Ticks(Fields root, string name, decimal tick, decimal least)
    {
        var price = root.Fraction(name, least, 1_000_000_000m);
        var ticks = tick > 0 ? price / tick : 0;
        if (ticks != decimal.Truncate(ticks))
            root.Fault(name, "must be whole ticks");
        return (long)decimal.Truncate(ticks);
    }
}
