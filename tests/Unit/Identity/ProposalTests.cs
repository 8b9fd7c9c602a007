// Four eyes: one proposes, another in another role approves, and the venue hears of it only then.
using System.Text.Json;
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Market;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class ProposalTests : IAsyncLifetime
{
    private const string Address = "/v1/admin/proposals";
    private const string Reason = "The news of this morning is out and read.";
    private readonly IdentityFolder _folder = new();
    private IdentityDoors _doors = null!;
    private Floor _floor = null!;
    private TestKey _mona = null!;
    private TestKey _carl = null!;

    public async ValueTask InitializeAsync()
    {
        _doors = new(_folder.Store);
        _folder.Wait(KeyCheck.Window);
        _floor = await Floor.Open(new() { Identity = _doors });
        _mona = _folder.Key("ed25519", ["admin:market-ops"], user: "mona");
        _carl = _folder.Key("ecdsa-p256", ["admin:clearing"], user: "carl");
    }

    public async ValueTask DisposeAsync()
    {
        await _floor.DisposeAsync();
        _doors.Sessions.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_person_stops_trading_and_two_let_it_go_on()
    {
        const string Halt = """{"state":"halted","cause":"news"}""";
        Assert.Equal(200, (await _floor.Ask(_folder, _mona, "PUT", "/v1/instruments/TT-H26/state", Halt)).Status);
        var number = (await _floor.Get("/v1/instruments"))[0].Whole("instrument");
        var document = $$"""{"instrument":{{number}},"state":"Continuous","seconds":0,"cause":"over"}""";
        var made = await Propose(_mona, "set-trading-state", document);
        Assert.True(made.Status == 200, made.Json.ToString());
        Assert.Equal(
            ("open", "mona", "market-ops"),
            (made.Json.Text("stage"), made.Json.Text("by"), made.Json.Text("role"))
        );
        var (id, hash) = (made.Json.Text("proposal"), made.Json.Text("hash"));

        // The same person, another one in the same role, a wrong hash, a key without a public half, another role.
        Assert.Equal((403, 1201), Both(await Approve(_mona, id, hash)));
        var max = _folder.Key("ed25519", ["admin:market-ops"], user: "max");
        Assert.Equal((403, 1201), Both(await Approve(max, id, hash)));
        Assert.Equal((400, 1001), Both(await Approve(_carl, id, new string('0', 64))));
        var secret = _folder.Key("hmac-sha256", ["admin:clearing"], user: "carl");
        Assert.Equal((403, 1201), Both(await Approve(secret, id, hash)));
        var tina = _folder.Key("ed25519", ["trade"]);
        Assert.Equal((403, 1201), Both(await Approve(tina, id, hash)));
        Assert.Equal("halted", await Phase());

        var done = await Approve(_carl, id, hash);
        Assert.True(done.Status == 200, done.Json.ToString());
        Assert.Equal(
            ("submitted", "carl", "clearing", "taken"),
            (
                done.Json.Text("stage"),
                done.Json.Text("approvedBy"),
                done.Json.Text("approvedAs"),
                done.Json.Text("outcome")
            )
        );
        Assert.Equal("continuous", await Phase());
        Assert.Equal((400, 1001), Both(await Approve(_carl, id, hash)));
        var sven = _folder.Key("ed25519", ["admin:surveillance"], user: "sven");
        Assert.Equal(1, (await _floor.Ask(_folder, sven, "GET", Address)).Json.GetArrayLength());
        var kinds = new List<Type>();
        AuditReader.Read(_folder.Folder, r => kinds.Add(r.GetType()));
        Type[] told = [typeof(Acted), typeof(Proposed), typeof(Approved), typeof(Submitted)];
        Assert.Equal(told, kinds.Where(told.Contains));
    }

    [Fact]
    public async Task A_proposal_says_what_it_changes_and_can_be_turned_down()
    {
        var contract = JsonNode.Parse(MarketDesk.Contract)!.AsObject();
        contract["version"] = 2;
        contract["note"] = "Another one.";
        var before = _floor.Inner.Logs.Commands.Tail;
        var made = await Propose(_mona, "define-contract", contract.ToJsonString());
        Assert.True(made.Status == 200, made.Json.ToString());
        var diff = made.Json.GetProperty("diff").EnumerateArray().Select(l => l.GetString()!).ToList();
        Assert.Equal(["note: (none) -> \"Another one.\"", "version: (none) -> 2"], diff);
        var fresh = await Propose(
            _mona,
            "define-margins",
            MarketDesk.Margins.Replace("TT", "XX", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["contract: (none) -> \"XX\"", "rate: (none) -> \"0.16\"", "version: (none) -> 1"],
            fresh.Json.GetProperty("diff").EnumerateArray().Select(l => l.GetString())
        );
        var id = made.Json.Text("proposal");
        var rejected = await _floor.Ask(_folder, _carl, "POST", $"{Address}/{id}/reject", """{"reason":"not now"}""");
        Assert.Equal(
            (200, "rejected", "carl"),
            (rejected.Status, rejected.Json.Text("stage"), rejected.Json.Text("rejectedBy"))
        );
        Assert.Equal((400, 1001), Both(await Approve(_carl, id, made.Json.Text("hash"))));
        Assert.Equal(before, _floor.Inner.Logs.Commands.Tail);
    }

    [Fact]
    public async Task A_notice_is_told_in_both_languages_and_is_part_of_what_is_approved()
    {
        const string Document = """{"number":1}""";
        var quiet = await Propose(_mona, "set-release", Document);
        var told = await Ask("""{"en":"Release 1 again.","zh":"恢复第一版。"}""");
        Assert.True(told.Status == 200, told.Json.ToString());
        Assert.Equal(("Release 1 again.", "恢复第一版。"), (told.Json.Text("noticeEn"), told.Json.Text("noticeZh")));
        Assert.NotEqual(quiet.Json.Text("hash"), told.Json.Text("hash"));
        Assert.Equal(JsonValueKind.Null, quiet.Json.GetProperty("noticeEn").ValueKind);
        foreach (
            var (notice, field) in new[] { ("""{"en":"One."}""", "noticeZh"), ("""{"en":"","zh":"一"}""", "noticeEn") }
        )
        {
            var refused = await Ask(notice);
            Assert.Equal((400, field), (refused.Status, refused.Json.GetProperty("error").Text("field")));
        }

        _folder.Reopen();
        var kept = _folder.Store.Book.Proposals[told.Json.Text("proposal")].Proposed;
        Assert.Equal(("Release 1 again.", "恢复第一版。"), (kept.NoticeEn, kept.NoticeZh));

        Task<Told> Ask(string notice)
        {
            var body = new JsonObject
            {
                ["command"] = "set-release",
                ["document"] = JsonNode.Parse(Document),
                ["reason"] = Reason,
            };
            var texts = JsonNode.Parse(notice)!.AsObject();
            foreach (var (language, field) in new[] { ("en", "noticeEn"), ("zh", "noticeZh") })
            {
                if (texts[language] is { } text)
                    body[field] = text.GetValue<string>();
            }

            return _floor.Ask(_folder, _mona, "POST", Address, body.ToJsonString());
        }
    }

    [Theory]
    [InlineData("place-order", "{}", Reason, "command")]
    [InlineData("set-release", """{"number":"x"}""", Reason, "document")]
    [InlineData("set-release", """{"other":1}""", Reason, "document")]
    [InlineData("set-release", "7", Reason, "document")]
    [InlineData("set-release", """{"number":1}""", "too short", "reason")]
    public async Task What_cannot_be_proposed_is_refused_by_its_field(
        string command,
        string document,
        string reason,
        string field
    )
    {
        var head = _folder.Store.Head;
        var told = await Propose(_mona, command, document, reason);
        Assert.Equal((400, field), (told.Status, told.Json.GetProperty("error").Text("field")));
        Assert.Equal(head, HeadWithoutUse(head));
    }

    [Fact]
    public void An_approved_change_waits_for_its_moment_survives_a_restart_and_is_tried_again_when_the_venue_is_busy()
    {
        var caller = (string user, string role, string key) =>
            new Caller(user, "venue", key, new SortedSet<string> { Scopes.Of(role) }, new SortedSet<int>(), 0);
        var (mona, carl) = (caller("mona", "market-ops", _mona.Id), caller("carl", "clearing", _carl.Id));
        var proposals = new Proposals(_folder.Store);
        var made = proposals.Propose(mona, new(null, "set-release", "{}", ["number: 1 -> 2"], Reason, 1000));
        proposals.Approve(carl, null, made.Proposed.Proposal, made.Proposed.Hash);
        var handed = new List<string>();
        proposals.Submit(999, p => throw new InvalidOperationException(p.Proposed.Command));
        _folder.Reopen();
        proposals = new(_folder.Store);
        proposals.Submit(1000, _ => null);
        proposals.Submit(1000, Take);
        proposals.Submit(1001, Take);
        Assert.Equal(["set-release"], handed);
        var state = _folder.Store.Book.Proposals[made.Proposed.Proposal];
        Assert.Equal(
            (ProposalStage.Submitted, "taken", 77L),
            (state.Stage, state.Submitted!.Outcome, state.Submitted.Sequence)
        );
        Assert.Throws<IdentityFaultException>(() => proposals.Reject(carl, made.Proposed.Proposal, "late"));

        ProposalOutcome? Take(ProposalState due)
        {
            handed.Add(due.Proposed.Command);
            return new("taken", 77);
        }
    }

    [Fact]
    public void A_difference_is_told_field_by_field()
    {
        var before = JsonNode.Parse("""{"a":1,"b":{"c":[1,2],"d":"x"},"e":null}""");
        var after = JsonNode.Parse("""{"a":1,"b":{"c":[1,3,4]},"f":{}}""")!;
        Assert.Equal(
            ["b.c[1]: 2 -> 3", "b.c[2]: (none) -> 4", "b.d: \"x\" -> (none)", "e: null -> (none)", "f: (none) -> {}"],
            DocumentDiff.Of(before, after)
        );
        Assert.Equal(["a: (none) -> 1"], DocumentDiff.Of(null, JsonNode.Parse("""{"a":1}""")!));
    }

    // A key's first use of a day is written down, whatever became of the request.
    private string HeadWithoutUse(string head)
    {
        var last = new List<AuditRecord>();
        AuditReader.Read(_folder.Folder, last.Add);
        return last[^1] is KeyUsed ? head : _folder.Store.Head;
    }

    private async Task<string> Phase() => (await _floor.Get("/v1/instruments/TT-H26/state")).Text("phase");

    private Task<Told> Propose(TestKey key, string command, string document, string reason = Reason) =>
        _floor.Ask(
            _folder,
            key,
            "POST",
            Address,
            $$"""{"command":"{{command}}","document":{{document}},"reason":{{JsonSerializer.Serialize(reason)}}}"""
        );

    private Task<Told> Approve(TestKey key, string proposal, string hash) =>
        _floor.Ask(_folder, key, "POST", $"{Address}/{proposal}/approve", $$"""{"hash":"{{hash}}"}""");

    private static (int, int) Both(Told told) => (told.Status, told.Num);
}
