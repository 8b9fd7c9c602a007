// The program called as from a command line, and a venue that answers by heart.
using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tokenbourse.Integration.Verbs;

/// <summary>Verbs write to the console, which all tests share: these run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "console";
}

/// <summary>What a call came to.</summary>
internal sealed record Called(int Exit, string Out, string Error);

internal static class CalledProgram
{
    private static readonly MethodInfo _main = Assembly.Load("tokenbourse").EntryPoint!;

    public static Called Run(params string[] words)
    {
        var (outside, outsideError) = (Console.Out, Console.Error);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(text);
        Console.SetError(error);
        try
        {
            var exit = (int)_main.Invoke(null, [words])!;
            return new(exit, text.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(outside);
            Console.SetError(outsideError);
        }
    }

    /// <summary>Wrong usage: exit 2, a word of why, nothing on the output.</summary>
    public static void Wrong(string why, params string[] words)
    {
        var (exit, text, error) = Run(words);
        Assert.True(exit == 2, $"{string.Join(' ', words)}: exit {exit}: {error}");
        Assert.Equal("", text);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }
}

/// <summary>A folder that goes with its test.</summary>
internal sealed class PassingFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("verbs-").FullName;

    public string File(string name, string? text = null)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (text is not null)
            System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, true);
}

/// <summary>Answers each address with what was put there.</summary>
internal sealed class HeartVenue : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HeartVenue()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(Answer);
    }

    public Dictionary<string, (int Status, string Body)> Answers { get; } = [];

    public List<(string Path, string Body)> Sent { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<HeartVenue> Open()
    {
        var venue = new HeartVenue();
        await venue._app.StartAsync(TestContext.Current.CancellationToken);
        return venue;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        var path = context.Request.Path + context.Request.QueryString;
        using var reader = new StreamReader(context.Request.Body);
        Sent.Add((path, await reader.ReadToEndAsync()));
        var (status, body) = Answers.GetValueOrDefault(
            path,
            (
                404,
                """{"error":{"code":"NOT_FOUND","num":1004,"message":"none","field":"product","given":"x","limit":null}}"""
            )
        );
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }
}
