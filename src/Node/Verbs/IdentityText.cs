// An identity folder for people: participants, their people, their keys.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes no hash and no secret.</summary>
internal static class IdentityText
{
    public static void Write(IdentityBook book, TextWriter to)
    {
        foreach (var participant in book.Participants.Values)
        {
            to.WriteLine(
                $"{participant.Participant}  {participant.Name}  "
                    + $"accounts: {Joined(participant.Accounts.Select(a => $"{a}"))}"
            );
            foreach (var user in book.Users.Values.Where(u => u.Set.Participant == participant.Participant))
            {
                to.WriteLine(
                    $"  {user.Set.User}  {Joined(user.Set.Roles)}{(user.Locked ? "  LOCKED" : "")}  "
                        + $"recovery codes left: {user.Recovery.Count}"
                );
                foreach (var key in book.Keys.Values.Where(k => k.Added.User == user.Set.User))
                    to.WriteLine($"    {Line(key)}");
            }
        }
    }

    private static string Line(KeyState key)
    {
        var k = key.Added;
        var networks = k.Networks.Length == 0 ? "anywhere" : Joined(k.Networks);
        var used = key.LastUsed == 0 ? "never used" : $"used {Moment(key.LastUsed)}";
        var ended = key.Ended is null ? "" : $" ({key.Ended})";
        return $"{k.Key}  {k.Algorithm}  {Joined(k.Scopes)}  accounts: {Joined(k.Accounts.Select(a => $"{a}"))}  "
            + $"from: {networks}  {k.Rate} a minute  {used}  until {Moment(key.Expires)}{ended}";
    }

    private static string Joined(IEnumerable<string> words)
    {
        var text = string.Join(",", words);
        return text.Length == 0 ? "none" : text;
    }

    private static string Moment(long milliseconds) => new Instant(checked(milliseconds * 1_000_000)).ToString();
}
