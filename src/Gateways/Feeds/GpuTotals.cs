// Tells totals for a whole instance from prices per GPU: a total grows with the number of GPUs, a price does not.
namespace Tokenbourse.Gateways.Feeds;

/// <summary>The quotes of one day, looked at source by source and seller by seller.</summary>
internal sealed class GpuTotals
{
    /// <summary>So many sellers must show it before a source is taken to give totals that day.</summary>
    public const int LeastSellers = 3;

    // A seller may give a discount for larger nodes; a fifth is the most that is still taken for a total.
    private const decimal Slack = 0.8m;

    private readonly IReadOnlyList<GpuQuote> _quotes;
    private readonly Dictionary<string, GpuQuote> _smallest = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);

    public GpuTotals(IReadOnlyList<GpuQuote> quotes)
    {
        _quotes = quotes;
        foreach (var quote in quotes)
        {
            if (quote.Price is null)
                continue;
            var key = Key(quote);
            if (
                !_smallest.TryGetValue(key, out var other)
                || quote.Count < other.Count
                || (quote.Count == other.Count && quote.Price < other.Price)
            )
                _smallest[key] = quote;
        }

        // Each seller that quotes several sizes says by its prices what the source's numbers are; the majority is
        // believed.
        var votes = new SortedDictionary<string, (int Totals, int Prices)>(StringComparer.Ordinal);
        var heard = new HashSet<string>(StringComparer.Ordinal);
        foreach (var quote in quotes)
        {
            if (quote.Price is null || quote.Count < 2 * _smallest[Key(quote)].Count || !heard.Add(Key(quote)))
                continue;
            var (totals, prices) = votes.GetValueOrDefault(quote.Source);
            votes[quote.Source] = Grows(quote) ? (totals + 1, prices) : (totals, prices + 1);
        }

        foreach (var (source, (totals, prices)) in votes)
            if (totals >= LeastSellers && totals > prices)
                _sources.Add(source);
    }

    /// <summary>The quotes that are prices per GPU; the others are counted.</summary>
    public IReadOnlyList<GpuQuote> Without(ImportReport report)
    {
        var kept = new List<GpuQuote>(_quotes.Count);
        foreach (var quote in _quotes)
        {
            if (quote.Price is not null && quote.Count > 1 && _sources.Contains(quote.Source))
                report.Skip("several GPUs on a day on which the source gives totals");
            else if (quote.Price is not null && Grows(quote))
                report.Skip("price that grows with the number of GPUs: a total");
            else
                kept.Add(quote);
        }

        return kept;
    }

    private static string Key(GpuQuote quote) => $"{quote.Source}|{quote.Key}";

    private bool Grows(GpuQuote quote)
    {
        var smallest = _smallest[Key(quote)];
        return quote.Count >= 2 * smallest.Count
            && quote.Price * smallest.Count >= smallest.Price * quote.Count * Slack;
    }
}
