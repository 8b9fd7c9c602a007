// Small methodologies for tests, written as text around the steps that a test is about.
namespace Tokenbourse.Unit.Index;

/// <summary>Texts of methodology documents. Index T, daily at 12:00 UTC, US dollars, four decimals.</summary>
internal static class Rules
{
    public const string Take = """{"step":"take","classes":["hour"]}""";
    public const string Convert = """{"step":"convert"}""";
    public const string Mean = """{"step":"combine","by":"arithmetic mean"}""";
    public const string Round = """{"step":"round","mode":"half up"}""";

    public static string Gpu(params string[] middle) => Text(1, "gpu", "", [Take, .. middle, Round]);

    public static string Text(
        int version,
        string product,
        string fallback,
        string[] steps,
        string days = "every day",
        string index = "T",
        string clock = "12:00",
        string currency = "USD"
    ) =>
        "{"
        + $"""
            "index":"{index}","version":{version},"product":"{product}","unit":"unit",
            "currency":"{currency}","decimals":4,
            "printAt":{"{"}"clock":"{clock}"{"}"},"days":"{days}","from":"2025-01-01","steps":[{string.Join(
                ",",
                steps
            )}],"fallback":[{fallback}]
            """
        + "}";
}
