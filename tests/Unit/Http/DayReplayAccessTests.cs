// How many days may be played again at once, whose they are, and when they end by themselves.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class DayReplayAccessTests
{
    [Fact]
    public async Task A_caller_has_two_the_next_ends_the_oldest_and_what_is_ended_is_gone()
    {
        await using var floor = await PlayedDay.Open();
        var first = await floor.Replay(PlayedDay.Day);
        var second = await floor.Replay(PlayedDay.Day);
        var third = await floor.Replay(PlayedDay.Day);
        Assert.Equal(404, (await floor.Fault("GET", $"/v1/replays/{first}")).Status);
        Assert.Equal(404, (await floor.Fault("GET", $"/replays/{first}/v1/status")).Status);
        Assert.Equal(2, (await floor.Get("/v1/replays")).Whole("running"));
        Assert.Equal(200, (await floor.Ask("DELETE", $"/v1/replays/{second}")).Status);
        Assert.Equal(404, (await floor.Fault("GET", $"/v1/replays/{second}")).Status);
        Assert.Equal(third, (await floor.Get($"/v1/replays/{third}")).Text("replay"));
    }

    [Fact]
    public async Task There_are_only_so_many_and_one_that_nobody_looks_at_ends()
    {
        await using var floor = await PlayedDay.Open(
            new() { MostReplays = 1, ReplayPatience = TimeSpan.FromSeconds(2.5) }
        );
        var replay = await floor.Replay(PlayedDay.Day);
        var full = await floor.Fault("POST", "/v1/replays", """{"from":"2026-03-02"}""");
        Assert.Equal((503, "BUSY", "1"), (full.Status, full.Code, full.Error.Text("limit")));
        for (var left = 400; (await floor.Get("/v1/replays")).Whole("running") > 0; left--)
        {
            Assert.True(left > 0);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(404, (await floor.Fault("GET", $"/v1/replays/{replay}")).Status);
    }

    [Fact]
    public async Task Private_documents_have_the_rules_of_the_live_ones_and_only_the_maker_controls()
    {
        using var folder = new IdentityFolder();
        var doors = new IdentityDoors(folder.Store);
        folder.Wait(KeyCheck.Window);
        await using var floor = await PlayedDay.Open(new() { Identity = doors });
        var tina = folder.Key("ed25519", ["read", "trade", "report"]);
        var otto = folder.Key("ed25519", ["read", "trade"], user: "otto");
        var body = new StringContent("""{"from":"2026-03-02"}""", null, "application/json");
        var nobody = await floor.Send(new(HttpMethod.Post, "/v1/replays") { Content = body });
        Assert.Equal((401, 1101), (nobody.Status, nobody.Num));
        var made = await floor.Ask(folder, tina, "POST", "/v1/replays", """{"from":"2026-03-02","paused":true}""");
        Assert.Equal(200, made.Status);
        var replay = made.Json.Text("replay")!;
        await floor.Stands(replay);
        var root = $"/replays/{replay}";
        Assert.Equal("REPLAY", (await floor.Get($"{root}/v1/status")).Text("environment"));
        Assert.Equal(401, (await floor.Send(new(HttpMethod.Get, $"{root}/v1/accounts/1/orders"))).Status);
        Assert.Equal(200, (await floor.Ask(folder, tina, "GET", $"{root}/v1/accounts/1/orders")).Status);
        Assert.Equal(403, (await floor.Ask(folder, otto, "GET", $"{root}/v1/accounts/1/orders")).Status);
        Assert.Equal(403, (await floor.Ask(folder, tina, "GET", $"{root}/v1/clearing/overview")).Status);
        foreach (var (method, change) in ((string, string?)[])[("PUT", """{"do":"play"}"""), ("DELETE", null)])
            Assert.Equal(404, (await floor.Ask(folder, otto, method, $"/v1/replays/{replay}", change)).Status);
        Assert.Equal(200, (await floor.Ask(folder, tina, "DELETE", $"/v1/replays/{replay}")).Status);
        doors.Sessions.Dispose();
    }
}
