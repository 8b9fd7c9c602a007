// The addresses at which people sign in, see who they are, and sign out.
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>Who the venue takes the caller for.</summary>
/// <param name="Access"><c>open</c>: nobody is asked; <c>identity</c>: everybody is.</param>
/// <param name="User">Null: nobody is signed in.</param>
/// <param name="AdminPort">Where administration is; null: here, or nowhere.</param>
public sealed record SessionShape(
    string Access,
    string? User,
    string? Participant,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<int> Accounts,
    string? Until,
    int? AdminPort
);

/// <summary>Without an identity folder only the question is answered.</summary>
internal sealed class SessionRoutes(IdentityDoors? identity, HttpTls? tls)
{
    private const string Address = "/v1/session";

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, Address, (c, q) => q.Done() is { } fault ? Reply.Of(fault) : Tell(c, AccessDoor.CallerOf(c)));
        if (identity is null)
            return;
        app.MapPost(Address, (RequestDelegate)(context => Enter(context, identity)));
        app.MapDelete(Address, (RequestDelegate)(context => Leave(context, identity)));
    }

    private Reply Tell(HttpContext context, Caller? caller) =>
        new(
            StatusCodes.Status200OK,
            JsonSerializer.SerializeToUtf8Bytes(
                new SessionShape(
                    identity is null ? "open" : "identity",
                    caller?.User,
                    caller?.Participant,
                    [.. caller?.Scopes ?? new SortedSet<string>()],
                    [.. caller?.Accounts ?? new SortedSet<int>()],
                    caller is null ? null : new Instant(checked(caller.Until * 1_000_000)).ToString(),
                    tls is null || tls.IsAdmin(context) ? null : tls.AdminPort
                ),
                WireJson.Wire.SessionShape
            )
        );

    private async Task Enter(HttpContext context, IdentityDoors doors)
    {
        if (!context.Request.HasJsonContentType())
        {
            await Reply
                .Of(WireFault.OfStatus(StatusCodes.Status415UnsupportedMediaType, context.Request.ContentType))
                .Write(context);
            return;
        }

        using var read = new MemoryStream();
        await context.Request.Body.CopyToAsync(read, context.RequestAborted);
        var reader = new BodyReader(read.ToArray());
        var (user, password, code) = (
            reader.Text("user", true),
            reader.Text("password", true),
            reader.Text("code", true)
        );
        if (reader.Done() is { } fault)
        {
            // What was given may be a password in the wrong place.
            await Reply.Of(fault with { Error = fault.Error with { Given = null } }).Write(context);
            return;
        }

        var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var answer = await doors.Sessions.Enter(new(user!, password!, code!, from), context.RequestAborted);
        if (answer.Token is not { } token)
        {
            var refusal = new AccessRefusal(
                answer.Wait > 0 ? AccessReason.RateLimit : AccessReason.Unauthenticated,
                null,
                null,
                null
            )
            {
                ServerTime = doors.Store.Now,
                RetryAfter = answer.Wait > 0 ? answer.Wait : null,
            };
            await AccessFaults.Of(refusal).Write(context);
            return;
        }

        SessionCookie.Set(context, token);
        await Tell(context, answer.Caller).Write(context);
    }

    private async Task Leave(HttpContext context, IdentityDoors doors)
    {
        if (context.Request.Cookies[SessionCookie.Name(context.Request)] is { } token)
            doors.Sessions.Leave(token);
        SessionCookie.Remove(context);
        await Tell(context, null).Write(context);
    }
}
