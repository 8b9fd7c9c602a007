// Values of what is held: gross, and the larger side of each product.
namespace Tokenbourse.Analytics.Margin;

/// <summary>Values of holdings, by product.</summary>
internal sealed class Book
{
    private readonly IReadOnlyList<Instrument> _instruments;

    public Book(IReadOnlyList<Instrument> instruments)
    {
        _instruments = instruments;
        Products = [.. instruments.Select(i => i.Product).Distinct()];
        ProductOf = [.. instruments.Select(i => Array.IndexOf(Products, i.Product))];
    }

    public string[] Products { get; }

    /// <summary>Index into <see cref="Products"/> by instrument.</summary>
    public int[] ProductOf { get; }

    /// <summary>Sum of the values without their signs.</summary>
    /// <exception cref="ArgumentException">The number of lots is not that of the instruments.</exception>
    public double Gross(ReadOnlySpan<long> lots)
    {
        if (lots.Length != _instruments.Count)
            throw new ArgumentException($"{lots.Length} holdings, {_instruments.Count} instruments", nameof(lots));
        var sum = 0.0;
        for (var i = 0; i < lots.Length; i++)
            sum += Math.Abs((double)lots[i]) * _instruments[i].Value;
        return sum;
    }

    /// <summary>The value that a percentage is asked of.</summary>
    public double Value(ReadOnlySpan<long> lots, SideRule sides)
    {
        if (sides == SideRule.Both)
            return Gross(lots);
        var longs = new double[Products.Length];
        var shorts = new double[Products.Length];
        for (var i = 0; i < lots.Length; i++)
        {
            var side = lots[i] > 0 ? longs : shorts;
            side[ProductOf[i]] += Math.Abs((double)lots[i]) * _instruments[i].Value;
        }

        var sum = 0.0;
        for (var p = 0; p < Products.Length; p++)
            sum += Math.Max(longs[p], shorts[p]);
        return sum;
    }
}
