// The random market's members: a futures firm with its own account and clients, a firm that trades for itself, and
// documents that are refused.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // On two seeds of three some accounts belong to members.
    private int? MemberOf(int account) =>
        seed % 3 == 0 || !HasMembers ? null
        : account is 2 or 3 or 5 ? 12
        : account == 7 ? 30
        : null;

    private string? ClassOf(int account) =>
        MemberOf(account) is null ? null
        : account is 3 or 5 ? AccountDocument.Client
        : AccountDocument.House;

    /// <summary>Members have been defined: accounts may belong to them.</summary>
    private bool HasMembers { get; set; }

    private void DefineMembers()
    {
        foreach (
            var house in new[]
            {
                """{"house":"H","version":0}""",
                $$"""{"house":"H","version":2{{CallParts}}}""",
                """{"house":"H","version":2}""",
                """{"other":1}""",
            }
        )
            Text(MessageKind.DefineHouse, house);
        foreach (
            var member in new[]
            {
                """{"member":12,"name":"M","kind":"futures firm","markUp":"0.02"}""",
                """{"member":12,"name":"Again","kind":"other firm"}""",
                """{"member":30,"name":"O","kind":"other firm"}""",
                """{"member":40,"name":"N","kind":"futures firm","version":3,"markUp":"0.035"}""",
                """{"member":0,"name":"","kind":"firm","markUp":"0.6"}""",
            }
        )
            Text(MessageKind.DefineMember, member);
        HasMembers = true;
        PrepareDefaults();
    }

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _movers = Random64.Of(seed, 1, 4);
    private int _versions = 3;

    // Now and then a client changes its member, mostly with its orders gone first; or a member its mark-up; or somebody
    // asks for what is refused.
    private void MoveSome()
    {
        if (!HasMembers || !Has(RandomTopics.Members) || !_movers.Chance(60))
            return;
        if (_movers.Chance(250))
        {
            var markUp = _movers.Between(0, 50);
            var firm = _movers.Chance(200) ? "other firm" : "futures firm";
            var member = _movers.Chance(500) ? 12 : 40;
            var version = _versions += (int)_movers.Between(0, 1);
            Text(
                MessageKind.DefineMember,
                $$"""{"member":{{member}},"name":"M","version":{{version}},"kind":"{{firm}}","markUp":"0.0{{markUp:00}}"}"""
            );
            return;
        }

        var account = _movers.Chance(800) ? 3 + (2 * (int)_movers.Between(0, 1)) : (int)_movers.Between(1, 8);
        if (_movers.Chance(700))
            Send(
                MessageKind.MassCancel,
                new MassCancel(new(account), CancelScope.Account, Side.None, default, default)
            );
        var to =
            _movers.Chance(100) ? 30 + (int)_movers.Between(0, 1)
            : _movers.Chance(500) ? 12
            : 40;
        Send(MessageKind.MoveClient, new MoveClient(new(account), to));
    }

    private void OpenFaulty()
    {
        foreach (
            var account in new[]
            {
                new AccountDocument(901, "A", "trader", true, Member: 13, Class: "client"),
                new AccountDocument(902, "A", "trader", true, Member: 12),
                new AccountDocument(903, "A", "trader", true, Class: "client"),
                new AccountDocument(904, "A", "trader", true, Member: 30, Class: "client"),
                new AccountDocument(905, "A", "trader", true, Member: 12, Class: "own"),
                new AccountDocument(906, "A", "trader", true, Purpose: "gamble"),
            }
        )
            Submit(MessageKind.OpenAccount, Documents.Write(account));
    }
}
