// Quotes: MassQuote and QuoteCancel in, MassQuoteAcknowledgement out; market makers' protections are told.
using System.Globalization;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks.Data;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Fix.Desks.Quotes;

/// <summary>Serves i and Z with b. Fills of quotes, and sides that leave unasked, are told by 8 like orders.</summary>
public sealed partial class QuoteDesk(FixHouse house) : IFixDesk, IFixListener
{
    // ExecRestatementReason(378).
    private const int PartialDecline = 5;

    private const int NegativeOnly = 1;
    private const int Always = 2;
    private const int InvalidSpread = 7;
    private const int NotAuthorized = 9;
    private const int Other = 99;

    private readonly FixHouse _house = house;

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["i", "Z"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.Orders;

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest) { }

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(message);
        var isCancel = message.Type[0] == 'Z';
        var blank = new QuoteAnswer(
            message.Text(131),
            message.Text(117),
            QuoteAnswer.Rejected,
            0,
            (int)(message.Whole(301) ?? Always),
            0,
            "",
            []
        );
        if (AccountOf(guest, message) is not { } account)
        {
            Say(guest, blank with { Reason = NotAuthorized, Text = "Account(1) is not one of this session" });
            return;
        }

        blank = blank with { Account = account };
        var scope = isCancel ? Scopes.CancelOnly : Scopes.Trade;
        if (!guest.May(scope) && !guest.May(Scopes.Trade))
        {
            Say(guest, blank with { Reason = NotAuthorized, Text = $"the key lacks the scope {scope}" });
            return;
        }

        // What other desks have gathered came before it, and goes before it.
        foreach (var desk in _house.Desks)
        {
            if (desk.Roles.HasFlag(guest.Role))
                desk.Rested(guest);
        }

