// Commands of the spot market between auctions, read field by field: orders for standard blocks, requests for quotes.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Beside <see cref="SpotDoor"/>; docs/spot/book-and-quotes.md.</summary>
internal static class SpotDealDoor
{
    public static SpotAsked PlaceOrder(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = SpotDoor.Account(reader, "account", true);
        var product = SpotDoor.Product(venue, reader);
        var side = reader.Word("side", true, ("buy", Side.Buy), ("sell", Side.Sell));
        var reference = reader.Whole("reference", true, 1, SpotDoor.Most) ?? 0;
        var first = SpotDoor.Hour(reader, "firstHour");
        var hours = (int)(reader.Whole("hours", true, 1, 10_000) ?? 0);
        var lots = reader.Whole("lots", true, 1, SpotDoor.Most) ?? 0;
        var limit = SpotDoor.Ticks(reader, "limit", product);
        if (reader.Done() is { } fault)
            return new(null, fault);
        var name = Name24.Of(product!.Spec.Product);
        var order = new PlaceSpotOrder(account, name, side, reference, first, hours, new(lots), limit);
        return new(venue.Ask(MessageKind.PlaceSpotOrder, order), null, product);
    }

    public static SpotAsked CancelOrder(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = SpotDoor.Account(reader, "account", true);
        var product = SpotDoor.Product(venue, reader);
        var reference = reader.Whole("reference", true, 1, SpotDoor.Most) ?? 0;
        if (reader.Done() is { } fault)
            return new(null, fault);
        var cancel = new CancelSpotOrder(account, Name24.Of(product!.Spec.Product), reference);
        return new(venue.Ask(MessageKind.CancelSpotOrder, cancel), null, product);
    }

    public static SpotAsked AskQuote(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = SpotDoor.Account(reader, "account", true);
        var product = SpotDoor.Product(venue, reader);
        var side = reader.Word("side", true, ("buy", Side.Buy), ("sell", Side.Sell));
        var reference = reader.Whole("reference", true, 1, SpotDoor.Most) ?? 0;
        var first = SpotDoor.Hour(reader, "firstHour");
        var hours = (int)(reader.Whole("hours", true, 1, 10_000) ?? 0);
        var lots = reader.Whole("lots", true, 1, SpotDoor.Most) ?? 0;
        var until = Moment(reader, "until");
        if (reader.Done() is { } fault)
            return new(null, fault);
        var name = Name24.Of(product!.Spec.Product);
        var ask = new AskSpotQuote(account, name, side, reference, first, hours, new(lots), until);
        return new(venue.Ask(MessageKind.AskSpotQuote, ask), null, product);
    }

    public static SpotAsked GiveQuote(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = SpotDoor.Account(reader, "account", true);
        var product = SpotDoor.Product(venue, reader);
        var request = reader.Whole("request", true, 1, SpotDoor.Most) ?? 0;
        var price = SpotDoor.Ticks(reader, "price", product);
        // The product gives the price its ticks: it must be the request's.
        if (product is not null && OfRequest(venue, request) is { } asked && asked != product.Spec.Product)
            reader.Blame(WireFault.Bad("product", product.Spec.Product, "The request is for another one.", asked));
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.GiveSpotQuote, new GiveSpotQuote(account, request, price)), null, product);
    }

    public static SpotAsked TakeQuote(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = SpotDoor.Account(reader, "account", true);
        var quote = reader.Whole("quote", true, 1, SpotDoor.Most) ?? 0;
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.TakeSpotQuote, new TakeSpotQuote(account, quote)), null);
    }

    public static SpotAsked WithdrawQuote(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = SpotDoor.Account(reader, "account", true);
        var request = reader.Whole("request", false, 1, SpotDoor.Most) ?? 0;
        var quote = reader.Whole("quote", false, 1, SpotDoor.Most) ?? 0;
        if (request == 0 == (quote == 0))
            reader.Blame(WireFault.Bad("quote", null, "Either a request or a quote is taken back."));
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.WithdrawSpotQuote, new WithdrawSpotQuote(account, request, quote)), null);
    }

    /// <summary>May whoever sent a command see an event of its answer? What became of others' quotes, and what they had
    /// set aside, would tell their prices.</summary>
    public static bool MaySee(in LogEntry entry, int caller) =>
        entry.Kind switch
        {
            MessageKind.SpotQuoteGiven => entry.As<SpotQuoteGiven>().Account.Value == caller,
            MessageKind.SpotQuoteEnded => entry.As<SpotQuoteEnded>() is var e
                && (e.Quote == 0 || e.Account.Value == caller),
            MessageKind.Posted => entry.As<Posted>() is var p
                && (p.Reason != PostingReason.SpotReserve || p.DebitOwner.Value == caller),
            _ => true,
        };

    /// <summary>The account that a command names; zero: none.</summary>
    public static int CallerOf(ReadOnlyMemory<byte> body) =>
        (int)(new BodyReader(body).Whole("account", false, 1, int.MaxValue) ?? 0);

    private static string? OfRequest(IVenue venue, long request)
    {
        lock (venue.Views.Gate)
        {
            return venue
                .Views.Spot.Dealing.Requests.FirstOrDefault(r => r.Words.Request == request)
                ?.Words.Product.ToString();
        }
    }

    private static Instant Moment(BodyReader reader, string name)
    {
        if (reader.Text(name, true) is not { } text)
            return default;
        if (Instant.TryParse(text, out var moment))
            return moment;
        reader.Blame(WireFault.BadType(name, text, "Must be a moment in UTC, yyyy-MM-ddTHH:mm:ssZ."));
        return default;
    }
}
