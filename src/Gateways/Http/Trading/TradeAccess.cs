// Who may ask what over a connection that trades: the rules of REST, asked of the caller alone.
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Trading;

/// <summary>Null: it may. Without an identity folder everybody may.</summary>
internal static class TradeAccess
{
    /// <summary>Acts for an account in one of some scopes.</summary>
    public static AccessRefusal? For(TradeCall call, int? account, params string[] scopes) =>
        call.Room.Identity is null ? null : Owns(call, account) ?? May(call, scopes);

    /// <summary>Reads of an account.</summary>
    public static AccessRefusal? Reads(TradeCall call, int account) =>
        call.Room.Identity is null || CallerOf(call).ReadsAll
            ? null
            : Owns(call, account) ?? May(call, Scopes.Read, Scopes.Report);

    /// <summary>A live order must be the caller's; one that does not live is nobody's secret.</summary>
    public static AccessRefusal? OwnsOrder(TradeCall call, long order)
    {
        if (call.Room.Identity is null)
            return null;
        int? owner;
        lock (call.Room.Venue.Views.Gate)
            owner = call.Room.Venue.Views.Orders.Of(new OrderId(order))?.Account.Value;
        return owner is { } account && !CallerOf(call).Owns(account)
            ? Refusal(call, AccessReason.NotOwner, "order", Words.Of(order), null)
            : null;
    }

    /// <summary>A group may be wider than what one trader speaks for: it is for who watches the firm's risk.</summary>
    public static AccessRefusal? MayCancel(TradeCall call, string? scope) =>
        call.Room.Identity is null || scope is null or "account" || CallerOf(call).Is(Roles.Risk)
            ? null
            : Refusal(
                call,
                AccessReason.ForbiddenScope,
                "scope",
                string.Join(", ", CallerOf(call).Scopes),
                Scopes.Of(Roles.Risk)
            );

    private static AccessRefusal? Owns(TradeCall call, int? account) =>
        account is { } number && CallerOf(call).Owns(number)
            ? null
            : Refusal(call, AccessReason.NotOwner, "account", account is { } given ? Words.Of(given) : null, null);

    private static AccessRefusal? May(TradeCall call, params string[] scopes) =>
        Array.Exists(scopes, CallerOf(call).May)
            ? null
            : Refusal(
                call,
                AccessReason.ForbiddenScope,
                "scope",
                string.Join(", ", CallerOf(call).Scopes),
                string.Join(", ", scopes)
            );

    // Who has no name got no session, and is not let this far.
    private static Caller CallerOf(TradeCall call) => call.Desk.Logon.Caller!;

    private static AccessRefusal Refusal(
        TradeCall call,
        AccessReason reason,
        string field,
        string? given,
        string? limit
    ) => new(reason, field, given, limit) { ServerTime = call.Room.Identity!.Store.Now };
}
