// Other price limits as a proposal: its document in words, what it would move, and whose names it is handed on under.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Http.Operating;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>The document is <c>{"contract": "TK", "symbol": "TK-Z26", "limit": "0.12", "reason": "news"}</c>; without a
/// symbol all months are meant.</summary>
internal static class ProposedLimits
{
    public const string Command = "set-price-limits";

    private const string Opening = "(opening)";

    // What another moment does not mend is said to who proposes; the rest when it is handed on.
    private static readonly RejectReason[] _lasting =
    [
        RejectReason.OperatorLimitsOff,
        RejectReason.LimitOutOfBounds,
        RejectReason.NotACommand,
        RejectReason.PersonMissing,
    ];

    /// <summary>What the document would move, month by month.</summary>
    /// <exception cref="IdentityFaultException">It cannot be read, or could not be taken at any moment.</exception>
    public static IReadOnlyList<string> Diff(IVenue venue, string user, string document)
    {
        var words = Read(venue, document, user, "approver");
        var text = PriceLimitWords.Share(words.LimitPpm);
        var symbol = JsonNode.Parse(document)!["symbol"]?.GetValue<string>();
        var (shape, fault) = PriceLimitDoor.Ask(venue, words.Contract.ToString(), symbol, text);
        Throw(fault);
        if (shape!.Refused is { } no && _lasting.Any(r => (int)r == no.Num))
            throw Fault(no);
        // The share of an opening may be several times the contract's, or wider by its ladder: the bands tell it.
        var before = shape.Months.Select(m => m.Ordered?.Limit ?? Opening).Distinct();
        var lines = new List<string> { $"limit: {string.Join(", ", before)} -> {text}" };
        lines.AddRange(
            from m in shape.Months
            where m.NewLow is not null
            select $"{m.Symbol}: {m.LimitLow} … {m.LimitHigh} -> {m.NewLow} … {m.NewHigh}"
        );
        if (shape.Orders > 0)
            lines.Add($"orders outside: 0 -> {shape.Orders}");
        return lines;
    }

    /// <summary>The command under both names.</summary>
    /// <exception cref="IdentityFaultException">It cannot be read.</exception>
    public static SetPriceLimits Read(IVenue venue, string document, string proposer, string approver)
    {
        var reader = new BodyReader(Encoding.UTF8.GetBytes(document));
        var (contract, symbol) = (reader.Text("contract", true), reader.Text("symbol", false));
        var (limit, reason) = (reader.Text("limit", true), CashDoor.ReadName(reader, "reason", true));
        Throw(reader.Done());
        if (!Name24.TryParse(proposer, out _))
            throw new IdentityFaultException("user", proposer, "the market's log holds names of at most 24 characters");
        var (words, fault) = PriceLimitDoor.Words(
            venue,
            contract!,
            symbol,
            limit,
            new(proposer, approver, reason.ToString())
        );
        Throw(fault);
        return words;
    }

    private static void Throw(WireFault? fault)
    {
        if (fault is not null)
            throw Fault(fault.Error);
    }

    private static IdentityFaultException Fault(ErrorShape no) =>
        new(no.Field ?? "document", no.Given, no.Message) { Nearest = no.Limit };
}
