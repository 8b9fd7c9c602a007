// From studies to what programs read.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Rounds and spells.</summary>
internal static class CurvePresent
{
    public static CurveAnalyticsShape Of(CurveAnalysis a)
    {
        var book = a.Book;
        var day = a.Curve.Day.ToString();
        var index = book.IndexDays.LastOrDefault(d => d.Value is not null && string.CompareOrdinal(d.Day, day) <= 0);
        return new(
            book.Contract,
            day,
            book.Source,
            book.Simulated,
            book.Currency,
            book.Quote,
            book.Tick,
            book.Index,
            index?.Day,
            index?.Value,
            Months(a),
            a.State is { } state ? State(state, book.PriceDecimals) : null,
            a.NoState?.ToString(),
            Fit(a),
            Spreads(a.Matrix, book.PriceDecimals),
            Shortage(a.Shortage),
            Inference(a.Inference),
            [.. a.States.Select(Past)]
        );
    }

    /// <summary>The shape's word on the wire.</summary>
    public static string Word(SlopeName slope) =>
        slope switch
        {
            SlopeName.Single => "single",
            SlopeName.Flat => "flat",
            SlopeName.Contango => "contango",
            SlopeName.Backwardation => "backwardation",
            _ => "mixed",
        };

    public static string Word(ScarcityReading reading) =>
        reading switch
        {
            ScarcityReading.ScarceNow => "scarce-now",
            ScarcityReading.ShortageExpected => "shortage-expected",
            _ => "usual",
        };

    public static string Word(Tightness state) =>
        state switch
        {
            Tightness.Normal => "normal",
            Tightness.Tight => "tight",
            Tightness.Short => "short",
            _ => "unknown",
        };

    public static string Word(TrendSource source) => source == TrendSource.FarContracts ? "far-contracts" : "index";

    private static List<CurveMonthShape> Months(CurveAnalysis a)
    {
        var decimals = a.Book.PriceDecimals;
        var today = a.Book.Days.Last(d => d.Day == a.Curve.Day.ToString());
        var before = a.History.Count > 1 ? a.History[^2].Points : [];
        var months = new List<CurveMonthShape>();
        foreach (var point in a.Curve.Points)
        {
            var quote = today.Quotes.First(q => q.Symbol == point.Contract);
            var earlier = before.FirstOrDefault(p => p.Contract == point.Contract);
            var residual = a.Fit?.Residuals.FirstOrDefault(r => r.Contract == point.Contract);
            var roll = a.State?.Adjacent.FirstOrDefault(y => y.Near == point.Contract);
            months.Add(
                new(
                    quote.Symbol,
                    quote.Month,
                    quote.LastTradingDay,
                    point.LastTradingDay.Days - a.Curve.Day.Days,
                    quote.Bid,
                    quote.Ask,
                    quote.Settlement,
                    earlier is null ? null : CurveNumbers.Signed(point.Price - earlier.Price, decimals),
                    CurveNumbers.Show(residual?.Fitted, decimals),
                    residual is null ? null : CurveNumbers.Signed(residual.Ticks, 1),
                    quote.OpenInterest,
                    quote.Volume,
                    CurveNumbers.Percent(roll?.Yield),
                    CurveNumbers.Percent(point.Known?.Share)
                )
            );
        }

        return months;
    }

    private static CurveStateShape State(CurveState state, int decimals) =>
        new(
            Word(state.Slope),
            [.. state.FromFront.Select(Roll)],
            [.. state.Adjacent.Select(Roll)],
            state.Adjacent.Count,
            state.Adjacent.Count(y => y.Yield > 0),
            CurveNumbers.Percent(state.Backwardated),
            CurveNumbers.Show(state.Curvature, decimals),
            state.Scarcity is { } s
                ? new(
                    s.Near,
                    s.Far,
                    CurveNumbers.Percent(s.Front),
                    CurveNumbers.Percent(s.Trend.Yield),
                    Word(s.Trend.Source),
                    s.Trend.Points,
                    CurveNumbers.Percent(s.Trend.Error),
                    CurveNumbers.Percent(s.Value),
                    CurveNumbers.Percent(s.Noise),
                    Word(s.Reading)
                )
                : null,
            state.NoScarcity?.ToString(),
            [.. state.Averaging.Select(p => p.Contract)]
        );

    private static CurveRollShape Roll(RollYield y) =>
        new(y.Pair, y.Near, y.Far, CurveNumbers.Percent(y.Yield), CurveNumbers.Percent(y.Carry));

