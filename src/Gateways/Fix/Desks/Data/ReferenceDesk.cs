// Instruments: SecurityListRequest and SecurityDefinitionRequest, with their answers.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>Serves x with y and c with d. What is asked is answered at once; nothing is subscribed.</summary>
internal sealed class ReferenceDesk(IVenue venue) : IFixDesk
{
    // Instruments of one SecurityList; a longer list comes in pieces.
    private const int InPiece = 50;

    private const int ValidRequest = 0;
    private const int NoneFound = 2;
    private const int Unavailable = 4;

    private const int AcceptedAsIs = 1;
    private const int AcceptedWithRevisions = 2;
    private const int Refused = 5;
    private const int NoMatch = 6;

    private VenueViews Views => venue.Views;

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["x", "c"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.Any;

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest) { }

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        if (guest.Admit(MessageClass.Orders) is { Ticks: > 0 } wait)
            guest.Reject(message, "RATE_LIMIT", $"again in {wait.TotalMilliseconds:0} ms", message.Get(320));
        else if (message.Type[0] == 'x')
            List(guest, message);
        else
            Define(guest, message);
    }

    private void List(FixGuest guest, FixMessage message)
    {
        var id = message.Text(320)!;
        if (guest.Session.Out.Length > MarketDataDesk.MostAhead)
        {
            Nothing(guest, id, Unavailable);
            return;
        }

        if (Fault(message) is { } fault)
        {
            // A list that is refused has no place for words.
            guest.Reject(message, "BAD_REQUEST", fault, message.Get(320));
            return;
        }

        List<Security> found;
        lock (Views.Gate)
            found = [.. Views.Board.Live.Where(r => Fits(message, r)).Select(r => Security.Of(Views, r))];
        if (found.Count == 0)
            Nothing(guest, id, NoneFound);
        for (var from = 0; from < found.Count; from += InPiece)
        {
            guest.Answer(
                "y"u8,
                (id, found, from),
                static (m, in s) =>
                {
                    var to = Math.Min(s.from + InPiece, s.found.Count);
                    m.Add(320, s.id).Add(322, $"{s.id}.{s.from / InPiece}").Add(560, ValidRequest);
                    m.Add(393, s.found.Count).Add(893, to == s.found.Count ? 'Y' : 'N').Add(146, to - s.from);
                    for (var at = s.from; at < to; at++)
                        s.found[at].InList(m);
                }
            );
        }
    }

    /// <summary>SecurityListRequestType(559) says what must be named; whatever is named must fit.</summary>
    private static string? Fault(FixMessage message) =>
        message.Letter(263) is not (' ' or '0')
            ? "SubscriptionRequestType(263) must be 0: lists are not followed"
            : message.Letter(559) switch
            {
                '0' when message.Find(55) < 0 => "SecurityListRequestType(559)=0 names a Symbol(55)",
                '1' when message.Find(167) < 0 => "SecurityListRequestType(559)=1 names a SecurityType(167)",
                '2' when message.Find(460) < 0 && message.Find(762) < 0 =>
                    "SecurityListRequestType(559)=2 names a Product(460) or a contract in SecuritySubType(762)",
                '3' when message.Find(336) < 0 => "SecurityListRequestType(559)=3 names a TradingSessionID(336)",
                _ => message.Find(461) >= 0 ? "CFICode(461) is not told: name the SecurityType(167)" : null,
            };

    private bool Fits(FixMessage message, BoardRow row)
    {
        var t = row.Terms;
        return Is(message, 55, t.Symbol)
            && Is(message, 167, Security.TypeOf(t))
            && Is(message, 762, t.Contract)
            && Is(message, 15, t.Currency.ToString())
            && Is(message, 336, Security.SessionOf(Views, t))
            && message.Whole(460) is null or Security.Product;
    }

    private static bool Is(FixMessage message, int tag, string value) =>
        message.Text(tag) is not { } asked || string.Equals(asked, value, StringComparison.OrdinalIgnoreCase);

    private static void Nothing(FixGuest guest, string id, int result) =>
        guest.Answer(
            "y"u8,
            (id, result),
            static (m, in s) => m.Add(320, s.id).Add(322, $"{s.id}.0").Add(560, s.result).Add(393, 0).Add(893, 'Y')
        );

    private void Define(FixGuest guest, FixMessage message)
    {
        var id = message.Text(320)!;
        if (message.Letter(321) is '2' or '3')
        {
            Refuse(guest, id, Refused, "SecurityRequestType(321) must be 0 or 1: lists are asked by x");
            return;
        }

        var symbol = message.Text(55);
        Security? found;
        lock (Views.Gate)
        {
            var row = symbol is not null ? Listed(symbol) : Spread(message.All(600));
            found = row is null ? null : Security.Of(Views, row);
        }

        if (found is null)
            Refuse(guest, id, NoMatch, "no listed instrument is like that; none is listed on request");
        else
            guest.Answer(
                "d"u8,
                (id, found, Response: symbol is null ? AcceptedWithRevisions : AcceptedAsIs),
                static (m, in s) =>
                {
                    m.Add(320, s.id).Add(322, $"{s.id}.0").Add(323, s.Response);
                    s.found.InDefinition(m);
                }
            );
    }

    private BoardRow? Listed(string symbol) => Views.Board.Of(symbol) is { Expired: false } row ? row : null;

    /// <summary>The listed spread with these legs, the bought one first.</summary>
    private BoardRow? Spread(List<string> legs)
    {
        if (legs.Count != 2 || Listed(legs[0]) is not { } near || Listed(legs[1]) is not { } far)
            return null;
        return Views.Board.Live.FirstOrDefault(r =>
            r.Terms.Spread is { } s && s.Near == near.Terms.Instrument && s.Far == far.Terms.Instrument
        );
    }

    private static void Refuse(FixGuest guest, string id, int response, string text) =>
        guest.Answer(
            "d"u8,
            (id, response, text),
            static (m, in s) => m.Add(320, s.id).Add(322, $"{s.id}.0").Add(323, s.response).Add(58, s.text)
        );
}
