// The tables that ship, read when they are first asked for and kept while the desk is open: they do not change.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Index prints, exchange rates, vintage; one caller at a time.</summary>
internal sealed class ShippedTables
{
    private readonly Dictionary<string, IndexMonths> _indexes = new(StringComparer.Ordinal);
    private MonthlyRates? _rates;
    private StandardTokenSpec? _vintage;

    /// <summary>Dollars and yuan.</summary>
    public MonthlyRates Rates => _rates ??= ExposureSources.Rates(null);

    /// <summary>Of the standard token.</summary>
    public StandardTokenSpec Vintage => _vintage ??= StandardTokenVerb.Load(Home.Rulebook, null);

    /// <summary>Prints of an index.</summary>
    public IndexMonths Index(string name) =>
        _indexes.TryGetValue(name, out var known) ? known : _indexes[name] = ExposureSources.Index(name, null, null);
}
