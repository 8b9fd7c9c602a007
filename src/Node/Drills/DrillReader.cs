// Reads a drill file (docs/protocols/drill-file.md) and refuses, with every reason at once, what cannot be run.
using System.Globalization;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Drills;

/// <summary>Bytes in, a drill out, or a <see cref="DrillRefusedException"/>.</summary>
internal sealed class DrillReader
{
    private const int MostAccount = 1_000_000_000;
    private const long MostLots = 100_000;
    private const long MostTicks = 1_000_000;

    /// <summary>All field names, for the nearest one.</summary>
    private static readonly string[] _names =
    [
        .. "drill version note source name en zh currency calledAt deadlineMinutes memberMinutes officers".Split(' '),
        .. "rules layers remainder nonBiddersFirst assessment haircut replenishDays exchange capital".Split(' '),
        .. "riskReserve ownFunds sizing cover skin least stress scenario case fall months symbol contract".Split(' '),
        .. "monthsAhead tickValue previous settlement members account margin fund defaults loss".Split(' '),
        .. "positions lots clients value bids price liquidation participation guard intervals volume".Split(' '),
        .. "hedges close auction duty worst openInterest day".Split(' '),
    ];

    private readonly List<DrillRefusal> _refusals = [];
    private readonly List<DrillMonth> _months = [];
    private readonly SortedSet<int> _accounts = [];

    public static Drill Read(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        var reader = new DrillReader();
        Drill? drill = null;
        if (Fields.Parse(json, faults) is { } fields)
            drill = reader.Whole(new(fields, "", reader._refusals));
        DrillRefusal[] all = [.. faults.Select(f => DrillRefusal.Of(f, _names)), .. reader._refusals];
        return all.Length == 0 ? drill! : throw new DrillRefusedException(all);
    }

    private Drill Whole(DrillFields f)
    {
        var name = f.Object("name", required: true);
        f.Whole("version", 1, 9999);
        f.Text("note", "-");
        foreach (var month in f.Objects("months"))
            _months.Add(Month(month));
        var exchange = f.Object("exchange", required: true);
        var liquidation = f.Object("liquidation");
        var auction = f.Object("auction");
        var stress = f.Object("stress");
        var drill = new Drill(
            f.Text("drill"),
            name?.Text("en") ?? "",
            name?.Text("zh") ?? "",
            f.Text("source"),
            f.Word("currency", [("CNY", Currency.CNY), ("USD", Currency.USD), ("EUR", Currency.EUR)]),
            new(
                f.Moment("calledAt"),
                f.Whole("deadlineMinutes", 1, 10_000, 60),
                f.Whole("memberMinutes", 0, 10_000, 60)
            ),
            f.Fields.Texts("officers", required: false),
            Rules(f.Object("rules")),
            new(
                exchange?.MoneyIfGiven("capital"),
                exchange?.Money("riskReserve", fallback: 0) ?? default,
                exchange?.Money("ownFunds", fallback: 0) ?? default
            ),
            Sizing(f.Object("sizing")),
            stress is null ? null : new(stress.Text("scenario"), stress.Text("case", "-")),
            f.Word("fall", [("named", false), ("largest", true)]),
            _months,
            [.. f.Objects("members", required: true).Select(Member)],
            new(liquidation?.Ppm("participation", 1m, 0.2m) ?? 200_000, liquidation?.Ppm("guard", 1m, 0.1m) ?? 100_000),
            [.. liquidation?.Objects("intervals").Select(Interval) ?? []],
            [.. f.Objects("hedges").Select(Hedge)],
            new(auction?.Ppm("duty", 1m, 0.5m) ?? 500_000, auction?.Ppm("worst", 1m, 0.2m) ?? 200_000)
        );
        foreach (var part in new[] { name, exchange, liquidation, auction, stress, f })
            part?.Done();
        Consistent(drill, f);
        return drill;
    }

    /// <summary>What must fit together across fields.</summary>
    private static void Consistent(Drill drill, DrillFields f)
    {
        if (drill.Officers.Distinct(StringComparer.Ordinal).Count() < 2)
        {
            f.Refuse(
                DrillFault.TwoOfficersNeeded,
                "officers",
                drill.Officers.Count == 0 ? "" : string.Join(", ", drill.Officers),
                "two different names"
            );
        }

        if (!drill.LargestFall && !drill.Members.Any(m => m.Defaults) && drill.Members.Count > 0)
            f.Refuse(DrillFault.NobodyDefaults, "members", "", "\"defaults\": true on one member at least");
        if (drill.LargestFall && drill.Members.Any(m => m.Defaults))
            f.Refuse(DrillFault.OneOfTwo, "fall", "largest", "named, or no member with 'defaults'");
        if (drill.LargestFall && drill.Stress is null)
            f.Refuse(DrillFault.OneOfTwo, "stress", "", "a scenario: who falls is worked out from it");
        Sized(drill, f);
        for (var i = 0; i < drill.Months.Count; i++)
        {
            var month = drill.Months[i];
            if (month.Settlement is null == drill.Stress is null)
            {
                f.Refuse(
                    DrillFault.OneOfTwo,
                    string.Create(CultureInfo.InvariantCulture, $"months[{i}].settlement"),
                    month.Settlement is { } s ? s.Ticks.ToString(CultureInfo.InvariantCulture) : "",
                    "a settlement price or, for the whole drill, 'stress'; one of the two"
                );
            }
        }
    }

