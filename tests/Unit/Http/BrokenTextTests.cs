// Bodies that are no text: bytes that are not UTF-8, and halves of surrogate pairs, at every address that takes a body.
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class BrokenTextTests
{
    // Found by the fuzzer: what could not be shown in the refusal was answered with 500.
    private static readonly byte[][] _bodies =
    [
        [.. "{\"account\":1,\"symbol\":\""u8, 0xC4, .. "S-CN\",\"product\":\""u8, 0xFF, .. "\"}"u8],
        [.. "{\"account\":"u8, 0xE2, 0x82, .. "}"u8],
        [.. "{\"acc"u8, 0xB4, .. "ount\":1}"u8],
        [.. "{\"account\":1,\"odd\":[\""u8, 0xC0, 0x80, .. "\"]}"u8],
        [
            .. """{"account":1,"symbol":"\ud800","outcome":"\udc00","state":"\ud800","scope":"\ud800","person":"\ud800"}"""u8,
        ],
    ];

    [Fact]
    public async Task Are_refused_at_every_address_and_never_a_fault_of_the_venue()
    {
        await using var floor = await Floor.Open();
        var tried = 0;
        foreach (var (method, target) in Addresses(floor))
        {
            foreach (var body in _bodies)
            {
                var told = await floor.Send(Request(method, target, body));
                Assert.True(told.Status is >= 400 and < 500, $"{method} {target}: {told.Status} {told.Json}");
                tried++;
            }
        }

        Assert.True(tried > 200, $"{tried}");
        Assert.Empty(floor.Inner.Views.Orders.Of(new AccountId(1)));
    }

    [Fact]
    public async Task A_chunk_larger_than_any_number_is_the_senders_fault()
    {
        await using var floor = await Floor.Open(sockets: true);
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = 20_000,
        };
        peer.Connect(IPAddress.Loopback, floor.Http.BaseAddress!.Port);
        peer.Send(
            "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"u8
                .ToArray()
                .Concat("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}"u8.ToArray())
                .ToArray()
        );
        var block = new byte[4096];
        var told = Encoding.ASCII.GetString(block, 0, peer.Receive(block));
        Assert.StartsWith("HTTP/1.1 400", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_refused_when_the_venue_asks_who_one_is()
    {
        using var folder = new IdentityFolder();
        using var doors = new IdentityDoors(folder.Store);
        folder.Wait(KeyCheck.Window);
        await using var floor = await Floor.Open(new() { Identity = doors });
        foreach (var (method, target) in Addresses(floor))
        {
            var told = await floor.Send(Request(method, target, _bodies[^1]));
            Assert.True(told.Status is >= 400 and < 500, $"{method} {target}: {told.Status} {told.Json}");
        }
    }

    private static IEnumerable<(string Method, string Target)> Addresses(Floor floor)
    {
        foreach (var route in floor.Routes)
        {
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                if (method is "GET" or "HEAD")
                    continue;
                var pattern = route.RoutePattern.RawText!;
                // Signing out reads no body.
                if (pattern == "/v1/session")
                    continue;
                var words =
                    !pattern.Contains("{command}", StringComparison.Ordinal) ? [""]
                    : pattern.Contains("/spot/", StringComparison.Ordinal) ? SpotDoor.Words
                    : IndexDoor.Commands.Select(c => c.Word);
                foreach (var word in words)
                {
                    // A cancel by one's own id has no body, and no such order.
                    var target = pattern
                        .Replace("{command}", word, StringComparison.Ordinal)
                        .Replace("{symbol}", "TT-H26", StringComparison.Ordinal)
                        .Replace("{account}", "1", StringComparison.Ordinal)
                        .Replace("{order}", "7", StringComparison.Ordinal);
                    foreach (var name in (string[])["id", "reference", "proposal"])
                        target = target.Replace($"{{{name}}}", "x", StringComparison.Ordinal);
                    yield return (method, target);
                }
            }
        }
    }

    private static HttpRequestMessage Request(string method, string target, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = Encoding.UTF8.WebName };
        return new(new(method), target) { Content = content };
    }
}
