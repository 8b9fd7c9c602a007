// A line of a conversation that a session layer is tested by.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Gateways.Fix.Definitions;

/// <summary>What a line asks for.</summary>
public enum DefinitionAct
{
    Connect,
    Disconnect,
    ExpectDisconnect,
    Send,
    Expect,
    Pause,
}

/// <summary>A line of a definition: what to do, on which connection, with which message.</summary>
public sealed record DefinitionStep(int Line, DefinitionAct Act, int Connection, string Message)
{
    private const char End = '\u0001';

    /// <summary>Reads a conversation. Fields end with SOH; in a line without any, a bar stands for it.</summary>
    /// <exception cref="FormatException">A line is none of the language.</exception>
    public static IReadOnlyList<DefinitionStep> Read(string text)
    {
        var steps = new List<DefinitionStep>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length > 0 && line[0] != '#' && line.Trim().Length > 0)
                steps.Add(Step(number, line));
        }

        return steps;
    }

    private static DefinitionStep Step(int number, string line)
    {
        if (line.StartsWith("sleep(", StringComparison.Ordinal) && line.TrimEnd().EndsWith(')'))
            return new(number, DefinitionAct.Pause, 1, line.Trim()[6..^1]);
        var connection = 1;
        var rest = line[1..];
        if (rest.Length > 1 && char.IsAsciiDigit(rest[0]) && rest[1] == ',')
        {
            connection = rest[0] - '0';
            rest = rest[2..];
        }

        var act = (line[0], rest.Trim()) switch
        {
            ('i', "CONNECT") => DefinitionAct.Connect,
            ('i', "DISCONNECT") => DefinitionAct.Disconnect,
            ('e', "DISCONNECT") => DefinitionAct.ExpectDisconnect,
            ('I', _) => DefinitionAct.Send,
            ('E', _) => DefinitionAct.Expect,
            _ => throw new FormatException(
                $"line {number}: is none of iCONNECT, iDISCONNECT, eDISCONNECT, I, E, sleep(S)"
            ),
        };
        if (act is not (DefinitionAct.Send or DefinitionAct.Expect))
            return new(number, act, connection, "");
        return new(
            number,
            act,
            connection,
            rest.Contains(End, StringComparison.Ordinal) ? rest : rest.Replace('|', End)
        );
    }

    /// <summary>The message with its placeholders filled: TIME, TIME+n and TIME-n in angle brackets become the time of
    /// now, n seconds apart; BodyLength and CheckSum are worked out where they are absent.</summary>
    public string Filled(DateTimeOffset now)
    {
        var text = new StringBuilder();
        for (var at = 0; at < Message.Length; )
        {
            var open = Message.IndexOf("<TIME", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : Message.IndexOf('>', open);
            if (close < 0)
            {
                text.Append(Message, at, Message.Length - at);
                break;
            }

            text.Append(Message, at, open - at);
            var apart = Message[(open + 5)..close];
            if (
                !int.TryParse(
                    apart.Length == 0 ? "0" : apart,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var seconds
                )
            )
                throw new FormatException($"line {Line}: {Message[open..(close + 1)]} is no time");
            text.Append(
                now.UtcDateTime.AddSeconds(seconds).ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture)
            );
            at = close + 1;
        }

        return Framed(text.ToString());
    }

    /// <summary>BodyLength is written in the line itself.</summary>
    public bool GivesLength => Message.Contains($"{End}9=", StringComparison.Ordinal);

    private string Framed(string text)
    {
        if (!text.StartsWith("8=", StringComparison.Ordinal))
            return text;
        var head = text[..(text.IndexOf(End, StringComparison.Ordinal) + 1)];
        var body = text[head.Length..];
        var trailer = body.LastIndexOf($"{End}10=", StringComparison.Ordinal);
        var sum = trailer < 0 ? "" : body[(trailer + 1)..];
        if (trailer >= 0)
            body = body[..(trailer + 1)];
        if (!GivesLength)
            head += string.Create(CultureInfo.InvariantCulture, $"9={body.Length}{End}");
        if (sum.Length == 0)
        {
            var bytes = Encoding.Latin1.GetBytes(head + body);
            sum = string.Create(CultureInfo.InvariantCulture, $"10={Codec.FixFrame.Sum(bytes):000}{End}");
        }

        return head + body + sum;
    }
}