    private static void Sized(Drill drill, DrillFields f)
    {
        var sized = drill.Sizing is not null;
        if (drill.Exchange.Capital is null != sized)
            f.Refuse(DrillFault.OneOfTwo, "exchange.capital", "", "an amount or 'sizing'; one of the two");
        for (var i = 0; i < drill.Members.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"members[{i}]");
            if (drill.Members[i].Fund is null != sized)
                f.Refuse(DrillFault.OneOfTwo, $"{at}.fund", "", "an amount or 'sizing'; one of the two");
            if (drill.Members[i].Loss is { } loss && drill.Members[i].Positions.Count > 0)
                f.Refuse(DrillFault.OneOfTwo, $"{at}.loss", Amounts.Plain(loss), "a loss or positions; one of the two");
        }
    }

    private static WaterfallRules Rules(DrillFields? f)
    {
        if (f is null)
            return WaterfallRules.Chicago;
        var rules = f.Word("layers", [("chicago", WaterfallRules.Chicago), ("china", WaterfallRules.China)]);
        rules = rules with
        {
            Remainder = f.Word(
                "remainder",
                [("largest fraction", RemainderRule.LargestFraction), ("to last", RemainderRule.ToLast)]
            ),
            NonBiddersFirst = f.Fields.Flag("nonBiddersFirst", rules.NonBiddersFirst),
            AssessmentPpm = f.Ppm("assessment", 10m, rules.AssessmentPpm / 1_000_000m),
            HaircutPpm = f.Ppm("haircut", 1m, rules.HaircutPpm / 1_000_000m),
            ReplenishDays = (int)f.Whole("replenishDays", 1, 250, rules.ReplenishDays),
        };
        f.Done();
        return rules;
    }

    private static FundRules? Sizing(DrillFields? f)
    {
        if (f is null)
            return null;
        var rules = FundRules.CoverTwo with
        {
            Cover = (int)f.Whole("cover", 1, 100, 2),
            SkinPpm = f.Ppm("skin", 10m, 0.25m),
            Least = f.Money("least", fallback: 0),
        };
        f.Done();
        return rules;
    }

    private DrillMonth Month(DrillFields f)
    {
        var month = new DrillMonth(
            f.Text("symbol"),
            f.Text("contract"),
            (int)f.Whole("monthsAhead", 0, 120),
            f.Whole("tickValue", 1, 100_000),
            new(f.Whole("previous", 1, MostTicks)),
            f.Has("settlement") ? new(f.Whole("settlement", 0, MostTicks)) : null,
            f.Whole("openInterest", 0, 1_000_000_000, 0)
        );
        if (_months.Exists(m => m.Symbol == month.Symbol))
            f.Refuse(DrillFault.GivenTwice, "symbol", month.Symbol, "a symbol that no month before has");
        f.Done();
        return month;
    }

    private DrillMember Member(DrillFields f)
    {
        var member = new DrillMember(
            Account(f),
            f.Text("name"),
            f.Money("margin", fallback: 0),
            f.MoneyIfGiven("fund"),
            f.Fields.Flag("defaults", false),
            f.MoneyIfGiven("loss", 0.01m),
            [.. f.Objects("positions").Select(Position)],
            [.. f.Objects("clients").Select(Client)],
            [.. f.Objects("bids").Select(Bid)]
        );
        f.Done();
        return member;
    }

    private DrillClient Client(DrillFields f)
    {
        var client = new DrillClient(
            Account(f),
            f.Text("name"),
            f.Money("value"),
            [.. f.Objects("positions").Select(Position)]
        );
        f.Done();
        return client;
    }

    private AccountId Account(DrillFields f)
    {
        var account = (int)f.Whole("account", 1, MostAccount);
        if (!_accounts.Add(account))
        {
            var free = account;
            while (_accounts.Contains(free))
                free++;
            var given = account.ToString(CultureInfo.InvariantCulture);
            f.Refuse(DrillFault.GivenTwice, "account", given, free.ToString(CultureInfo.InvariantCulture));
        }

        return new(account);
    }

    private DrillPosition Position(DrillFields f)
    {
        var position = new DrillPosition(Symbol(f), Lots(f));
        f.Done();
        return position;
    }

    private DrillBid Bid(DrillFields f)
    {
        var bid = new DrillBid(Symbol(f), f.Whole("lots", 1, MostLots), new(f.Whole("price", 0, MostTicks)));
        f.Done();
        return bid;
    }

    private DrillInterval Interval(DrillFields f)
    {
        var interval = new DrillInterval(
            Symbol(f),
            (int)f.Whole("day", 0, 250, 0),
            new(f.Whole("volume", 0, 1_000_000_000), new(f.Whole("price", 0, MostTicks)))
        );
        f.Done();
        return interval;
    }

    private DrillHedge Hedge(DrillFields f)
    {
        var hedge = new DrillHedge(
            Symbol(f),
            Lots(f),
            new(f.Whole("price", 0, MostTicks)),
            new(f.Whole("close", 0, MostTicks))
        );
        f.Done();
        return hedge;
    }

    /// <summary>Net lots, not zero.</summary>
    private static long Lots(DrillFields f)
    {
        var lots = f.Whole("lots", -MostLots, MostLots);
        if (lots == 0)
            f.Refuse(DrillFault.OutOfLimits, "lots", "0", "1 or -1");
        return lots;
    }

    private int Symbol(DrillFields f)
    {
        var symbol = f.Text("symbol");
        var index = _months.FindIndex(m => m.Symbol == symbol);
        if (index < 0 && symbol.Length > 0)
        {
            var nearest = Nearness.Of(symbol, _months.Select(m => m.Symbol));
            f.Refuse(DrillFault.UnknownSymbol, "symbol", symbol, nearest.Length > 0 ? nearest : "a month in 'months'");
        }

        return int.Max(index, 0);
    }
}
