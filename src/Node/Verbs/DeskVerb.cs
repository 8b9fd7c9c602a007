// tokenbourse desk: the hedging desk, from a usage bill to an approved hedge. Each step has a file of its own.
using System.CommandLine;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>The steps of a hedge.</summary>
internal static class DeskVerb
{
    public static Command Build()
    {
        var command = new Command("desk", "The hedging desk: usage bills in, an approved hedge and its report out.");
        command.Subcommands.Add(DeskImportVerb.Build());
        command.Subcommands.Add(DeskExposeVerb.Build());
        command.Subcommands.Add(DeskMarketVerb.Build());
        command.Subcommands.Add(DeskPlanVerb.Build());
        command.Subcommands.Add(DeskAgreeVerbs.Propose());
        command.Subcommands.Add(DeskAgreeVerbs.Approve());
        command.Subcommands.Add(DeskSendVerb.Build());
        command.Subcommands.Add(DeskTrackVerb.Build());
        command.Subcommands.Add(DeskDesignateVerb.Build());
        command.Subcommands.Add(DeskReportVerb.Build());
        command.Subcommands.Add(DeskServeVerb.Build());
        return command;
    }

    /// <summary>The desk's folder, the same option in every step.</summary>
    public static Option<string> FolderOption() =>
        new("--desk") { Description = "The desk's folder.", DefaultValueFactory = _ => DeskFolder.Default };
}
