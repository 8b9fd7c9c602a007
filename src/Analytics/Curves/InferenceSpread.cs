// What turning GPU hours into tokens earns on the two futures curves, and the lots of each leg that lock it in.
using System.Diagnostics.CodeAnalysis;

namespace Tokenbourse.Analytics.Curves;

/// <summary>The technology between the two goods, stated by whoever asks.</summary>
/// <param name="Throughput">H: million standard tokens a GPU hour at full load, above zero.</param>
/// <param name="Utilisation">u: share of the hour in which it works, above 0 to 1.</param>
/// <param name="Rate">Units of the token's currency for one unit of the GPU hour's.</param>
/// <param name="OtherCost">Cost a GPU hour besides the hour itself, in the GPU hour's currency, zero or more.</param>
public sealed record InferenceTerms(double Throughput, double Utilisation, double Rate, double OtherCost)
{
    /// <summary>Million tokens that an hour makes: u H.</summary>
    public double Made => Throughput * Utilisation;

    /// <summary>GPU hours for a million tokens: 1 / (u H), the heat rate.</summary>
    public double HeatRate => 1 / Made;

    /// <summary>What is wrong; null when nothing is.</summary>
    public CurveFault? Fault =>
        !(Throughput > 0 && double.IsFinite(Throughput)) ? Bad("throughput", "above zero", Throughput)
        : !(Utilisation > 0 && Utilisation <= 1) ? Bad("utilisation", "above 0 to 1", Utilisation)
        : !(Rate > 0 && double.IsFinite(Rate)) ? Bad("exchange rate", "above zero", Rate)
        : !(OtherCost >= 0 && double.IsFinite(OtherCost)) ? Bad("other cost", "zero or more", OtherCost)
        : null;

    private static CurveFault Bad(string what, string rule, double given) =>
        new("inference spread", what, rule, CurveFault.Number(given));
}

/// <summary>One month that both curves list; money in the GPU hour's currency.</summary>
/// <param name="TokenPrice">A million tokens, in the token's own currency.</param>
/// <param name="GpuPrice">A GPU hour.</param>
/// <param name="PerMillion">S - P / (u H) - other / (u H): earned on a million tokens.</param>
/// <param name="PerHour">u H S - P - other: earned on a GPU hour.</param>
/// <param name="BreakEven">(P + other) / S: million tokens an hour at which nothing is earned; without other cost the
/// inverse of the heat rate that both curves imply.</param>
public sealed record InferenceMonth(
    string Month,
    string Token,
    string Gpu,
    double TokenPrice,
    double GpuPrice,
    double PerMillion,
    double PerHour,
    double BreakEven
);

/// <summary>One leg of a hedge in whole lots.</summary>
/// <param name="Exact">Lots that the volume asks for.</param>
/// <param name="Lots">Nearest whole number, halves away from zero.</param>
/// <param name="LotSize">Units in a lot.</param>
public sealed record InferenceLeg(string Contract, double Exact, long Lots, double LotSize)
{
    /// <summary>Units left unhedged; below zero: hedged too much.</summary>
    public double Left => (Exact - Lots) * LotSize;

    /// <summary>The nearest whole lots for so many units.</summary>
    public static InferenceLeg Of(string contract, double units, double lotSize)
    {
        var exact = units / lotSize;
        return new(contract, exact, (long)Math.Round(exact, MidpointRounding.AwayFromZero), lotSize);
    }
}

/// <summary>The two legs of a month's output: who makes tokens from rented hours sells tokens and buys hours.</summary>
/// <param name="Spreads">Whole listed spreads (so many token lots against so many GPU lots) inside the legs.</param>
public sealed record InferenceHedge(InferenceLeg Tokens, InferenceLeg Hours, long Spreads)
{
    /// <param name="millions">Million tokens that are to be hedged.</param>
    /// <param name="tokenLots">Token lots in one listed spread; zero when none is listed.</param>
    /// <param name="gpuLots">GPU lots in it.</param>
    public static InferenceHedge Of(
        (string Contract, double LotSize) token,
        (string Contract, double LotSize) gpu,
        InferenceTerms terms,
        double millions,
        int tokenLots,
        int gpuLots
    )
    {
        var tokens = InferenceLeg.Of(token.Contract, millions, token.LotSize);
        var hours = InferenceLeg.Of(gpu.Contract, millions * terms.HeatRate, gpu.LotSize);
        var spreads = tokenLots > 0 && gpuLots > 0 ? Math.Min(tokens.Lots / tokenLots, hours.Lots / gpuLots) : 0;
        return new(tokens, hours, spreads);
    }
}

/// <summary>The spread along the curve.</summary>
public sealed record InferenceSpread(InferenceTerms Terms, IReadOnlyList<InferenceMonth> Months)
{
    /// <summary>Pairs contracts whose last trading days fall into the same month.</summary>
    /// <returns>False with a fault when terms or curves cannot be used, or no month is listed in both.</returns>
    public static bool TryMeasure(
        FuturesCurve token,
        FuturesCurve gpu,
        InferenceTerms terms,
        [NotNullWhen(true)] out InferenceSpread? spread,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        spread = null;
        fault = terms.Fault ?? token.FirstFault() ?? gpu.FirstFault();
        if (fault is not null)
            return false;
        var months = new List<InferenceMonth>();
        foreach (var near in token.Points)
        {
            var month = $"{near.LastTradingDay}"[..7];
            if (gpu.Points.FirstOrDefault(p => $"{p.LastTradingDay}"[..7] == month) is { } other)
                months.Add(Of(month, near, other, terms));
        }

        if (months.Count == 0)
            fault = new($"{token.Product} and {gpu.Product}", "months", "one listed in both", "none");
        else
            spread = new(terms, months);
        return spread is not null;
    }

    private static InferenceMonth Of(string month, CurvePoint token, CurvePoint gpu, InferenceTerms terms)
    {
        var sold = token.Price / terms.Rate;
        var cost = gpu.Price + terms.OtherCost;
        return new(
            month,
            token.Contract,
            gpu.Contract,
            token.Price,
            gpu.Price,
            sold - (terms.HeatRate * cost),
            (terms.Made * sold) - cost,
            cost / sold
        );
    }
}
