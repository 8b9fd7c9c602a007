// Agreements beside a venue's logs: taken from the rulebook once, read at the start, refused with file and field.
using Tokenbourse.Node;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class MakerFilesTests : IDisposable
{
    private readonly string _place = Directory.CreateTempSubdirectory("makers").FullName;

    private string Rulebook => Path.Combine(_place, "rulebook");

    private string Folder => Path.Combine(_place, "venue");

    public void Dispose() => Directory.Delete(_place, true);

    [Fact]
    public void A_folder_takes_the_rulebooks_agreements_once_and_keeps_its_own()
    {
        Write(Rulebook, "a.json", Agreement("M1"));
        MakerFiles.Take(Rulebook, Folder);
        Assert.Equal(["M1"], MakerFiles.Read(Folder).Select(a => a.Agreement));
        Write(Rulebook, "b.json", Agreement("M2", account: 2));
        Write(Folder, "c.json", Agreement("M3", account: 3));
        MakerFiles.Take(Rulebook, Folder);
        Assert.Equal(["M1", "M3"], MakerFiles.Read(Folder).Select(a => a.Agreement));
    }

    [Fact]
    public void A_rulebook_or_a_folder_without_agreements_has_none()
    {
        MakerFiles.Take(Rulebook, Folder);
        Assert.Empty(MakerFiles.Read(Folder));
    }

    [Theory]
    [InlineData("0", "account: '0': must be a whole number from 1 to 2147483647; nearest valid: 1")]
    [InlineData("1", "from: '2026-03-02': agreement M1 holds for account 1 and TT on days of this one")]
    public void A_fault_keeps_the_venue_from_starting_and_names_file_and_field(string account, string said)
    {
        Write(Folder, "a.json", Agreement("M1"));
        Write(
            Folder,
            "b.json",
            Agreement("M2").Replace("\"account\": 1", $"\"account\": {account}", StringComparison.Ordinal)
        );
        var fault = Assert.Throws<VerbException>(() => MakerFiles.Read(Folder));
        Assert.Equal(1, fault.Exit);
        Assert.EndsWith($"b.json: {said}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rulebook_with_a_fault_is_not_taken()
    {
        Write(Rulebook, "a.json", "[]");
        Assert.Throws<VerbException>(() => MakerFiles.Take(Rulebook, Folder));
        Assert.Empty(MakerFiles.Read(Folder));
    }

    private static void Write(string folder, string file, string text)
    {
        var makers = Directory.CreateDirectory(Path.Combine(folder, "makers"));
        File.WriteAllText(Path.Combine(makers.FullName, file), text);
    }

    private static string Agreement(string name, int account = 1) =>
        $$"""
            { "agreement": "{{name}}", "account": {{account}}, "contract": "TT", "widestTicks": 10, "leastLots": 5,
              "leastPresence": "0.85", "from": "2026-03-02" }
            """;
}
