// Documents and one day's prices become the tables of the three rules.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>A listed month on the day.</summary>
public sealed record MonthDay
{
    public required ContractMonth Month { get; init; }

    /// <summary>Its name, as in <c>TK-Z26</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Above zero.</summary>
    public required Price Settlement { get; init; }

    /// <summary>As in <see cref="RateQuestion"/>.</summary>
    public int TradingDaysLeft { get; init; }

    public long OpenInterest { get; init; }

    public int LadderPpm { get; init; }

    public int NoticePpm { get; init; }

    public int PrintsKnown { get; init; }

    public int PrintsTotal { get; init; }
}

/// <summary>A contract on the day. Its months are in their order, the nearest listed month first: tiers and lines of
/// scenarios count calendar months from there, and amounts of value are of its settlement price.</summary>
public sealed record ContractDay
{
    public required string Contract { get; init; }

    public required Currency Currency { get; init; }

    public required long TickValueMinor { get; init; }

    public required MarginParameters Parameters { get; init; }

    /// <summary>The group that the parameters name; null where none does.</summary>
    public MarginGroup? Group { get; init; }

    /// <summary>The rule to use; a contract that the group does not know stays with the percentage rule.</summary>
    public required MarginRule Rule { get; init; }

    public required IReadOnlyList<MonthDay> Months { get; init; }
}

/// <summary>Builds the door for a day. Months are numbered contract by contract, each contract's nearest first.
/// Amounts of value are rounded up to the minor unit, losses to the nearest.</summary>
public static class MarginDay
{
    private const long Million = 1_000_000;

    public static PortfolioMargin Of(TradingDate day, IReadOnlyList<ContractDay> contracts)
    {
        var tables = new Tables();
        foreach (var contract in contracts)
        {
            Must.Hold(contract.Months.Count > 0);
            var rule = RuleOf(contract);
            for (var rank = 0; rank < contract.Months.Count; rank++)
            {
                Must.Hold(contract.Months[rank].Settlement.Ticks > 0);
                tables.AddPercentage(day, contract, rank, rule == MarginRule.Percentage);
                tables.AddScenarios(contract, rank, rule == MarginRule.Scenarios);
            }

            tables.AddSpan(contract, rule == MarginRule.Span);
        }

        foreach (var contract in contracts)
        {
            if (RuleOf(contract) == MarginRule.Span)
                tables.AddCredits(contract.Group!);
        }

        return tables.Door();
    }

    /// <summary>The rule that will be used: the one asked for where the group has what it needs.</summary>
    public static MarginRule RuleOf(ContractDay contract) =>
        contract.Rule switch
        {
            MarginRule.Span when contract.Group?.Commodity(contract.Contract) is not null => MarginRule.Span,
            MarginRule.Scenarios when contract.Group?.ScenariosOf(contract.Contract, 0) is not null =>
                MarginRule.Scenarios,
            _ => MarginRule.Percentage,
        };

    private static long OfValue(ContractDay contract, Price price, long ppm, RoundingMode mode) =>
        Rounding.ToLong((Int128)price.Ticks * contract.TickValueMinor * ppm, Million, mode);

    private sealed class Tables
    {
        private readonly List<PercentageContract> _contracts = [];
        private readonly List<PercentageMonth> _percentage = [];
        private readonly List<ScenarioSet> _sets = [];
        private readonly List<ScenarioMonth> _scenarios = [];
        private readonly List<SpanContract> _span = [];
        private readonly List<SpanCommodity> _commodities = [];
        private readonly List<SpanTier> _tiers = [];
        private readonly List<InterMonthSpread> _spreads = [];
        private readonly List<InterCommoditySpread> _credits = [];
        private readonly List<string> _groups = [];
        private readonly SortedList<string, int> _commodityOf = new(StringComparer.Ordinal);

        public PortfolioMargin Door() =>
            new(
                new(_contracts, _percentage),
                new(
                    new()
                    {
                        Contracts = _span,
                        Commodities = _commodities,
                        Tiers = _tiers,
                        InterMonth = _spreads,
                        InterCommodity = _credits,
                    }
                ),
                new(_sets, _scenarios),
                _percentage.Count
            );

        public void AddPercentage(TradingDate day, ContractDay contract, int rank, bool mine)
        {
            if (mine && rank == 0)
                _contracts.Add(new(contract.Contract, contract.Currency));
            var month = contract.Months[rank];
            var terms = contract.Parameters.Percentage;
            var question = new RateQuestion
            {
                Day = day,
                Month = month.Month,
                TradingDaysLeft = month.TradingDaysLeft,
                OpenInterest = month.OpenInterest,
                LadderPpm = month.LadderPpm,
                NoticePpm = month.NoticePpm,
                PrintsKnown = month.PrintsKnown,
                PrintsTotal = month.PrintsTotal,
            };
            _percentage.Add(
                new()
                {
                    Name = month.Name,
                    Contract = mine ? _contracts.Count - 1 : -1,
                    TickValueMinor = contract.TickValueMinor,
                    Rate = MarginRate.Of(contract.Parameters, question),
                    HedgeRate = MarginRate.Of(contract.Parameters, question with { Hedge = true }),
                    PerLotMinor = terms.PerLotMinor,
                    LargerSide = MarginRate.LargerSide(terms, month.TradingDaysLeft, month.PrintsTotal),
                }
            );
        }

