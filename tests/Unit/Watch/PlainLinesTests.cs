// The log as text: what somebody put a line feed into stays one line.
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tokenbourse.Node.Watch;
using Xunit;

namespace Tokenbourse.Unit.Watch;

public sealed class PlainLinesTests
{
    [Fact]
    public void A_fact_is_one_line_whatever_stands_in_it()
    {
        var written = new StringWriter { NewLine = "\n" };
        var fault = new InvalidOperationException("a\r\nb\u001b[31m");
        var entry = new LogEntry<string>(LogLevel.Error, "x", default, "failed\n2026 forged", fault, (s, _) => s);
        new PlainLines().Write(entry, null, written);
        var text = written.ToString();
        Assert.Equal(1, text.Count(char.IsControl));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.Contains("Error failed\\u000a2026 forged | ", text, StringComparison.Ordinal);
        Assert.Contains("a\\u000d\\u000ab\\u001b[31m", text, StringComparison.Ordinal);
    }
}
