// The door of access: finds out who asks, asks the table whether they may, and only then lets the request in.
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>Stands between routing and the handlers when the venue has an identity folder.</summary>
internal sealed class AccessDoor(HttpOptions options, IdentityDoors identity, IVenue venue)
{
    private const int MostHeader = 512;
    private static readonly string[] _headers =
    [
        RequestText.KeyHeader,
        RequestText.ExpiresHeader,
        RequestText.NonceHeader,
        RequestText.SignatureHeader,
    ];

    // Headers that would make another request of a signed one.
    private static readonly string[] _meddling =
    [
        "Content-Encoding",
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Original-URL",
        "X-Rewrite-URL",
    ];

    /// <summary>Who asked; null: nobody signed, or the venue has no identity folder.</summary>
    public static Caller? CallerOf(HttpContext context) => context.Features.Get<Caller>();

    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        // Where nothing is, or not by this method, routing itself answers.
        if (context.GetEndpoint() is not RouteEndpoint route)
        {
            await next(context);
            return;
        }

        // Reading the body, the signature, the rules; not the handler.
        using var span = VenueTraces.Step("access");
        var ofOrder = context.Request.Path.StartsWithSegments("/v1/orders");
        if (await Body(context.Request) is not { } body)
        {
            await Reply.Of(WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null)).Write(context);
            return;
        }

        var rule = AccessRules.Find(context.Request.Method, route.RoutePattern.RawText);
        var (caller, refusal) = Who(context, body, rule?.IsCancel ?? false);
        // Only administration asks for a certificate: who signs must be who came.
        if (caller is not null && context.Connection.ClientCertificate is { } shown)
        {
            var came = shown.GetNameInfo(X509NameType.SimpleName, false);
            if (came != caller.User)
                (caller, refusal) = No(AccessReason.NotOwner, "certificate", came, caller.User);
        }

        var asked = new AskedAccess(caller, context, body, venue.Views, identity.Store.Now);
        refusal ??= rule is null
            ? asked.Refusal(AccessReason.ForbiddenScope, "address", route.RoutePattern.RawText)
            : rule.Check(asked);
        if (refusal is not null)
        {
            await AccessFaults.Of(refusal, ofOrder, context.Features.Get<RequestMarks>()?.Id).Write(context);
            return;
        }

        if (caller is not null)
            context.Features.Set(caller);
        if (CommandChecks.ActsAlone(asked, rule!) is { } act)
            identity.Store.Write(new Acted(identity.Store.Now, caller!.User, act));
        span?.Stop();
        await next(context);
    }

    /// <summary>May this account be told to whoever asked?</summary>
    public static bool MaySee(HttpContext context, HttpOptions options, int account) =>
        options.Identity is null || (CallerOf(context) is { } caller && (caller.ReadsAll || caller.Owns(account)));

    private AccessVerdict Who(HttpContext context, ReadOnlyMemory<byte> body, bool cancel)
    {
        var request = context.Request;
        if (!Array.Exists(_headers, request.Headers.ContainsKey))
            return BySession(request);
        var (key, expires, nonce, signature) = (
            Header(request, RequestText.KeyHeader),
            Header(request, RequestText.ExpiresHeader),
            Header(request, RequestText.NonceHeader),
            Header(request, RequestText.SignatureHeader)
        );
        if (key is null || expires is null || nonce is null || signature is null)
            return No(AccessReason.Unauthenticated, "headers", null, string.Join(", ", _headers));
        if (Array.Find(_meddling, request.Headers.ContainsKey) is { } header)
            return No(AccessReason.BadSignature, header, request.Headers[header], "no such header");
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
            return No(AccessReason.Unauthenticated, RequestText.ExpiresHeader, expires, "milliseconds since 1970");
        if (!RequestText.IsNonce(nonce))
            return No(AccessReason.Unauthenticated, RequestText.NonceHeader, nonce, "8 to 64 of A-Z a-z 0-9 _ -");
        var bytes = new byte[MostHeader];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return No(AccessReason.Unauthenticated, RequestText.SignatureHeader, null, "base64");
        var text = RequestText.Of(key, until, nonce, request.Method, Target(context), body.Span);
        return identity.Keys.Check(
            new(key, text, bytes[..length], context.Connection.RemoteIpAddress)
            {
                Expires = until,
                Nonce = nonce,
                IsCancel = cancel,
            }
        );
    }

    // A cookie goes with every request of a browser: what changes something must come from a page of ours.
    private AccessVerdict BySession(HttpRequest request)
    {
        if (request.Cookies[SessionCookie.Name(request)] is not { } token)
            return default;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads && request.Headers.Origin.Count == 0)
            return No(AccessReason.Unauthenticated, "Origin", null, "a page of this venue");
        return new(identity.Sessions.Find(token), null);
    }

    private AccessVerdict No(AccessReason reason, string field, string? given, string limit) =>
        new(null, new(reason, field, given, limit) { ServerTime = identity.Store.Now });

    /// <summary>Path and query as they stand on the wire.</summary>
    public static string Target(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>() is { RawTarget: { Length: > 0 } raw } && raw[0] == '/'
            ? raw
            : (context.Request.PathBase + context.Request.Path).ToUriComponent()
                + context.Request.QueryString.ToUriComponent();

    private static string? Header(HttpRequest request, string name) =>
        request.Headers[name] is [{ Length: > 0 and <= MostHeader } value] ? value : null;

    /// <summary>The body, which the handler then reads again; null: too long.</summary>
    private async Task<ReadOnlyMemory<byte>?> Body(HttpRequest request)
    {
        // Reads have no body; that of a WebSocket is the connection itself.
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return ReadOnlyMemory<byte>.Empty;
        if (request.ContentLength > options.MostBody)
            return null;
        using var read = new MemoryStream();
        var buffer = new byte[4096];
        int got;
        while ((got = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            read.Write(buffer, 0, got);
            if (read.Length > options.MostBody)
                return null;
        }

        var body = read.ToArray();
        request.Body = new MemoryStream(body, writable: false);
        return body;
    }
}
