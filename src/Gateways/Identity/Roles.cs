// Roles of people and scopes of keys: closed sets of words, and which role may do what.
namespace Tokenbourse.Gateways.Identity;

/// <summary>The words. A person has roles; a key has scopes, at most those that its person's roles give.</summary>
public static class Roles
{
    public const string Trader = "trader";
    public const string Risk = "risk";
    public const string MarketOps = "market-ops";
    public const string Surveillance = "surveillance";
    public const string Clearing = "clearing";
    public const string SecurityAdmin = "security-admin";
    public const string Auditor = "auditor";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Trader, Risk, MarketOps, Surveillance, Clearing, SecurityAdmin, Auditor];

    /// <summary>Roles of the venue's own people; the others are a participant's.</summary>
    public static IReadOnlyList<string> Venue { get; } = [MarketOps, Surveillance, Clearing, SecurityAdmin, Auditor];

    /// <summary>Roles that may propose changes and approve those of another role.</summary>
    public static IReadOnlyList<string> Proposers { get; } = [MarketOps, Clearing, SecurityAdmin];
}

/// <summary>What a caller may do with the accounts it speaks for; <c>admin:ROLE</c> lends a key a role of its
/// person's.</summary>
public static class Scopes
{
    public const string Read = "read";
    public const string Trade = "trade";
    public const string CancelOnly = "cancel-only";
    public const string Transfer = "transfer";
    public const string Report = "report";
    private const string Admin = "admin:";

    /// <summary>The scope that lends a role.</summary>
    public static string Of(string role) => Admin + role;

    /// <summary>The role that a scope lends; null: it lends none.</summary>
    public static string? RoleOf(string scope) =>
        scope.StartsWith(Admin, StringComparison.Ordinal) ? scope[Admin.Length..] : null;

    /// <summary>Everything that the roles of a person give.</summary>
    public static IReadOnlyList<string> Given(IEnumerable<string> roles)
    {
        var scopes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var role in roles)
        {
            if (role == Roles.Trader)
                scopes.UnionWith([Read, Trade, CancelOnly, Transfer, Report]);
            else if (role == Roles.Risk)
                scopes.UnionWith([Read, CancelOnly, Report, Of(role)]);
            else
                scopes.Add(Of(role));
        }

        return [.. scopes];
    }
}
