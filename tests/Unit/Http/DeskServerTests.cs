// The desk's page: it reads documents of its own folder and nothing else, and only for its own host.
using System.Text;
using Microsoft.AspNetCore.TestHost;
using Tokenbourse.Gateways.Http;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class DeskServerTests
{
    [Fact]
    public async Task A_desk_tells_its_documents_to_its_own_host_and_has_no_others()
    {
        var asked = new List<string>();
        await using var app = DeskServer.Build(
            0,
            null,
            name =>
            {
                asked.Add(name);
                return name == "plan" ? Encoding.UTF8.GetBytes("""{"made":"2026-05-29"}""") : null;
            },
            builder => builder.WebHost.UseTestServer()
        );
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        client.BaseAddress = new("http://localhost/");
        var plan = await client.GetAsync("desk/plan", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)plan.StatusCode);
        Assert.Contains("no-store", plan.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            """{"made":"2026-05-29"}""",
            await plan.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(404, (int)(await Status("desk/journal")));
        Assert.Equal(
            405,
            (int)(await client.PostAsync("desk/plan", null, TestContext.Current.CancellationToken)).StatusCode
        );
        Assert.Equal(["plan", "journal"], asked);

        using var foreign = new HttpRequestMessage(HttpMethod.Get, "desk/plan");
        foreign.Headers.Add("Origin", "http://example.org");
        var refused = await client.SendAsync(foreign, TestContext.Current.CancellationToken);
        Assert.Equal(403, (int)refused.StatusCode);
        await app.StopAsync(TestContext.Current.CancellationToken);

        async Task<System.Net.HttpStatusCode> Status(string path) =>
            (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode;
    }
}
