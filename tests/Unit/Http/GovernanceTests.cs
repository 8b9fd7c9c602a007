// What governance said of an index, over HTTP.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class GovernanceTests
{
    [Fact]
    public async Task An_index_tells_its_complaints_and_announced_versions_and_who_complained_stays_private()
    {
        await using var floor = await Floor.Open();
        var empty = await floor.Get("/v1/indexes/TIX/governance");
        Assert.Equal(0, empty.GetProperty("complaints").GetArrayLength());
        var next = Floor.Methodology.Replace("\"version\": 1", "\"version\": 2, \"effective\": \"2026-04-01\"");
        floor.Venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(next));
        floor.Venue.Observe(
            MessageKind.FileComplaint,
            Documents.Write(new ComplaintFiling("a hedger", "TIX", "the print is too high"))
        );
        var told = await floor.Get("/v1/indexes/TIX/governance");
        var version = Assert.Single(told.GetProperty("versions").EnumerateArray());
        Assert.Equal(
            (2, "2026-04-01"),
            (version.GetProperty("version").GetInt32(), version.GetProperty("effective").GetString())
        );
        var complaint = Assert.Single(told.GetProperty("complaints").EnumerateArray());
        Assert.Equal("open", complaint.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, complaint.GetProperty("outcome").ValueKind);
        Assert.DoesNotContain("a hedger", told.ToString(), StringComparison.Ordinal);
        // The version in force is still the first.
        var force = await floor.Get("/v1/indexes/TIX/methodology");
        Assert.Equal(1, force.GetProperty("version").GetInt32());
        Assert.Equal(404, (await floor.Fault("GET", "/v1/indexes/NONE/governance")).Status);
    }
}
