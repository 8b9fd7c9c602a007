// Commands of the spot market through the REST door: read field by field, asked, told.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Gateways.Http;

/// <summary>What was asked, or why it was not.</summary>
/// <param name="Second">A second account that the command names, and its field.</param>
internal readonly record struct SpotAsked(
    Answer? Answer,
    WireFault? Fault,
    SpotProductRow? Product = null,
    (AccountId Account, string Field)? Second = null
);

/// <summary>One command a word; docs/spot/rest.md.</summary>
internal static class SpotDoor
{
    private const int MostAccount = 1_000_000;
    internal const long Most = 1_000_000_000_000_000_000;

    private static readonly (string Word, Func<IVenue, ReadOnlyMemory<byte>, SpotAsked> Take)[] Commands =
    [
        ("define-product", (venue, body) => Document(venue, MessageKind.DefineSpotProduct, body)),
        ("place-bid", PlaceBid),
        ("cancel-bid", CancelBid),
        ("place-order", SpotDealDoor.PlaceOrder),
        ("cancel-order", SpotDealDoor.CancelOrder),
        ("ask-quote", SpotDealDoor.AskQuote),
        ("give-quote", SpotDealDoor.GiveQuote),
        ("take-quote", SpotDealDoor.TakeQuote),
        ("withdraw-quote", SpotDealDoor.WithdrawQuote),
        ("set-standby", SetStandby),
        ("issue-certificate", Issue),
        ("transfer-certificate", Transfer),
        ("split-certificate", Split),
        ("redeem-certificate", Redeem),
        ("record-delivery", Record),
        ("tender-certificate", Tender),
        ("withdraw-tender", WithdrawTender),
        ("request-delivery", RequestDelivery),
        .. SupplyDoor.Commands,
    ];

    /// <summary>The words of its commands.</summary>
    public static IEnumerable<string> Words => Commands.Select(c => c.Word);

    /// <summary>The words of the address, parted by commas.</summary>
    public static string CommandWords => string.Join(", ", Words);

    public static (SpotAnswerShape? Shape, WireFault? Fault) Take(IVenue venue, string word, ReadOnlyMemory<byte> body)
    {
        var take = Array.Find(Commands, c => c.Word == word).Take;
        if (take is null)
        {
            return (null, WireFault.NotFound("command", word, $"There is no such command. Known: {CommandWords}."));
        }

        var (answer, fault, product, second) = take(venue, body);
        if (answer is null)
            return (null, fault);
        if (answer.Status != AnswerStatus.Taken)
            return (null, WireFault.NotTaken(answer.Status));
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.DocumentRefused)
            {
                var d = Documents.Read<RefusedDocument>(entry.Payload.Span);
                return (null, WireFault.SpotDocumentRefused(d.Field, d.Given, d.Rule));
            }

