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

    [Fact]
    public async Task The_administrators_commands_enter_by_the_door_and_what_is_refused_names_field_and_rule()
    {
        await using var floor = await Floor.Open();
        const string Complaint =
            """{"from":"a hedger","index":"TIX","text":"The print of the second of March is too high."}""";
        var (status, filed) = await floor.Ask("POST", "/v1/index-commands/file-complaint", Complaint);
        Assert.Equal(200, status);
        Assert.Equal("ComplaintFiled", filed.GetProperty("events")[0].GetProperty("kind").GetString());
        Assert.Equal(1, filed.GetProperty("events")[0].GetProperty("document").GetProperty("number").GetInt32());
        var told = await floor.Get("/v1/indexes/TIX/governance");
        Assert.Equal(1, told.GetProperty("complaints").GetArrayLength());

        var self = """{"number":1,"person":"An","outcome":"perhaps","answer":"We looked at it and it may be so."}""";
        var refused = await floor.Fault("POST", "/v1/index-commands/answer-complaint", self);
        Assert.Equal((422, "DOCUMENT_REFUSED"), (refused.Status, refused.Code));
        Assert.Equal("outcome", refused.Error.GetProperty("field").GetString());
        Assert.Equal(404, (await floor.Fault("POST", "/v1/index-commands/settle-day", "{}")).Status);
        Assert.Equal(400, (await floor.Fault("POST", "/v1/index-commands/file-complaint", "[1]")).Status);
        Assert.Equal(422, (await floor.Fault("POST", "/v1/index-commands/file-complaint", """{"from":"x"}""")).Status);
        Assert.Equal(422, (await floor.Fault("POST", "/v1/index-commands/define-index", "{}")).Status);
        Assert.Equal(1, (await floor.Get("/v1/indexes/TIX/governance")).GetProperty("complaints").GetArrayLength());
    }
}
