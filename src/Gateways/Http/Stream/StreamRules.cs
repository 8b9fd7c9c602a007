// Which channels of the stream everybody may hear when the venue knows who asks.
namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Public market data. A channel that is not named here is shut until it has a rule.</summary>
internal static class StreamRules
{
    private static readonly string[] _open =
    [
        "status",
        "board",
        "prints",
        "bulletins",
        "curve",
        "depth",
        "trades",
        "book.orders",
        "feed",
        "state",
        "best",
        "indication",
        "statistics",
    ];

    public static bool IsOpen(string channel)
    {
        var colon = channel.IndexOf(':', StringComparison.Ordinal);
        return _open.Contains(colon < 0 ? channel : channel[..colon]);
    }
}
