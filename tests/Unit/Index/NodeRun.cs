// Observations of machines and measures for the tests, and small methodologies over them.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Index;

/// <summary>What <see cref="IndexRun"/> needs for traits and measures.</summary>
internal static class NodeRun
{
    public const string Evidence = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static IndexRun Node(
        this IndexRun run,
        string at,
        string seller,
        string item,
        decimal? price,
        string? tier = "neocloud",
        string gpus = "8",
        string terms = "on_demand"
    ) =>
        run.Send(
            at,
            MessageKind.ObservePrice,
            Documents.Write(
                new PriceObservation(
                    at[..10],
                    at[..10],
                    "gpu",
                    seller,
                    "nvidia",
                    item,
                    "hour",
                    "us",
                    terms,
                    price,
                    Currency.USD,
                    "GPU hour",
                    price is null ? "withdrawn" : "price",
                    "test",
                    "test",
                    Traits: tier is null ? null : [new("gpus", gpus), new("tier", tier)]
                )
            )
        );

    public static IndexRun Measure(
        this IndexRun run,
        string at,
        string product,
        string seller,
        string @class,
        decimal? value,
        string item = "h100",
        string region = "us"
    ) =>
        run.Send(
            at,
            MessageKind.ObserveMeasure,
            Documents.Write(
                new MeasureObservation(
                    at[..10],
                    at[..10],
                    product,
                    seller,
                    "nvidia",
                    item,
                    @class,
                    region,
                    "spot",
                    value,
                    "units",
                    "test",
                    Evidence,
                    "test"
                )
            )
        );

    /// <summary>A methodology that prints at 20:00 UTC.</summary>
    public static string Rule(string index, string product, string steps, string currency = "USD", int decimals = 4) =>
        $$"""
            {"index":"{{index}}","version":1,"product":"{{product}}","unit":"unit",{{(
                currency.Length > 0 ? $"\"currency\":\"{currency}\"," : ""
            )}}"decimals":{{decimals}},"printAt":{"clock":"20:00"},
            "days":"every day","from":"2026-03-01","steps":[{{steps}},{"step":"round","mode":"half up"}]}
            """;
}
