// Requests that are right, made of the venue's own contract: so that an address that is added is fuzzed at once.
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>A request.</summary>
/// <param name="Path">With the names of its parts in braces.</param>
/// <param name="Queries">Names that the query may have.</param>
/// <param name="Body">An example; null: it has none.</param>
internal sealed record JsonTemplate(string Method, string Path, IReadOnlyList<string> Queries, JsonObject? Body)
{
    public bool Changes => Method is not ("GET" or "HEAD");
}

/// <summary>Reads the contract and knows words that mean something to the venue of the fuzzer.</summary>
internal sealed class JsonTemplates
{
    // Bodies that the contract leaves open.
    private static readonly string[] _bodies =
    [
        """
            {"account":1,"product":"TS-CN","side":"buy","reference":7,"hour":"2026-03-03T00:00:00Z","lots":1,
             "limit":"5.00"}
            """,
        """
            {"account":1,"product":"TS-CN","side":"sell","reference":8,"firstHour":"2026-03-03T00:00:00Z","hours":4,
             "lots":2,"limit":"0.50"}
            """,
        """{"account":2,"certificate":1,"to":3,"lots":1}""",
        """{"account":1,"supply":1,"month":"2026-03"}""",
        """{"meter":7,"record":1,"supply":1,"day":"2026-03-02","units":5000,"evidence":"e1"}""",
        """{"account":1,"contract":"TK","mostLots":100,"mostNotional":"1000000.00","mostOrders":10}""",
        """{"index":"CSTI-S","day":"2026-03-01","person":"p","reason":"because","text":"text"}""",
        """{"seen":"2026-03-01","day":"2026-03-01","kind":"gpu","seller":"s","price":"1.00","currency":"CNY"}""",
    ];

    private readonly IReadOnlyList<string> _symbols;

    public JsonTemplates(string contract, IReadOnlyList<string> symbols)
    {
        _symbols = symbols;
        var all = new List<JsonTemplate>();
        var paths = JsonNode.Parse(contract)!["paths"]!.AsObject();
        foreach (var (path, operations) in paths)
        {
            // The contracts are long and never change; the stream is another door.
            if (path.EndsWith(".json", StringComparison.Ordinal) || path == "/v1/stream")
                continue;
            foreach (var (method, operation) in operations!.AsObject())
                Add(all, method.ToUpperInvariant(), path, operation!.AsObject());
        }

        All = all;
    }

    public IReadOnlyList<JsonTemplate> All { get; }

    /// <summary>A word for a part of an address, a query or a field; null: nothing is known of the name.</summary>
    public string? Word(Random random, string name) =>
        name switch
        {
            "account" or "seller" or "buyer" or "to" => Number(random, 1, 18),
            "symbol" => _symbols[random.Next(_symbols.Count)],
            "order" or "certificate" or "supply" or "number" => Number(random, 1, 400),
            "contract" => random.Next(2) == 0 ? "TK" : "XX",
            "product" => "TS-CN",
            "index" => "CSTI-S",
            "day" => "2026-03-02",
            "month" => "2026-03",
            "id" or "clientOrderId" => "f" + Number(random, 1, 100_000),
            "reference" => "r" + Number(random, 1, 1000),
            "price" or "bid" or "ask" or "limit" => $"{random.Next(5, 8)}.{random.Next(0, 500) * 2:000}",
            "stream" => "feed:" + _symbols[random.Next(_symbols.Count)],
            _ => null,
        };

    private static string Number(Random random, int least, int most) =>
        random.Next(least, most).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Add(List<JsonTemplate> all, string method, string path, JsonObject operation)
    {
        var parameters = operation["parameters"]?.AsArray() ?? [];
        var queries = parameters.Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!).ToList();
        var body = operation["requestBody"]?["content"]?["application/json"]?["example"]?.AsObject();
        // Where a word of the address chooses the command, each word is an address of its own.
        var command = parameters.FirstOrDefault(p => (string?)p!["name"] == "command");
        var words = command?["schema"]?["x-extensible-enum"]?.AsArray().Select(w => (string)w!).ToList() ?? [""];
        foreach (var word in words)
        {
            var address = path.Replace("{command}", word, StringComparison.Ordinal);
            var open = operation["requestBody"] is not null && (body is null || body.Count == 0);
            if (!open)
                all.Add(new(method, address, queries, body));
            foreach (var text in open ? _bodies : [])
                all.Add(new(method, address, queries, JsonNode.Parse(text)!.AsObject()));
        }
    }
}
