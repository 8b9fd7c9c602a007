// A vintage and a converted bill as text and JSON, with every step.
using System.Globalization;
using System.Text.Json.Serialization;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Reports;

/// <summary>Tokens by class.</summary>
internal sealed record ConversionJsonTokens(decimal Uncached, decimal Cached, decimal Output)
{
    public static ConversionJsonTokens Of(ClassTokens t) => new(t.Uncached, t.Cached, t.Output);
}

/// <summary>One model, step by step.</summary>
internal sealed record ConversionJsonModel(
    string Model,
    ConversionJsonTokens OwnTokens,
    string? Tokenizer,
    decimal Factor,
    string Source,
    ConversionJsonTokens ReferenceTokens,
    decimal ReferenceValue,
    decimal MillionStandardTokens,
    decimal WholeBundles,
    string ScarceClass,
    decimal MillionWithoutFactor
);

/// <summary>A bill. <c>millionStandardTokens</c> is what the contract counts.</summary>
internal sealed record ConversionJsonReport(
    string Vintage,
    int Version,
    string Currency,
    decimal BundlePrice,
    IReadOnlyList<ConversionJsonModel> Models,
    decimal MillionStandardTokens,
    decimal Lots,
    decimal WholeBundles,
    string ScarceClass,
    decimal MillionWithoutFactor,
    decimal MillionOfUnknownTokenizers,
    IReadOnlyDictionary<string, decimal> Costs
)
{
    public static ConversionJsonReport Of(
        StandardTokenSpec spec,
        ConvertedBill bill,
        IReadOnlyDictionary<string, decimal> costs
    ) =>
        new(
            spec.Vintage,
            spec.Version,
            spec.Currency.ToString(),
            spec.BundlePrice,
            [
                .. bill.Models.Select(m => new ConversionJsonModel(
                    m.Item,
                    ConversionJsonTokens.Of(m.Own),
                    m.Tokenizer.Length > 0 ? m.Tokenizer : null,
                    m.Factor,
                    m.Source,
                    ConversionJsonTokens.Of(m.Reference),
                    m.Value,
                    m.Volume,
                    m.Bundles,
                    m.Scarce,
                    m.WithoutFactor
                )),
            ],
            bill.Volume,
            bill.Volume / StandardTokenText.LotMillions,
            bill.Bundles,
            bill.Scarce,
            bill.WithoutFactor,
            bill.Unknown,
            costs
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ConversionJsonReport))]
internal sealed partial class ConversionJson : JsonSerializerContext;

/// <summary>Lines for people.</summary>
internal static class StandardTokenText
{
    /// <summary>Millions of standard tokens in a TK lot (rulebook/contracts/TK.json).</summary>
    public const int LotMillions = 10_000;

    public static IEnumerable<string> Vintage(StandardTokenSpec spec)
    {
        yield return $"{spec.Vintage}, version {spec.Version}: grade {spec.Grade}, frozen {spec.Frozen}";
        yield return $"bundle: {spec.Bundle.Uncached} uncached input, {spec.Bundle.Cached} cached input, "
            + $"{spec.Bundle.Output} output (reasoning among it)";
        yield return $"reference prices, {spec.Currency} per million reference tokens on {spec.PriceDay}: "
            + $"{spec.Prices.Uncached} uncached, {spec.Prices.Cached} cached, {spec.Prices.Output} output";
        yield return Text($"  a million standard tokens at these: {spec.BundlePrice} {spec.Currency}");
        yield return $"  rule: {spec.PriceRule}";
        var high = spec.Band.High is { } top ? Text($" to {top}") : ", no upper end";
        yield return Text($"grade band: {spec.Band.Exam}, {spec.Band.Anchor} at {spec.Band.Low}{high}");
        yield return "corpus:";
        foreach (var part in spec.Corpus)
        {
            yield return Text($"  {part.Part}, {part.Share} of the reference tokens");
            foreach (var file in part.Files)
                yield return $"    {file.Package}@{file.Version} {file.Path}{(file.Html ? " (its text)" : "")}  "
                    + $"{file.TextSha256[..12]}";
        }

        yield return $"tokenizers ({spec.ReferenceTokenizer} is the reference): factor, tokens by part";
        foreach (var t in spec.Tokenizers)
            yield return Text($"  {t.Tokenizer, -14}{t.Factor, 10}")
                + string.Concat(t.Counts.Select(c => Text($"{c, 8}")))
                + $"  {t.Source}";
        yield return "models by the beginning of their names:";
        foreach (var m in spec.Models)
            yield return $"  {m.Starts, -20}{m.Tokenizer, -14}{m.Source}";
    }

