// The log of a running venue: a line a fact, as text for people or as JSON for programs.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Tokenbourse.Node.Watch;

/// <summary>Nothing that a participant writes can begin a line of its own: JSON escapes it, text shows it
/// escaped.</summary>
internal sealed partial class VenueLog : IDisposable
{
    private const string Category = "tokenbourse";
    private readonly bool _json;
    private readonly ILoggerFactory? _factory;
    private readonly ILogger _logger = NullLogger.Instance;

    public VenueLog(WatchOptions options)
    {
        _json = options.Json;
        Configure = builder => Build(builder, options);
        if (!_json)
            return;
        _factory = LoggerFactory.Create(Configure);
        _logger = _factory.CreateLogger(Category);
    }

    /// <summary>For the doors.</summary>
    public Action<ILoggingBuilder> Configure { get; }

    /// <summary>A fact of the start: on the console as it is, or a line of the log.</summary>
    public void Tell(string fact)
    {
        if (_json)
            Told(_logger, fact.Trim());
        else
            Console.WriteLine(fact);
    }

    public void Dispose() => _factory?.Dispose();

    [LoggerMessage(10, LogLevel.Information, "{Fact}")]
    private static partial void Told(ILogger logger, string fact);

    private static void Build(ILoggingBuilder builder, WatchOptions options)
    {
        builder.SetMinimumLevel(options.Level);
        if (options.Json)
        {
            builder.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
            return;
        }

        builder.AddConsole(console => console.FormatterName = PlainLines.Called);
        builder.Services.AddSingleton<ConsoleFormatter, PlainLines>();
    }
}
