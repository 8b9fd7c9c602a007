// The terminal's files: served from one folder, with one page for every address that the terminal itself makes.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Tokenbourse.Gateways.Http;

/// <summary>Static files. The file provider keeps requests inside the folder and hides names that begin with a
/// dot.</summary>
internal static class TerminalFiles
{
    private const string NoTerminal =
        "<!doctype html><meta charset=utf-8><title>Tokenbourse</title><p>It runs, but the pages are not built. "
        + "A venue's API answers at <a href=/v1/status>/v1/status</a>, a desk's at /desk/plan.";

    /// <param name="app">What serves them.</param>
    /// <param name="folder">Where the built terminal is; null: it is not built.</param>
    /// <param name="page">The page of addresses without a file's ending.</param>
    /// <param name="api">Where addresses begin that are not files.</param>
    public static void Use(WebApplication app, string? folder, string page, params string[] api)
    {
        var files =
            folder is not null && Directory.Exists(folder) ? new PhysicalFileProvider(Path.GetFullPath(folder)) : null;
        app.Use(
            async (context, next) =>
            {
                var path = context.Request.Path;
                var reading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
                if (!reading || Array.Exists(api, a => path.StartsWithSegments(a)))
                {
                    await next(context);
                    return;
                }

                // Addresses without a file's ending are pages of the terminal.
                var isPage = !Path.HasExtension(path.Value);
                if (isPage && files is null)
                {
                    context.Response.ContentType = "text/html; charset=utf-8";
                    await context.Response.WriteAsync(NoTerminal, context.RequestAborted);
                    return;
                }

                if (isPage)
                    context.Request.Path = page;
                await next(context);
            }
        );
        if (files is null)
            return;
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = files,
                ContentTypeProvider = new FileExtensionContentTypeProvider(),
                OnPrepareResponse = prepared =>
                    // Built files carry a hash in their name; the page that names them does not.
                    prepared.Context.Response.Headers.CacheControl = prepared.Context.Request.Path.StartsWithSegments(
                        "/assets"
                    )
                        ? "public, max-age=31536000, immutable"
                        : "no-cache",
            }
        );
    }
}
