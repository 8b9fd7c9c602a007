// The same words told a million times a day are kept once.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Index;

/// <summary>Gives each text its first copy. Looked up only; what a document says does not change by it.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The deal with the pool's copies of everything but its proof.</summary>
    public DealObservation Of(DealObservation o)
    {
        var quantities = new DealQuantity[o.Quantities.Count];
        for (var i = 0; i < quantities.Length; i++)
            quantities[i] = o.Quantities[i] with { Class = Of(o.Quantities[i].Class) };
        return o with
        {
            Seen = Of(o.Seen),
            From = Of(o.From),
            To = Of(o.To),
            Product = Of(o.Product),
            Kind = Of(o.Kind),
            Seller = Of(o.Seller),
            Buyer = Of(o.Buyer),
            Maker = Of(o.Maker),
            Item = Of(o.Item),
            Region = Of(o.Region),
            Terms = Of(o.Terms),
            Quantities = quantities,
            Unit = Of(o.Unit),
            Source = Of(o.Source),
            Feed = Of(o.Feed),
            Traits = Of(o.Traits),
        };
    }

    private Trait[]? Of(IReadOnlyList<Trait>? traits)
    {
        if (traits is null)
            return null;
        var pooled = new Trait[traits.Count];
        for (var i = 0; i < pooled.Length; i++)
            pooled[i] = new(Of(traits[i].Name), Of(traits[i].Value));
        return pooled;
    }

    private string Of(string text)
    {
        if (_texts.TryGetValue(text, out var known))
            return known;
        _texts.Add(text, text);
        return text;
    }
}
