// The log as text: one line a fact, whatever stands in it.
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Tokenbourse.Node.Watch;

/// <summary>Time, level, message; a fault's own text on the same line.</summary>
internal sealed class PlainLines() : ConsoleFormatter(Called)
{
    public const string Called = "plain lines";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ} {logEntry.LogLevel} ");
        Escape(text, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } fault)
        {
            text.Append(" | ");
            Escape(text, $"{fault}");
        }

        textWriter.WriteLine(text.ToString());
    }

    private static void Escape(StringBuilder text, string given)
    {
        foreach (var letter in given)
        {
            if (char.IsControl(letter))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                text.Append(letter);
        }
    }
}
