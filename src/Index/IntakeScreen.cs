// Which deals no index ever uses: told twice, among friends, given away, bought back, or from a source nobody admitted.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>The numbers of the screen.</summary>
/// <param name="LeastPaid">A deal that paid less than this share of its list value is promotional (0.2: the eligibility
/// rule of the token index).</param>
/// <param name="CircleDays">Sales that come back to their seller within so many days are a circle.</param>
internal readonly record struct IntakeTerms(decimal LeastPaid, int CircleDays)
{
    public static readonly IntakeTerms Standard = new(0.2m, 30);
}

/// <summary>The door through which a step asks whether a deal may be used. It looks at what is on the log and nothing
/// else; a later deal can put an earlier one out (the way back of a circle), from the next print on.</summary>
internal static class IntakeScreen
{
    public const string Unknown = "source not defined";
    public const string NotAdmitted = "source refused";
    public const string OnProbation = "source on probation";
    public const string BeforeAdmission = "seen before its source was admitted";
    public const string Flagged = "flagged free, promotional or related";
    public const string Free = "nothing was paid";
    public const string Promotional = "paid less than a fifth of list: promotional";
    public const string SelfDealing = "seller and buyer are one or related";
    public const string ProofUsed = "its proof was used before";
    public const string ToldTwice = "the same deal was told before";
    public const string RoundTrip = "the buyer sold back to the seller within the days of a circle";
    public const string Circle = "sold in a circle of three within the days of a circle";

    /// <summary>Why the deal may not be used, or null.</summary>
    public static string? Against(Deal deal, Sources sources, Deals deals) =>
        Against(deal, sources, deals, IntakeTerms.Standard);

    /// <summary>Why the deal may not be used, or null: the first reason in the order of the list above.</summary>
    public static string? Against(Deal deal, Sources sources, Deals deals, IntakeTerms terms)
    {
        var o = deal.Document;
        return OfSource(deal, sources.Of(o.Source))
            ?? (Given(o) ? Flagged : null)
            ?? (o.Net == 0m ? Free : null)
            ?? (ListValue(o) is { } list && o.Net < list * terms.LeastPaid ? Promotional : null)
            ?? (sources.Related(o.Seller, o.Buyer) ? SelfDealing : null)
            ?? (deals.Trails.ProvedBefore(deal) is not null ? ProofUsed : null)
            ?? (deals.Trails.ToldBefore(deal) is not null ? ToldTwice : null)
            ?? Around(deal, sources, deals.Trails, terms.CircleDays);
    }

    /// <summary>What the deal would have cost at list (sum of L_c n_c of the methodology); null when a class has no
    /// list price.</summary>
    public static decimal? ListValue(DealObservation o)
    {
        var list = 0m;
        foreach (var q in o.Quantities)
        {
            if (q.List is not { } price)
                return null;
            list += price * q.Units;
        }

        return list;
    }

    private static string? OfSource(Deal deal, SourceDocument? source)
    {
        if (source is null)
            return Unknown;
        if (source.Status == SourceDocument.Refused)
            return NotAdmitted;
        if (source.Status == SourceDocument.Probation)
            return OnProbation;
        return TradingDate.TryParse(source.Since, out var since) && deal.Seen < since.Days ? BeforeAdmission : null;
    }

    private static bool Given(DealObservation o)
    {
        foreach (var flag in o.Flags ?? [])
        {
            if (flag is "related" or "free" or "promotional")
                return true;
        }

        return false;
    }

    // A sells to B. Back at once: B sold to A. By a third: B sold to C and C to A. Longer ways are not looked for.
    private static string? Around(Deal deal, Sources sources, DealTrails trails, int days)
    {
        var a = sources.PartiesOf(deal.Document.Seller);
        var b = sources.PartiesOf(deal.Document.Buyer);
        if (trails.Between(b, a, deal, days) is not null)
            return RoundTrip;
        for (var i = 0; i < a.Count; i++)
        {
            foreach (var seller in trails.SellersTo(a[i]))
            {
                var c = sources.PartiesOf(seller);
                if (
                    !sources.Related(seller, a[0])
                    && !sources.Related(seller, b[0])
                    && trails.Between(c, a, deal, days) is not null
                    && trails.Between(b, c, deal, days) is not null
                )
                    return Circle;
            }
        }

        return null;
    }
}
