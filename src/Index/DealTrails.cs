// Who sold to whom, and on what proof: looked up by the intake screen, never walked as a whole.
using System.Globalization;
using System.Text;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Index;

/// <summary>Deals by their proof, by their content, and by who sold to whom.</summary>
internal sealed class DealTrails
{
    private readonly Dictionary<string, Deal> _firstProved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Deal>> _byLine = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Deal> _byContent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Deal>> _byParties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _sellersTo = new(StringComparer.Ordinal);

    public void Add(Deal deal)
    {
        var o = deal.Document;
        _firstProved.TryAdd(o.Evidence, deal);
        ListOf(_byLine, Line(o)).Add(deal);
        _byContent.TryAdd(Content(o), deal);
        var both = ListOf(_byParties, Parties(o.Seller, o.Buyer));
        both.Add(deal);
        if (both.Count == 1)
            ListOf(_sellersTo, o.Buyer).Add(o.Seller);
    }

    /// <summary>An earlier deal that the same document already proved. One document may prove several lines of one
    /// seller and buyer; it cannot prove the same line twice, nor a sale between others.</summary>
    public Deal? ProvedBefore(Deal deal)
    {
        var o = deal.Document;
        var first = _firstProved[o.Evidence];
        if (first.Document.Seller != o.Seller || first.Document.Buyer != o.Buyer)
            return first;

        // Under one line stand the days of one offer that one document proves: few.
        foreach (var other in _byLine[Line(o)])
        {
            if (other.Number >= deal.Number)
                return null;
            if (other.From <= deal.To && deal.From <= other.To)
                return other;
        }

        return null;
    }

    /// <summary>An earlier deal of the same content; null when this is the first.</summary>
    public Deal? ToldBefore(Deal deal) =>
        _byContent[Content(deal.Document)] is var first && first.Number < deal.Number ? first : null;

    /// <summary>A deal of the seller's group with the buyer's group that ended within so many days of this one and is
    /// of the same item or of nearly the same amount; null when there is none.</summary>
    /// <param name="sellers">Names of which any may have sold.</param>
    /// <param name="buyers">Names of which any may have bought.</param>
    public Deal? Between(IReadOnlyList<string> sellers, IReadOnlyList<string> buyers, Deal like, int days)
    {
        for (var i = 0; i < sellers.Count; i++)
        {
            for (var j = 0; j < buyers.Count; j++)
            {
                if (!_byParties.TryGetValue(Parties(sellers[i], buyers[j]), out var deals))
                    continue;
                foreach (var other in deals)
                {
                    if (other.Number != like.Number && Near(other.To, like.To, days) && Alike(other, like))
                        return other;
                }
            }
        }

        return null;
    }

    /// <summary>All who ever sold to the buyer, in the order of their first sale.</summary>
    public IReadOnlyList<string> SellersTo(string buyer) =>
        _sellersTo.TryGetValue(buyer, out var sellers) ? sellers : [];

    private static bool Near(int one, int other, int days) => (one < other ? other - one : one - other) <= days;

    // The same goods there and back, or the same money there and back: within a fifth.
    private static bool Alike(Deal one, Deal other)
    {
        var (a, b) = (one.Document, other.Document);
        if (a.Product != b.Product)
            return false;
        return a.Item == b.Item || (a.Currency == b.Currency && a.Net >= b.Net * 0.8m && b.Net >= a.Net * 0.8m);
    }

    // No name holds a control character, so the unit separator cannot make two keys equal.
    private static string Parties(string seller, string buyer) => $"{seller}\u001f{buyer}";

    private static string Line(DealObservation o) =>
        $"{o.Evidence}\u001f{o.Product}\u001f{o.Item}\u001f{o.Region}\u001f{o.Terms}";

    private static string Content(DealObservation o)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{o.Product}\u001f{o.Kind}\u001f{o.Seller}\u001f{o.Buyer}\u001f{o.Item}\u001f{o.Region}\u001f{o.Terms}\u001f{o.From}\u001f{o.To}\u001f{o.Net / 1.0000000000000000000000000000m}\u001f{o.Currency}"
        );
        foreach (var q in o.Quantities)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\u001f{q.Class}\u001f{q.Units / 1.0000000000000000000000000000m}"
            );
        foreach (var trait in o.Traits ?? [])
            text.Append(CultureInfo.InvariantCulture, $"\u001f{trait.Name}={trait.Value}");
        return text.ToString();
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }
}
