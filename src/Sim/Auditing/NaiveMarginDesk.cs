// The naive market's groups on one day: who is margined with whom, credits between contracts, what orders may lead to
// (MRG-007 to MRG-011).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A month when its amounts were worked out.</summary>
internal sealed record NaiveAmounts(NaiveInstrument Month, long Price, int Known, int Prints);

/// <summary>Lots and orders of one account in a month.</summary>
internal sealed record NaiveHeld(BigInteger Net, BigInteger Buys, BigInteger Sells)
{
    public BigInteger Moving => BigInteger.Max(Buys, Sells);

    public BigInteger Worst => BigInteger.Max(BigInteger.Abs(Net + Buys), BigInteger.Abs(Net - Sells));
}

/// <summary>Worked out anew whenever tables, groups or months change.</summary>
internal sealed class NaiveMarginDesk
{
    private readonly List<NaiveSpan> _spans = [];
    private readonly List<NaiveScenarioSet> _sets = [];
    private readonly List<(MarginGroup Group, GroupCredit Credit)> _credits = [];

    // What one lot can add or undo follows from the day alone.
    private readonly Dictionary<(NaiveSpan Of, NaiveScanned Month), BigInteger> _perLot = [];
    private readonly Dictionary<(NaiveSpan Of, NaiveSpan In), BigInteger> _undone = [];

    public bool Has(NaiveInstrument month) =>
        _spans.Exists(s => s.Months.Exists(m => m.Month == month))
        || _sets.Exists(s => s.Lines.Exists(l => l.Month == month));

    /// <summary>A contract under a group, with its months of then.</summary>
    public void Add(ContractSpec contract, MarginRule rule, MarginGroup group, int floorPpm, List<NaiveAmounts> months)
    {
        if (months.Count == 0)
            return;
        months = [.. months.OrderBy(m => m.Month.Month)];
        if (rule == MarginRule.Scenarios)
            AddScenarios(contract, group, months);
        else
            AddSpan(contract, group, floorPpm, months);
    }

    /// <summary>When all contracts are there: credits whose legs are.</summary>
    public void Complete()
    {
        foreach (var group in _spans.Select(s => s.Group).Distinct())
        {
            foreach (var credit in group.Credits.Where(c => c.Legs.All(l => Leg(group, l) is not null)))
                _credits.Add((group, credit));
        }
    }

    private NaiveSpan? Leg(MarginGroup group, GroupLeg leg) =>
        _spans.Find(s => s.Alone is null && s.Group == group && s.Terms.Contract == leg.Contract);

    private void AddScenarios(ContractSpec contract, MarginGroup group, List<NaiveAmounts> months)
    {
        var set = _sets.Find(s => s.Group == group && s.Currency == contract.Currency);
        if (set is null)
            _sets.Add(set = new(group, contract.Currency));
        var lines = group.Scenarios.Where(l => l.Contract == contract.Contract).ToList();
        foreach (var month in months)
        {
            var place = int.Min(Distance(months, month), lines.Count - 1);
            set.Lines.Add(new(month.Month, lines[place], (BigInteger)month.Price * contract.TickValueMinor));
        }
    }

    private static int Distance(List<NaiveAmounts> months, NaiveAmounts month) =>
        month.Month.Month.Index - months[0].Month.Month.Index;

    private void AddSpan(ContractSpec contract, MarginGroup group, int floorPpm, List<NaiveAmounts> months)
    {
        var terms = group.Commodities.First(c => c.Contract == contract.Contract);
        var nearest = (BigInteger)months[0].Price * contract.TickValueMinor;
        var all = Unit(null);
        _spans.Add(all);
        foreach (var month in months)
        {
            var tier = 0;
            for (var from = terms.Tiers[0].Months; tier + 1 < terms.Tiers.Count && Distance(months, month) >= from; )
                from += terms.Tiers[++tier].Months;
            var range = all.Amount(terms.Tiers[tier].Scan);
            if (floorPpm < 0 || month.Prints == 0)
            {
                all.Months.Add(new(month.Month, tier, range));
                continue;
            }

            // Its average has begun: it stands alone.
            var floor = BigInteger.Min(range, Exact.Ceiling(nearest * floorPpm, Exact.Million));
            var open = Exact.Ceiling(range * (month.Prints - month.Known), month.Prints);
            var alone = Unit(month.Month);
            alone.Months.Add(new(month.Month, tier, BigInteger.Max(open, floor)));
            _spans.Add(alone);
        }

        NaiveSpan Unit(NaiveInstrument? month) =>
            new(group, terms, month) { NearestValue = nearest, Contract = contract };
    }

