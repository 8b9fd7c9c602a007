// What an account must keep for its lots and its live orders: never less than the margin after any of the orders has
// filled.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>A live order, or part of one, as the reserve counts it.</summary>
/// <param name="Price">The price at which its lots would be margined once filled (at the limit, where the base is the
/// lot's own price); only the percentage rule asks.</param>
/// <param name="Closing">It can only close lots that are held: the percentage rule keeps nothing for it. An account
/// that holds net positions need not say.</param>
public readonly record struct OrderLots(int Month, Side Side, long Lots, Price Price, bool Hedge, bool Closing);

/// <summary>One account's reserve, kept up to date so that the question before trading needs no walk over the
/// portfolio. Percentage rule: the worst of all buys filling and all sells filling, by side; exact. The other rules:
/// margin of the lots + for each month the most lots that may fill x what a lot can add, with no credit for what is not
/// filled; where no spread can cost more than its legs, not more than all lots standing alone. A subset of the orders
/// may fill and break a spread: the bound holds for every subset.</summary>
public sealed partial class MarginReserve
{
    private readonly PortfolioMargin _rules;
    private readonly bool _netting;
    private readonly bool _hedge;
    private readonly Price[] _prices;
    private readonly long[] _net;
    private readonly long[] _buys;
    private readonly long[] _sells;
    private readonly long[] _required = new long[Currencies.Count];

    /// <param name="netting">The account holds net positions: a buy first closes shorts. Its lots are margined at the
    /// price of the month.</param>
    /// <param name="prices">By month: the price at which net positions are margined.</param>
    /// <param name="hedge">Of a net account: its positions are hedges. Other accounts say it with each line.</param>
    public MarginReserve(PortfolioMargin rules, bool netting, ReadOnlySpan<Price> prices, bool hedge = false)
    {
        Must.Hold(prices.Length == rules.Months);
        (_rules, _netting, _hedge, _prices) = (rules, netting, hedge, prices.ToArray());
        var months = rules.Months;
        (_net, _buys, _sells) = (new long[months], new long[months], new long[months]);
        _sides = new Percentage.Sides[rules.Percentage.Contracts];
        _pools = new Pool[rules.Span.Tables.Commodities.Count];
        _sets = new Pool[rules.Scenarios.Sets];
        for (var c = 0; c < _pools.Length; c++)
            _pools[c].Crumbs = rules.Span.Bounds.Crumbs(c) + rules.Span.Bounds.Credits.Crumbs(c);
    }

    /// <summary>Minor units to be kept in a currency.</summary>
    public long Required(Currency currency) => _required[(int)currency];

    /// <summary>Takes the lots that the account holds now; the orders that were counted in stay.</summary>
    public void Hold(ReadOnlySpan<PositionLots> lots)
    {
        Array.Clear(_net);
        foreach (var held in lots)
            _net[held.Month] += held.Signed;
        HoldPercentage(lots);
        HoldPools(lots);
        Array.Clear(_required);
        for (var c = 0; c < _sides.Length; c++)
            _required[(int)_rules.Percentage.Contract(c).Currency] += _sides[c].Margin;
        for (var c = 0; c < _pools.Length; c++)
            _required[(int)_rules.Span.Tables.Commodities[c].Currency] += SpanRequired(c);
        for (var s = 0; s < _sets.Length; s++)
            _required[(int)_rules.Scenarios.Set(s).Currency] += SetRequired(s);
    }

    /// <summary>Counts an order in.</summary>
    public void Add(in OrderLots order) => Count(order, order.Lots);

    /// <summary>Counts an order, or part of one, out.</summary>
    public void Remove(in OrderLots order) => Count(order, -order.Lots);

    /// <summary>The question before trading: what would have to be kept with this order counted in, beyond what is kept
    /// now, minor units by currency. Changes nothing.</summary>
    /// <param name="byCurrency">As long as <see cref="Currencies.Count"/>; overwritten.</param>
    public void More(in OrderLots order, Span<long> byCurrency)
    {
        Count(order, order.Lots);
        _required.CopyTo(byCurrency);
        Count(order, -order.Lots);
        for (var i = 0; i < byCurrency.Length; i++)
            byCurrency[i] -= _required[i];
    }

    private void Count(in OrderLots order, long lots)
    {
        var month = order.Month;
        switch (_rules.RuleOf(month))
        {
            case MarginRule.Percentage:
                CountPercentage(order, lots);
                break;
            case MarginRule.Span:
                CountSpan(order, lots);
                break;
            default:
                CountSet(order, lots);
                break;
        }

        Must.Hold(_buys[month] >= 0 && _sells[month] >= 0);
    }

    private void Move(in OrderLots order, long lots)
    {
        if (order.Side == Side.Buy)
            _buys[order.Month] += lots;
        else
            _sells[order.Month] += lots;
    }

    /// <summary>The most lots that the month's orders can move the position by, either way.</summary>
    private long Moving(int month) => long.Max(_buys[month], _sells[month]);

    /// <summary>The largest position that the month's orders can lead to.</summary>
    private long Worst(int month) =>
        long.Max(long.Abs(_net[month] + _buys[month]), long.Abs(_net[month] - _sells[month]));
}
