// A margin group document becomes parameters, or a list of what is wrong with it.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Reads <c>rulebook/margin-groups/*.json</c>.</summary>
internal static class MarginGroupReader
{
    private const int MostScenarios = 10_000;
    private const long Whole = 1_000_000;

    public static MarginGroup? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var name = f.Text("marginGroup");
        var version = (int)f.Whole("version", 1, 9999);
        f.Text("note", fallback: "-");
        var commodities = new List<GroupCommodity>();
        foreach (var c in f.Objects("commodities", required: false))
        {
            var commodity = CommodityOf(c);
            if (commodities.Exists(other => other.Contract == commodity.Contract))
                c.Fault("contract", "is in the list already");
            commodities.Add(commodity);
        }

        var credits = new List<GroupCredit>();
        foreach (var c in f.Objects("interCommodity", required: false))
            credits.Add(CreditOf(c, commodities));
        var scenarios = f.Object("scenarios", required: false);
        var lines = new List<GroupScenarios>();
        foreach (var line in scenarios?.Objects("months") ?? [])
        {
            lines.Add(ScenariosOf(line));
            if (lines[^1].LossesPpm.Count != lines[0].LossesPpm.Count)
                line.Fault("losses", $"must have {lines[0].LossesPpm.Count} numbers, as the first line has");
        }

        var most = lines.Count == 0 ? 1 : long.Max(1, lines[0].LossesPpm.Count);
        var tail = (int)(scenarios?.Whole("tail", 1, most, 1) ?? 1);
        scenarios?.Done();
        if (commodities.Count == 0 && lines.Count == 0)
            f.Fault("commodities", "a group must have commodities, or scenarios");
        f.Done();
        return faults.Count > before
            ? null
            : new()
            {
                Name = name,
                Version = version,
                Commodities = commodities,
                Credits = credits,
                Scenarios = lines,
                Tail = tail,
            };
    }

    private static GroupCommodity CommodityOf(Fields c)
    {
        var contract = c.Text("contract");
        var ofValue = c.Word("amounts", [("of value", true), ("money", false)]);
        var tiers = TiersOf(c, ofValue);
        var spreads = new List<GroupSpread>();
        foreach (var s in c.Objects("interMonth", required: false))
            spreads.Add(SpreadOf(s, ofValue, tiers));
        var extreme = c.Object("extreme", required: false);
        var multiple = extreme?.Ppm("multiple", 1m, 10m) ?? 0;
        var cover = extreme?.Ppm("cover", 0m, 1m) ?? 0;
        var covered = Rounding.ToLong((Int128)multiple * cover, Whole, RoundingMode.Up);
        if (covered > Whole)
            extreme!.Fault("cover", "times the multiple must not be above 1, so that an outright costs its range");
        extreme?.Done();
        c.Done();
        return new()
        {
            Contract = contract,
            OfValue = ofValue,
            Tiers = tiers,
            InterMonth = spreads,
            ExtremePpm = (int)covered,
        };
    }

    private static List<GroupTier> TiersOf(Fields c, bool ofValue)
    {
        var tiers = new List<GroupTier>();
        var lines = c.Objects("tiers");
        for (var i = 0; i < lines.Count; i++)
        {
            var last = i == lines.Count - 1;
            var months = last ? 0 : (int)lines[i].Whole("months", 1, 60);
            if (last && lines[i].Has("months"))
                lines[i].Fault("months", "must not stand in the last tier, which has all months that are left");
            tiers.Add(
                new(
                    months,
                    Amount(lines[i], "scan", ofValue, required: true),
                    Amount(lines[i], "spotSpread", ofValue),
                    Amount(lines[i], "spotOutright", ofValue)
                )
            );
            if (!last)
                lines[i].Done();
        }

        if (lines.Count == 0)
            c.Fault("tiers", "must have a line");
        else if (!lines[^1].Has("months"))
            lines[^1].Done();
        return tiers;
    }

    private static GroupSpread SpreadOf(Fields s, bool ofValue, List<GroupTier> tiers)
    {
        var most = int.Max(1, tiers.Count);
        var spread = new GroupSpread(
            (int)s.Whole("near", 1, most),
            (int)s.Whole("nearRatio", 1, 1_000, 1),
            (int)s.Whole("far", 1, most),
            (int)s.Whole("farRatio", 1, 1_000, 1),
            Amount(s, "charge", ofValue, required: true)
        );
        // Charge + scan of what the legs do not offset <= both legs alone (invariant I-16).
        if (tiers.Count > 0)
        {
            var (near, far) = (tiers[spread.Near - 1].Scan, tiers[spread.Far - 1].Scan);
            if (spread.Charge > 2 * long.Min(near * spread.NearRatio, far * spread.FarRatio))
                s.Fault(
                    "charge",
                    "must not be above twice the cheaper leg: a spread never costs more than its two outrights"
                );
        }

        s.Done();
        return spread;
    }

    private static GroupCredit CreditOf(Fields c, List<GroupCommodity> commodities)
    {
        var legs = new List<GroupLeg>();
        var (a, b) = (0, 0);
        foreach (var l in c.Objects("legs"))
        {
            var contract = l.Text("contract");
            if (!commodities.Exists(known => known.Contract == contract))
                l.Fault(
                    "contract",
                    $"must be one of the group: {string.Join(", ", commodities.Select(k => k.Contract))}"
                );
            if (legs.Exists(leg => leg.Contract == contract))
                l.Fault("contract", "is a leg already");
            var sideA = l.Word("side", [("A", true), ("B", false)]);
            (a, b) = sideA ? (a + 1, b) : (a, b + 1);
            legs.Add(new(contract, sideA, (int)l.Whole("ratio", 1, 1_000_000)));
            l.Done();
        }

        if (a == 0 || b == 0)
            c.Fault("legs", "must have a leg on side A and one on side B");
        var credit = new GroupCredit(c.Text("name"), legs, c.Ppm("credit", 0m, 1m));
        c.Done();
        return credit;
    }

    private static GroupScenarios ScenariosOf(Fields line)
    {
        var contract = line.Text("contract");
        var losses = line.Wholes("losses", -10 * Whole, 10 * Whole);
        if (losses.Count is 0 or > MostScenarios)
            line.Fault("losses", $"must have 1 to {MostScenarios} numbers");
        var concentration = line.Object("concentration", required: false);
        var scenarios = new GroupScenarios
        {
            Contract = contract,
            LossesPpm = losses,
            LiquidityPpm = line.Ppm("liquidity", 0m, 1m, 0m),
            ConcentrationFrom = concentration?.Whole("fromLots", 0, 1_000_000_000) ?? long.MaxValue,
            ConcentrationPpm = concentration?.Ppm("rate", 0m, 1m) ?? 0,
            FloorPpm = line.Ppm("floor", 0m, 1m, 0m),
        };
        concentration?.Done();
        line.Done();
        return scenarios;
    }

    /// <summary>Ppm of the value of a lot, or minor units.</summary>
    private static long Amount(Fields f, string name, bool ofValue, bool required = false)
    {
        decimal? fallback = required ? null : 0m;
        return ofValue ? f.Ppm(name, 0m, 1m, fallback) : f.Minor(name, 0m, 1_000_000_000m, fallback);
    }
}
