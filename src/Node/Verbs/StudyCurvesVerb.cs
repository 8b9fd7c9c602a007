// tokenbourse study curves: real futures curves through the models of the curve.
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;
using Tokenbourse.Node.Studies;

namespace Tokenbourse.Node.Verbs;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumber), typeof(DayText)]
)]
[JsonSerializable(typeof(IReadOnlyList<CurveStudy>))]
internal sealed partial class CurveStudyJson : JsonSerializerContext;

/// <summary>A day as 2016-06-30.</summary>
internal sealed class DayText : JsonConverter<TradingDate>
{
    public override TradingDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TradingDate.TryParse(reader.GetString(), out var day) ? day : throw new JsonException("no day");

    public override void Write(Utf8JsonWriter writer, TradingDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>Principal components, two factors and Nelson-Siegel on Shanghai's published settlements.</summary>
internal static class StudyCurvesVerb
{
    // Ends before the last fifth of what was published, which stays unseen.
    private const string From = "2012-01-01";
    private const string Until = "2016-06-30";

    public static Command Build()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Folder with shfe_daily_*.csv or .csv.gz. Default: TOKENBOURSE_DATA.",
        };
        var products = new Option<string[]>("--product")
        {
            Description = $"Which of {string.Join(", ", ShanghaiCurves.Products)}. Default: cu al zn.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["cu", "al", "zn"],
        };
        var months = new Option<int[]>("--months")
        {
            Description = "Maturities in months, ascending (1 to 60). Default: 1 3 5 7 9.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [1, 3, 5, 7, 9],
        };
        var from = new Option<string>("--from") { Description = "First day.", DefaultValueFactory = _ => From };
        var until = new Option<string>("--until") { Description = "Last day.", DefaultValueFactory = _ => Until };
        var json = new Option<bool>("--json")
        {
            Description = "Everything as JSON, factors and scores by day included.",
        };
        var command = new Command(
            "curves",
            "Run real futures curves of metals through the models of the curve. "
                + "Example: tokenbourse study curves --data ../shared/data --product cu al"
        )
        {
            data,
            products,
            months,
            from,
            until,
            json,
        };
        command.SetAction(parsed =>
        {
            var tables = Tables(parsed.GetValue(data));
            var years = Years(parsed.GetValue(months)!);
            var (first, last) = (Day(parsed.GetValue(from)!), Day(parsed.GetValue(until)!));
            var studies = new List<CurveStudy>();
            foreach (var product in parsed.GetValue(products)!)
            {
                if (!ShanghaiCurves.Products.Contains(product))
                    throw new VerbException(
                        $"--product {product}: one of {string.Join(", ", ShanghaiCurves.Products)}",
                        2
                    );
                Console.Error.WriteLine($"reading and fitting {product}");
                var history = ShanghaiCurves.Read(tables, product).Between(first, last);
                if (!CurveStudy.TryRun(history, years, out var study, out var fault))
                    throw new VerbException($"{product}: {fault}", 1);
                studies.Add(study);
            }

            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(studies, CurveStudyJson.Default.IReadOnlyListCurveStudy)
                    : CurveStudyText.Of(studies)
            );
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<string> Tables(string? named)
    {
        var folder = named ?? Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "";
        if (!Directory.Exists(folder))
            throw new VerbException($"{folder}: no such folder; name one with --data", 2);
        var tables = ShanghaiCurves.Tables(folder);
        return tables.Count > 0 ? tables : throw new VerbException($"{folder}: no shfe_daily_*.csv or .csv.gz", 2);
    }

    private static double[] Years(int[] months)
    {
        if (
            months.Length < 2
            || months.Any(m => m is < 1 or > 60)
            || months.Zip(months.Skip(1)).Any(p => p.First >= p.Second)
        )
            throw new VerbException($"--months {string.Join(' ', months)}: two or more, ascending, 1 to 60", 2);
        return [.. months.Select(m => m / 12.0)];
    }

    private static TradingDate Day(string text) =>
        TradingDate.TryParse(text, out var day) ? day : throw new VerbException($"{text}: no day as 2012-01-31", 2);
}
