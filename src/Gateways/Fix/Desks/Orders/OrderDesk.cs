// The desk for orders: what comes in becomes commands of the venue, without waiting for them.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>
/// NewOrderSingle, OrderCancelRequest, OrderCancelReplaceRequest, OrderMassCancelRequest go to the market in runs;
/// their answers are told of the durable events, in order, by <see cref="Heard"/>. Questions of status are answered
/// behind what was sent before them. What cannot be read is refused at once.
/// </summary>
public sealed partial class OrderDesk : IFixDesk, IFixListener
{
    private const int StatusOfSecurity = 1;
    private const int StatusOfAll = 7;

    private readonly FixHouse _house;
    private readonly OrderReader _reader;
    private readonly FateQueue _fates = new();
    private readonly Dictionary<string, OrderSession> _sessions = new(StringComparer.Ordinal);

    // ExecID of answers that stand for no event.
    private long _answers;

    public OrderDesk(FixHouse house)
    {
        _house = house;
        _reader = new(house.Instruments);
        _fold = new(house.Instruments);
        _steps = new(_fold, house.Instruments, Tell) { Others = AskedFor };
        _answers = house.Now.Nanoseconds;
        foreach (var guest in house.Guests.Where(g => g.Role == FixRole.Orders))
            _sessions.Add(guest.Name, new(guest, house.Venue, _fates));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["D", "F", "G", "H", "q", "AF"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.Orders;

    /// <inheritdoc/>
    public void Opened()
    {
        _past?.Dispose();
        _past = null;
        _isPast = false;
        // What a crash left behind: their connections are gone.
        foreach (var (number, session) in _numbers.ToArray())
        {
            var cancel = session.Guest.Entry.CancelOnDisconnect;
            _house.Venue.Ask(MessageKind.EndSession, new EndSession(number, cancel ? (byte)1 : (byte)0));
        }
    }

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest)
    {
        // Numbers may begin anew inside a session.
        if (guest.VenueSession != 0)
            return;
        var name = Name24.Of(guest.Name);
        var key = Name24.TryParse(guest.Entry.Key ?? guest.Name, out var parsed) ? parsed : name;
        var answer = _house.Venue.Ask(MessageKind.BeginSession, new BeginSession(key, name));
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.SessionBegun)
                guest.VenueSession = entry.As<SessionBegun>().Session;
        }

