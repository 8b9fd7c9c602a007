// tokenbourse spot: the spot market for participants. Each group of steps has a file of its own.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>The verbs of the spot market: thin clients of the venue's public door.</summary>
internal static class SpotVerb
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static Command Build()
    {
        var command = new Command(
            "spot",
            "The spot market of a venue: blocks of GPU-hours and tokens hour by hour, certificates, deliveries."
        );
        command.Subcommands.Add(SpotShowVerbs.Products());
        command.Subcommands.Add(SpotAuctionsVerb.Build());
        command.Subcommands.Add(SpotShowVerbs.Bids());
        command.Subcommands.Add(SpotShowVerbs.Certificates());
        foreach (var send in SpotSendVerbs.All())
            command.Subcommands.Add(send);
        command.Subcommands.Add(SpotReconcileVerb.Build());
        command.Subcommands.Add(SpotDemoVerb.Build());
        return command;
    }

    /// <summary>The venue, the same option in every step.</summary>
    public static Option<string> VenueOption() =>
        new("--venue") { Description = "The venue's address.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };

    public static Option<bool> JsonOption() => new("--json") { Description = "The venue's own answer as JSON." };

    /// <summary>Asks a venue; a venue that cannot be used ends the verb with 2.</summary>
    public static async Task<T> Ask<T>(string address, Func<VenueClient, Task<T>> ask)
    {
        using var http = MarketSources.Http("--venue", address);
        try
        {
            return await ask(new(http));
        }
        catch (VenueException fault)
        {
            throw new VerbException(fault.Message, 2);
        }
        catch (JsonException)
        {
            throw new VerbException($"--venue {address}: what answers there is no venue", 2);
        }
    }

    /// <summary>The refusal for people: what, which field, what was given, the nearest that would be taken.</summary>
    public static string Words(VenueError error)
    {
        var words = $"refused: {error.Code} {error.Num}: {error.Message}";
        if (error.Field is not null)
            words += $"\n  field: {error.Field}";
        if (error.Given is not null)
            words += $"\n  given: {error.Given}";
        if (error.Limit is not null)
            words += $"\n  limit: {error.Limit}";
        return words;
    }

    /// <summary>A venue's answer, laid out for reading.</summary>
    public static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, _indented);
    }

    /// <summary>Prints a refusal: as JSON to the output when JSON
    /// was asked for, else in words to the error stream.</summary>
    /// <returns>The exit code.</returns>
    public static int Refused(SpotAnswer answer, bool json)
    {
        if (json)
            Console.WriteLine(Indented(answer.Text));
        else
            Console.Error.WriteLine(Words(answer.Error!));
        return 1;
    }
}
