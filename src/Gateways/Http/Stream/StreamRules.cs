// Which channels of the stream may be heard by whom when the venue knows who asks.
using System.Globalization;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>A channel that is not named here is shut until it has a rule.</summary>
internal static class StreamRules
{
    // Public market data.
    private static readonly string[] _open =
    [
        "status",
        "board",
        "prints",
        "bulletins",
        "curve",
        "trades",
        "book.orders",
        "feed",
        "state",
        "best",
        "indication",
        "statistics",
        "spot.auctions",
        "spot.trades",
        "spot.book",
    ];

    // Of the account behind the colon.
    private static readonly string[] _ofAccount =
    [
        .. PrivateChannels.Kinds,
        "spot.certificates",
        "spot.bids",
        "spot.orders",
        "spot.quotes",
    ];

    /// <summary>The account whose channel it is; null: it is of none. One that cannot be read is nobody's.</summary>
    public static int? AccountOf(string channel)
    {
        var colon = channel.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !_ofAccount.Contains(channel[..colon]))
            return null;
        return int.TryParse(channel[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var account)
            ? account
            : 0;
    }

    /// <param name="caller">Who asked for the connection; null: nobody signed.</param>
    public static bool MayHear(Caller? caller, string channel)
    {
        var colon = channel.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? channel : channel[..colon];
        if (_open.Contains(kind) || DepthChannel.LevelsOf(kind) is not null || BarsChannel.MinutesOf(kind) is not null)
            return true;
        if (caller is null || AccountOf(channel) is not { } account)
            return false;
        return caller.ReadsAll || (caller.Owns(account) && (caller.May(Scopes.Read) || caller.May(Scopes.Report)));
    }
}
