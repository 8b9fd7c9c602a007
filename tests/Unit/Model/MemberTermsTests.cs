// Member documents: what they say, what they may leave out, and each fault by its name.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class MemberTermsTests
{
    private const string Document = """
        {"member":801,"name":"North","kind":"futures firm","version":3,"markUp":"0.02"}
        """;

    [Fact]
    public void A_member_is_read_and_may_leave_out_version_and_mark_up()
    {
        var member = Read(Document, [])!;
        Assert.Equal((801, "North", 3, 20_000), (member.Member, member.Name, member.Version, member.MarkUpPpm));
        Assert.True(member.HasClients);
        var plain = Read("""{"member":10000,"name":"O","kind":"other firm"}""", [])!;
        Assert.Equal((10_000, 1, 0), (plain.Member, plain.Version, plain.MarkUpPpm));
        Assert.False(plain.HasClients);
    }

    [Theory]
    [InlineData("member", "0", "from 1 to 10000")]
    [InlineData("member", "10001", "from 1 to 10000")]
    [InlineData("member", "null", "")]
    [InlineData("name", "\"\"", "not empty")]
    [InlineData("name", "7", "")]
    [InlineData("kind", "\"bank\"", "futures firm, other firm")]
    [InlineData("version", "0", "from 1")]
    [InlineData("version", "\"2\"", "from 1")]
    [InlineData("markUp", "\"-0.01\"", "")]
    [InlineData("markUp", "\"0.500001\"", "")]
    [InlineData("markUp", "\"0.0000001\"", "")]
    [InlineData("colour", "\"red\"", "not a field")]
    public void A_fault_of_a_member_names_field_and_rule(string field, string value, string rule)
    {
        var json = JsonNode.Parse(Document)!.AsObject();
        json[field] = JsonNode.Parse(value);
        var faults = new List<SpecFault>();
        Assert.Null(Read(json.ToJsonString(), faults));
        Assert.Contains(rule, Assert.Single(faults, f => f.Path == field).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_sixty_characters_at_most()
    {
        Assert.NotNull(Read(Document.Replace("North", new('n', 60), StringComparison.Ordinal), []));
        var faults = new List<SpecFault>();
        Assert.Null(Read(Document.Replace("North", new('n', 61), StringComparison.Ordinal), faults));
        Assert.Equal("name", Assert.Single(faults).Path);
    }

    [Fact]
    public void The_shipped_members_are_read_without_fault_and_have_numbers_of_their_own()
    {
        var faults = new List<SpecFault>();
        var members = Directory
            .GetFiles(Path.Combine(Sources.Root, "rulebook", "members"), "*.json")
            .Select(f => MemberTerms.Read(File.ReadAllBytes(f), faults)!)
            .ToList();
        Assert.Empty(faults);
        Assert.Equal(3, members.Select(m => m.Member).Distinct().Count());
        Assert.Equal(2, members.Count(m => m.HasClients));
    }

    private static MemberTerms? Read(string json, List<SpecFault> faults) =>
        MemberTerms.Read(Encoding.UTF8.GetBytes(json), faults);
}
