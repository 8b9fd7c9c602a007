// The random market's members: a futures firm with its own account and clients, a firm that trades for itself, and
// documents that are refused.
using Tokenbourse.Model.Messages;

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
                """{"house":"H","version":2}""",
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
                """{"member":0,"name":"","kind":"firm","markUp":"0.6"}""",
            }
        )
            Text(MessageKind.DefineMember, member);
        HasMembers = true;
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
