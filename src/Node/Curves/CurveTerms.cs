// What the studies of the curve take from the rulebook and the reference table: averages, spread lots, rates.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Curves;

/// <summary>An exchange rate and where it stands.</summary>
internal sealed record CurveRate(double Rate, string Source);

/// <summary>Reads the shipped documents; each answer is null when they do not say.</summary>
internal static class CurveTerms
{
    /// <summary>
    /// DeepSeek's published day: 608 + 168 thousand million tokens in 226.75 nodes of 8 H800 over 24 hours, 43,536 GPU
    /// hours (github.com/deepseek-ai/open-infra-index, day 6). A served day, so utilisation is in it.
    /// </summary>
    public const double DeepSeekMade = 776_000.0 / 43_536;

    /// <summary>Where <see cref="DeepSeekMade"/> comes from.</summary>
    public const string DeepSeekSource = "DeepSeek, H800, 27 to 28 February 2025, as served";

    /// <summary>The contract's terms.</summary>
    public static ContractSpec? Contract(string contract)
    {
        var found = Document("contracts", contract);
        return found is null ? null : ContractSpec.Read(Encoding.UTF8.GetBytes(found), []);
    }

    /// <summary>The listed spread of two contracts and the lots of its legs.</summary>
    public static SpreadSpec? Between(string near, string far) =>
        Home.Documents(Home.Rulebook, "spreads")
            .Select(d => SpreadSpec.Read(Encoding.UTF8.GetBytes(d.Text), []))
            .FirstOrDefault(s => s?.Kind == SpreadKind.InterContract && s.Near == near && s.Far == far);

    /// <summary>Yuan for a dollar: the newest rate of the reference table seen on or before a day.</summary>
    public static CurveRate? YuanPerDollar(TradingDate day)
    {
        var path = Path.Combine(Home.Reference, "rates.csv");
        if (!File.Exists(path))
            return null;
        var rate = ObservationCsv
            .Read(path)
            .Observations.Select(o => o.Document)
            .OfType<RateObservation>()
            .LastOrDefault(r =>
                r is { Base: Currency.USD, Quote: Currency.CNY }
                && string.CompareOrdinal(r.Seen, day.Plus(1).ToString()) < 0
            );
        return rate is null
            ? null
            : new((double)rate.Rate, string.Create(CultureInfo.InvariantCulture, $"{rate.Source}, seen {rate.Seen}"));
    }

    private static string? Document(string kind, string name) =>
        Home.Documents(Home.Rulebook, kind)
            .Where(d =>
                string.Equals(Path.GetFileNameWithoutExtension(d.Name), name, StringComparison.OrdinalIgnoreCase)
            )
            .Select(d => d.Text)
            .FirstOrDefault();
}