        if (guest.Admit(isCancel ? MessageClass.Cancels : MessageClass.Orders, account) is { Ticks: > 0 } wait)
            Say(guest, blank with { Reason = Other, Text = $"RATE_LIMIT: again in {wait.TotalMilliseconds:0} ms" });
        else if (isCancel)
            Cancel(guest, message, new(account), blank);
        else
            Quote(guest, message, new(account), blank);
    }

    private static int? AccountOf(FixGuest guest, FixMessage message)
    {
        if (message.Find(1) < 0)
            return guest.Entry.Accounts is [var only] && guest.MaySee(only) ? only : null;
        return
            int.TryParse(message.Text(1), NumberStyles.None, CultureInfo.InvariantCulture, out var account)
            && guest.MaySee(account)
            ? account
            : null;
    }

    private static void Say(FixGuest guest, QuoteAnswer answer)
    {
        var bad = answer.Status == QuoteAnswer.Rejected || answer.Entries.Any(e => e.Reason != 0);
        if (answer.Level >= Always || (answer.Level == NegativeOnly && bad))
            guest.Answer("b"u8, answer, QuoteAnswer.Write);
    }

    private void Quote(FixGuest guest, FixMessage message, AccountId account, QuoteAnswer blank)
    {
        var quote = MassQuote.Read(message, _house.Views);
        if (quote.Fault is { } fault)
        {
            Say(guest, blank with { Reason = fault.Reason, Text = fault.Text });
            return;
        }

        foreach (var some in quote.Entries.Where(e => e.Reason == 0).Chunk(QuoteEntries.Length))
            Submit(quote, some, account, guest.VenueSession);
        var refused = quote.Entries.FindAll(e => e.Reason != 0);
        var all = refused.Count == quote.Entries.Count;
        Say(
            guest,
            blank with
            {
                Status = all ? QuoteAnswer.Rejected : QuoteAnswer.Accepted,
                Reason = all ? refused[0].Reason : 0,
                Text = string.Join(" | ", refused.Select(e => $"{e.Id}: {e.Text}")),
                Entries = blank.Level == NegativeOnly ? refused : quote.Entries,
            }
        );
    }

    /// <summary>Hands on so many entries as one command takes; each is taken or refused alone.</summary>
    private void Submit(MassQuote quote, MassQuoteEntry[] some, AccountId account, int over)
    {
        var entries = default(QuoteEntries);
        for (var i = 0; i < some.Length; i++)
            entries[i] = some[i].Quote;
        var quotes = new PlaceQuotes(account, ClientOrderId.Of(quote.Id), (byte)some.Length, entries, quote.ValidUntil);
        var answer = _house.Venue.Ask(MessageKind.SubmitQuotes, new SubmitQuotes(quotes, over));
        if (answer.Status != AnswerStatus.Taken)
        {
            RefuseAll(some, Other, $"{WireFault.NotTaken(answer.Status).Error.Code}: ask what stands");
            return;
        }

        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.CommandRefused)
            {
                var refused = entry.As<CommandRefused>();
                if (refused.Command is MessageKind.PlaceQuotes or MessageKind.SubmitQuotes)
                    RefuseAll(
                        some,
                        QuoteAnswer.ReasonOf(refused.Reason),
                        Text(WireFault.Refused(refused.Reason, null, null))
                    );
            }
            else if (entry.Kind == MessageKind.OrderRejected)
            {
                var rejected = entry.As<OrderRejected>();
                var of = Array.Find(some, e => e.Quote.Instrument == rejected.Instrument);
                var reason = rejected is { Reason: RejectReason.BadField, Field: OrderField.Price }
                    ? InvalidSpread
                    : QuoteAnswer.ReasonOf(rejected.Reason);
                of?.Refuse(reason, Text(WireFault.Refused(rejected, of.Terms)));
            }
        }
    }

    private static void RefuseAll(MassQuoteEntry[] some, int reason, string text)
    {
        foreach (var one in some)
            one.Refuse(reason, text);
    }

    private static string Text(WireFault fault)
    {
        var error = fault.Error;
        var text = $"{error.Code}: {error.Message}";
        if (error.Given is { } given)
            text += $" given {given}";
        return error.Limit is { } limit ? $"{text} limit {limit}" : text;
    }

    /// <summary>Takes quotes back, side by side, so that it is possible whenever orders may leave.</summary>
    private void Cancel(FixGuest guest, FixMessage message, AccountId account, QuoteAnswer blank)
    {
        var all = message.Letter(298) == '4';
        if (!all && message.Letter(298) != '1')
        {
            Say(guest, blank with { Reason = Other, Text = "QuoteCancelType(298) must be 1 or 4" });
            return;
        }

        var symbols = message.All(55);
        List<OrderId> quotes;
        string? unknown;
        lock (_house.Views.Gate)
        {
            var board = _house.Views.Board;
            unknown = symbols.Find(s => board.Of(s) is null);
            quotes =
            [
                .. _house
                    .Views.Orders.Of(account)
                    .Where(o => o.IsQuote && (all || symbols.Exists(s => Is(o, board.Of(s)))))
                    .Select(o => o.Order),
            ];
        }

        if (!all && (unknown is not null || symbols.Count == 0))
        {
            var text = unknown is null ? "no instrument is named" : $"no instrument {unknown} is listed";
            Say(guest, blank with { Reason = 1, Text = text });
            return;
        }

        var gone = 0;
        foreach (var order in quotes)
            gone += IsCancelled(_house.Venue.Ask(MessageKind.CancelOrder, new CancelOrder(account, order))) ? 1 : 0;
        Say(
            guest,
            blank with
            {
                Status =
                    quotes.Count == 0 ? QuoteAnswer.NotFound
                    : all ? QuoteAnswer.CancelledAll
                    : QuoteAnswer.CancelledForSymbols,
                Text = $"{Words.Of(gone)} of {Words.Of(quotes.Count)} sides cancelled",
            }
        );
    }

    private static bool Is(LiveOrder order, Views.MarketData.BoardRow? row) => row?.Id == order.Instrument;

    private static bool IsCancelled(Answer answer) =>
        answer.Status == AnswerStatus.Taken && answer.Events.Any(e => e.Kind == MessageKind.OrderCancelled);
}
