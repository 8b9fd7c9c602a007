// tokenbourse identity key: keys of programs.
using System.CommandLine;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node.Verbs;

/// <summary>Made with a key file for their owner, rotated, revoked.</summary>
internal static class IdentityKeyVerb
{
    private const string By = "operator at the machine";

    public static Command Build() => new("key", "Keys of programs.") { New(), Add(), Rotate(), Revoke() };

    private static Command New()
    {
        var options = new KeyOptions();
        var output = Output();
        var command = new Command(
            "new",
            "Make a key and write the file that signs with it; the venue keeps the public half only (of HMAC keys: the "
                + "sealed secret). Example: tokenbourse identity key new data/identity --user ann --scopes read,trade "
                + "--out ann.key"
        )
        {
            output,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
            IdentityVerb.With(
                parsed.GetValue(options.Folder)!,
                parsed.GetValue(options.Kek),
                store =>
                {
                    var file = parsed.GetValue(output)!;
                    Fresh(file);
                    var algorithm = parsed.GetValue(options.Algorithm)!;
                    var (secret, known) = Pair(algorithm);
                    var made = store.AddKey(By, options.Request(parsed, known));
                    new KeyFile(made.Key, algorithm, made.Secret ?? secret!).Write(file);
                    Console.WriteLine($"{made.Key}: {file}");
                }
            )
        );
        return command;
    }

    private static Command Add()
    {
        var options = new KeyOptions();
        var known = new Option<string>("--public")
        {
            Description = "The public key in base64: 32 bytes (ed25519), SubjectPublicKeyInfo (ecdsa-p256).",
            Required = true,
        };
        var command = new Command(
            "add",
            "Take a public key whose private half its owner made and keeps. Example: tokenbourse identity key add "
                + "data/identity --user ann --scopes read --public BASE64"
        )
        {
            known,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
            IdentityVerb.With(
                parsed.GetValue(options.Folder)!,
                parsed.GetValue(options.Kek),
                store => Console.WriteLine(store.AddKey(By, options.Request(parsed, parsed.GetValue(known))).Key)
            )
        );
        return command;
    }

    private static Command Rotate()
    {
        var (folder, kek, output) = (IdentityVerb.Folder(), IdentityVerb.Kek(), Output());
        var key = new Argument<string>("key") { Description = "The key that is followed." };
        var days = new Option<int>("--days")
        {
            Description = "Until the new one ends, 1 to 365.",
            DefaultValueFactory = _ => 90,
        };
        var overlap = new Option<int>("--overlap-hours")
        {
            Description = "How long both are taken, 0 to 168.",
            DefaultValueFactory = _ => 24,
        };
        var command = new Command(
            "rotate",
            "Make a key that may do what an old one may; the old one goes on for some hours. "
                + "Example: tokenbourse identity key rotate data/identity kabc --out new.key"
        )
        {
            folder,
            key,
            output,
            days,
            overlap,
            kek,
        };
        command.SetAction(parsed =>
            IdentityVerb.With(
                parsed.GetValue(folder)!,
                parsed.GetValue(kek),
                store =>
                {
                    var file = parsed.GetValue(output)!;
                    Fresh(file);
                    var old = parsed.GetValue(key)!;
                    if (!store.Book.Keys.TryGetValue(old, out var state))
                        throw new VerbException($"{old}: there is no such key", 2);
                    var algorithm = state.Added.Algorithm;
                    var (secret, known) = Pair(algorithm);
                    var made = store.RotateKey(By, old, known, parsed.GetValue(days), parsed.GetValue(overlap));
                    new KeyFile(made.Key, algorithm, made.Secret ?? secret!).Write(file);
                    Console.WriteLine($"{made.Key}: {file}");
                }
            )
        );
        return command;
    }

    private static Command Revoke()
    {
        var (folder, kek) = (IdentityVerb.Folder(), IdentityVerb.Kek());
        var key = new Argument<string>("key") { Description = "The key." };
        var command = new Command(
            "revoke",
            "End a key now. Example: tokenbourse identity key revoke data/identity kabc"
        )
        {
            folder,
            key,
            kek,
        };
        command.SetAction(parsed =>
            IdentityVerb.With(
                parsed.GetValue(folder)!,
                parsed.GetValue(kek),
                store => store.RevokeKey(By, parsed.GetValue(key)!)
            )
        );
        return command;
    }

    private static Option<string> Output() =>
        new("--out") { Description = "The key file to write; must not be there yet.", Required = true };

    private static void Fresh(string file)
    {
        if (File.Exists(file))
            throw new VerbException($"--out {file}: is there already; a key file is never written over", 2);
    }

    private static (string? Secret, string? Known) Pair(string algorithm) =>
        algorithm is KeyAlgorithms.Ed or KeyAlgorithms.Ecdsa ? KeyAlgorithms.NewPair(algorithm) : (null, null);
}

/// <summary>What two verbs ask of a new key.</summary>
internal sealed class KeyOptions
{
    public Argument<string> Folder { get; } = IdentityVerb.Folder();

    public Option<string?> Kek { get; } = IdentityVerb.Kek();

    public Option<string> User { get; } = new("--user") { Description = "Whose key.", Required = true };

    public Option<string> Algorithm { get; } =
        new("--algorithm")
        {
            Description = $"Of: {string.Join(", ", KeyAlgorithms.All)}.",
            DefaultValueFactory = _ => KeyAlgorithms.Ed,
        };

    private readonly Option<string?> _scopes = new("--scopes")
    {
        Description = "read, trade, cancel-only, transfer, report, admin:ROLE, with commas between. Default: read.",
    };

    private readonly Option<string?> _accounts = new("--accounts")
    {
        Description = "Some of the participant's accounts. Default: all that it has now.",
    };

    private readonly Option<string?> _networks = new("--networks")
    {
        Description = "Where it may be used from: 192.0.2.0/24,2001:db8::/48. Default: anywhere.",
    };

    private readonly Option<int> _days = new("--days")
    {
        Description = "Until it ends, 1 to 365.",
        DefaultValueFactory = _ => 90,
    };

    private readonly Option<int> _rate = new("--rate")
    {
        Description = "Requests a minute, 1 to 60000; cancels have as many of their own.",
        DefaultValueFactory = _ => 1200,
    };

    private readonly Option<bool> _both = new("--transfer-and-trade")
    {
        Description = "Say aloud that one key may move money and trade.",
    };

    public void AddTo(Command command)
    {
        command.Add(Folder);
        foreach (var option in (Option[])[User, Algorithm, _scopes, _accounts, _networks, _days, _rate, _both, Kek])
            command.Add(option);
    }

    public KeyRequest Request(ParseResult parsed, string? known) =>
        new(
            parsed.GetValue(User)!,
            parsed.GetValue(Algorithm)!,
            known,
            IdentityVerb.Words(parsed.GetValue(_scopes)),
            parsed.GetValue(_accounts) is { } accounts ? IdentityVerb.Numbers("--accounts", accounts) : null,
            IdentityVerb.Words(parsed.GetValue(_networks)),
            parsed.GetValue(_days),
            parsed.GetValue(_rate),
            parsed.GetValue(_both)
        );
}
