// What each figure is called and how it is worked out, in both languages.
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>Name and definition; {0} stands for the figure's parameter.</summary>
internal sealed record DefinedText(string English, string EnglishText, string Chinese, string ChineseText)
{
    public string Name(QualityWords words, Figure figure) => Fill(words.Pick(English, Chinese), figure);

    public string Definition(QualityWords words, Figure figure) => Fill(words.Pick(EnglishText, ChineseText), figure);

    private static string Fill(string text, Figure figure) =>
        text.Replace("{0}", figure.Parameter, StringComparison.Ordinal);
}

/// <summary>The texts by key.</summary>
internal static class Definitions
{
    private static readonly Dictionary<string, DefinedText> _texts = MarketDefinitions
        .All.Concat(ReturnDefinitions.All)
        .ToDictionary(t => t.Key, t => t.Text);

    public static DefinedText Of(Figure figure) => _texts[$"{figure.Group}.{figure.Key}"];

    /// <summary>Units of a curve's axes.</summary>
    public static (string X, string Y) Axes(string curve) =>
        curve switch
        {
            "spread_by_minute" or "effective_by_minute" or "mid_by_minute" => ("minute", "ticks"),
            "spread_bp_by_minute" => ("minute", "bp"),
            "depth_by_minute" or "lots_by_minute" => ("minute", "lots"),
            "two_sided_by_minute" => ("minute", "share"),
            "depth_profile_bid" or "depth_profile_ask" => ("ticks", "lots"),
            "gap" => ("messages", "ticks"),
            "acf_returns" or "acf_sizes" => ("lag_minutes", "correlation"),
            "acf_sizes_second" => ("seconds", "correlation"),
            "qq_second" or "qq_minute" => ("deviations", "deviations"),
            _ => ("lots", "ticks"),
        };
}