            // A bid also sets going what the calendar owed: only this command's own refusal is told.
            if (entry.Kind == MessageKind.CommandRefused)
                return (null, SpotFaults.Of(entry.As<CommandRefused>(), product, second));
        }

        var caller = SpotDealDoor.CallerOf(body);
        var events = answer
            .Events.Where(e => SpotDealDoor.MaySee(e, caller))
            .Select(e => JsonNode.Parse(MessageJson.Write(e))!.AsObject());
        return (
            new(
                word,
                answer.Time.ToString(),
                answer.Sequence,
                [.. events.Select(e => new SpotEventShape((string)e["kind"]!, e["message"]?.DeepClone()))]
            ),
            null
        );
    }

    internal static SpotAsked Document(IVenue venue, MessageKind kind, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        return reader.Fault is { } fault && fault.Error.Field == "body"
            ? new(null, fault)
            : new(venue.AskDocument(kind, body), null);
    }

    private static SpotAsked PlaceBid(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var product = Product(venue, reader);
        var side = reader.Word("side", true, ("buy", Side.Buy), ("sell", Side.Sell));
        var reference = reader.Whole("reference", true, 1, Most) ?? 0;
        var first = Hour(reader, "firstHour");
        var hours = (int)(reader.Whole("hours", false, 1, 10_000) ?? 1);
        var lots = reader.Whole("lots", true, 1, Most) ?? 0;
        var limit = Ticks(reader, "limit", product);
        var block = reader.Flag("allOrNone");
        if (reader.Done() is { } fault)
            return new(null, fault);
        var bid = new PlaceSpotBid(
            account,
            Name24.Of(product!.Spec.Product),
            side,
            reference,
            first,
            hours,
            new(lots),
            limit,
            block ? (byte)1 : (byte)0
        );
        return new(venue.Ask(MessageKind.PlaceSpotBid, bid), null, product);
    }

    private static SpotAsked CancelBid(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var product = Product(venue, reader);
        var reference = reader.Whole("reference", true, 1, Most) ?? 0;
        if (reader.Done() is { } fault)
            return new(null, fault);
        var cancel = new CancelSpotBid(account, Name24.Of(product!.Spec.Product), reference);
        return new(venue.Ask(MessageKind.CancelSpotBid, cancel), null, product);
    }

    private static SpotAsked SetStandby(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var product = Product(venue, reader);
        var price = Ticks(reader, "price", product);
        var offered = reader.Flag("offered");
        if (reader.Done() is { } fault)
            return new(null, fault);
        var standby = new SetStandby(account, Name24.Of(product!.Spec.Product), price, offered ? (byte)1 : (byte)0);
        return new(venue.Ask(MessageKind.SetStandby, standby), null, product);
    }

    private static SpotAsked Issue(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var product = Product(venue, reader);
        var first = Hour(reader, "firstHour");
        var hours = (int)(reader.Whole("hours", true, 1, 10_000) ?? 0);
        var lots = reader.Whole("lots", true, 1, Most) ?? 0;
        var reference = Name(reader, "reference");
        if (reader.Done() is { } fault)
            return new(null, fault);
        var issue = new IssueCertificate(account, Name24.Of(product!.Spec.Product), first, hours, new(lots), reference);
        return new(venue.Ask(MessageKind.IssueCertificate, issue), null, product);
    }

    private static SpotAsked Transfer(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var certificate = reader.Whole("certificate", true, 1, Most) ?? 0;
        var to = Account(reader, "to", true);
        if (reader.Done() is { } fault)
            return new(null, fault);
        var words = new TransferCertificate(account, certificate, to);
        return new(venue.Ask(MessageKind.TransferCertificate, words), null, null, to == account ? null : (to, "to"));
    }

    private static SpotAsked Split(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var certificate = reader.Whole("certificate", true, 1, Most) ?? 0;
        var lots = reader.Whole("lots", true, 1, Most) ?? 0;
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.SplitCertificate, new SplitCertificate(account, certificate, new(lots))), null);
    }

    private static SpotAsked Redeem(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var certificate = reader.Whole("certificate", true, 1, Most) ?? 0;
        var meter = (int)(reader.Whole("meter", true, 1, int.MaxValue) ?? 0);
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.RedeemCertificate, new RedeemCertificate(account, certificate, meter)), null);
    }

    private static SpotAsked Record(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var meter = (int)(reader.Whole("meter", true, 1, int.MaxValue) ?? 0);
        var record = reader.Whole("record", true, 1, Most) ?? 0;
        var certificate = reader.Whole("certificate", true, 1, Most) ?? 0;
        var hour = Hour(reader, "hour");
        var by = Account(reader, "by", false);
        var delivered = reader.Whole("delivered", false, 0, Most) ?? 0;
        var failed = reader.Whole("failed", false, 0, Most) ?? 0;
        var evidence = Name(reader, "evidence");
        if (reader.Done() is { } fault)
            return new(null, fault);
        var words = new RecordDelivery(meter, record, certificate, hour, by, delivered, failed, evidence);
        return new(venue.Ask(MessageKind.RecordDelivery, words), null, null, (by, "by"));
    }

    private static SpotAsked Tender(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var certificate = reader.Whole("certificate", true, 1, Most) ?? 0;
        var instrument = Instrument(venue, reader);
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(
                venue.Ask(MessageKind.TenderCertificate, new TenderCertificate(account, certificate, instrument)),
                null
            );
    }

    private static SpotAsked WithdrawTender(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var certificate = reader.Whole("certificate", true, 1, Most) ?? 0;
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.WithdrawTender, new WithdrawTender(account, certificate)), null);
    }

    private static SpotAsked RequestDelivery(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var account = Account(reader, "account", true);
        var instrument = Instrument(venue, reader);
        var lots = reader.Whole("lots", true, 0, Most) ?? 0;
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.RequestDelivery, new RequestDelivery(account, instrument, new(lots))), null);
    }

    private static InstrumentId Instrument(IVenue venue, BodyReader reader)
    {
        if (reader.Text("symbol", true) is not { } symbol)
            return default;
        if (OrderWords.Find(venue, symbol, out var terms) is { } fault)
            reader.Blame(fault);
        return new(terms?.Instrument ?? 0);
    }

    internal static AccountId Account(BodyReader reader, string name, bool required) =>
        new((int)(reader.Whole(name, required, 1, MostAccount) ?? 0));

    internal static Name24 Name(BodyReader reader, string field)
    {
        if (reader.Text(field, true) is not { } text)
            return default;
        if (Name24.TryParse(text, out var name))
            return name;
        reader.Blame(WireFault.Bad(field, text, "Must be 1 to 24 of A-Z a-z 0-9 . _ : -", "24"));
        return default;
    }

    internal static SpotProductRow? Product(IVenue venue, BodyReader reader)
    {
        if (reader.Text("product", true) is not { } name)
            return null;
        SpotProductRow? row;
        lock (venue.Views.Gate)
            row = venue.Views.Spot.Of(name);
        if (row is null)
            reader.Blame(WireFault.Refused(RejectReason.UnknownProduct, "product", name));
        return row;
    }

    internal static long Hour(BodyReader reader, string name)
    {
        if (reader.Text(name, true) is not { } text)
            return 0;
        if (Instant.TryParse(text, out var moment) && moment.Nanoseconds % DeliveryHours.Nanoseconds == 0)
            return DeliveryHours.Of(moment);
        reader.Blame(WireFault.BadType(name, text, "Must be the begin of an hour in UTC, yyyy-MM-ddTHH:00:00Z."));
        return 0;
    }

    internal static Price Ticks(BodyReader reader, string name, SpotProductRow? product)
    {
        var text = reader.Text(name, true);
        return product is null ? default : reader.Ticks(name, text, product.Spec.TickSize, product.PriceOf);
    }
}