        public void AddScenarios(ContractDay contract, int rank, bool mine)
        {
            var month = contract.Months[rank];
            if (!mine)
            {
                _scenarios.Add(new() { Name = month.Name, Set = -1 });
                return;
            }

            var group = contract.Group!;
            var line = group.ScenariosOf(contract.Contract, Distance(contract, rank))!;
            var losses = new long[line.LossesPpm.Count];
            for (var k = 0; k < losses.Length; k++)
                losses[k] = OfValue(contract, month.Settlement, line.LossesPpm[k], RoundingMode.HalfUp);
            _scenarios.Add(
                new()
                {
                    Name = month.Name,
                    Set = SetOf(group, contract.Currency),
                    Losses = losses,
                    LiquidityMinor = Up(line.LiquidityPpm),
                    ConcentrationFrom = line.ConcentrationFrom,
                    ConcentrationMinor = Up(line.ConcentrationPpm),
                    FloorMinor = Up(line.FloorPpm),
                }
            );

            long Up(int ppm) => OfValue(contract, month.Settlement, ppm, RoundingMode.Up);
        }

        // Contracts of one group and one currency are margined together.
        private int SetOf(MarginGroup group, Currency currency)
        {
            var name = $"{group.Name} {currency}";
            for (var s = 0; s < _sets.Count; s++)
            {
                if (_sets[s].Name == name)
                    return s;
            }

            _sets.Add(new(name, currency, group.ScenarioCount, group.Tail));
            return _sets.Count - 1;
        }

        public void AddSpan(ContractDay contract, bool mine)
        {
            if (!mine)
            {
                foreach (var month in contract.Months)
                    _span.Add(new() { Name = month.Name, Commodity = -1 });
                return;
            }

            var group = contract.Group!;
            var terms = group.Commodity(contract.Contract)!;
            var commodity = _commodities.Count;
            _commodityOf[$"{group.Name}/{contract.Contract}"] = commodity;
            _commodities.Add(new(contract.Contract, contract.Currency));
            var first = _tiers.Count;
            for (var t = 0; t < terms.Tiers.Count; t++)
                _tiers.Add(
                    new(
                        $"{contract.Contract} tier {t + 1}",
                        commodity,
                        Minor(contract, terms, terms.Tiers[t].SpotSpread),
                        Minor(contract, terms, terms.Tiers[t].SpotOutright)
                    )
                );
            foreach (var s in terms.InterMonth)
                _spreads.Add(
                    new(
                        first + s.Near - 1,
                        s.NearRatio,
                        first + s.Far - 1,
                        s.FarRatio,
                        Minor(contract, terms, s.Charge)
                    )
                );
            for (var rank = 0; rank < contract.Months.Count; rank++)
                AddFuture(contract, terms, rank, commodity, first + TierOf(terms, Distance(contract, rank)));
        }

        // A month whose final average is under way stands alone: no calendar relief, and a range that falls with the
        // prints that are known.
        private void AddFuture(ContractDay contract, GroupCommodity terms, int rank, int commodity, int tier)
        {
            var month = contract.Months[rank];
            var scan = terms.Tiers[TierOf(terms, Distance(contract, rank))].Scan;
            var averaging = contract.Parameters.Percentage.AveragingFloorPpm >= 0 && month.PrintsTotal > 0;
            if (averaging)
            {
                commodity = _commodities.Count;
                _commodities.Add(new($"{month.Name} (averaging)", contract.Currency));
                _tiers.Add(_tiers[tier] with { Name = month.Name, Commodity = commodity });
                tier = _tiers.Count - 1;
            }

            var range = Minor(contract, terms, scan);
            if (averaging)
            {
                var open = Rounding.ToLong(
                    (Int128)range * (month.PrintsTotal - month.PrintsKnown),
                    month.PrintsTotal,
                    RoundingMode.Up
                );
                var floor = OfValue(
                    contract,
                    contract.Months[0].Settlement,
                    contract.Parameters.Percentage.AveragingFloorPpm,
                    RoundingMode.Up
                );
                range = long.Max(open, long.Min(floor, range));
            }

            _span.Add(
                new()
                {
                    Name = month.Name,
                    Commodity = commodity,
                    Slot = _span.Count,
                    Tier = tier,
                    Losses = RiskArray.OfFuture(range, terms.ExtremePpm),
                }
            );
        }

        // Amounts of value are of the nearest month's, so that all months of a tier have one range.
        private static long Minor(ContractDay contract, GroupCommodity terms, long amount) =>
            terms.OfValue ? OfValue(contract, contract.Months[0].Settlement, amount, RoundingMode.Up) : amount;

        // Calendar months from the nearest listed month, so that months that are not listed do not move the others.
        private static int Distance(ContractDay contract, int rank) =>
            contract.Months[rank].Month.Index - contract.Months[0].Month.Index;

        private static int TierOf(GroupCommodity terms, int distance)
        {
            var tier = 0;
            for (var end = terms.Tiers[0].Months; tier < terms.Tiers.Count - 1 && distance >= end; )
            {
                tier++;
                end += terms.Tiers[tier].Months;
            }

            return tier;
        }

        public void AddCredits(MarginGroup group)
        {
            if (_groups.Contains(group.Name))
                return;
            _groups.Add(group.Name);
            foreach (var credit in group.Credits)
            {
                var legs = new List<CreditLeg>();
                foreach (var leg in credit.Legs)
                {
                    if (_commodityOf.TryGetValue($"{group.Name}/{leg.Contract}", out var commodity))
                        legs.Add(new(commodity, leg.SideA, leg.Ratio));
                }

                // A leg that is not there, or is under another rule, offsets nothing.
                if (legs.Count == credit.Legs.Count)
                    _credits.Add(new(credit.Name, legs, credit.CreditPpm));
            }
        }
    }
}
