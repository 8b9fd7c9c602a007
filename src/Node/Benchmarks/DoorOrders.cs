// Orders and cancels as a participant's program writes them, the same for both doors.
using System.Text;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Each order is cancelled by its id when three hundred newer ones are there, unless it has traded: then the
/// cancel is refused, as in a real market.</summary>
internal static class DoorOrders
{
    private const int Live = 300;

    /// <summary>One message: an order with its body, or a cancel.</summary>
    /// <param name="Body">Null: a cancel.</param>
    private readonly record struct One(int Account, string Id, string? Body);

    /// <summary>As frames of the stream.</summary>
    public static byte[][] Frames(int count, string prefix) => [.. Make(count, prefix).Select(Frame)];

    /// <summary>As requests of HTTP, head and body.</summary>
    public static byte[][] Requests(int count, string prefix) => [.. Make(count, prefix).Select(Request)];

    private static byte[] Frame(One one, int number)
    {
        var rest = one.Body is { } body
            ? $"\"body\":{body}"
            : BenchText.Text($"\"account\":{one.Account},\"clientOrderId\":\"{one.Id}\"");
        var op = one.Body is null ? "cancel-by-id" : "place";
        return Encoding.UTF8.GetBytes(BenchText.Text($$"""{"op":"{{op}}","id":"{{number}}",{{rest}}}"""));
    }

    private static byte[] Request(One one)
    {
        var line = one.Body is null
            ? BenchText.Text($"DELETE /v1/orders/by-client-id/{one.Account}/{one.Id}")
            : "POST /v1/orders";
        var body = one.Body ?? "";
        var head = BenchText.Text($"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {body.Length}\r\n");
        var type = one.Body is null ? "" : "Content-Type: application/json\r\n";
        return Encoding.UTF8.GetBytes($"{head}{type}\r\n{body}");
    }

    private static IEnumerable<One> Make(int count, string prefix)
    {
        var random = new Random(1);
        var waiting = new Queue<One>();
        for (var i = 0; i < count; i++)
        {
            if (waiting.Count > Live)
            {
                yield return waiting.Dequeue() with
                {
                    Body = null,
                };
                continue;
            }

            var account = (i % 16) + 1;
            var buys = random.Next(2) == 0;
            var ticks = 3200 + ((buys ? 1 : -1) * (random.Next(12) - 9));
            var id = BenchText.Text($"{prefix}{i}");
            var (side, price, lots) = (buys ? "buy" : "sell", ticks / 500m, random.Next(1, 6));
            var terms = BenchText.Text(
                $$"""
                "symbol":"{{Symbol}}","side":"{{side}}","price":"{{price:0.000}}","lots":{{lots}}
                """
            );
            var body = BenchText.Text(
                $$"""{"account":{{account}},{{terms}},"selfMatch":"allow","clientOrderId":"{{id}}"}"""
            );
            var order = new One(account, id, body);
            waiting.Enqueue(order);
            yield return order;
        }
    }

    /// <summary>The first month that the contract of the benchmarks lists.</summary>
    public const string Symbol = "TK-H26";
}
