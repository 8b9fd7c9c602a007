// The naive market's margin groups: documents, what is in force when, what accounts are asked, what is told (MRG-006 to
// MRG-013).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private readonly SortedList<string, MarginGroup> _groups = new(StringComparer.Ordinal);
    private readonly SortedList<string, MarginGroup> _groupsNow = new(StringComparer.Ordinal);

    // By contract: its months on the day of the last step 9, and those listed since.
    private readonly SortedList<string, List<NaiveAmounts>> _amounts = new(StringComparer.Ordinal);
    private readonly SortedList<string, MarginParameters> _tablesNow = new(StringComparer.Ordinal);
    private NaiveMarginDesk _desk = new();
    private NaiveMarginDesk _shadowDesk = new();

    private void DefineMarginGroup(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        var group = MarginGroup.Read(json, faults);
        if (group is not null)
            faults.AddRange(FaultsOf(group).Select(field => new SpecFault(field, "", "")));
        if (group is null || faults.Count > 0)
        {
            RefuseDocument(MessageKind.DefineMarginGroup, faults);
            return;
        }

        _groups[group.Name] = group;
        SayDocument(MessageKind.MarginGroupDefined, json);
    }

    // MRG-006: the fields at fault.
    private IEnumerable<string> FaultsOf(MarginGroup group)
    {
        if (_groups.TryGetValue(group.Name, out var newest) && group.Version <= newest.Version)
            yield return "version";
        if (!Name24.TryParse(group.Name, out _))
            yield return "marginGroup";
        if (group.Commodities.Any(c => !Name24.TryParse(c.Contract, out _)))
            yield return "commodities.contract";
        if (group.Scenarios.Any(s => !Name24.TryParse(s.Contract, out _)))
            yield return "scenarios.months.contract";
        foreach (var commodity in group.Commodities)
        {
            var amounts = commodity
                .Tiers.SelectMany(t => new[] { t.Scan, t.SpotSpread, t.SpotOutright })
                .Concat(commodity.InterMonth.Select(s => s.Charge));
            if (!commodity.OfValue && amounts.Any(a => a > 10_000_000_00))
                yield return $"commodities.{commodity.Contract}";
            if (Product(commodity.InterMonth.Select(s => int.Max(s.NearRatio, s.FarRatio))) > 1_000)
                yield return $"commodities.{commodity.Contract}.interMonth";
        }

        if (Product(group.Credits.Select(c => c.Legs.Max(l => l.Ratio))) > 1_000)
            yield return "interCommodity";
        var used = _margins.Values.Concat(_nextMargins.Values).Concat(_tablesNow.Values).ToList();
        if (used.Exists(t => !Serves(group, t.Rule, t.Group, t.Contract)))
            yield return "commodities";
        if (used.Exists(t => t.Shadow is { } s && !Serves(group, s.Rule, s.Group, t.Contract)))
            yield return "commodities";
    }

    private static BigInteger Product(IEnumerable<int> ratios) =>
        ratios.Aggregate(BigInteger.One, (product, ratio) => product * ratio);

    // A table that has another group does not mind.
    private static bool Serves(MarginGroup group, MarginRule rule, string name, string contract) =>
        rule == MarginRule.Percentage || name != group.Name || Has(group, rule, contract);

    private static bool Has(MarginGroup group, MarginRule rule, string contract) =>
        rule == MarginRule.Span
            ? group.Commodities.Any(c => c.Contract == contract)
            : group.Scenarios.Any(s => s.Contract == contract);

    // MRG-007, MRG-013: the field at fault of a margin table; null: none.
    private string? GroupFault(MarginParameters table) =>
        !HasMembers ? (table.Rule != MarginRule.Percentage || table.Shadow is not null ? "rule" : null)
        : !IsThere(table.Rule, table.Group, table.Contract) ? "group"
        : table.Shadow is { } s && !IsThere(s.Rule, s.Group, table.Contract) ? "shadow.group"
        : null;

    private bool IsThere(MarginRule rule, string name, string contract) =>
        rule == MarginRule.Percentage || (_groups.TryGetValue(name, out var group) && Has(group, rule, contract));

    // MRG-007: step 9.
    private void BringTablesInForce(NaiveCalendar calendar, TradingDate next)
    {
        foreach (var contract in _contracts.Where(c => c.Calendar == calendar.Terms.Id))
        {
            var months = Months.Where(m => m.Terms == contract).ToList();
            if (!HasMembers || months.Count == 0)
                continue;
            _tablesNow[contract.Contract] = _margins[contract.Contract];
            _amounts[contract.Contract] = [.. months.Where(m => !m.Expired).Select(m => AmountsOf(m, next))];
            BringGroupsInForce(contract.Contract);
        }

        LayOut();
    }

    private void JoinGroup(NaiveInstrument listed, TradingDate day)
    {
        var contract = listed.Terms.Contract;
        if (!HasMembers)
            return;
        var first = Months.All(m => m == listed || m.Terms != listed.Terms);
        if (first)
        {
            _tablesNow[contract] = _margins[contract];
            _amounts[contract] = [];
            BringGroupsInForce(contract);
        }

        if (_amounts.TryGetValue(contract, out var months))
            months.Add(AmountsOf(listed, day));
        LayOut();
    }

    private void BringGroupsInForce(string contract)
    {
        var table = _tablesNow[contract];
        foreach (var name in new[] { table.Group, table.Shadow?.Group ?? "" })
        {
            if (_groups.TryGetValue(name, out var group))
                _groupsNow[name] = group;
        }
    }

    private NaiveAmounts AmountsOf(NaiveInstrument month, TradingDate day)
    {
        var averaging = ContractMonth.Of(day) >= month.Month;
        var prints = averaging ? AllPrintDays(month) : 0;
        return new(month, month.Previous, averaging ? int.Min(prints, PrintsOf(month).Count) : 0, prints);
    }

    private void LayOut()
    {
        (_desk, _shadowDesk) = (new(), new());
        foreach (var contract in _contracts.Where(c => _tablesNow.ContainsKey(c.Contract)))
        {
            var table = _tablesNow[contract.Contract];
            Add(_desk, table.Rule, table.Group);
            Add(_shadowDesk, table.Shadow?.Rule ?? table.Rule, table.Shadow?.Group ?? table.Group);

            void Add(NaiveMarginDesk desk, MarginRule rule, string group)
            {
                if (rule != MarginRule.Percentage)
                    desk.Add(
                        contract,
                        rule,
                        _groupsNow[group],
                        table.Percentage.AveragingFloorPpm,
                        _amounts[contract.Contract]
                    );
            }
        }

        _desk.Complete();
        _shadowDesk.Complete();
    }

    private bool IsGrouped(NaiveInstrument month) => _desk.Has(month);

    private long MarkUpOf(int account) =>
        _accounts[account] is { Class: "client", Member: { } member } ? _markUps[member] : 0;

    private static NaiveHeld HeldIn(NaiveInstrument month, int account) =>
        new(month.Net(account), month.LiveLots(account, true), month.LiveLots(account, false));

    // MRG-010, with another order counted in.
    private SortedList<Currency, BigInteger> GroupsAsk(
        int account,
        Func<NaiveInstrument, NaiveHeld, NaiveHeld>? also = null
    ) =>
        _desk.Asked(
            month => also is null ? HeldIn(month, account) : also(month, HeldIn(month, account)),
            MarkUpOf(account)
        );

    private static BigInteger GroupsHold(NaiveMarginDesk desk, int account, Currency currency, long markUp) =>
        desk.Asked(month => new(month.Net(account), 0, 0), markUp).GetValueOrDefault(currency);

    private NaiveRefusal? AskGroups(NaiveInstrument month, int account, List<Asked> sides)
    {
        var both = OpensAndCloses(account);
        if (both && sides.TrueForAll(s => s.OnlyCloses))
            return null;
        var (buys, sells) = (sides.Where(s => s.Buy).Sum(s => s.Lots), sides.Where(s => !s.Buy).Sum(s => s.Lots));
        var reverses = sides.Exists(s => s.Reverses);
        var before = GroupsAsk(account);
        var after = GroupsAsk(
            account,
            (m, held) =>
                m != month ? held
                : reverses ? held with { Net = held.Net + buys - sells }
                : held with { Buys = held.Buys + buys, Sells = held.Sells + sells }
        );
        var needs = Currencies(before, after);
        var net = month.Net(account);
        var closes = sides.TrueForAll(s =>
            s.Buy
                ? net < 0 && month.LiveLots(account, true) + buys <= -net
                : net > 0 && month.LiveLots(account, false) + sells <= net
        );
        if (!both && closes && needs.Values.All(n => n <= 0))
            return null;
        var own = month.Terms.Currency;
        var costs = new SortedList<Currency, BigInteger> { [own] = 0 };
        foreach (var side in sides)
        {
            var away = long.Max(0, (side.Buy ? 1 : -1) * (side.Price - month.Last));
            costs[own] += FeeOf(month, side.Rate, side.Price, side.Lots);
            costs[own] += away * (BigInteger)side.Lots * month.Terms.TickValueMinor;
        }

        return ShortIn(needs, costs, account, own);
    }

    private static SortedList<Currency, BigInteger> Currencies(
        SortedList<Currency, BigInteger> before,
        SortedList<Currency, BigInteger> after
    )
    {
        var needs = new SortedList<Currency, BigInteger>();
        foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
            needs[currency] = after.GetValueOrDefault(currency) - before.GetValueOrDefault(currency);
        return needs;
    }

    // Its own currency first; in another an order may need nothing.
    private NaiveRefusal? ShortIn(
        SortedList<Currency, BigInteger> margin,
        SortedList<Currency, BigInteger> costs,
        int account,
        Currency own
    )
    {
        if (ShortOf(margin[own], costs[own], account, own) is { } refusal)
            return refusal;
        foreach (var (currency, more) in margin.Where(n => n.Key != own))
        {
            var cost = costs.GetValueOrDefault(currency);
            if (more + cost > 0 && ShortOf(more, cost, account, currency) is { } other)
                return other;
        }

        return null;
    }

    private NaiveRefusal? AskSpreadGroups(NaiveSpread spread, NaiveOrder order)
    {
        var (near, far) = (spread.Near, spread.Far);
        var legs = new[]
        {
            (Month: near, Buys: order.IsBuy, Ratio: spread.Terms.NearLots),
            (Month: far, Buys: !order.IsBuy, Ratio: spread.Terms.FarLots),
        };
        var after = GroupsAsk(
            order.Account,
            (m, held) =>
                Array.Find(legs, l => l.Month == m) is { Month: not null } leg
                    ? held with
                    {
                        Buys = held.Buys + (leg.Buys ? order.Left * leg.Ratio : 0),
                        Sells = held.Sells + (leg.Buys ? 0 : order.Left * leg.Ratio),
                    }
                    : held
        );
        var needs = Currencies(GroupsAsk(order.Account), after);
        var costs = new SortedList<Currency, BigInteger>();
        foreach (var leg in legs)
        {
            var currency = leg.Month.Terms.Currency;
            costs[currency] = costs.GetValueOrDefault(currency) + FeesOf(leg.Month, order, leg.Ratio);
            if (!IsGrouped(leg.Month))
                needs[currency] += MoreMargin(leg.Month, order, leg.Buys, order.Left * leg.Ratio);
        }

        BigInteger away = long.Max(0, (order.IsBuy ? 1 : -1) * (order.Limit - spread.Value));
        costs[near.Terms.Currency] +=
            Exact.Ceiling(away, spread.Terms.NearWeight)
            * (BigInteger)(order.Left * spread.Terms.NearLots)
            * near.Terms.TickValueMinor;
        return ShortIn(needs, costs, order.Account, near.Terms.Currency);
    }

    // MRG-012, MRG-013.
    private void TellMargins(TradingDate day)
    {
        foreach (var account in _accounts.Keys)
        {
            foreach (var told in _desk.Explained(new(account), day, m => m.Net(account), MarkUpOf(account)))
                Say(MessageKind.MarginExplained, told);
            foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
            {
                var shadowed = _contracts.Where(c =>
                    c.Currency == currency
                    && ShadowOf(c) is not null
                    && Months.Any(m => m.Terms == c && m.Lots.Any(l => l.Account == account))
                );
                if (!shadowed.Any())
                    continue;
                var asked = RequiredHeld(account, currency, RateNow);
                var would = _contracts
                    .Where(c => c.Currency == currency)
                    .Aggregate(
                        GroupsHold(_shadowDesk, account, currency, MarkUpOf(account)),
                        (sum, contract) => sum + PercentageWith(contract, account)
                    );
                Say(
                    MessageKind.MarginShadow,
                    new MarginShadow(new(account), currency, day, new(asked), new((long)would))
                );
            }
        }
    }

    private ShadowTerms? ShadowOf(ContractSpec contract) => _tablesNow.GetValueOrDefault(contract.Contract)?.Shadow;

    // What a contract's lots are asked by the percentage rule, were its shadow in force.
    private BigInteger PercentageWith(ContractSpec contract, int account)
    {
        if (ShadowOf(contract) is not { } shadow)
            return _tablesNow.GetValueOrDefault(contract.Contract) is { Rule: not MarginRule.Percentage }
                ? 0
                : PercentageHeld(contract, account);
        if (shadow.Rule != MarginRule.Percentage)
            return 0;
        var rate = AskedRate(shadow.RatePpm, account);
        BigInteger sum = 0;
        foreach (var month in Months.Where(m => m.Terms == contract && !m.Expired))
            sum +=
                MarginOf(month, rate, month.LotsHeld(account, true))
                + MarginOf(month, rate, month.LotsHeld(account, false));
        return sum;
    }

    // Of one contract, without orders.
    private BigInteger PercentageHeld(ContractSpec contract, int account)
    {
        if (TermsOf(contract) is not null)
            return PricedRequired(contract, account, _ => []);
        BigInteger sum = LargerSide(contract, account, month => SidesHeld(month, account));
        foreach (var month in Months.Where(m => m.Terms == contract && !m.Expired && !m.Larger))
            sum += HeldAlone(month, RateNow(month, account), account);
        return sum;
    }

    private long HeldAlone(NaiveInstrument month, long rate, int account) =>
        OpensAndCloses(account)
            ? MarginOf(month, rate, month.LotsHeld(account, true))
                + MarginOf(month, rate, month.LotsHeld(account, false))
            : MarginOf(month, rate, long.Abs(month.Net(account)));
}
