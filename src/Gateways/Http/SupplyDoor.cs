// Commands of supply contracts through the REST door: read field by field, asked.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using static Tokenbourse.Gateways.Http.SpotDoor;

namespace Tokenbourse.Gateways.Http;

/// <summary>One command a word, beside those of <see cref="SpotDoor"/>; docs/spot/supply-contracts.md.</summary>
internal static class SupplyDoor
{
    public static readonly (string Word, Func<IVenue, ReadOnlyMemory<byte>, SpotAsked> Take)[] Commands =
    [
        ("define-supply", (venue, body) => Document(venue, MessageKind.DefineSupply, body)),
        ("accept-supply", Accept),
        ("record-supply", Record),
        ("invoice-supply", Invoice),
        ("pay-supply", Pay),
        ("end-supply", End),
    ];

    private static SpotAsked Accept(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var (account, supply) = (Account(reader, "account", true), Supply(reader));
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.AcceptSupply, new AcceptSupply(account, supply)), null);
    }

    private static SpotAsked End(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var (account, supply) = (Account(reader, "account", true), Supply(reader));
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.EndSupply, new EndSupply(account, supply)), null);
    }

    private static SpotAsked Record(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var meter = (int)(reader.Whole("meter", true, 1, int.MaxValue) ?? 0);
        var record = reader.Whole("record", true, 1, Most) ?? 0;
        var supply = Supply(reader);
        var day = Day(reader, "day", "", "Must be a day, yyyy-MM-dd.");
        var units = reader.Whole("units", true, 1, SupplyTerms.MostUnits) ?? 0;
        var evidence = Name(reader, "evidence");
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(
                venue.Ask(MessageKind.RecordSupply, new RecordSupply(meter, record, supply, day, units, evidence)),
                null
            );
    }

    private static SpotAsked Invoice(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var (account, supply, month) = (Account(reader, "account", true), Supply(reader), Month(reader));
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.InvoiceSupply, new InvoiceSupply(account, supply, month)), null);
    }

    private static SpotAsked Pay(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var (account, supply, month) = (Account(reader, "account", true), Supply(reader), Month(reader));
        return reader.Done() is { } fault
            ? new(null, fault)
            : new(venue.Ask(MessageKind.PaySupply, new PaySupply(account, supply, month)), null);
    }

    private static long Supply(BodyReader reader) => reader.Whole("supply", true, 1, Most) ?? 0;

    private static TradingDate Month(BodyReader reader) => Day(reader, "month", "-01", "Must be a month, yyyy-MM.");

    private static TradingDate Day(BodyReader reader, string name, string tail, string rule)
    {
        if (reader.Text(name, true) is not { } text)
            return default;
        if (TradingDate.TryParse(text + tail, out var day))
            return day;
        reader.Blame(WireFault.BadType(name, text, rule));
        return default;
    }
}
