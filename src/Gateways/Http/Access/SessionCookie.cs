// The cookie of a person's session.
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>Scripts cannot read it, other sites cannot send it, and over TLS it goes no other way.</summary>
internal static class SessionCookie
{
    /// <summary>Over TLS the name itself binds it to the host (RFC 6265bis).</summary>
    public static string Name(HttpRequest request) => request.IsHttps ? "__Host-tokenbourse" : "tokenbourse";

    public static void Set(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name(context.Request), token, Options(context.Request));

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(Name(context.Request), Options(context.Request));

    private static CookieOptions Options(HttpRequest request) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = request.IsHttps,
            Path = "/",
            IsEssential = true,
            MaxAge = TimeSpan.FromMilliseconds(Sessions.Longest),
        };
}
