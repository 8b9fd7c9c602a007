// tokenbourse audit: checks and shows the audit log of an identity folder, without changing it.
using System.CommandLine;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node.Verbs;

/// <summary>The log may be in use.</summary>
internal static class AuditVerb
{
    public static Command Build() => new("audit", "The audit log of an identity folder.") { Verify(), Show() };

    private static Command Verify()
    {
        var folder = Folder();
        var head = new Option<string?>("--head")
        {
            Description = "A hash that was noted earlier (the head of an earlier check): some record must have it.",
        };
        var command = new Command(
            "verify",
            "Check every hash and every signed checkpoint. Exit 1 names the first bad record. Example: tokenbourse "
                + "audit verify data/identity"
        )
        {
            folder,
            head,
        };
        command.SetAction(parsed =>
        {
            var found = Read(parsed.GetValue(folder)!, _ => { });
            if (found.Bad is { } bad)
            {
                Console.WriteLine($"record {bad} {found.Why}");
                return 1;
            }

            if (found.Torn > 0)
            {
                Console.WriteLine(
                    $"record {found.Records} has no end: {found.Torn} bytes of a write that was cut, or of damage"
                );
                return 1;
            }

            if (parsed.GetValue(head) is { } noted && !AuditReader.Holds(parsed.GetValue(folder)!, noted))
            {
                Console.WriteLine($"no record has the hash {noted}: the log was cut behind it, or is another one");
                return 1;
            }

            Console.WriteLine(
                $"{found.Records} records, {found.Checkpoints} signed checkpoints, "
                    + $"head {Convert.ToHexStringLower(found.Hash)}: good"
            );
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var folder = Folder();
        var last = new Option<int>("--last")
        {
            Description = "Only so many of the newest, 1 to 1000000.",
            DefaultValueFactory = _ => 50,
        };
        var kind = new Option<string?>("--kind") { Description = "Only records of that kind, as key-added." };
        var command = new Command(
            "show",
            "Show records, oldest first, a JSON line each. Example: tokenbourse audit show data/identity --last 20"
        )
        {
            folder,
            last,
            kind,
        };
        command.SetAction(parsed =>
        {
            var most = parsed.GetValue(last);
            if (most is < 1 or > 1_000_000)
                throw new VerbException($"--last {most}: must be 1 to 1000000", 2);
            var word = parsed.GetValue(kind);
            var lines = new Queue<string>();
            var index = 0L;
            var found = Read(
                parsed.GetValue(folder)!,
                record =>
                {
                    var line = AuditReader.Line(index++, record);
                    if (word is not null && !line.Contains($"\"kind\":\"{word}\"", StringComparison.Ordinal))
                        return;
                    lines.Enqueue(line);
                    if (lines.Count > most)
                        lines.Dequeue();
                }
            );
            foreach (var line in lines)
                Console.WriteLine(line);
            if (found.Bad is { } bad)
                throw new VerbException($"record {bad} {found.Why}; nothing behind it is shown", 1);
            return 0;
        });
        return command;
    }

    private static Argument<string> Folder() => new("folder") { Description = "The identity folder." };

    private static AuditFound Read(string folder, Action<AuditRecord> fold)
    {
        try
        {
            return AuditReader.Read(folder, fold);
        }
        catch (AuditLogException e)
        {
            throw new VerbException(e.Message, 2);
        }
    }
}