    public static IEnumerable<string> Bill(StandardTokenSpec spec, ConvertedBill bill, UsageSum told, bool steps)
    {
        yield return $"Standard tokens of {spec.Vintage}, version {spec.Version}";
        if (steps)
            foreach (var line in bill.Models.SelectMany(m => Steps(spec, m)))
                yield return line;
        else
            foreach (var line in Table(bill))
                yield return line;
        yield return "";
        yield return Text($"volume, the contract's:    {bill.Volume, 24:N6} million standard tokens");
        yield return Text($"  in TK lots of {LotMillions:N0} million: {bill.Volume / LotMillions, 21:N6}");
        if (bill.Unknown > 0)
            yield return Text($"  of it with factor 1 because the tokenizer is unknown: {bill.Unknown:N6}");
        yield return Text($"whole bundles, no contract's: {bill.Bundles, 21:N6} million (scarce: {bill.Scarce})");
        yield return Text($"without tokenizer factors: {bill.WithoutFactor, 24:N6} million");
        foreach (var line in Costs(spec, bill, told))
            yield return line;
    }

    // A part of the cost over the whole volume would be nobody's price.
    private static IEnumerable<string> Costs(StandardTokenSpec spec, ConvertedBill bill, UsageSum told)
    {
        var costs = told.Costs;
        foreach (var (currency, cost) in costs)
            yield return Text($"told cost: {cost:N6} {currency}")
                + (
                    told.Costed == told.Records && costs.Count == 1 && bill.Volume > 0
                        ? Text($", {cost / bill.Volume:N6} a million standard tokens (at reference prices ")
                            + Text($"{spec.BundlePrice} {spec.Currency})")
                        : ""
                );
        if (costs.Count > 0 && told.Costed < told.Records)
            yield return Text($"  {told.Records - told.Costed:N0} of {told.Records:N0} records tell no cost: ")
                + "no cost a million is given";
        else if (costs.Count > 1)
            yield return "  the bill has several currencies: no cost a million is given";
    }

    private static IEnumerable<string> Table(ConvertedBill bill)
    {
        var width = int.Max(5, bill.Models.Max(m => m.Item.Length));
        yield return $"{"model".PadRight(width)}  {"tokenizer", -14}{"factor", 10}{"own tokens", 24}"
            + $"{"reference tokens", 24}{"M standard", 22}";
        foreach (var m in bill.Models)
            yield return Text($"{m.Item.PadRight(width)}  {(m.Tokenizer.Length > 0 ? m.Tokenizer : "unknown"), -14}")
                + Text($"{m.Factor, 10}{m.Own.Sum, 24:N0}{m.Reference.Sum, 24:N0}{m.Volume, 22:N6}");
    }

    private static IEnumerable<string> Steps(StandardTokenSpec spec, ConvertedModel m)
    {
        var p = spec.Prices;
        yield return "";
        yield return m.Item;
        yield return $"  1 own tokens:       {Classes(m.Own)}";
        yield return m.Tokenizer.Length > 0
            ? Text($"  2 tokenizer:        {m.Tokenizer}, {m.Factor} own tokens for one reference token ({m.Source})")
            : $"  2 tokenizer:        UNKNOWN, factor 1: {m.Source}";
        yield return $"  3 reference tokens: {Classes(m.Reference)}  (1 / factor, half up)";
        yield return Text($"  4 reference value:  ({p.Uncached} x {m.Reference.Uncached:N0} + {p.Cached} x ")
            + Text($"{m.Reference.Cached:N0} + {p.Output} x {m.Reference.Output:N0}) / 1,000,000 = ")
            + Text($"{m.Value.ToString("0.##########", CultureInfo.InvariantCulture)} {spec.Currency}");
        yield return Text(
            $"  5 volume:           4 / {spec.BundlePrice} = {m.Volume:N6} million standard tokens (half up)"
        );
        yield return Text($"    whole bundles:    {m.Bundles:N6} million, limited by {m.Scarce} (rounded down)");
    }

    private static string Classes(ClassTokens t) =>
        Text($"uncached {t.Uncached:N0}, cached {t.Cached:N0}, output {t.Output:N0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
