// The months to come by product: each item of the last billed month by its share, or as it was entered by hand.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>One month of one product. Volumes are contract units.</summary>
/// <param name="Month">The month.</param>
/// <param name="Item">The product, as the mapping names it.</param>
/// <param name="Entity">Who buys (sells) it.</param>
/// <param name="Low">Low case.</param>
/// <param name="Base">Base case.</param>
/// <param name="High">High case.</param>
/// <param name="Floating">Share whose price floats.</param>
/// <param name="Entered">By hand, not by the curve.</param>
public sealed record ProductMonth(
    ContractMonth Month,
    string Item,
    string Entity,
    decimal Low,
    decimal Base,
    decimal High,
    decimal Floating,
    bool Entered
);

/// <summary>Splits a forecast. The products of a month add up to the month exactly.</summary>
public sealed class ProductForecast
{
    private readonly HedgeProgramme _programme;
    private readonly List<(string Item, decimal Units, decimal Floating)> _items;
    private readonly Dictionary<(ContractMonth, string), EnteredItem> _entered;
    private readonly ContractMonth? _last;

    /// <param name="programme">Good by <see cref="ProgrammeRules"/>.</param>
    /// <param name="actual">Billed lines, mapped.</param>
    /// <param name="asOf">Months that are over by this day count.</param>
    public ProductForecast(HedgeProgramme programme, IEnumerable<MappedLine> actual, TradingDate asOf)
    {
        _programme = programme;
        var usable = actual
            .Where(line => line.Equivalent is not null && line.Month < ExposureMaker.NextMonth(asOf))
            .ToList();
        _last = usable.Count == 0 ? null : usable.Max(line => line.Month);
        _items =
        [
            .. usable
                .Where(line => line.Month == _last)
                .GroupBy(line => line.Item, StringComparer.Ordinal)
                .Select(g => (Item: g.Key, Units: g.Sum(l => l.Equivalent!.Value), Group: g.ToList()))
                .Where(g => g.Units > 0)
                .OrderBy(g => g.Item, StringComparer.Ordinal)
                .Select(g => (g.Item, g.Units, Round(g.Group.Sum(l => l.Equivalent!.Value * l.Floating) / g.Units))),
        ];
        _entered = (programme.Forecast.Items ?? [])
            .GroupBy(e => (e.Month, e.Item))
            .ToDictionary(g => g.Key, g => g.First());
    }

    /// <summary>The products of the last billed month.</summary>
    public IEnumerable<string> Items => _items.Select(i => i.Item);

    /// <summary>The cases of a month in which a product was entered by hand, and what floats of it; null in others:
    /// there the whole basket follows the curve.</summary>
    public (ForecastCases Cases, decimal Floating)? Of(ContractMonth month)
    {
        if (!_items.Exists(i => _entered.ContainsKey((month, i.Item))))
            return null;
        var (low, middle, high, floating) = (0m, 0m, 0m, 0m);
        foreach (var (item, units, share) in _items)
        {
            var cases = _entered.TryGetValue((month, item), out var entered)
                ? new ForecastCases(entered.Low, entered.Base, entered.High)
                : GrowthForecast.Of(_programme.Forecast, units, month.Index - _last!.Value.Index);
            (low, middle, high) = (low + cases.Low, middle + cases.Base, high + cases.High);
            floating += cases.Base * share;
        }

        return (new(low, middle, high), middle > 0 ? Round(floating / middle) : 1);
    }

    /// <summary>The products of the months of a table.</summary>
    public IReadOnlyList<ProductMonth> Split(IReadOnlyList<ExposureMonth> months) => [.. months.SelectMany(Parts)];

    private IEnumerable<ProductMonth> Parts(ExposureMonth month)
    {
        if (_items.Count == 0)
        {
            yield return new(
                month.Month,
                "*",
                _programme.Entity,
                month.Low,
                month.Base,
                month.High,
                month.Floating,
                GrowthForecast.Entered(_programme.Forecast, month.Month) is not null
            );
            yield break;
        }

        var whole = GrowthForecast.Entered(_programme.Forecast, month.Month) is not null;
        var free = _items.Where(i => whole || !_entered.ContainsKey((month.Month, i.Item))).ToList();
        var held = _items.Except(free).Select(i => _entered[(month.Month, i.Item)]).ToList();
        var rest = new ForecastCases(
            month.Low - held.Sum(e => e.Low),
            month.Base - held.Sum(e => e.Base),
            month.High - held.Sum(e => e.High)
        );
        var (all, given) = (free.Sum(i => i.Units), new ForecastCases(0, 0, 0));
        foreach (var (item, units, floating) in _items)
        {
            if (!whole && _entered.TryGetValue((month.Month, item), out var entered))
            {
                yield return new(
                    month.Month,
                    item,
                    EntityOf(item),
                    entered.Low,
                    entered.Base,
                    entered.High,
                    floating,
                    true
                );
                continue;
            }

            // The last one takes what rounding leaves, so that products add up to their month.
            var last = item == free[^1].Item;
            var cases = last
                ? new ForecastCases(rest.Low - given.Low, rest.Base - given.Base, rest.High - given.High)
                : new ForecastCases(
                    Round(rest.Low * units / all),
                    Round(rest.Base * units / all),
                    Round(rest.High * units / all)
                );
            given = new(given.Low + cases.Low, given.Base + cases.Base, given.High + cases.High);
            yield return new(month.Month, item, EntityOf(item), cases.Low, cases.Base, cases.High, floating, whole);
        }
    }

    private string EntityOf(string item) =>
        _programme.Mapping.FirstOrDefault(m => m.Item == item)?.Entity is { Length: > 0 } own ? own : _programme.Entity;

    private static decimal Round(decimal value) => decimal.Round(value, 6, MidpointRounding.AwayFromZero);
}
