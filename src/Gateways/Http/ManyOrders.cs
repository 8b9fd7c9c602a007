// Operations on more than one order: mass cancels, quotes, protections, reversals; and the operator's trading state.
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads, asks the venue, and tells. Faults are those of <see cref="OrderEntry"/>.</summary>
internal static class ManyOrders
{
    private static readonly (string, CancelScope)[] Scopes =
    [
        ("account", CancelScope.Account),
        ("group", CancelScope.ControlGroup),
    ];

    private static readonly (string, Side)[] SidesOrBoth =
    [
        ("both", Side.None),
        ("buy", Side.Buy),
        ("sell", Side.Sell),
    ];

    private static readonly (string, TradingPhase)[] States =
    [
        ("continuous", TradingPhase.Continuous),
        ("halted", TradingPhase.Halted),
        ("cancel-only", TradingPhase.CancelOnly),
        ("resumption auction", TradingPhase.ResumptionAuction),
    ];

    /// <summary>Takes many orders off. None found is no fault.</summary>
    public static async ValueTask<(MassCancelShape? Shape, WireFault? Fault)> Cancel(Door door, BodyReader reader)
    {
        var venue = door.Venue;
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var account = reader.ReadAccount();
        var scope = reader.Word("scope", false, Scopes);
        var side = reader.Word("side", false, SidesOrBoth);
        var symbol = reader.Text("symbol", false);
        var contract = reader.Text("contract", false);
        var until = reader.ReadValidUntil();
        var fault = reader.Done();
        InstrumentDocument? terms = null;
        var name = default(Name24);
        if (fault is null && contract is not null && !Name24.TryParse(contract, out name))
            fault = WireFault.Refused(RejectReason.UnknownContract, "contract", contract);
        if (fault is null && contract is not null && symbol is not null)
            fault = WireFault.Bad("contract", contract, "Name a symbol or a contract, not both.");
        fault ??= OrderWords.Find(venue, account!.Value);
        if (symbol is not null)
            fault ??= OrderWords.Find(venue, symbol, out terms);
        fault ??= door.Admit(MessageClass.Cancels, account!.Value);
        if (fault is not null)
            return (null, fault);
        var answer = await venue.AskAsync(
            MessageKind.MassCancel,
            new MassCancel(
                new((int)account!.Value),
                scope,
                side,
                new(terms?.Instrument ?? 0),
                contract is null ? default : name,
                until
            )
        );
        if (Refusal(answer, MessageKind.MassCancel, contract is null ? null : "contract", contract) is { } refused)
            return (null, refused);
        var orders = new List<long>();
        foreach (var entry in answer.Events)
        {
            if (
                entry.Kind == MessageKind.OrderCancelled
                && entry.As<OrderCancelled>() is { Reason: CancelReason.MassCancel } cancelled
            )
                orders.Add(cancelled.Order.Value);
        }

        return (new(orders, answer.Sequence), null);
    }

    /// <summary>Replaces quotes. Each entry is taken or refused alone: the answer tells it for each.</summary>
    public static (QuotesShape? Shape, WireFault? Fault) Quote(Door door, ReadOnlyMemory<byte> body)
    {
        var venue = door.Venue;
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var account = reader.ReadAccount();
        var id = reader.ReadClientOrderId();
        var until = reader.ReadValidUntil();
        var items = reader.Objects("quotes", QuoteEntries.Length);
        var fault = reader.Done();
        var terms = new List<InstrumentDocument>();
        var entries = default(QuoteEntries);
        foreach (var item in fault is null ? items : [])
        {
            fault = Read(venue, item, out var entry, out var of);
            if (fault is null && terms.Exists(t => t.Instrument == of!.Instrument))
                fault = WireFault.Bad($"quotes[{terms.Count}].symbol", of!.Symbol, "Stands twice.");
            if (fault is not null)
                break;
            entries[terms.Count] = entry;
            terms.Add(of!);
        }

        fault ??= OrderWords.Find(venue, account!.Value) ?? door.Admit(MessageClass.Orders, account!.Value);
        if (fault is not null)
            return (null, fault.For(WireFault.NotAccepted));
        var quotes = new PlaceQuotes(new((int)account!.Value), id, (byte)terms.Count, entries, until);
        var answer = venue.Ask(MessageKind.PlaceQuotes, quotes);
        if (Refusal(answer, MessageKind.PlaceQuotes, null, null) is { } refused)
            return (null, refused.For(WireFault.NotAccepted));
        return (new([.. terms.Select(t => Tell(answer, t))], answer.Sequence), null);
    }

