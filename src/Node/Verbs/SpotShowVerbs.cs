// tokenbourse spot products, bids, certificates: what the venue shows, as tables.
using System.CommandLine;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Spot;

namespace Tokenbourse.Node.Verbs;

/// <summary>Reads of the spot market.</summary>
internal static class SpotShowVerbs
{
    public static Command Products()
    {
        var (venue, json) = (SpotVerb.VenueOption(), SpotVerb.JsonOption());
        var command = new Command("products", "Terms, the next gate and what it sells.") { venue, json };
        command.SetAction(
            (parsed, cancel) =>
                Show(
                    parsed.GetValue(venue)!,
                    parsed.GetValue(json),
                    "/v1/spot/products",
                    (client, answer) =>
                        SpotText.Products(
                            client.Shaped(answer, SpotJson.Default.IReadOnlyListVenueSpotProduct, "products")
                        ),
                    cancel
                )
        );
        return command;
    }

    public static Command Bids()
    {
        var (venue, json, account) = (SpotVerb.VenueOption(), SpotVerb.JsonOption(), AccountOption());
        var command = new Command("bids", "An account's bids that wait for their auctions.") { venue, account, json };
        command.SetAction(
            (parsed, cancel) =>
                Show(
                    parsed.GetValue(venue)!,
                    parsed.GetValue(json),
                    $"/v1/accounts/{parsed.GetValue(account)}/spot-bids",
                    (client, answer) =>
                        SpotText.Bids(client.Shaped(answer, SpotJson.Default.IReadOnlyListVenueSpotBid, "bids")),
                    cancel
                )
        );
        return command;
    }

    public static Command Certificates()
    {
        var (venue, json, account) = (SpotVerb.VenueOption(), SpotVerb.JsonOption(), AccountOption());
        var command = new Command("certificates", "What an account owns or has issued, newest first.")
        {
            venue,
            account,
            json,
        };
        command.SetAction(
            (parsed, cancel) =>
                Show(
                    parsed.GetValue(venue)!,
                    parsed.GetValue(json),
                    $"/v1/accounts/{parsed.GetValue(account)}/certificates",
                    (client, answer) =>
                        SpotText.Certificates(
                            client.Shaped(answer, SpotJson.Default.IReadOnlyListVenueCertificate, "certificates"),
                            parsed.GetValue(account)
                        ),
                    cancel
                )
        );
        return command;
    }

    public static Option<int> AccountOption() => new("--account") { Description = "Whose.", Required = true };

    /// <summary>Reads a path and shows it: as the venue wrote it, or in words.</summary>
    internal static Task<int> Show(
        string address,
        bool json,
        string path,
        Func<VenueClient, SpotAnswer, string> words,
        CancellationToken cancel
    ) =>
        SpotVerb.Ask(
            address,
            async client =>
            {
                var answer = await client.SpotRead(path, cancel);
                if (answer.Error is not null)
                    return SpotVerb.Refused(answer, json);
                if (json)
                    Console.WriteLine(SpotVerb.Indented(answer.Text));
                else
                    Console.Write(words(client, answer));
                return 0;
            }
        );
}
