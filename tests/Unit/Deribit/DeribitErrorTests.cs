// Each code of the Deribit-style door raises, in an unmodified ccxt client, the exception that is meant.
using System.Globalization;
using System.Text.RegularExpressions;
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Http.Deribit;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Deribit;

public sealed partial class DeribitErrorTests
{
    // What a client is meant to raise; every code that is not named here: ExchangeError.
    private static readonly SortedDictionary<string, string> _meant = new(StringComparer.Ordinal)
    {
        ["BadRequest"] =
            "BAD_FIELD BAD_REQUEST UNKNOWN_FIELD BAD_TYPE NOT_FOUND METHOD_NOT_ALLOWED TOO_LARGE "
            + "UNSUPPORTED_MEDIA_TYPE DOCUMENT_REFUSED UNKNOWN_ACCOUNT NOT_FOR_SPREADS OFFSET_NOT_POSSIBLE "
            + "EXPIRY_PASSED NOTHING_TO_AMEND",
        ["InvalidOrder"] =
            "NOT_TRADING MARKET_ORDER_IN_AUCTION IMMEDIATE_ORDER_IN_AUCTION NOT_IN_THIS_PHASE RISK_SILENT TICK "
            + "QUANTITY_TOO_SMALL QUANTITY_TOO_LARGE PRICE_ABOVE_LIMIT PRICE_BELOW_LIMIT WOULD_TRADE OVER_CLOSE "
            + "WOULD_MEET_OWN SIZE_CAP NOTIONAL_CAP BELOW_FILLED CANNOT_AMEND",
        ["InsufficientFunds"] = "INSUFFICIENT_FUNDS",
        ["OrderNotFound"] = "UNKNOWN_ORDER NOT_YOUR_ORDER",
        ["PermissionDenied"] =
            "FOREIGN_ORIGIN ACCOUNT_RESTRICTED KILL_SWITCH MEMBER_IN_DEFAULT POSITION_LIMIT TRADER_LIMIT MEMBER_LIMIT "
            + "HEDGE_QUOTA OPENING_LIMIT TOO_MANY_OPEN_ORDERS IP_NOT_ALLOWED NOT_OWNER FORBIDDEN_SCOPE REPLAY_READ_ONLY",
        ["AuthenticationError"] = "UNAUTHENTICATED BAD_SIGNATURE CLOCK_SKEW REPLAYED_NONCE KEY_EXPIRED",
        ["DDoSProtection"] = "RATE_LIMIT BUSY TOO_MANY_REPEATS",
        ["OnMaintenance"] = "NOT_LEADING STOPPED",
        ["ExchangeNotAvailable"] = "OUTCOME_UNKNOWN",
    };

    [GeneratedRegex(@"^\s*'(-?\d+)': (\w+),", RegexOptions.Multiline)]
    private static partial Regex Line();

    /// <summary>The client's own table, as its package has it.</summary>
    private static Dictionary<int, string> Table()
    {
        var file = Path.Combine(Sources.Root, "tests", "ccxt", "node_modules", "ccxt", "js", "src", "deribit.js");
        if (!File.Exists(file))
            Assert.Skip("tests/ccxt/node_modules is not there: run build/ccxt.sh (Node.js and npm)");
        var text = File.ReadAllText(file);
        var from = text.IndexOf("'exceptions': {", StringComparison.Ordinal);
        var to = text.IndexOf("'precisionMode'", from, StringComparison.Ordinal);
        var table = Line()
            .Matches(text[from..to])
            .ToDictionary(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture), m => m.Groups[2].Value);
        Assert.True(table.Count > 100);
        return table;
    }

    [Fact]
    public void Every_error_raises_what_is_meant()
    {
        var table = Table();
        var rows = ErrorTable.Doors.Concat(ErrorTable.Market.Select(m => m.Row)).ToList();
        var meant = _meant.SelectMany(m => m.Value.Split(' ').Select(code => (code, m.Key))).ToDictionary();
        Assert.Empty(meant.Keys.Except(rows.Select(r => r.Code)));
        var wrong = rows.Select(r =>
                (
                    r.Code,
                    r.Deribit,
                    Meant: meant.GetValueOrDefault(r.Code, "ExchangeError"),
                    Is: table.GetValueOrDefault(r.Deribit)
                )
            )
            .Where(r => r.Meant != r.Is);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_refusal_of_access_raises_what_is_meant()
    {
        var table = Table();
        foreach (var reason in Enum.GetValues<AccessReason>())
        {
            var meant = reason switch
            {
                AccessReason.ForbiddenScope or AccessReason.NotOwner or AccessReason.AddressNotAllowed =>
                    "PermissionDenied",
                AccessReason.RateLimit => "DDoSProtection",
                _ => "AuthenticationError",
            };
            Assert.Equal(meant, table[RpcFault.CodeOf(reason)]);
        }

        Assert.Equal("NotSupported", table[RpcFault.NotHere("type", "x", "y").Code]);
    }
}
