// What a request is, apart from when it was sent and over which connection: the same again is not done again.
using System.Runtime.InteropServices;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules IDN-001 to IDN-004. Nothing here allocates.</summary>
internal static class OrderIdentity
{
    /// <summary>Fingerprint of an order, without its id and until when it was valid; never zero.</summary>
    public static ulong ContentOf(in PlaceOrder order) =>
        ContentOf(MessageKind.PlaceOrder, order with { ClientOrderId = default, ValidUntil = default });

    public static ulong ContentOf(in ReversePosition reverse) =>
        ContentOf(MessageKind.ReversePosition, reverse with { ClientOrderId = default, ValidUntil = default });

    public static ulong ContentOf(in ReplaceOrder replace) =>
        ContentOf(MessageKind.ReplaceOrder, replace with { ClientOrderId = default, ValidUntil = default });

    public static ulong ContentOf(in WithdrawOrder withdraw) =>
        ContentOf(MessageKind.WithdrawOrder, withdraw with { ClientOrderId = default, ValidUntil = default });

    /// <summary>The same request was taken before: it is told so, and nothing is done.</summary>
    public static bool IsRepeat(State state, AccountId account, in ClientOrderId id, ulong content, Outbox events)
    {
        if (state.FindIdentity(account, id, out var kept) is not { Value: > 0 } first || kept != content)
            return false;
        events.Add(MessageKind.RequestRepeated, new RequestRepeated(account, id, first));
        return true;
    }

    private static ulong ContentOf<T>(MessageKind kind, T words)
        where T : unmanaged
    {
        var digest = new Digest64((ulong)kind);
        digest.Add(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in words)));
        return ulong.Max(1, digest.Value);
    }
}

/// <summary>The identity of a replace or a cancel while it is asked and done.</summary>
/// <param name="Id">Empty: it has none.</param>
/// <param name="First">The order that another request under this id was about; zero: the id is free.</param>
internal readonly record struct NamedRequest(ClientOrderId Id, ulong Content, OrderId First)
{
    /// <summary>Nothing refuses the request: its id is used and told.</summary>
    public void Take(State state, AccountId account, in LiveOrder order, Outbox events)
    {
        if (Id.IsEmpty)
            return;
        var calendar = state.MonthOf(order.Instrument)!.Instrument.Calendar;
        state.OrderIds[calendar - 1].Add(account, Id, order.Order, Content);
        events.Add(MessageKind.RequestTaken, new RequestTaken(account, Id, order.Order));
    }
}