    /// <summary>Sets a market maker's protection; its quotes are free again.</summary>
    public static (ProtectionShape? Shape, WireFault? Fault) Protect(
        IVenue venue,
        int account,
        ReadOnlyMemory<byte> body
    )
    {
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var contract = reader.Text("contract", true);
        var window = reader.Whole("windowMilliseconds", true, 1, 3_600_000);
        var lots = reader.Whole("mostLots", true, 0, long.MaxValue);
        var fault = reader.Done() ?? OrderWords.Find(venue, account);
        var name = default(Name24);
        if (fault is null && !Name24.TryParse(contract, out name))
            fault = WireFault.Refused(RejectReason.UnknownContract, "contract", contract);
        if (fault is not null)
            return (null, fault);
        var set = new SetProtection(new(account), name, (int)window!.Value, new(lots!.Value));
        var answer = venue.Ask(MessageKind.SetProtection, set);
        return Refusal(answer, MessageKind.SetProtection, "contract", contract) is { } refused
            ? (null, refused)
            : (new(account, contract!, set.WindowMilliseconds, lots.Value, answer.Sequence), null);
    }

    /// <summary>Turns a position round, all at once or not at all.</summary>
    public static (OrderShape? Order, WireFault? Fault) Reverse(Door door, ReadOnlyMemory<byte> body)
    {
        var venue = door.Venue;
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault.For(WireFault.NotAccepted));
        var account = reader.ReadAccount();
        var symbol = reader.Text("symbol", true);
        var price = reader.Text("price", false);
        var until = reader.ReadValidUntil();
        var id = reader.ReadClientOrderId();
        InstrumentDocument? terms = null;
        var fault = reader.Done() ?? OrderWords.Find(venue, account!.Value);
        fault ??= OrderWords.Find(venue, symbol!, out terms) ?? door.Admit(MessageClass.Orders, account!.Value);
        if (fault is null)
        {
            var limit = reader.Ticks("price", price, terms!);
            fault = reader.Fault;
            if (fault is null && price is not null && limit.Ticks == 0)
                fault = WireFault.Bad("price", price, "Is no limit; leave it out to trade at the market.");
            if (fault is null)
            {
                var reverse = new ReversePosition(new((int)account!.Value), new(terms!.Instrument), limit, id, until);
                var answer = venue.Ask(MessageKind.ReversePosition, reverse);
                return OrderOutcome.OfNew(venue, answer, MessageKind.ReversePosition, terms);
            }
        }

