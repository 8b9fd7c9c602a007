// What is told of a curve beside its studies: every settled day, fits, components, seasons, the inference spread.
using System.Text.Json;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Made one after another and kept for a few seconds. What is estimated from a whole history takes longer: it
/// is made by one caller at a time, while others are told so, and kept by settled day.</summary>
/// <param name="read">The book of a contract; null when no month of it was ever listed.</param>
internal sealed class CurvePapers(Func<string, CurveBook?> read)
{
    private const long KeptMilliseconds = 5000;
    private const int MostKept = 64;
    private const string Gpu = "h100-sxm5-80gb";

    private readonly Lock _gate = new();
    private readonly Lock _estimating = new();
    private readonly Dictionary<(CurvePaper, string, TradingDate?), (long Made, ReadOnlyMemory<byte>? Json)> _kept = [];
    private readonly Dictionary<(string, TradingDate, int), (CurveDynamicShape, CurveFactorsShape)> _estimates = [];
    private readonly Dictionary<TradingDate, IReadOnlyList<LegSpread>> _regions = [];

    public ReadOnlyMemory<byte>? Of(CurvePaper paper, string contract, TradingDate? day)
    {
        if (paper == CurvePaper.Fits)
            return Fits(contract, day);
        var key = (paper, contract.ToUpperInvariant(), day);
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (_kept.TryGetValue(key, out var kept) && now - kept.Made < KeptMilliseconds)
                return kept.Json;
            ReadOnlyMemory<byte>? json = Analyse(contract, day) is { } a ? Write(paper, a) : null;
            if (_kept.Count >= MostKept)
                _kept.Clear();
            _kept[key] = (now, json);
            return json;
        }
    }

    /// <summary>At terms that somebody chose, or at those of the reference table.</summary>
    public ReadOnlyMemory<byte>? Inference(string contract, TradingDate? day, InferenceAsked asked)
    {
        lock (_gate)
        {
            if (read(contract) is not { } book)
                return null;
            var other = CurveServer.Other(book.Contract) is { } name ? read(name) : null;
            var terms = new InferenceQuestion(asked.Throughput, asked.Utilisation, asked.Rate, asked.OtherCost);
            if (CurveAnalysis.Of(book, new(day, other, terms, asked.Millions)) is not { } a)
                return null;
            var shape = CurveFitPresent.Inference(a, [], Regions(a.Curve.Day)) with
            {
                Past = CurveInferencePast.Of(a, other),
            };
            return JsonSerializer.SerializeToUtf8Bytes(shape, CurveFitJson.Default.CurveInferenceAnswerShape);
        }
    }

    private static ReadOnlyMemory<byte>? Write(CurvePaper paper, CurveAnalysis a) =>
        paper switch
        {
            CurvePaper.History => JsonSerializer.SerializeToUtf8Bytes(
                CurvePastPresent.Of(a),
                CurvePastJson.Default.CurveHistoryShape
            ),
            CurvePaper.Season => JsonSerializer.SerializeToUtf8Bytes(
                CurveSeasonPresent.Of(a),
                CurvePastJson.Default.CurveSeasonShape
            ),
            _ => JsonSerializer.SerializeToUtf8Bytes(
                CurveFitPresent.Components(a),
                CurveFitJson.Default.CurveComponentsShape
            ),
        };

    private ReadOnlyMemory<byte>? Fits(string contract, TradingDate? day)
    {
        CurveAnalysis? a;
        lock (_gate)
            a = Analyse(contract, day);
        if (a is null)
            return null;
        var (shapes, factors) = Estimates(a);
        return JsonSerializer.SerializeToUtf8Bytes(
            CurveFitPresent.Fits(a, false) with
            {
                Dynamic = shapes,
                Factors = factors,
            },
            CurveFitJson.Default.CurveFitsShape
        );
    }

    private (CurveDynamicShape Dynamic, CurveFactorsShape Factors) Estimates(CurveAnalysis a)
    {
        var key = (a.Book.Contract, a.Curve.Day, a.History.Count);
        lock (_gate)
        {
            if (_estimates.TryGetValue(key, out var kept))
                return kept;
        }

        if (!_estimating.TryEnter())
        {
            const string busy = "another estimate is under way: ask again in a few seconds";
            return (
                new(busy, DynamicNelsonSiegel.LeastDays, null, [], []),
                CurveFactorPresent.Without(busy, a.History.Count)
            );
        }

        try
        {
            var made = (CurveFactorPresent.Dynamic(a), CurveFactorPresent.Factors(a));
            lock (_gate)
            {
                if (_estimates.Count >= MostKept)
                    _estimates.Clear();
                _estimates[key] = made;
            }

            return made;
        }
        finally
        {
            _estimating.Exit();
        }
    }

    private CurveAnalysis? Analyse(string contract, TradingDate? day) =>
        read(contract) is { } book ? CurveAnalysis.Of(book, new(day)) : null;

    private IReadOnlyList<LegSpread> Regions(TradingDate day)
    {
        if (_regions.TryGetValue(day, out var kept))
            return kept;
        var prices = Path.Combine(Home.Reference, "gpu_prices.csv");
        if (_regions.Count >= MostKept)
            _regions.Clear();
        return _regions[day] = File.Exists(prices)
            ? [.. PlaceSpreads.Regions(prices, Gpu, day).Select(r => r.Spread)]
            : [];
    }
}