    // Credits.

    private List<NaiveSpan> Legs((MarginGroup Group, GroupCredit Credit) c) =>
        [.. c.Credit.Legs.Select(l => Leg(c.Group, l)!)];

    // Contracts that credits join to this one, itself included.
    private List<NaiveSpan> JoinedTo(NaiveSpan span)
    {
        var joined = new List<NaiveSpan> { span };
        for (var i = 0; i < joined.Count; i++)
        {
            foreach (var legs in _credits.Select(Legs).Where(legs => legs.Contains(joined[i])))
                joined.AddRange(legs.Where(leg => !joined.Contains(leg)));
        }

        return joined;
    }

    private void Give(Dictionary<NaiveSpan, NaiveSpanSum> sums)
    {
        var free = sums.ToDictionary(s => s.Key, s => BigInteger.Abs(s.Value.Delta) * Exact.Million);
        var weights = sums.ToDictionary(s => s.Key, _ => BigInteger.Zero);
        foreach (var (group, credit) in _credits)
        {
            var signs = credit
                .Legs.Select(l => (l.SideA ? 1 : -1) * sums[Leg(group, l)!].Delta.Sign)
                .Distinct()
                .ToList();
            if (signs is not [1 or -1])
                continue;
            var formed = credit.Legs.Min(l => free[Leg(group, l)!] / l.Ratio);
            foreach (var leg in credit.Legs)
            {
                free[Leg(group, leg)!] -= formed * leg.Ratio;
                weights[Leg(group, leg)!] += formed * leg.Ratio * credit.CreditPpm;
            }
        }

        foreach (var (span, sum) in sums.Where(s => s.Value.Delta != 0))
            sum.Credit = Exact.Floor(
                weights[span] * NaiveSpan.PriceRiskTwice(sum),
                BigInteger.Abs(sum.Delta) * Exact.Million * 2 * Exact.Million
            );
    }

    private Dictionary<NaiveSpan, NaiveSpanSum> SpanSums(Func<NaiveInstrument, BigInteger> net)
    {
        var sums = _spans.ToDictionary(s => s, s => s.Sum(net));
        Give(sums);
        return sums;
    }

    // From a credit on: one more (or less) of the leg's net delta, and the worst for the credits of another contract.
    private BigInteger Undo(int place, NaiveSpan leg, NaiveSpan of, bool more)
    {
        if (place == _credits.Count)
            return 0;
        var worst = Undo(place + 1, leg, of, more);
        var (group, credit) = _credits[place];
        var mine = credit.Legs.Where(l => Leg(group, l) == leg).ToList();
        if (mine.Count == 0)
            return worst;
        BigInteger change = 0;
        foreach (var other in credit.Legs)
        {
            var span = Leg(group, other)!;
            if (span == of)
                change += (more ? -1 : 1) * other.Ratio * BigInteger.Max(0, of.OneRange) * credit.CreditPpm;
            if (span != leg)
                change += other.Ratio * Undo(place + 1, span, of, !more);
        }

        var each = BigInteger.Divide(change, mine[0].Ratio);
        if (each * mine[0].Ratio < change)
            each += 1;
        return BigInteger.Max(worst, each);
    }

    private BigInteger Undone(NaiveSpan leg, NaiveSpan of)
    {
        if (!_undone.TryGetValue((leg, of), out var undone))
        {
            var worst = BigInteger.Max(Undo(0, leg, of, true), Undo(0, leg, of, false));
            undone = _undone[(leg, of)] = Exact.Ceiling(BigInteger.Max(0, worst), Exact.Million);
        }

        return undone;
    }

    private BigInteger CreditCrumbs(NaiveSpan of)
    {
        BigInteger sum = 0;
        foreach (var (group, credit) in _credits)
        {
            foreach (var leg in credit.Legs)
            {
                var span = Leg(group, leg)!;
                sum += leg.Ratio * (Undone(span, of) + (span == of ? BigInteger.Max(0, of.OneRange) : 0));
            }
        }

        var whole = _credits.TrueForAll(c => c.Credit.Legs.All(l => l.Ratio == 1));
        return whole || sum == 0 ? 0 : 1 + Exact.Ceiling(sum * 4, Exact.Million);
    }

    // What is asked.

