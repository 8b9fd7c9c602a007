// Reading the fields of a request at the public desks.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>What the dictionary has found well formed, as values.</summary>
internal static class FixReading
{
    /// <summary>The value as text; null when the field is absent.</summary>
    public static string? Text(this FixMessage message, int tag) =>
        message.Find(tag) is var at and >= 0 ? Encoding.Latin1.GetString(message.Value(at)) : null;

    /// <summary>The first character of the value; blank when the field is absent.</summary>
    public static char Letter(this FixMessage message, int tag) =>
        message.Find(tag) is var at and >= 0 ? (char)message.Value(at)[0] : ' ';

    /// <summary>The value as a whole number; null when the field is absent.</summary>
    public static long? Whole(this FixMessage message, int tag) =>
        message.Find(tag) is var at and >= 0 && FixText.TryInt(message.Value(at), out var value) ? value : null;

    /// <summary>The values of a field that stands once in each entry of a group.</summary>
    public static List<string> All(this FixMessage message, int tag)
    {
        var values = new List<string>();
        for (var at = 0; at < message.Count; at++)
        {
            if (message.Tag(at) == tag)
                values.Add(Encoding.Latin1.GetString(message.Value(at)));
        }

        return values;
    }
}
