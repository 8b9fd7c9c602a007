// The contract that machines read: it tells every route and no other, its examples fit, and the pages hold what the
// venue hands out.
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Unit.Architecture;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ContractTests
{
    /// <summary>What a print says of its own quality: shares and statistics, no money.</summary>
    private static readonly HashSet<string> _measures =
    [
        "PrintDiagnostics",
        "LevelShare",
        "RegressionDiagnostics",
        "ShadowReading",
        "TierReading",
        "RegressorValue",
    ];

    [Fact]
    public async Task Every_route_is_in_the_contract_and_the_reverse()
    {
        await using var floor = await Floor.Open();
        var routes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in floor.Routes)
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD");
            foreach (var method in methods)
                routes.Add($"{method} {endpoint.RoutePattern.RawText}");
        }

        var told = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in Contract.Rest.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
                told.Add($"{operation.Name.ToUpperInvariant()} {path.Name}");
        }

        const string where = "the table is src/Gateways/Http/Contract/Operations*.cs";
        Assert.True(routes.IsSubsetOf(told), $"not in the contract: {string.Join(", ", routes.Except(told))}; {where}");
        Assert.True(told.IsSubsetOf(routes), $"no such route: {string.Join(", ", told.Except(routes))}; {where}");
    }

    [Theory]
    [InlineData("openapi.json")]
    [InlineData("asyncapi.json")]
    public async Task The_documents_in_the_repository_are_what_the_venue_hands_out(string name)
    {
        await using var floor = await Floor.Open();
        var now = await floor.Http.GetStringAsync($"/v1/{name}", TestContext.Current.CancellationToken);
        var kept = Path.Combine(Sources.Root, "docs", "protocols", name);
        var made = Path.Combine(Sources.Root, "artifacts", "contract", name);
        Directory.CreateDirectory(Path.GetDirectoryName(made)!);
        await File.WriteAllTextAsync(made, now, new UTF8Encoding(false), TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(kept) && await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken) == now,
            $"docs/protocols/{name} is old: copy artifacts/contract/{name} over it"
        );
    }

    [Fact]
    public void Every_operation_says_what_it_is_what_it_answers_and_how_it_is_refused()
    {
        var faults = new List<string>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Contract.Rest.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var at = $"{operation.Name} {path.Name}";
                var o = operation.Value;
                if (!ids.Add(o.Text("operationId")))
                    faults.Add($"{at}: operationId stands twice");
                if (!o.Text("summary").EndsWith('.') || o.GetProperty("tags").GetArrayLength() != 1)
                    faults.Add($"{at}: summary or tag");
                var ways = o.GetProperty("security").EnumerateArray().ToList();
                var isPublic = ways.Count == 0 || ways.Exists(w => !w.EnumerateObject().Any());
                if (isPublic != AccessTests.Public.Contains($"{operation.Name.ToUpperInvariant()} {path.Name}"))
                    faults.Add($"{at}: security");
                var answers = o.GetProperty("responses");
                foreach (var status in (string[])["400", "403", "500"])
                {
                    if (!answers.TryGetProperty(status, out _))
                        faults.Add($"{at}: no {status}");
                }

                var parts = path.Name.Split('/').Where(p => p.StartsWith('{')).Select(p => p[1..^1]);
                var said = o.TryGetProperty("parameters", out var given) ? given.EnumerateArray().ToList() : [];
                if (parts.Except(said.Select(p => p.Text("name"))).Any())
                    faults.Add($"{at}: a part of the address is not told");
                foreach (var parameter in said.Where(p => !p.GetProperty("schema").TryGetProperty("examples", out _)))
                    faults.Add($"{at}: {parameter.Text("name")} has no example");
                if (answers.TryGetProperty("200", out var done))
                    Example(done, $"{at} 200", faults);
                if (o.TryGetProperty("requestBody", out var body))
                    Example(body, $"{at} body", faults);
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_message_has_an_example_that_fits()
    {
        var faults = new List<string>();
        foreach (var message in Contract.Stream.GetProperty("components").GetProperty("messages").EnumerateObject())
        {
            foreach (var example in message.Value.GetProperty("examples").EnumerateArray())
            {
                var payload = message.Value.GetProperty("payload");
                faults.AddRange(
                    Contract
                        .MessageSchemas.Faults(example.GetProperty("payload"), payload)
                        .Select(f => $"{message.Name}: {f}")
                );
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Money_is_text_and_lots_are_whole()
    {
        var faults = new List<string>();
        foreach (var record in Contract.Rest.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            foreach (var field in record.Value.GetProperty("properties").EnumerateObject())
            {
                var text = field.Value.GetRawText();
                if (
                    text.Contains("\"number\"", StringComparison.Ordinal)
                    && field.Name != "speed"
                    && !_measures.Contains(record.Name)
                )
                    faults.Add($"{record.Name}.{field.Name}: a binary fraction");
                if (
                    field.Name.EndsWith("ots", StringComparison.Ordinal)
                    && !text.Contains("\"integer\"", StringComparison.Ordinal)
                )
                    faults.Add($"{record.Name}.{field.Name}: lots are whole");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_contract_is_asked_by_a_check_that_finds_faults()
    {
        await using var floor = await Floor.Open();
        var depth = await floor.Get("/v1/depth/TT-H26");
        var schema = Contract.Schemas.At("#/components/schemas/Depth");
        Assert.Empty(Contract.Schemas.Faults(depth, schema));
        foreach (
            var (old, other) in (ReadOnlySpan<(string, string)>)
                [("\"bids\":[]", "\"bids\":{}"), ("\"seq\":", "\"sequence\":"), ("TT-H26\"", "TT-H26\",\"more\":1")]
        )
        {
            using var broken = JsonDocument.Parse(depth.GetRawText().Replace(old, other, StringComparison.Ordinal));
            Assert.NotEmpty(Contract.Schemas.Faults(broken.RootElement, schema));
        }
    }

    private static void Example(JsonElement holder, string at, List<string> faults)
    {
        foreach (var media in holder.GetProperty("content").EnumerateObject())
        {
            var content = media.Value;
            var found = Contract.Schemas.Faults(content.GetProperty("example"), content.GetProperty("schema"));
            faults.AddRange(found.Select(f => $"{at} {media.Name}: {f}"));
        }
    }
}
