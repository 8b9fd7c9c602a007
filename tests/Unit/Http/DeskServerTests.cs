// The desk's door: its own papers and steps for its own host, and the venue behind it for what is under /v1.
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Tokenbourse.Gateways.Http;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class DeskServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class Office : IDeskOffice
    {
        public List<string> Asked { get; } = [];

        public DeskReply? Read(string paper, Func<string, string?> query)
        {
            Asked.Add($"read {paper} {query("lang")}".TrimEnd());
            return paper == "programme" ? new(200, "{}"u8.ToArray())
                : paper == "report" ? new(200, "a,b"u8.ToArray(), "text/csv", "report.csv")
                : null;
        }

        public Task<DeskReply?> Do(string step, Func<string, string?> query, byte[] body, CancellationToken cancel)
        {
            Asked.Add($"do {step} {Encoding.UTF8.GetString(body)}");
            return Task.FromResult<DeskReply?>(step == "policy" ? new(422, "{}"u8.ToArray()) : null);
        }
    }

    private static async Task<(WebApplication App, HttpClient Client)> Opened(Office office)
    {
        var app = DeskServer.Build(0, null, office, null, builder => builder.WebHost.UseTestServer());
        await app.StartAsync(Cancel);
        var client = app.GetTestClient();
        client.BaseAddress = new("http://localhost/");
        return (app, client);
    }

    [Fact]
    public async Task A_desk_tells_its_papers_to_its_own_host_and_does_its_steps()
    {
        var office = new Office();
        var (app, client) = await Opened(office);
        await using var _ = app;
        var paper = await client.GetAsync("desk/programme", Cancel);
        Assert.Equal(HttpStatusCode.OK, paper.StatusCode);
        Assert.Contains("no-store", paper.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var file = await client.GetAsync("desk/report?lang=zh", Cancel);
        Assert.Equal("report.csv", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("desk/journal", Cancel)).StatusCode);
        using var body = new StringContent("""{"bands":[]}""");
        Assert.Equal(
            HttpStatusCode.UnprocessableContent,
            (await client.PostAsync("desk/policy", body, Cancel)).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("desk/nothing", null, Cancel)).StatusCode);
        Assert.Equal(
            ["read programme", "read report zh", "read journal", """do policy {"bands":[]}""", "do nothing "],
            office.Asked
        );
        await app.StopAsync(Cancel);
    }

    [Theory]
    [InlineData("GET", "desk/programme")]
    [InlineData("POST", "desk/policy")]
    public async Task A_page_from_elsewhere_reads_nothing_and_does_nothing(string method, string path)
    {
        var office = new Office();
        var (app, client) = await Opened(office);
        await using var _ = app;
        using var foreign = new HttpRequestMessage(new(method), path);
        foreign.Headers.Add("Origin", "http://example.org");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign, Cancel)).StatusCode);
        Assert.Empty(office.Asked);
        await app.StopAsync(Cancel);
    }

    [Fact]
    public async Task Without_a_venue_its_addresses_say_so()
    {
        var (app, client) = await Opened(new Office());
        await using var _ = app;
        var answer = await client.GetAsync("v1/status", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("--venue", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await app.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_is_asked_of_the_venue_goes_there_under_its_own_name_and_comes_back_whole()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        await using var venue = builder.Build();
        venue.MapPost(
            "/v1/orders",
            (RequestDelegate)(
                async context =>
                {
                    using var body = new StreamReader(context.Request.Body);
                    context.Response.StatusCode = 409;
                    context.Response.Headers["X-Said"] =
                        $"{context.Request.Headers.Origin} {context.Request.QueryString}";
                    await context.Response.WriteAsync(
                        $"{context.Request.Host} {await body.ReadToEndAsync(Cancel)}",
                        Cancel
                    );
                }
            )
        );
        await venue.StartAsync(Cancel);
        var address = new Uri(venue.Urls.First());
        var app = DeskServer.Build(0, null, new Office(), address, b => b.WebHost.UseTestServer());
        await using var _ = app;
        await app.StartAsync(Cancel);
        using var client = app.GetTestClient();
        client.BaseAddress = new("http://localhost/");
        using var asked = new HttpRequestMessage(HttpMethod.Post, "v1/orders?a=1%202");
        asked.Headers.Add("Origin", "http://localhost");
        asked.Content = new StringContent("ten lots");
        var answer = await client.SendAsync(asked, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal($"{address.Authority} ten lots", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal($"http://{address.Authority} ?a=1%202", answer.Headers.GetValues("X-Said").Single());
        await venue.StopAsync(Cancel);
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("v1/status", Cancel)).StatusCode);
        await app.StopAsync(Cancel);
    }
}
