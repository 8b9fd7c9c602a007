// Bytes of a connection as a dump that text2pcap makes packets of.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Integration.Peers;

internal static class WireDump
{
    // As much as a packet on an Ethernet holds.
    private const int MostInPacket = 1400;

    /// <summary>A packet behind the other: a direction, then lines of an offset and 16 bytes.</summary>
    public static string Of(IEnumerable<PassedBytes> passed)
    {
        var text = new StringBuilder();
        foreach (var one in passed)
        {
            foreach (var packet in one.Bytes.Chunk(MostInPacket))
            {
                text.Append(one.FromHost ? "O\n" : "I\n");
                for (var at = 0; at < packet.Length; at += 16)
                {
                    var bytes = packet.AsSpan(at, Math.Min(16, packet.Length - at));
                    text.Append(CultureInfo.InvariantCulture, $"{at:x6}");
                    foreach (var value in bytes)
                        text.Append(CultureInfo.InvariantCulture, $" {value:x2}");
                    text.Append('\n');
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>How many whole messages went by.</summary>
    public static int Messages(IEnumerable<PassedBytes> passed)
    {
        var messages = 0;
        foreach (var stream in passed.GroupBy(p => (p.Connection, p.FromHost)))
        {
            ReadOnlySpan<byte> bytes = stream.SelectMany(p => p.Bytes).ToArray();
            while (FixFrame.Next(bytes, out var taken) == FrameKind.Message)
            {
                messages++;
                bytes = bytes[taken..];
            }
        }

        return messages;
    }
}
