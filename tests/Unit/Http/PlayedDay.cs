// A floor with a settled day behind it, and a replay of that day.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Xunit;

namespace Tokenbourse.Unit.Http;

/// <summary>What the tests of replays share: trades by chance on 2 March 2026, then the day's settlement.</summary>
internal static class PlayedDay
{
    public const string Day = "2026-03-02";

    public static async Task<Floor> Open(HttpOptions? options = null, bool sockets = false)
    {
        var floor = await Floor.Open(options, sockets);
        var stream = new RecordedStream(floor, "feed:TT-H26", 5);
        for (var minute = 1; minute < 60; minute++)
        {
            floor.Clock(2, 10, minute);
            for (var i = 0; i < 4; i++)
                stream.Step();
        }

        floor.Clock(2, 16, 30);
        return floor;
    }

    /// <summary>Makes a replay that stands at a moment, and waits until it is there.</summary>
    public static async Task<string> Replay(this Floor floor, string from, bool paused = true, int speed = 1)
    {
        var body = $$"""{"from":"{{from}}","speed":{{speed}},"paused":{{(paused ? "true" : "false")}}}""";
        var (status, made) = await floor.Ask("POST", "/v1/replays", body);
        Assert.True(status == 200, made.ToString());
        Assert.Equal($"replays/{made.Text("replay")}/", made.Text("root"));
        await floor.Stands(made.Text("replay")!);
        return made.Text("replay")!;
    }

    /// <summary>Changes a replay; the answer when it is prepared.</summary>
    public static async Task<JsonElement> Change(this Floor floor, string replay, string body)
    {
        var (status, told) = await floor.Ask("PUT", $"/v1/replays/{replay}", body);
        Assert.True(status == 200, told.ToString());
        return await floor.Stands(replay);
    }

    public static Task<JsonElement> Stands(this Floor floor, string replay) =>
        floor.Until(replay, told => told.Text("state") != "preparing");

    public static async Task<JsonElement> Until(this Floor floor, string replay, Func<JsonElement, bool> reached)
    {
        for (var left = 1000; left > 0; left--)
        {
            var told = await floor.Get($"/v1/replays/{replay}");
            Assert.NotEqual("failed", told.Text("state"));
            if (reached(told))
                return told;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(replay);
    }
}
