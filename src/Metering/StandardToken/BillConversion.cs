// Any bill in standard tokens, each step from the printed result of the one before, so that it can be done by hand.
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Metering.StandardToken;

/// <summary>Whole tokens in the three classes that a bill prices.</summary>
public readonly record struct ClassTokens(decimal Uncached, decimal Cached, decimal Output)
{
    /// <summary>The tokens of a sum; reasoning is billed as output.</summary>
    public static ClassTokens Of(UsageSum sum) =>
        new((decimal)sum.Input, (decimal)sum.CachedInput, (decimal)(sum.Output + sum.Reasoning));

    public decimal Sum => Uncached + Cached + Output;

    public static ClassTokens operator +(ClassTokens left, ClassTokens right) =>
        new(left.Uncached + right.Uncached, left.Cached + right.Cached, left.Output + right.Output);

    public static ClassTokens Add(ClassTokens left, ClassTokens right) => left + right;
}

/// <summary>One model of a bill, step by step.</summary>
/// <param name="Item">The model by our naming rules.</param>
/// <param name="Own">Step 1: tokens of the model's own tokenizer.</param>
/// <param name="Tokenizer">Step 2: its tokenizer; empty when no rule knows it.</param>
/// <param name="Factor">Step 2: own tokens for one reference token; 1 when the tokenizer is unknown.</param>
/// <param name="Source">Who says that the model has this tokenizer.</param>
/// <param name="Reference">Step 3: own / factor, each class rounded half up to whole tokens.</param>
/// <param name="Value">Step 4: the reference tokens at the reference prices, exact.</param>
/// <param name="Volume">Step 5: value / price of the bundle, in millions of standard tokens, rounded half up to six
/// decimals (one standard token). This is the contract's.</param>
/// <param name="Bundles">Whole bundles that the classes hold side by side, in the same unit, rounded down.</param>
/// <param name="Scarce">The class that limits them.</param>
/// <param name="WithoutFactor">Steps 4 and 5 on the model's own tokens.</param>
public sealed record ConvertedModel(
    string Item,
    ClassTokens Own,
    string Tokenizer,
    decimal Factor,
    string Source,
    ClassTokens Reference,
    decimal Value,
    decimal Volume,
    decimal Bundles,
    string Scarce,
    decimal WithoutFactor
);

/// <summary>A whole bill in standard tokens.</summary>
/// <param name="Models">In the order of their names.</param>
/// <param name="Reference">Reference tokens of all models.</param>
/// <param name="Volume">The sum of the models' volumes, millions of standard tokens: what the contract counts.</param>
/// <param name="Bundles">Bundles of all models' reference tokens together.</param>
/// <param name="Scarce">The class that limits them.</param>
/// <param name="WithoutFactor">The sum without any tokenizer factor.</param>
/// <param name="Unknown">Volume of models whose tokenizer no rule knows, part of <paramref name="Volume"/>.</param>
public sealed record ConvertedBill(
    IReadOnlyList<ConvertedModel> Models,
    ClassTokens Reference,
    decimal Volume,
    decimal Bundles,
    string Scarce,
    decimal WithoutFactor,
    decimal Unknown
);

/// <summary>Converts by a vintage.</summary>
public static class BillConversion
{
    /// <summary>Most tokens of one model and class: beyond it amounts would lose digits.</summary>
    public const long MostTokens = 1_000_000_000_000_000_000;

    private const decimal Million = 1_000_000m;
    private const int Decimals = 6;

    /// <summary>Converts sums by model.</summary>
    /// <param name="spec">The vintage.</param>
    /// <param name="models">Each model with its sum.</param>
    /// <exception cref="UsageLimitException">A class of a model has more than 10^18 tokens.</exception>
    public static ConvertedBill Convert(StandardTokenSpec spec, IEnumerable<(string Item, UsageSum Sum)> models)
    {
        var list = new List<ConvertedModel>();
        foreach (var (item, sum) in models.OrderBy(m => m.Item, StringComparer.Ordinal))
            list.Add(Convert(spec, item, Checked(item, sum)));
        var all = list.Aggregate(default(ClassTokens), (total, model) => total + model.Reference);
        var (bundles, scarce) = Bundles(spec.Bundle, all);
        return new(
            list,
            all,
            list.Sum(m => m.Volume),
            bundles,
            scarce,
            list.Sum(m => m.WithoutFactor),
            list.Where(m => m.Tokenizer.Length == 0).Sum(m => m.Volume)
        );
    }

    private static ClassTokens Checked(string item, UsageSum sum)
    {
        if (Int128.Max(Int128.Max(sum.Input, sum.CachedInput), sum.Output + sum.Reasoning) > MostTokens)
            throw new UsageLimitException($"{item}: more than 10^18 tokens of one class");
        return ClassTokens.Of(sum);
    }

    private static ConvertedModel Convert(StandardTokenSpec spec, string item, ClassTokens own)
    {
        var line = spec.TokenizerOf(item);
        var factor = line is null ? 1 : spec.Tokenizer(line.Tokenizer)!.Factor;
        var reference = new ClassTokens(
            HalfUp(own.Uncached / factor, 0),
            HalfUp(own.Cached / factor, 0),
            HalfUp(own.Output / factor, 0)
        );
        var value = Value(spec.Prices, reference);
        var (bundles, scarce) = Bundles(spec.Bundle, reference);
        return new(
            item,
            own,
            line?.Tokenizer ?? "",
            factor,
            line?.Source ?? "no rule of the vintage names its tokenizer: taken as the reference tokenizer",
            reference,
            value,
            HalfUp(value / spec.BundlePrice, Decimals),
            bundles,
            scarce,
            HalfUp(Value(spec.Prices, own) / spec.BundlePrice, Decimals)
        );
    }

    /// <summary>Tokens at prices per million, exact: at most 19 digits times at most 8, and six decimals
    /// more.</summary>
    private static decimal Value(ClassFigures prices, ClassTokens tokens) =>
        ((prices.Uncached * tokens.Uncached) + (prices.Cached * tokens.Cached) + (prices.Output * tokens.Output))
        / Million;

    private static (decimal Bundles, string Scarce) Bundles(ClassFigures bundle, ClassTokens tokens)
    {
        var least = (Bundles: decimal.MaxValue, Scarce: "");
        Limit(bundle.Uncached, tokens.Uncached, "uncached");
        Limit(bundle.Cached, tokens.Cached, "cached");
        Limit(bundle.Output, tokens.Output, "output");
        return least;

        void Limit(decimal share, decimal given, string name)
        {
            if (share == 0)
                return;
            var bundles = decimal.Round(given / (share * Million), Decimals, MidpointRounding.ToZero);
            if (bundles < least.Bundles)
                least = (bundles, name);
        }
    }

    private static decimal HalfUp(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
}