    /// <summary>By currency, with orders and mark-up.</summary>
    public SortedList<Currency, BigInteger> Asked(Func<NaiveInstrument, NaiveHeld> held, long markUp)
    {
        var asked = new SortedList<Currency, BigInteger>();
        var sums = SpanSums(m => held(m).Net);
        foreach (var span in _spans)
            Ask(span.Contract.Currency, Required(span, sums, held));
        foreach (var set in _sets)
            Ask(set.Currency, Required(set, held));
        return asked;

        void Ask(Currency currency, BigInteger required) =>
            asked[currency] = asked.GetValueOrDefault(currency) + WithMarkUp(required, markUp);
    }

    private static BigInteger WithMarkUp(BigInteger margin, long markUp) =>
        Exact.Ceiling(margin * (Exact.Million + markUp), Exact.Million);

    private BigInteger Required(
        NaiveSpan span,
        Dictionary<NaiveSpan, NaiveSpanSum> sums,
        Func<NaiveInstrument, NaiveHeld> held
    )
    {
        var sum = sums[span];
        var joined = JoinedTo(span);
        if (joined.SelectMany(s => s.Months).All(m => held(m.Month) is { Buys.IsZero: true, Sells.IsZero: true }))
            return sum.Margin;
        BigInteger more = span.Crumbs(_spans.Exists(s => s.HasRatios)) + CreditCrumbs(span);
        BigInteger alone = 0;
        foreach (var month in span.Months)
        {
            if (!_perLot.TryGetValue((span, month), out var perLot))
                perLot = _perLot[(span, month)] = span.PerLot(month);
            more += held(month.Month).Moving * perLot;
            alone += held(month.Month).Worst * span.Outright(month);
        }

        var least = sum.Scan + sum.InterMonth + sum.Spot + more;
        if (joined.TrueForAll(s => s.OneRange >= 0))
        {
            var undone = sum.Margin + more;
            foreach (var other in joined)
                undone += other.Months.Aggregate(
                    BigInteger.Zero,
                    (all, m) => all + (held(m.Month).Moving * Undone(other, span))
                );
            least = BigInteger.Min(least, undone);
        }

        return span.IsRelief ? BigInteger.Min(least, alone) : least;
    }

    private static BigInteger Required(NaiveScenarioSet set, Func<NaiveInstrument, NaiveHeld> held)
    {
        var sum = set.Sum(m => held(m).Net);
        if (set.Lines.TrueForAll(l => held(l.Month) is { Buys.IsZero: true, Sells.IsZero: true }))
            return sum.Margin;
        BigInteger more = sum.Margin,
            alone = 0;
        foreach (var line in set.Lines)
        {
            more += held(line.Month).Moving * line.PerLot;
            alone += line.Outright(held(line.Month).Worst);
        }

        return BigInteger.Min(more, alone);
    }

    /// <summary>What is told of an account's lots (MRG-012).</summary>
    public IEnumerable<MarginExplained> Explained(
        AccountId account,
        TradingDate day,
        Func<NaiveInstrument, BigInteger> net,
        long markUp
    )
    {
        foreach (var (span, sum) in SpanSums(net).Where(s => s.Key.Months.Exists(m => net(m.Month) != 0)))
            yield return Told(span.Group, span.Contract.Currency, sum.Active, sum.Scan, sum.Margin) with
            {
                Contract = Name24.Of(span.Terms.Contract),
                Instrument = new(span.Alone?.Id ?? 0),
                Rule = MarginRule.Span,
                InterMonth = new((long)sum.InterMonth),
                Spot = new((long)sum.Spot),
                Credit = new((long)sum.Credit),
            };
        foreach (var set in _sets.Where(s => s.Lines.Exists(l => net(l.Month) != 0)))
        {
            var sum = set.Sum(net);
            yield return Told(set.Group, set.Currency, sum.Worst, sum.Scan, sum.Margin) with
            {
                Rule = MarginRule.Scenarios,
                Liquidity = new((long)sum.Liquidity),
                Concentration = new((long)sum.Concentration),
                Floor = new((long)sum.Floor),
            };
        }

        MarginExplained Told(MarginGroup group, Currency currency, int worst, BigInteger scan, BigInteger margin) =>
            new()
            {
                Account = account,
                Currency = currency,
                Day = day,
                Group = Name24.Of(group.Name),
                Version = group.Version,
                Scenario = worst + 1,
                Scan = new((long)scan),
                Margin = new((long)margin),
                Asked = new((long)WithMarkUp(margin, markUp)),
            };
    }
}
