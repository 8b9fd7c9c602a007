// Announced price changes, in time or late; and accounts of the market that belong to contributors.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index.Governance;

/// <summary>Checked and told; nothing is stopped.</summary>
internal static class Announcements
{
    private const string Name = "announcement";

    /// <summary>T is the day of the index's next print; a seller heavier than the stated share announces so many days
    /// before the change that it begins on T plus those days at the earliest.</summary>
    public static void Change(in LogEntry entry, Outbox events, List<IndexState> indexes, WeightsBySeller weights)
    {
        if (Checks.Read<ChangeAnnouncement>(entry, events, Name) is not { } o)
            return;
        var fault =
            ObservationCheck.OneOf("product", o.Product, "token", "gpu")
            ?? ObservationCheck.Name("seller", o.Seller)
            ?? ObservationCheck.Name("item", o.Item)
            ?? ObservationCheck.Name("class", o.Class)
            ?? ObservationCheck.Name("region", o.Region)
            ?? ObservationCheck.Name("terms", o.Terms)
            ?? ObservationCheck.Held("currency", o.Currency)
            ?? Checks.Person("person", o.Person)
            ?? Checks.Day("effective", o.Effective, out _);
        _ = TradingDate.TryParse(o.Effective, out var effective);
        if (fault is null && o.Price is <= 0m or > 1_000_000_000m)
            fault = new("price", ObservationCheck.Text(o.Price), "must be above 0 and at most 1e9, or null");
        if (fault is null && effective < entry.Time.Date)
            fault = new(
                "effective",
                o.Effective,
                $"must not lie before the day of the announcement ({entry.Time.Date})"
            );
        if (fault is not null)
        {
            Checks.Refuse(events, Name, fault);
            return;
        }

        var told = new List<AnnouncedWeight>();
        foreach (var index in indexes)
        {
            var terms = index.Methodology.Governance;
            var weight = weights.Of(index.Methodology.Index, o.Seller);
            if (terms.AnnounceDays == 0 || index.Methodology.Product != o.Product || weight == 0)
                continue;
            var heavy = weight > terms.AnnounceSharePpm;
            var earliest = heavy ? index.NextDay.Plus(terms.AnnounceDays) : entry.Time.Date;
            told.Add(new(index.Methodology.Index, weight, earliest.ToString(), effective >= earliest));
        }

        events.Add(
            MessageKind.ChangeAnnounced,
            Documents.Write(new ChangeAnnouncedDocument(o, entry.Time.ToString(), told))
        );
    }

    public static void Affiliate(in LogEntry entry, Outbox events)
    {
        if (Checks.Read<AffiliateNaming>(entry, events, "affiliate") is not { } o)
            return;
        var fault =
            ObservationCheck.Name("seller", o.Seller)
            ?? (
                o.Account is < 1 or > 1_000_000
                    ? new RefusedObservation("account", $"{o.Account}", "must be 1 to 1000000")
                    : null
            )
            ?? Checks.Words("link", o.Link, 3)
            ?? Checks.Person("person", o.Person);
        if (fault is not null)
            Checks.Refuse(events, "affiliate", fault);
        else
            events.Add(MessageKind.AffiliateNamed, Documents.Write(o));
    }
}
