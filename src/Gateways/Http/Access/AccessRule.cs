// A rule of access: who may use an address, decided from the caller, the address, the query and the body.
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>A request as the rules see it.</summary>
/// <param name="Caller">Null: nobody signed.</param>
/// <param name="Body">Read whole; the handler reads the same bytes.</param>
internal sealed record AskedAccess(
    Caller? Caller,
    HttpContext Context,
    ReadOnlyMemory<byte> Body,
    VenueViews Views,
    long Now
)
{
    /// <summary>A part of the address as the handlers read it.</summary>
    public string Part(string name) => Routes.Part(Context, name);

    /// <summary>The body's field; null when it is not there, stands twice, or the body is no object.</summary>
    public JsonElement? Field(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Body, new() { MaxDepth = 64 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var found = document
                .RootElement.EnumerateObject()
                .Where(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
                .ToList();
            return found.Count == 1 && found[0].Name == name ? found[0].Value.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The body's text; null when it is none, or is not Unicode.</summary>
    public string? Word(string name)
    {
        try
        {
            return Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The body's account; null when it names none.</summary>
    public int? Account(string name = "account") =>
        Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var account)
            ? account
            : null;

    /// <summary>The account in the address; null when it is no number.</summary>
    public int? AccountInPath() =>
        int.TryParse(Part("account"), NumberStyles.None, CultureInfo.InvariantCulture, out var account)
            ? account
            : null;

    public AccessRefusal Refusal(AccessReason reason, string? field, string? given, string? limit = null) =>
        new(reason, field, given, limit) { ServerTime = Now };
}

/// <summary>One line of the table.</summary>
/// <param name="Method">GET stands for HEAD, too.</param>
/// <param name="Pattern">As the route is written.</param>
/// <param name="Check">Null: it may.</param>
/// <param name="IsCancel">It only takes off, and has an allowance of its own.</param>
internal sealed record AccessRule(
    string Method,
    string Pattern,
    Func<AskedAccess, AccessRefusal?> Check,
    bool IsCancel = false
);

/// <summary>What rules are made of.</summary>
internal static class Checks
{
    /// <summary>Everybody, signed or not.</summary>
    public static AccessRefusal? Anyone(AskedAccess asked) => null;

    /// <summary>Everybody who is known.</summary>
    public static AccessRefusal? SignedIn(AskedAccess asked) =>
        asked.Caller is null ? asked.Refusal(AccessReason.Unauthenticated, null, null) : null;

    /// <summary>Reads of an account: its own people, and the venue's.</summary>
    public static AccessRefusal? Reads(AskedAccess asked) => ReadsOf(asked, asked.AccountInPath());

    /// <summary>Reads of one account.</summary>
    public static AccessRefusal? ReadsOf(AskedAccess asked, int? account) =>
        SignedIn(asked) is { } stranger ? stranger
        : asked.Caller!.ReadsAll ? null
        : Owns(asked, account, "account") ?? May(asked, Scopes.Read, Scopes.Report);

    /// <summary>What the stream has told: an account's own like the account, all else is for everybody.</summary>
    public static AccessRefusal? ReadsStream(AskedAccess asked) =>
        StreamRules.AccountOf(asked.Part("stream")) is { } account ? ReadsOf(asked, account) : null;

    /// <summary>Acts for the account that the address names.</summary>
    public static Func<AskedAccess, AccessRefusal?> ForPath(params string[] scopes) =>
        asked => SignedIn(asked) ?? Owns(asked, asked.AccountInPath(), "account") ?? May(asked, scopes);

    /// <summary>Acts for the account that the body names.</summary>
    public static Func<AskedAccess, AccessRefusal?> ForBody(params string[] scopes) =>
        asked => SignedIn(asked) ?? Owns(asked, asked.Account(), "account") ?? May(asked, scopes);

    /// <summary>Acts in one of some roles.</summary>
    public static Func<AskedAccess, AccessRefusal?> As(params string[] roles) =>
        asked => SignedIn(asked) ?? InRole(asked, roles);

    public static AccessRefusal? InRole(AskedAccess asked, params string[] roles) =>
        Array.Exists(roles, asked.Caller!.Is)
            ? null
            : asked.Refusal(
                AccessReason.ForbiddenScope,
                "scope",
                string.Join(", ", asked.Caller.Scopes),
                string.Join(", ", roles.Select(Scopes.Of))
            );

    /// <summary>The account must be one of the caller's. None is nobody's.</summary>
    public static AccessRefusal? Owns(AskedAccess asked, int? account, string field) =>
        account is { } number && asked.Caller!.Owns(number)
            ? null
            : asked.Refusal(AccessReason.NotOwner, field, account is { } given ? Words.Of(given) : null);

    /// <summary>One of the scopes must be there.</summary>
    public static AccessRefusal? May(AskedAccess asked, params string[] scopes) =>
        Array.Exists(scopes, asked.Caller!.May)
            ? null
            : asked.Refusal(
                AccessReason.ForbiddenScope,
                "scope",
                string.Join(", ", asked.Caller.Scopes),
                string.Join(", ", scopes)
            );

    /// <summary>A live order in the address must be the caller's; one that does not live is nobody's secret.</summary>
    public static AccessRefusal? OwnsOrder(AskedAccess asked)
    {
        var text = asked.Part("order");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var order))
            return null;
        int? owner;
        lock (asked.Views.Gate)
            owner = asked.Views.Orders.Of(new OrderId(order))?.Account.Value;
        return owner is { } account && !asked.Caller!.Owns(account)
            ? asked.Refusal(AccessReason.NotOwner, "order", text)
            : null;
    }

    /// <summary>A certificate is for its issuer and its owner.</summary>
    public static AccessRefusal? ReadsCertificate(AskedAccess asked) =>
        ReadsOfTwo(
            asked,
            "certificate",
            static (views, id) =>
                views.Spot.Certificate(id) is { } row ? (row.Issued.Issuer.Value, row.Owner.Value) : null
        );

    /// <summary>A supply contract is for its seller and its buyer.</summary>
    public static AccessRefusal? ReadsSupply(AskedAccess asked) =>
        ReadsOfTwo(
            asked,
            "supply",
            static (views, id) => views.Supplies.Of(id) is { } row ? (row.Terms.Seller, row.Terms.Buyer) : null
        );

    // What two sides may read; a number that stands for nothing is answered by the handler.
    private static AccessRefusal? ReadsOfTwo(
        AskedAccess asked,
        string field,
        Func<VenueViews, long, (int One, int Other)?> sides
    )
    {
        if (SignedIn(asked) is { } stranger)
            return stranger;
        if (asked.Caller!.ReadsAll)
            return null;
        var text = asked.Part(field);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        (int One, int Other)? found;
        lock (asked.Views.Gate)
            found = sides(asked.Views, id);
        if (found is not { } of)
            return null;
        return asked.Caller.Owns(of.One) || asked.Caller.Owns(of.Other)
            ? May(asked, Scopes.Read, Scopes.Report)
            : asked.Refusal(AccessReason.NotOwner, field, text);
    }
}
