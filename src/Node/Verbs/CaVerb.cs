// tokenbourse ca: a certificate authority for development.
using System.CommandLine;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node.Verbs;

/// <summary>Certificates for doors and for operators.</summary>
internal static class CaVerb
{
    public static Command Build() =>
        new("ca", "A certificate authority for development.") { Init(), Issue(), Revoke() };

    private static Command Init()
    {
        var folder = Folder();
        var command = new Command("init", "Make the authority. Example: tokenbourse ca init data/ca") { folder };
        command.SetAction(parsed =>
            Do(() => CertificateAuthority.Init(parsed.GetValue(folder)!, TimeProvider.System.GetUtcNow()))
        );
        return command;
    }

    private static Command Issue()
    {
        var folder = Folder();
        var name = new Argument<string>("name") { Description = "A person's short name, or what the door is called." };
        var hosts = new Option<string?>("--hosts")
        {
            Description = "Of a door: host names and addresses with commas between. Default: none, for a person.",
        };
        var command = new Command(
            "issue",
            "Issue a certificate for 90 days. Example: tokenbourse ca issue data/ca door --hosts localhost,127.0.0.1"
        )
        {
            folder,
            name,
            hosts,
        };
        command.SetAction(parsed =>
            Do(() =>
                CertificateAuthority.Issue(
                    parsed.GetValue(folder)!,
                    parsed.GetValue(name)!,
                    IdentityVerb.Words(parsed.GetValue(hosts)),
                    TimeProvider.System.GetUtcNow()
                )
            )
        );
        return command;
    }

    private static Command Revoke()
    {
        var folder = Folder();
        var name = new Argument<string>("name") { Description = "Whose certificate is taken back." };
        var command = new Command(
            "revoke",
            "Take a certificate back, also while the venue runs. Example: tokenbourse ca revoke data/ca mona"
        )
        {
            folder,
            name,
        };
        command.SetAction(parsed =>
            Do(() =>
                CertificateAuthority.Revoke(
                    parsed.GetValue(folder)!,
                    parsed.GetValue(name)!,
                    TimeProvider.System.GetUtcNow()
                )
            )
        );
        return command;
    }

    private static Argument<string> Folder() => new("folder") { Description = "The authority's folder." };

    private static int Do(Action act)
    {
        try
        {
            act();
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IdentityFaultException)
        {
            throw new VerbException(e.Message, 2);
        }
    }
}
