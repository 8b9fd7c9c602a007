// The terminal's files: served from one folder, with index.html for every page that the terminal itself makes.
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
        "<!doctype html><meta charset=utf-8><title>Tokenbourse</title><p>The venue runs. "
        + "The terminal is not built. The API answers at <a href=/v1/status>/v1/status</a>.";

    public static void Use(WebApplication app, string? folder)
    {
        var files =
            folder is not null && Directory.Exists(folder) ? new PhysicalFileProvider(Path.GetFullPath(folder)) : null;
        app.Use(
            async (context, next) =>
            {
                var path = context.Request.Path;
                var reading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
                if (!reading || path.StartsWithSegments("/v1"))
                {
                    await next(context);
                    return;
                }

                // Addresses without a file's ending are pages of the terminal.
                var page = !Path.HasExtension(path.Value);
                if (page && files is null)
                {
                    context.Response.ContentType = "text/html; charset=utf-8";
                    await context.Response.WriteAsync(NoTerminal, context.RequestAborted);
                    return;
                }

                if (page)
                    context.Request.Path = "/index.html";
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
