// Bad input at every command of the spot market: refused by number and field, and nothing is changed by it.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class SpotBadInputTests
{
    // Command, number, field, body. Account 1 owns certificate 1 of account 2; a bid of account 1 waits (reference 1, two
    // hours of 4 March); account 2 sells in the book (reference 1); account 1 asked for a quote (request 1), on which
    // account 3 gave one; supply 1 is in force between 2 and 1.
    private const string Bad = """
        place-bid 1001 lots {@bid,@next,"lots":-3,"limit":"5.00"}
        place-bid 1001 lots {@bid,@next,"lots":0,"limit":"5.00"}
        place-bid 2102 lots {@bid,@next,"lots":1001,"limit":"5.00"}
        place-bid 1003 lots {@bid,@next,"lots":9223372036854775808,"limit":"5.00"}
        place-bid 1003 lots {@bid,@next,"lots":1.5,"limit":"5.00"}
        place-bid 1003 lots {@bid,@next,"lots":"3","limit":"5.00"}
        place-bid 1003 limit {@bid,@next,"lots":3,"limit":5.00}
        place-bid 2104 limit {@bid,@next,"lots":3,"limit":"-5.00"}
        place-bid 1003 limit {@bid,@next,"lots":3,"limit":"1e9"}
        place-bid 1001 limit {@bid,@next,"lots":3,"limit":"99999999999999999999999"}
        place-bid 1001 hours {@bid,@next,"lots":3,"limit":"5.00","hours":9999999999}
        place-bid 1001 account {"account":9999999999,"product":"TS","side":"buy","reference":9,@next,"lots":1,"limit":"5"}
        place-bid 4003 hours {@bid,@next,"lots":3,"limit":"5.00","hours":2}
        place-bid 4003 hours {@bid,@next,"lots":3,"limit":"5.00","hours":25,"allOrNone":true}
        place-bid 1001 hours {@bid,@next,"lots":3,"limit":"5.00","hours":0}
        place-bid 4002 firstHour {@bid,"firstHour":"2026-03-04T23:00:00Z","hours":2,@whole,"lots":1,"limit":"5.00"}
        place-bid 4002 firstHour {@bid,"firstHour":"2026-03-02T23:00:00Z","lots":1,"limit":"5.00"}
        place-bid 1003 firstHour {@bid,"firstHour":"9999-12-31T00:00:00Z","lots":1,"limit":"5.00"}
        place-bid 1003 firstHour {@bid,"firstHour":"2026-03-03T00:30:00Z","lots":1,"limit":"5.00"}
        place-bid 1003 firstHour {@bid,"firstHour":"tomorrow","lots":1,"limit":"5.00"}
        place-bid 1002 colour {@bid,@next,"lots":1,"limit":"5.00","colour":"red"}
        place-bid 1001 lots {@bid,@next,"lots":1,"lots":2,"limit":"5.00"}
        place-bid 1001 body {@bid
        place-bid 1001 body
        # The same number again; the other side over the same hours as one's own block.
        place-bid 4005 reference {@1,"side":"buy","reference":1,@next,"lots":1,"limit":"5.00"}
        place-bid 4007 firstHour {@1,"side":"sell","reference":2,"firstHour":"2026-03-04T01:00:00Z","hours":3,@whole,"lots":1,"limit":"1.00"}
        place-bid 1202 account {"account":999999,"product":"TS","side":"buy","reference":1,@next,"lots":1,"limit":"5.00"}
        cancel-bid 4006 reference {@2,"reference":1}
        cancel-bid 1001 reference {@1,"reference":-1}
        cancel-order 4063 reference {@1,"reference":1}
        place-order 4060 hours {@bid,@first,"hours":5,"lots":1,"limit":"5.00"}
        place-order 4061 firstHour {@bid,"firstHour":"2026-03-03T07:00:00Z","hours":24,"lots":1,"limit":"5.00"}
        ask-quote 4069 until {@bid,@first,"hours":1,"lots":1,"until":"2020-01-01T00:00:00Z"}
        ask-quote 1003 until {@bid,@first,"hours":1,"lots":1,"until":"soon"}
        give-quote 4070 request {@1,"request":1,"price":"3.00"}
        give-quote 2103 price {@2,"request":1,"price":"10.01"}
        give-quote 4065 request {@2,"request":7,"price":"3.00"}
        take-quote 4075 quote {"account":2,"quote":1}
        take-quote 4072 quote {"account":1,"quote":8}
        withdraw-quote 1001 quote {"account":1,"request":1,"quote":1}
        withdraw-quote 4075 quote {"account":2,"quote":1}
        withdraw-quote 4074 request {"account":2,"request":1}
        set-standby 2103 price {"account":3,"product":"TS","price":"10.01","offered":true}
        issue-certificate 4002 firstHour {@issue,"firstHour":"2026-03-02T12:00:00Z","hours":1,"lots":1}
        issue-certificate 4002 firstHour {@issue,"firstHour":"2036-03-02T12:00:00Z","hours":1,"lots":1}
        issue-certificate 4003 hours {@issue,"firstHour":"2026-03-05T00:00:00Z","hours":9999,"lots":1000}
        issue-certificate 4008 lots {@issue,"firstHour":"2026-03-05T00:00:00Z","hours":300,"lots":1000}
        issue-certificate 1001 reference {@2,"reference":"a b","firstHour":"2026-03-05T00:00:00Z","hours":1,"lots":1}
        # Foreign certificates.
        transfer-certificate 4021 certificate {"account":3,"certificate":1,"to":4}
        transfer-certificate 1202 to {"account":1,"certificate":1,"to":77}
        transfer-certificate 1202 account {"account":77,"certificate":1,"to":1}
        split-certificate 4021 certificate {"account":2,"certificate":1,"lots":1}
        split-certificate 4026 lots {"account":1,"certificate":1,"lots":3}
        redeem-certificate 4021 certificate {"account":2,"certificate":1,"meter":7}
        redeem-certificate 1001 meter {"account":1,"certificate":1,"meter":0}
        redeem-certificate 1001 meter {"account":1,"certificate":1,"meter":2147483648}
        record-delivery 4024 certificate {@draw,"record":1,@hour,"delivered":1}
        record-delivery 1001 delivered {@draw,"record":1,@hour,"delivered":-1}
        record-delivery 4020 certificate {"meter":7,"record":1,"certificate":5,@hour,"delivered":1,"evidence":"e"}
        tender-certificate 4100 symbol {"account":1,"certificate":1,"symbol":"TT-H26"}
        tender-certificate 2001 symbol {"account":1,"certificate":1,"symbol":"XX-H26"}
        withdraw-tender 4105 certificate {"account":1,"certificate":1}
        request-delivery 1001 lots {"account":1,"symbol":"TT-H26","lots":-1}
        accept-supply 4082 supply {"account":1,"supply":1}
        accept-supply 4081 account {"account":3,"supply":1}
        record-supply 1001 units {@use,"record":1,"day":"2026-03-02","units":-5}
        record-supply 4090 units {@use,"record":1,"day":"2026-03-02","units":50000001}
        record-supply 4085 day {@use,"record":1,"day":"2026-03-09","units":5}
        record-supply 4084 month {@use,"record":1,"day":"2026-02-27","units":5}
        record-supply 1003 day {@use,"record":1,"day":"2026-02-30","units":5}
        record-supply 4040 meter {"meter":8,"supply":1,"evidence":"e","record":1,"day":"2026-03-02","units":5}
        invoice-supply 1003 month {"account":2,"supply":1,"month":"2026-13"}
        invoice-supply 4084 month {"account":2,"supply":1,"month":"2027-01"}
        invoice-supply 4089 month {"account":2,"supply":1,"month":"2026-04"}
        pay-supply 4092 month {"account":1,"supply":1,"month":"2026-03"}
        pay-supply 4081 account {"account":2,"supply":1,"month":"2026-03"}
        end-supply 4093 supply {"account":1,"supply":1}
        """;

    // What stands often in the lines above.
    private static readonly (string Word, string Json)[] Short =
    [
        ("@bid", "\"account\":1,\"product\":\"TS\",\"side\":\"buy\",\"reference\":9"),
        ("@next", "\"firstHour\":\"2026-03-04T00:00:00Z\""),
        ("@whole", "\"allOrNone\":true"),
        ("@first", "\"firstHour\":\"2026-03-03T00:00:00Z\""),
        ("@issue", "\"account\":2,\"product\":\"TS\",\"reference\":\"X\""),
        ("@hour", "\"hour\":\"2026-03-03T00:00:00Z\""),
        ("@draw", "\"meter\":7,\"certificate\":1,\"evidence\":\"e1\""),
        ("@use", "\"meter\":7,\"supply\":1,\"evidence\":\"e1\""),
        ("@1", "\"account\":1,\"product\":\"TS\""),
        ("@2", "\"account\":2,\"product\":\"TS\""),
    ];

    private static readonly string[] Reads =
    [
        "/v1/spot/products",
        "/v1/spot/products/TS/auctions?limit=100",
        "/v1/spot/products/TS/trades?limit=1000",
        "/v1/spot/products/TS/book",
        .. new[] { 1, 2, 3, 4 }.SelectMany(a =>
            new[] { "certificates", "spot-bids", "spot-orders", "spot-quotes", "supplies" }.Select(w =>
                $"/v1/accounts/{a}/{w}"
            )
        ),
    ];

    [Fact]
    public async Task Every_command_refuses_by_number_and_field_and_changes_nothing()
    {
        await using var floor = await Open();
        var before = await Told(floor);
        var differ = new List<string>();
        foreach (var line in Bad.Split('\n', StringSplitOptions.TrimEntries).Where(l => l[0] != '#'))
        {
            var parts = line.Split(' ', 4);
            var (command, num, field) = (parts[0], parts[1], parts[2]);
            var body = parts.Length > 3 ? Long(parts[3]) : "";
            var (status, json) = await floor.Ask("POST", $"/v1/spot/{command}", body);
            var error = status >= 400 ? json.GetProperty("error") : default;
            var got = status >= 400 ? $"{error.GetProperty("num")} {error.Text("field")}" : "taken";
            if (got != $"{num} {field}")
                differ.Add($"{line}: {status} {json}");
        }

        Assert.True(differ.Count == 0, string.Join('\n', differ));
        Assert.Equal(before, await Told(floor));
    }

    [Theory]
    [InlineData("/v1/spot/products/TS/auctions?limit=0", 1001, "limit")]
    [InlineData("/v1/spot/products/TS/auctions?limit=101", 1001, "limit")]
    [InlineData("/v1/spot/products/TS/auctions?limit=x", 1003, "limit")]
    [InlineData("/v1/spot/products/TS/trades?limit=-1", 1001, "limit")]
    [InlineData("/v1/spot/products/TS/book?firstHour=2026-03-03T00:30:00Z", 1003, "firstHour")]
    [InlineData("/v1/spot/products/TS/book?hours=0", 1001, "hours")]
    [InlineData("/v1/spot/products/NONE/book", 4001, "product")]
    [InlineData("/v1/spot/certificates/x", 1003, "certificate")]
    [InlineData("/v1/spot/certificates/-1", 1003, "certificate")]
    [InlineData("/v1/spot/certificates/9223372036854775807/invoice", 4020, "certificate")]
    [InlineData("/v1/accounts/0/certificates", 1202, "account")]
    [InlineData("/v1/accounts/x/spot-bids", 1003, "account")]
    public async Task Every_address_refuses_what_is_not_there(string path, int num, string field)
    {
        await using var floor = await Open();
        var fault = await floor.Fault("GET", path);
        Assert.Equal((num, field), (fault.Num, fault.Error.Text("field")));
    }

    private static string Long(string body) =>
        Short.Aggregate(body, (text, s) => text.Replace(s.Word, s.Json, StringComparison.Ordinal));

    // All that the doors show, and every account's money.
    private static async Task<string> Told(Floor floor)
    {
        var all = new List<string>();
        foreach (var path in Reads)
            all.Add((await floor.Get(path)).ToString());
        lock (floor.Venue.Views.Gate)
        {
            foreach (var account in new[] { 1, 2, 3, 4 })
            {
                var cash = floor.Venue.Views.Statements.Open(new(account), Currency.CNY).Cash;
                all.Add($"{cash.Deposits.Minor} {cash.Spot}");
            }
        }

        return string.Join('\n', all);
    }

    private static async Task<Floor> Open()
    {
        var floor = await Floor.Open();
        var product = SpotDesk.Product();
        product = product.Replace("\"traits\"", "\"standardHours\": [ 1, 24 ], \"traits\"", StringComparison.Ordinal);
        await Do("define-product", product);
        await Do("place-bid", """{@1,"side":"buy","reference":1,@first,"lots":3,"limit":"5.00"}""");
        await Do("place-bid", """{@2,"side":"sell","reference":1,@first,"lots":3,"limit":"3.00"}""");
        floor.Clock(2, 12);
        const string Block = "\"firstHour\":\"2026-03-04T00:00:00Z\",\"hours\":2,\"allOrNone\":true";
        await Do("place-bid", $$"""{@1,"side":"buy","reference":1,{{Block}},"lots":1,"limit":"5.00"}""");
        await Do("place-order", """{@2,"side":"sell","reference":1,@first,"hours":1,"lots":1,"limit":"9.00"}""");
        const string Until = "\"until\":\"2026-03-02T14:00:00Z\"";
        await Do("ask-quote", $$"""{@1,"side":"buy","reference":1,@first,"hours":1,"lots":1,{{Until}}}""");
        await Do("give-quote", """{"account":3,"product":"TS","request":1,"price":"4.00"}""");
        await Do("define-supply", SupplyDesk.Terms());
        await Do("accept-supply", """{"account":1,"supply":1}""");
        return floor;

        async Task Do(string command, string body)
        {
            var (status, json) = await floor.Ask("POST", $"/v1/spot/{command}", Long(body));
            Assert.True(status == 200, json.ToString());
        }
    }
}
