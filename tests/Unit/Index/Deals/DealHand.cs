// A hand for tests over deals: small methodologies in yuan, and deals of a bundle whose numbers are easy.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Index.Deals;

/// <summary>The bundle is 0.75 input (reference 1) and 0.25 output (reference 5): its reference value is 2.</summary>
internal static class DealHand
{
    public const string Deals = """{"step":"deals"}""";

    public const string Standard = """
        {"step":"standard price","otherwise":"1","parts":[
        {"class":"input","weight":"0.75","reference":"1"},{"class":"output","weight":"0.25","reference":"5"}]}
        """;

    public const string Price = """{"step":"model price"}""";
    public const string Match = """{"step":"match"}""";
    public const string Weights = """{"step":"volume weights","days":28,"lag":7,"most":"0.5"}""";
    public const string Link = """{"step":"link","formula":"geometric Laspeyres"}""";

    private static readonly string _evidence = new('a', 64);

    /// <summary>Index T in yuan at 12:00 UTC: deals, convert, standard price, the steps given, round.</summary>
    public static string Text(string[] middle, string fallback = "", string extra = "", string index = "T") =>
        Rules
            .Text(
                1,
                "token",
                fallback,
                [Deals, Rules.Convert, Standard, .. middle, Rules.Round],
                currency: "CNY",
                index: index
            )
            .Replace("\"decimals\":4,", $"\"decimals\":6,{extra}", StringComparison.Ordinal);

    /// <summary>The whole construction with weights capped at a half and nothing required.</summary>
    public static string Chained(string fallback = "", string extra = "", params string[] required) =>
        Text([Price, Match, Weights, .. required, Link], fallback, extra);

    /// <summary>A deal of the day whose standard price is <paramref name="price"/> and whose volume <paramref
    /// name="volume"/> units of the bundle: all of it input at list (price), nothing off.</summary>
    public static IndexRun Sold(
        this IndexRun run,
        string day,
        string seller,
        decimal price,
        decimal volume = 100m,
        string item = "m",
        string buyer = "b",
        string[]? flags = null,
        Trait[]? traits = null,
        bool simulated = false,
        string? maker = null,
        decimal paid = 1m,
        string kind = "invoice"
    ) =>
        run.Deal(
            new(
                day,
                day,
                day,
                "token",
                kind,
                seller,
                buyer,
                maker ?? "maker of " + seller,
                item,
                "cn",
                "on_demand",
                // Two units of input are one of the bundle by the reference prices; both classes at one list price.
                [new("input", 2m * volume * 0.6m, price / paid), new("output", 2m * volume * 0.08m, price / paid)],
                price * 2m * volume * 0.68m,
                Currency.CNY,
                "1M tokens",
                "test",
                _evidence,
                "test",
                flags,
                traits,
                simulated
            )
        );

    public static IndexRun Deal(this IndexRun run, DealObservation deal, string clock = "T01:00:00Z") =>
        run.Send(deal.Seen + clock, MessageKind.ObserveDeal, Documents.Write(deal));

    /// <summary>Lets the day's print be made.</summary>
    public static IndexRun End(this IndexRun run, string day) => run.Tick(day + "T13:00:00Z");
}
