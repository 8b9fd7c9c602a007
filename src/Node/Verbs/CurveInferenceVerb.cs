// tokenbourse curve inference: the spread between tokens and the GPU hours that make them, and the lots of each leg.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints spread, break-even and hedge by month.</summary>
internal static class CurveInferenceVerb
{
    private static readonly Option<double?> _throughput = new("--throughput")
    {
        Description = "H: million standard tokens a GPU hour at full load; DeepSeek's published day when not given.",
    };

    private static readonly Option<double?> _utilisation = new("--utilisation")
    {
        Description = "u: share of the hour in which it works, above 0 to 1.",
    };

    private static readonly Option<double?> _rate = new("--rate")
    {
        Description = "Yuan for a dollar; the reference table's newest up to the day when not given.",
    };

    private static readonly Option<double?> _other = new("--other-cost")
    {
        Description = "Dollars a GPU hour besides the hour itself.",
    };

    private static readonly Option<double?> _tokens = new("--tokens")
    {
        Description = "Million tokens a month to hedge; one listed spread when not given.",
    };

    private static readonly Option<string?> _observatory = new("--observatory")
    {
        Description = "What index observatory --csv writes: adds generation spreads.",
    };

    private static readonly Option<string?> _prices = new("--prices")
    {
        Description = "Dated list prices of GPU hours for region spreads; reference/gpu_prices.csv when not given.",
    };

    public static Command Build()
    {
        var options = new CurveOptions();
        var command = options.Command(
            "inference",
            "Inference spread, break-even throughput, and the lots of each leg. "
                + "Example: tokenbourse curve inference --tokens 44000 --throughput 25 --utilisation 0.6",
            picture: true
        );
        foreach (var option in (Option[])[_throughput, _utilisation, _rate, _other, _tokens, _observatory, _prices])
            command.Options.Add(option);
        command.SetAction(parsed => Run(parsed, options));
        return command;
    }

    private static int Run(ParseResult parsed, CurveOptions options)
    {
        var words = options.Words(parsed);
        var millions = parsed.GetValue(_tokens);
        if (millions is { } asked && !(asked > 0 && double.IsFinite(asked)))
            throw new VerbException($"--tokens {asked}: must be above zero", 2);
        var contract = options.Contract(parsed);
        var other =
            CurveServer.Other(contract)
            ?? throw new VerbException($"--contract {contract}: is no leg of the inference spread (TK, GH)", 2);
        var a = options.Analyse(
            parsed,
            (q, source) =>
                q with
                {
                    Other = source.TryRead(other),
                    Millions = millions,
                    Terms = new(
                        parsed.GetValue(_throughput),
                        parsed.GetValue(_utilisation),
                        parsed.GetValue(_rate),
                        parsed.GetValue(_other)
                    ),
                }
        );
        var shape = CurvePresent.Of(a).Inference;
        var (generations, regions) = Places(parsed, a.Curve.Day);
        _ = options.Answer(
            parsed,
            () =>
                JsonSerializer.Serialize(
                    CurveFitPresent.Inference(a, generations, [.. regions.Select(r => r.Spread)]),
                    CurveFitJson.Default.CurveInferenceAnswerShape
                ),
            () =>
                CurveText.Head(a, words)
                + CurveTables.Inference(shape, words)
                + PlaceSpreads.Text(generations, regions, words),
            () => CurvePictures.Inference(a, words),
            CurvePicture.Height(2)
        );
        return a.Inference.Why is null ? 0 : 1;
    }

    private static (IReadOnlyList<LegSpread> Generations, IReadOnlyList<(LegSpread Spread, int Offers)> Regions) Places(
        ParseResult parsed,
        TradingDate day
    )
    {
        var prices = parsed.GetValue(_prices) ?? Path.Combine(Home.Reference, "gpu_prices.csv");
        return (
            parsed.GetValue(_observatory) is { } file ? PlaceSpreads.Generations(file, day) : [],
            File.Exists(prices) ? PlaceSpreads.Regions(prices, "h100-sxm5-80gb", day) : []
        );
    }
}
