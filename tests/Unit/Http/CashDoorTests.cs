// Deposits announced and withdrawals asked for through the REST door.
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class CashDoorTests
{
    private const string Path = "/v1/accounts/1/cash";

    [Fact]
    public async Task A_withdrawal_is_asked_waits_and_is_paid_once()
    {
        await using var floor = await Floor.Open();
        var before = Free(floor);
        var (status, asked) = await floor.Ask("POST", Path, Words("-600.00", "w1"));
        Assert.Equal((200, "asked", "-600.00"), (status, asked.Text("state"), asked.Text("amount")));
        Assert.Equal(before - 60_000, Free(floor));
        var waits = (await floor.Get(Path)).EnumerateArray().Single();
        Assert.Equal(("w1", "CNY", "asked"), (waits.Text("reference"), waits.Text("currency"), waits.Text("state")));
        Assert.Equal(JsonValueKind.Null, waits.GetProperty("done").ValueKind);

        var missing = await floor.Fault("PUT", $"{Path}/w1", """{"outcome":"paid"}""");
        Assert.Equal((422, 3042, "bankReference"), (missing.Status, missing.Num, missing.Error.Text("field")));
        var (_, paid) = await floor.Ask("PUT", $"{Path}/w1", """{"outcome":"paid","bankReference":"B7"}""");
        Assert.Equal("paid", paid.Text("state"));
        var done = (await floor.Get(Path))[0];
        Assert.Equal(("paid", "B7"), (done.Text("state"), done.Text("bankReference")));
        var again = await floor.Fault("PUT", $"{Path}/w1", """{"outcome":"failed"}""");
        Assert.Equal((422, 3041), (again.Status, again.Num));
        Assert.Equal(before - 60_000, Free(floor));
    }

    [Fact]
    public async Task A_deposit_is_announced_and_taken_back()
    {
        await using var floor = await Floor.Open();
        var before = Free(floor);
        await floor.Ask("POST", Path, Words("50", "d1"));
        var (_, back) = await floor.Ask("PUT", $"{Path}/d1", """{"outcome":"taken back"}""");
        Assert.Equal(("taken back", "50.00"), (back.Text("state"), back.Text("amount")));
        Assert.Equal(before, Free(floor));
        Assert.Equal(0, (await floor.Get("/v1/accounts/2/cash")).GetArrayLength());
    }

    [Theory]
    [InlineData("-99999999.00", "w9", 422, 3007, "amount")]
    [InlineData("0", "w9", 422, 3005, "amount")]
    [InlineData("-1.005", "w9", 400, 1001, "amount")]
    [InlineData("much", "w9", 400, 1001, "amount")]
    [InlineData("-1", "two words", 400, 1001, "reference")]
    [InlineData("-1", "first", 422, 3006, "reference")]
    [InlineData("9999999999999", "w9", 400, 1001, "amount")]
    public async Task What_is_refused_says_its_number(
        string amount,
        string reference,
        int status,
        int num,
        string field
    )
    {
        await using var floor = await Floor.Open();
        var fault = await floor.Fault("POST", Path, Words(amount, reference));
        Assert.Equal((status, num, field), (fault.Status, fault.Num, fault.Error.Text("field")));
    }

    [Fact]
    public async Task Who_is_not_there_has_no_cash()
    {
        await using var floor = await Floor.Open();
        Assert.Equal(1202, (await floor.Fault("GET", "/v1/accounts/9/cash", null)).Num);
        Assert.Equal(1202, (await floor.Fault("POST", "/v1/accounts/9/cash", Words("-1", "w1"))).Num);
        var unknown = await floor.Fault("PUT", $"{Path}/none", """{"outcome":"failed"}""");
        Assert.Equal((404, 3040, "reference"), (unknown.Status, unknown.Num, unknown.Error.Text("field")));
    }

    private static string Words(string amount, string reference) =>
        $$"""{"currency":"CNY","amount":"{{amount}}","reference":"{{reference}}"}""";

    private static long Free(Floor floor)
    {
        lock (floor.Venue.Views.Gate)
            return floor.Venue.Views.Ledger.Of(LedgerCode.ClientCash, new(1), Currency.CNY).Minor;
    }
}
