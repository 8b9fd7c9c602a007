// An identity folder for tests: two participants, people in every role, a clock moved by hand.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Log;

namespace Tokenbourse.Unit.Identity;

/// <summary>A key with what its owner keeps.</summary>
internal sealed record TestKey(string Id, string Algorithm, byte[] Private)
{
    public byte[] Sign(byte[] text) => KeyAlgorithms.Sign(Algorithm, Private, text);
}

/// <summary>Participants acme (accounts 1, 2) and other (3, 4); people tina, rita (acme), otto (other), and the
/// venue's.</summary>
internal sealed class IdentityFolder : IDisposable
{
    private const long Start = 1_800_000_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("identity").FullName;
    private long _now = Start;

    // Hashing costs time on purpose: people have no password in most tests, and cannot sign in.
    private static readonly (string User, string Participant, string[] Roles)[] _people =
    [
        ("tina", "acme", ["trader"]),
        ("rita", "acme", ["risk"]),
        ("otto", "other", ["trader"]),
        ("mona", "venue", ["market-ops"]),
        ("carl", "venue", ["clearing"]),
        ("sven", "venue", ["surveillance"]),
        ("ada", "venue", ["auditor"]),
        ("sam", "venue", ["security-admin"]),
        ("max", "venue", ["market-ops"]),
        ("both", "venue", ["clearing", "market-ops"]),
    ];

    public IdentityFolder()
    {
        Wait(0);
        Store = Open();
        Store.SetParticipant("root", "acme", "Acme", [1, 2]);
        Store.SetParticipant("root", "other", "Other", [3, 4]);
        Store.SetParticipant("root", "venue", "The venue", []);
        foreach (var (user, participant, roles) in _people)
            Store.Write(new UserSet(Store.Now, "root", user, participant, roles, "", "", []));
    }

    public ManualTime Clock { get; } = new();

    public IdentityStore Store { get; private set; }

    public string LogFile => Path.Combine(_folder, "audit.log");

    public string Folder => _folder;

    /// <summary>Lets time go on.</summary>
    public void Wait(long milliseconds)
    {
        _now += milliseconds;
        Clock.Set(_now * 1_000_000);
    }

    /// <summary>A key of a person.</summary>
    public TestKey Key(
        string algorithm,
        string[] scopes,
        string user = "tina",
        string[]? networks = null,
        int days = 30,
        int rate = 60_000
    )
    {
        var (secret, known) = algorithm == KeyAlgorithms.Hmac ? ("", null) : KeyAlgorithms.NewPair(algorithm);
        var made = Store.AddKey("root", new(user, algorithm, known, scopes, null, networks ?? [], days, rate));
        return new(made.Key, algorithm, Convert.FromBase64String(made.Secret ?? secret));
    }

    /// <summary>A check that remembers nothing of before and refuses nothing for it.</summary>
    public KeyCheck Check()
    {
        var check = new KeyCheck(Store);
        Wait(KeyCheck.Window);
        return check;
    }

    public void Reopen()
    {
        Store.Dispose();
        Store = Open();
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, true);
    }

    private IdentityStore Open() => IdentityStore.Open(_folder, Path.Combine(_folder, "kek"), Clock);
}
