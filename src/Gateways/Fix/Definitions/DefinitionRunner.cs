// Plays a conversation against a host that listens: sends, waits, compares. The host may be anybody's.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tokenbourse.Gateways.Fix.Definitions;

/// <summary>What became of one conversation: null in <paramref name="Fault"/> when all was as expected.</summary>
public sealed record DefinitionResult(string Name, int Steps, int Line, string? Fault);

/// <summary>The initiator's side, by script.</summary>
public sealed class DefinitionRunner(IPEndPoint host, TimeSpan patience, TimeProvider time)
{
    /// <summary>Plays one conversation to its end or to its first difference.</summary>
    public DefinitionResult Run(string name, string text)
    {
        var lines = new Dictionary<int, DefinitionLine>();
        var line = 0;
        try
        {
            var steps = DefinitionStep.Read(text);
            foreach (var step in steps)
            {
                line = step.Line;
                if (Do(step, lines) is { } fault)
                    return new(name, steps.Count, line, fault);
            }

            return new(name, steps.Count, line, null);
        }
        catch (Exception e) when (e is FormatException or IOException or SocketException)
        {
            return new(name, 0, line, e.Message);
        }
        finally
        {
            foreach (var open in lines.Values)
                open.Dispose();
        }
    }

    private string? Do(DefinitionStep step, Dictionary<int, DefinitionLine> lines)
    {
        switch (step.Act)
        {
            case DefinitionAct.Connect:
                if (lines.Remove(step.Connection, out var old))
                    old.Dispose();
                lines.Add(step.Connection, new(host, patience));
                return null;
            case DefinitionAct.Pause:
                var seconds = decimal.Parse(step.Message, NumberStyles.Number, CultureInfo.InvariantCulture);
                Thread.Sleep((int)(seconds * 1000));
                return null;
        }

        if (!lines.TryGetValue(step.Connection, out var line))
            return $"connection {step.Connection} is not open";
        switch (step.Act)
        {
            case DefinitionAct.Disconnect:
                lines.Remove(step.Connection);
                line.Dispose();
                return null;
            case DefinitionAct.Send:
                line.Send(Encoding.Latin1.GetBytes(step.Filled(time.GetUtcNow())));
                return null;
            case DefinitionAct.ExpectDisconnect:
                return line.Next(out var more) is null && !more ? null
                    : more ? "the connection did not end"
                    : "the end of the connection expected, a message came";
            default:
                var came = line.Next(out var late);
                if (came is null)
                    return late ? "a message expected, none came" : "a message expected, the connection ended";
                var expected = step.Filled(time.GetUtcNow());
                var difference = DefinitionMatch.Difference(expected, came, step.GivesLength);
                return difference is null
                    ? null
                    : $"{difference}\n  expected {Shown(expected)}\n  came     {Shown(came)}";
        }
    }

    private static string Shown(string message) => message.Replace('\u0001', '|');
}
