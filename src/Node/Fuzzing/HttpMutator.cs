// Requests that are nearly right: method, address, query, headers, and how the body is framed.
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Bytes to send.</summary>
/// <param name="IsFramed">The server can tell where the request ends, so that it answers and goes on.</param>
/// <param name="Changes">It may change something.</param>
/// <param name="IsHead">Its answer has no body.</param>
internal readonly record struct HttpInput(byte[] Bytes, string Mutation, bool IsFramed, bool Changes, bool IsHead);

/// <summary>Begins with a request of the contract and spoils one thing of it.</summary>
internal sealed class HttpMutator(JsonTemplates templates)
{
    private static readonly string[] _methods = ["HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO", "get", "PUT", "DELETE"];

    private static readonly string[] _parts =
    [
        "0",
        "-1",
        "%00",
        "%2F",
        "%2e%2e%2f",
        "..",
        "%C3%A9",
        "%ff%fe",
        "%",
        "99999999999999999999",
        "1e5",
        "'",
        "a,b",
        "TK%2DZ26",
        new('A', 3000),
    ];

    private static readonly string[] _headers =
    [
        "Host: evil.example",
        "Origin: http://evil.example",
        "Content-Encoding: gzip",
        "Content-Type: text/plain",
        "Content-Type: application/json; charset=utf-7",
        "Accept: */*;q=x",
        "Range: bytes=0-1",
        "Expect: 200-ok",
        "Cookie: " + new string('c', 4000),
        "X-Request-Id: " + new string('x', 100),
        "X-Request-Id: a\u0001b",
        "X-HTTP-Method-Override: DELETE",
        "Tokenbourse-Key: k",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Content-Length: 5",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Connection: upgrade",
        "Upgrade: websocket",
        " folded: header",
        "no colon",
        ": no name",
        "X: " + new string('h', 20_000),
    ];

    public HttpInput Next(Random random)
    {
        var template = templates.All[random.Next(templates.All.Count)];
        var (body, mutation) = template.Body is { } example
            ? JsonMutator.Spoil(random, example, templates)
            : ([], "none");
        var (method, path) = (template.Method, Filled(random, template, false));
        switch (random.Next(48))
        {
            case 0:
                method = _methods[random.Next(_methods.Length)];
                mutation = "odd method";
                break;
            case 1:
                path = Filled(random, template, true);
                mutation = "odd part of the address";
                break;
            case 2:
                path +=
                    $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}odd=%00&{_parts[random.Next(14)]}=";
                mutation = "odd query";
                break;
            case 3:
                return OddHeader(random, method, path, body);
            case 4:
                return OddFrame(random, method, path, body);
        }

        var bytes = Whole(method, path, Head(body.Length), body);
        return new(bytes, mutation, true, template.Changes, method == "HEAD");
    }

    /// <summary>A request that asks for something and changes nothing.</summary>
    public static byte[] Get(string path) => Whole("GET", path, "", []);

    // What a header says may leave the server waiting for more.
    private static HttpInput OddHeader(Random random, string method, string path, byte[] body)
    {
        var header = _headers[random.Next(_headers.Length)];
        var at = random.Next(2) == 0;
        var head = at ? $"{header}\r\n{Head(body.Length)}" : $"{Head(body.Length)}{header}\r\n";
        return new(Whole(method, path, head, body), "odd header", false, true, false);
    }

    private static HttpInput OddFrame(Random random, string method, string path, byte[] body)
    {
        var line = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n";
        var json = "Content-Type: application/json\r\n";
        var said = random.Next(10) switch
        {
            0 => Text(line + json + Length(body.Length + random.Next(1, 100)), body),
            1 => Text(line + json + Length(int.Max(0, body.Length - random.Next(1, 20))), body),
            2 => Text(line + json + Length(int.MaxValue), body),
            3 => Text(line + json + "Transfer-Encoding: chunked\r\n\r\n" + $"{body.Length:x}\r\n", [.. body, 13, 10]),
            4 => Text(line + json + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", body),
            5 => Text(line + json + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", body),
            6 => Text(line[..random.Next(1, line.Length)], []),
            7 => Text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", body),
            8 => Text($"{method} {path}\n\n", []),
            _ => Noise(random),
        };
        return new(said, "odd frame", false, true, false);
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 2000)];
        random.NextBytes(noise);
        return noise;
    }

    private string Filled(Random random, JsonTemplate template, bool odd)
    {
        var path = new StringBuilder();
        foreach (var part in template.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path.Append('/');
            if (part[0] != '{')
                path.Append(part);
            else if (odd)
                path.Append(_parts[random.Next(_parts.Length)]);
            else
                path.Append(Uri.EscapeDataString(templates.Word(random, part[1..^1]) ?? "x"));
        }

        if (template.Queries.Count > 0 && random.Next(2) == 0)
        {
            var name = template.Queries[random.Next(template.Queries.Count)];
            var value = random.Next(3) == 0 ? _parts[random.Next(_parts.Length)] : templates.Word(random, name) ?? "5";
            path.Append(CultureInfo.InvariantCulture, $"?{name}={value}");
        }

        return path.ToString();
    }

    private static string Head(int length) =>
        length == 0 ? "" : $"Content-Type: application/json\r\n{Length(length)[..^2]}";

    private static string Length(int length) => $"Content-Length: {length}\r\n\r\n";

    private static byte[] Whole(string method, string path, string head, byte[] body) =>
        Text($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n", body);

    private static byte[] Text(string head, byte[] body) => [.. Encoding.Latin1.GetBytes(head), .. body];
}
