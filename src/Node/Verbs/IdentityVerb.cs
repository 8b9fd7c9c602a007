// tokenbourse identity: participants, people and keys of a venue, whether its venue runs or not.
using System.CommandLine;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node.Verbs;

/// <summary>While a venue runs it holds the folder: what these verbs change is handed to it, and is in force when they
/// return.</summary>
internal static class IdentityVerb
{
    private const string By = "operator at the machine";

    public static Command Build() =>
        new("identity", "Who may do what: participants, people and keys in an identity folder.")
        {
            Participant(),
            User(),
            Lock(),
            Show(),
            IdentityKeyVerb.Build(),
        };

    /// <summary>The folder, first word of each verb.</summary>
    public static Argument<string> Folder() =>
        new("folder") { Description = "The identity folder; made when missing." };

    /// <summary>The file of the key-encryption key.</summary>
    public static Option<string?> Kek() =>
        new("--kek")
        {
            Description = "File of the key-encryption key; made when missing. Default: kek in the identity folder.",
        };

    /// <summary>Opens, does, closes; faults become one line.</summary>
    public static int With(string folder, string? kek, Action<IdentityStore> act)
    {
        try
        {
            using var store = IdentityStore.OpenOrAsk(folder, kek ?? Path.Combine(folder, "kek"), TimeProvider.System);
            if (store.Torn > 0)
                Console.Error.WriteLine($"{folder}: a write was cut off by a crash; {store.Torn} bytes are gone");
            act(store);
            return 0;
        }
        catch (Exception e) when (e is AuditLogException or IdentityFaultException)
        {
            throw new VerbException(e.Message, e is IdentityFaultException ? 2 : 1);
        }
    }

    /// <summary>Numbers with commas between.</summary>
    public static IReadOnlyList<int> Numbers(string option, string? text)
    {
        var numbers = new List<int>();
        foreach (var part in Words(text))
        {
            if (!int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out var number))
                throw new VerbException($"{option} {part}: must be numbers with commas between", 2);
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Words with commas between.</summary>
    public static IReadOnlyList<string> Words(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Command Participant()
    {
        var (folder, kek) = (Folder(), Kek());
        var id = new Argument<string>("participant") { Description = "Its short name, a-z 0-9 . _ -" };
        var name = new Option<string>("--name") { Description = "Its name.", Required = true };
        var accounts = new Option<string?>("--accounts") { Description = "Its accounts: 1,2,3. None: none." };
        var command = new Command(
            "participant",
            "Name a participant and its accounts, or change them. Example: tokenbourse identity participant "
                + "data/identity acme --name \"Acme AG\" --accounts 1,2"
        )
        {
            folder,
            id,
            name,
            accounts,
            kek,
        };
        command.SetAction(parsed =>
            With(
                parsed.GetValue(folder)!,
                parsed.GetValue(kek),
                store =>
                    store.SetParticipant(
                        By,
                        parsed.GetValue(id)!,
                        parsed.GetValue(name)!,
                        Numbers("--accounts", parsed.GetValue(accounts))
                    )
            )
        );
        return command;
    }

    private static Command User()
    {
        var (folder, kek) = (Folder(), Kek());
        var id = new Argument<string>("user") { Description = "The person's short name, a-z 0-9 . _ -" };
        var participant = new Option<string>("--participant") { Description = "Whose person.", Required = true };
        var roles = new Option<string>("--roles")
        {
            Description = $"With commas between, of: {string.Join(", ", Roles.All)}.",
            Required = true,
        };
        var command = new Command(
            "user",
            "Name a person, or give one new secrets. The password is the first line of standard input; what the "
                + "authenticator reads and the recovery codes are shown once. "
                + "Example: tokenbourse identity user data/identity ann --participant acme --roles trader < password"
        )
        {
            folder,
            id,
            participant,
            roles,
            kek,
        };
        command.SetAction(parsed =>
            With(
                parsed.GetValue(folder)!,
                parsed.GetValue(kek),
                store =>
                {
                    var password = Console.In.ReadLine() ?? "";
                    var made = store.SetUser(
                        By,
                        parsed.GetValue(id)!,
                        parsed.GetValue(participant)!,
                        Words(parsed.GetValue(roles)),
                        password
                    );
                    Console.WriteLine($"authenticator: {made.TotpUri}");
                    foreach (var code in made.RecoveryCodes)
                        Console.WriteLine($"recovery: {code}");
                }
            )
        );
        return command;
    }

    private static Command Lock()
    {
        var (folder, kek) = (Folder(), Kek());
        var id = new Argument<string>("user") { Description = "The person." };
        var open = new Option<bool>("--open") { Description = "Let the person in again." };
        var command = new Command(
            "lock",
            "Shut a person and their keys out. Example: tokenbourse identity lock data/identity ann"
        )
        {
            folder,
            id,
            open,
            kek,
        };
        command.SetAction(parsed =>
            With(
                parsed.GetValue(folder)!,
                parsed.GetValue(kek),
                store => store.LockUser(By, parsed.GetValue(id)!, !parsed.GetValue(open))
            )
        );
        return command;
    }

    private static Command Show()
    {
        var folder = Folder();
        var command = new Command(
            "show",
            "Show participants, people and keys as they stand; the folder may be in use. Example: tokenbourse "
                + "identity show data/identity"
        )
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var book = new IdentityBook();
            try
            {
                var found = AuditReader.Read(parsed.GetValue(folder)!, book.Apply);
                if (found.Bad is { } bad)
                    throw new VerbException($"record {bad} of the audit log {found.Why}", 1);
            }
            catch (AuditLogException e)
            {
                throw new VerbException(e.Message, 2);
            }

            IdentityText.Write(book, Console.Out);
            return 0;
        });
        return command;
    }
}