        if (guest.VenueSession == 0)
            guest.Session.Logout($"{answer.Status}: the venue begins no session", guest.Session.Now);
    }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest)
    {
        if (guest.VenueSession == 0)
            return;
        var session = _sessions[guest.Name];
        var end = new EndSession(guest.VenueSession, guest.CancelsOnDisconnect ? (byte)1 : (byte)0);
        guest.VenueSession = 0;
        session.Add(MessageKind.EndSession, end, new() { Kind = RequestKind.End });
        session.Send();
    }

    /// <inheritdoc/>
    public void Rested(FixGuest guest) => _sessions[guest.Name].Send();

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        var type = message.Type;
        if (type.Length == 2)
            TakeMassStatus(guest, message);
        else if (type[0] == 'D')
            TakeOrder(guest, message);
        else if (type[0] == 'G')
            TakeReplace(guest, message);
        else if (type[0] == 'F')
            TakeCancel(guest, message);
        else if (type[0] == 'q')
            TakeMassCancel(guest, message);
        else
            TakeStatus(guest, message);
    }

    private void TakeOrder(FixGuest guest, FixMessage message)
    {
        var request = new OrderRequest { Kind = RequestKind.New };
        var refusal = _reader.Common(guest, message, ref request, OrderScopes.Place);
        if (refusal.IsNone)
            refusal = Admit(guest, MessageClass.Orders, request);
        var order = default(SubmitOrder);
        if (refusal.IsNone)
            refusal = OrderReader.Order(message, request, guest.VenueSession, out order);
        if (refusal.IsNone)
        {
            request.Life = guest.Hold(message);
            _sessions[guest.Name].Add(MessageKind.SubmitOrder, order, request);
        }
        else if (!request.Id.IsWellFormed)
        {
            guest.Reject(message, refusal.Code!, refusal.Text);
        }
        else
        {
            var reason = refusal.OrdRejReason >= 0 ? refusal.OrdRejReason : ErrorTable.Of(refusal.Code!).Fix.Order;
            var about = Refusal(request, reason, refusal, guest) with { Symbol = TextOf(message, 55) };
            guest.Answer("8"u8, about, OrderWriting.Refused);
        }
    }

    private void TakeReplace(FixGuest guest, FixMessage message)
    {
        var request = new OrderRequest { Kind = RequestKind.Replace };
        var refusal = _reader.Common(guest, message, ref request, OrderScopes.Place);
        if (refusal.IsNone)
            refusal = OrderReader.Target(message, ref request);
        if (refusal.IsNone && request.Instrument is null)
            refusal = new("UNKNOWN_INSTRUMENT", "no contract month of that Symbol(55) is listed");
        if (refusal.IsNone)
            refusal = Admit(guest, MessageClass.Orders, request);
        var quantity = default(Quantity);
        if (refusal.IsNone)
            refusal = OrderReader.Lots(message, 38, "OrderQty", true, out quantity);
        var price = default(Price);
        if (refusal.IsNone)
            refusal = OrderReader.NewPrice(message, request.Instrument!, out price);
        var until = default(Instant);
        if (refusal.IsNone)
            refusal = OrderReader.Until(message, out until);
        if (!refusal.IsNone)
        {
            RefuseCancel(guest, message, request, refusal);
            return;
        }

        request.Life = guest.Hold(message);
        var (order, original) = (request.Order, request.Original);
        var replace = new ReplaceOrder(request.Account, order, original, request.Id, price, quantity, until);
        _sessions[guest.Name].Add(MessageKind.ReplaceOrder, replace, request);
    }

    private void TakeCancel(FixGuest guest, FixMessage message)
    {
        var request = new OrderRequest { Kind = RequestKind.Cancel };
        var refusal = _reader.Common(guest, message, ref request, OrderScopes.TakeOff);
        if (refusal.IsNone)
            refusal = OrderReader.Target(message, ref request);
        if (refusal.IsNone)
            refusal = Admit(guest, MessageClass.Cancels, request);
        var until = default(Instant);
        if (refusal.IsNone)
            refusal = OrderReader.Until(message, out until);
        if (!refusal.IsNone)
        {
            RefuseCancel(guest, message, request, refusal);
            return;
        }

        request.Life = guest.Hold(message);
        var cancel = new WithdrawOrder(request.Account, request.Order, request.Original, request.Id, until);
        _sessions[guest.Name].Add(MessageKind.WithdrawOrder, cancel, request);
    }

    private void TakeMassCancel(FixGuest guest, FixMessage message)
    {
        var request = new OrderRequest { Kind = RequestKind.MassCancel, Scope = message.Get(530)[0] };
        var refusal = _reader.Common(guest, message, ref request, OrderScopes.TakeOff);
        if (refusal.IsNone && request.Scope is not ((byte)'1' or (byte)'7'))
            refusal = new("BAD_REQUEST", "MassCancelRequestType(530) must be 1 or 7");
        if (refusal.IsNone && request.Scope == '1' && request.Instrument is null)
            refusal = new("UNKNOWN_INSTRUMENT", "no contract month of that Symbol(55) is listed", 1);
        if (refusal.IsNone)
            refusal = Admit(guest, MessageClass.Cancels, request);
        var until = default(Instant);
        if (refusal.IsNone)
            refusal = OrderReader.Until(message, out until);
        if (refusal.IsNone)
        {
            request.Life = guest.Hold(message);
            var instrument = request.Scope == '1' ? request.Instrument!.Id : default;
            _sessions[guest.Name]
                .Add(
                    MessageKind.MassCancel,
                    new MassCancel(request.Account, CancelScope.Account, request.Side, instrument, default, until),
                    request
                );
        }
        else if (!request.Id.IsWellFormed)
        {
            guest.Reject(message, refusal.Code!, refusal.Text);
        }
        else
        {
            var reason = refusal.OrdRejReason is 0 or 1 ? refusal.OrdRejReason : 99;
            guest.Answer("r"u8, (Refusal(request, reason, refusal, guest), -1L), OrderWriting.MassCancelled);
        }
    }

    private void TakeStatus(FixGuest guest, FixMessage message)
    {
        var request = default(OrderRequest);
        var refusal = _reader.Common(guest, message, ref request, OrderScopes.Ask);
        var number = message.Get(37);
        if (refusal.IsNone && FixText.TryWhole(number, out var order))
            request.Order = new(order);
        if (refusal.IsNone)
            refusal = Admit(guest, MessageClass.Orders, request);
        if (refusal.IsNone)
            Ask(guest, new(_sessions[guest.Name], request, null, false));
        else
            guest.Reject(message, refusal.Code!, refusal.Text, message.Get(FixTag.ClOrdID));
    }

    private void TakeMassStatus(FixGuest guest, FixMessage message)
    {
        var request = default(OrderRequest);
        request.Instrument = _house.Instruments.Of(message.Get(55));
        FixText.TryWhole(message.Get(585), out var type);
        FixText.TryWhole(message.Get(1), out var account);
        request.Account = new(account is > 0 and <= int.MaxValue ? (int)account : 0);
        DoorRefusal refusal;
        if (type is not (StatusOfSecurity or StatusOfAll))
            refusal = new("BAD_REQUEST", "MassStatusReqType(585) must be 1 or 7");
        else if (type == StatusOfSecurity && request.Instrument is null)
            refusal = new("UNKNOWN_INSTRUMENT", "no contract month of that Symbol(55) is listed");
        else if (!guest.MayAny(OrderScopes.Ask))
            refusal = new("NOT_YOUR_ORDER", "the key may not read");
        else
            refusal = Admit(guest, MessageClass.Orders, request);
        if (refusal.IsNone)
            Ask(guest, new(_sessions[guest.Name], request, TextOf(message, 584), type == StatusOfSecurity));
        else
            guest.Reject(message, refusal.Code!, refusal.Text, message.Get(584));
    }

    private void RefuseCancel(FixGuest guest, FixMessage message, in OrderRequest request, in DoorRefusal refusal)
    {
        if (!request.Id.IsWellFormed || !OrderReader.TryId(message.Get(41), out var original))
        {
            guest.Reject(message, refusal.Code!, refusal.Text);
            return;
        }

        var named = request;
        named.Original = original;
        var about = Refusal(named, ErrorTable.Of(refusal.Code!).Fix.Cancel, refusal, guest);
        guest.Answer("9"u8, (about, '8'), OrderWriting.CancelRefused);
    }

    private OrderRefusal Refusal(in OrderRequest request, int reason, in DoorRefusal refusal, FixGuest guest)
    {
        guest.Refused(refusal.Code!);
        var id = Interlocked.Increment(ref _answers).ToString("'R'0", CultureInfo.InvariantCulture);
        return new(request, id, reason, $"{refusal.Code}: {refusal.Text}", guest.Session.Now);
    }

    private static DoorRefusal Admit(FixGuest guest, MessageClass which, in OrderRequest request)
    {
        var wait = guest.Admit(which, request.Account.Value);
        return wait == TimeSpan.Zero
            ? default
            : new("RATE_LIMIT", $"too many messages, the next in {(long)Math.Ceiling(wait.TotalMilliseconds)} ms");
    }

    private static string TextOf(FixMessage message, int tag) => Encoding.Latin1.GetString(message.Get(tag));
}