        return (null, fault.For(WireFault.NotAccepted));
    }

    /// <summary>An operator's word on one instrument.</summary>
    public static (StateShape? Shape, WireFault? Fault) SetState(IVenue venue, string symbol, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var state = reader.Word("state", true, States);
        var auction = state == TradingPhase.ResumptionAuction;
        var seconds = reader.Whole("seconds", auction, 1, 3600);
        var cause = reader.Text("cause", false);
        InstrumentDocument? terms = null;
        var fault = reader.Done() ?? OrderWords.Find(venue, symbol, out terms);
        var note = default(Name24);
        if (fault is null && !auction && seconds is { } s)
            fault = WireFault.Bad("seconds", Words.Of(s), "Only a resumption auction has a length.");
        if (fault is null && cause is not null && !Name24.TryParse(cause, out note))
            fault = WireFault.Bad("cause", cause, "Must be 1 to 24 of A-Z a-z 0-9 . _ : -", "24");
        if (fault is not null)
            return (null, fault);
        var set = new SetTradingState(new(terms!.Instrument), state, auction ? (int)seconds!.Value : 0, note);
        var answer = venue.Ask(MessageKind.SetTradingState, set);
        if (Refusal(answer, MessageKind.SetTradingState, "state", Words.Of(state)) is { } refused)
            return (null, refused);
        lock (venue.Views.Gate)
            return (Present.State(venue.Views, venue.Views.Board.Of(set.Instrument)), null);
    }

    private static WireFault? Read(IVenue venue, BodyReader item, out QuoteEntry entry, out InstrumentDocument? terms)
    {
        entry = default;
        terms = null;
        if (item.Fault is not null)
            return item.Fault;
        var symbol = item.Text("symbol", true);
        var bid = item.Text("bid", false);
        var bidLots = item.Whole("bidLots", false, long.MinValue, long.MaxValue) ?? 0;
        var ask = item.Text("ask", false);
        var askLots = item.Whole("askLots", false, long.MinValue, long.MaxValue) ?? 0;
        if (bidLots != 0 && bid is null)
            item.Blame(WireFault.Bad("bid", null, "Lots need a price."));
        if (askLots != 0 && ask is null)
            item.Blame(WireFault.Bad("ask", null, "Lots need a price."));
        if (item.Done() is { } fault)
            return fault;
        if (OrderWords.Find(venue, symbol!, out terms) is { } unknown)
        {
            item.Blame(unknown);
            return item.Fault;
        }

        entry = new(
            new(terms!.Instrument),
            item.Ticks("bid", bid, terms),
            new(bidLots),
            item.Ticks("ask", ask, terms),
            new(askLots)
        );
        return item.Fault;
    }

    private static QuoteShape Tell(Answer answer, InstrumentDocument terms)
    {
        OrderShape? bid = null,
            ask = null;
        ErrorShape? error = null;
        foreach (var entry in answer.Events)
        {
            if (
                entry.Kind == MessageKind.OrderRejected
                && entry.As<OrderRejected>() is var rejected
                && rejected.Instrument.Value == terms.Instrument
            )
                error = WireFault.Refused(rejected, terms).For(WireFault.NotAccepted).Error;
            if (entry.Kind != MessageKind.OrderAccepted)
                continue;
            var accepted = entry.As<OrderAccepted>();
            if (accepted.Instrument.Value != terms.Instrument)
                continue;
            var shape = OrderOutcome.Follow(answer, accepted, terms);
            if (accepted.Side == Side.Buy)
                bid = shape;
            else
                ask = shape;
        }

        return new(terms.Symbol, error is null ? "taken" : "refused", bid, ask, error);
    }

    /// <summary>Why a command was not taken; null when it was.</summary>
    public static WireFault? Refusal(Answer answer, MessageKind command, string? field, string? given)
    {
        if (answer.Status != AnswerStatus.Taken)
            return WireFault.NotTaken(answer.Status);
        foreach (var entry in answer.Events)
        {
            if (entry.Kind != MessageKind.CommandRefused)
                continue;
            var refused = entry.As<CommandRefused>();
            if (refused.Command != command)
                continue;
            return refused.Reason switch
            {
                RejectReason.TooLate => WireFault.Refused(
                    refused.Reason,
                    "validUntil",
                    new Instant(refused.Given).ToString(),
                    new Instant(refused.Limit).ToString()
                ),
                RejectReason.NotTrading => WireFault.Refused(
                    refused.Reason,
                    "symbol",
                    Words.Of((TradingPhase)refused.Given)
                ),
                _ => WireFault.Refused(refused.Reason, field, given ?? Words.Of(refused.Given)),
            };
        }

        return null;
    }
}