    private static CurveFitShape Fit(CurveAnalysis a) =>
        a.Fit is { } fit
            ? new(
                null,
                CurveNumbers.Show(fit.Shape.Level, 4),
                CurveNumbers.Show(fit.Shape.Slope, 4),
                CurveNumbers.Show(fit.Shape.Curvature, 4),
                CurveNumbers.Show(fit.Shape.Lambda, 3),
                CurveNumbers.Show(fit.Rmse / a.Curve.Tick, 2)
            )
            : new($"{a.NoFit}", null, null, null, null, null);

    private static CurveSpreadsShape Spreads(SpreadMatrix matrix, int decimals) =>
        new(
            [.. matrix.Contracts.Select(p => p.Contract)],
            [
                .. matrix.Spreads.Select(s => new CurveSpreadShape(
                    s.Near,
                    s.Far,
                    CurveNumbers.Signed(s.Price, decimals),
                    s.Past.Score is { } z ? CurveNumbers.Signed(z, 1) : null,
                    s.Past.Days
                )),
            ],
            [
                .. matrix.Butterflies.Select(b => new CurveButterflyShape(
                    b.Near,
                    b.Middle,
                    b.Far,
                    CurveNumbers.Signed(b.Price, decimals),
                    b.Past.Score is { } z ? CurveNumbers.Signed(z, 1) : null,
                    b.Past.Days
                )),
            ],
            SpreadMatrix.Window,
            SpreadMatrix.LeastDays
        );

    private static CurveShortageShape Shortage(ShortageMonitor monitor) =>
        new(
            Word(monitor.State),
            CurveNumbers.Show(monitor.Composite, 2),
            monitor.Signs.Count(s => s.Score is not null),
            [
                .. monitor.Signs.Select(s => new CurveSignShape(
                    s.Sign.Name,
                    s.Sign.Source,
                    s.Sign.Today is { } today ? CurveNumbers.Show(today, today == Math.Floor(today) ? 0 : 4) : null,
                    s.Score is { } z ? CurveNumbers.Signed(z, 2) : null,
                    Word(ShortageMonitor.Read(s.Score)),
                    s.Sign.Past.Count,
                    Reason(s),
                    s.Why
                )),
            ]
        );

    private static string? Reason(ShortageScore score) =>
        score.Score is not null ? null
        : score.Sign.Today is null ? "missing"
        : score.Sign.Past.Count < ShortageMonitor.LeastDays ? "short-history"
        : "no-scale";

    private static CurveInferenceShape Inference(InferenceAnswer a)
    {
        var terms = a.Spread?.Terms;
        return new(
            a.Why,
            CurveNumbers.Show(terms?.Throughput, 3) ?? "",
            a.ThroughputSource,
            CurveNumbers.Show(terms?.Utilisation, 2) ?? "",
            CurveNumbers.Show(terms?.HeatRate, 5) ?? "",
            CurveNumbers.Show(terms?.Rate, 4) ?? "",
            a.RateSource,
            a.TokenCurrency,
            a.GpuCurrency,
            [
                .. (a.Spread?.Months ?? []).Select(m => new CurveInferenceMonthShape(
                    m.Month,
                    m.Token,
                    m.Gpu,
                    CurveNumbers.Show(m.TokenPrice, 4),
                    CurveNumbers.Show(m.GpuPrice, 4),
                    CurveNumbers.Show(m.PerMillion, 4),
                    CurveNumbers.Show(m.PerHour, 2),
                    CurveNumbers.Show(m.BreakEven, 3)
                )),
            ],
            CurveNumbers.Show(a.Millions, 0),
            a.Hedge is { } tokens ? Leg(tokens.Tokens) : null,
            a.Hedge is { } hours ? Leg(hours.Hours) : null,
            a.SpreadName,
            a.TokenLots,
            a.GpuLots,
            a.Hedge?.Spreads ?? 0
        );
    }

    private static CurveLegShape Leg(InferenceLeg leg) =>
        new(leg.Contract, CurveNumbers.Show(leg.Exact, 3), leg.Lots, CurveNumbers.Signed(leg.Left, 0));

    private static CurvePastShape Past(CurveState state) =>
        new(
            state.Day.ToString(),
            Word(state.Slope),
            CurveNumbers.Percent(state.Scarcity?.Front),
            CurveNumbers.Percent(state.Scarcity?.Trend.Yield),
            CurveNumbers.Percent(state.Scarcity?.Value),
            CurveNumbers.Percent(state.Backwardated)
        );
}
