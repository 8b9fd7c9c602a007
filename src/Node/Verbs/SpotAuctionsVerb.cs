// tokenbourse spot auctions: the newest auction of a product, as a line of text, a table and a picture.
using System.CommandLine;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Spot;

namespace Tokenbourse.Node.Verbs;

/// <summary>Shows auctions.</summary>
internal static class SpotAuctionsVerb
{
    public static Command Build()
    {
        var (venue, json) = (SpotVerb.VenueOption(), SpotVerb.JsonOption());
        var product = new Option<string>("--product") { Description = "The spot product.", Required = true };
        var limit = new Option<int>("--limit")
        {
            Description = "How many, newest first: 1 to 100. The picture and the hours are of the newest.",
            DefaultValueFactory = _ => 1,
        };
        var svg = new Option<string?>("--svg") { Description = "Writes a picture of the newest to this file." };
        var command = new Command(
            "auctions",
            "Prices by hour, what was sold and where demand was rationed. Example: tokenbourse spot auctions "
                + "--product GP-H100-US --svg week.svg"
        )
        {
            venue,
            product,
            limit,
            svg,
            json,
        };
        command.SetAction(
            (parsed, cancel) =>
                SpotVerb.Ask(
                    parsed.GetValue(venue)!,
                    client =>
                        Show(
                            client,
                            parsed.GetValue(product)!,
                            parsed.GetValue(limit),
                            parsed.GetValue(svg),
                            parsed.GetValue(json),
                            cancel
                        )
                )
        );
        return command;
    }

    private static async Task<int> Show(
        VenueClient client,
        string product,
        int limit,
        string? svg,
        bool json,
        CancellationToken cancel
    )
    {
        var answer = await client.SpotRead(
            $"/v1/spot/products/{Uri.EscapeDataString(product)}/auctions?limit={limit}",
            cancel
        );
        if (answer.Error is not null)
            return SpotVerb.Refused(answer, json);
        var auctions = client.Shaped(answer, SpotJson.Default.IReadOnlyListVenueSpotAuction, "auctions");
        var products = client.Shaped(
            await client.SpotRead("/v1/spot/products", cancel),
            SpotJson.Default.IReadOnlyListVenueSpotProduct,
            "products"
        );
        var terms =
            products.FirstOrDefault(p => p.Product == product)
            ?? throw new VerbException($"--product {product}: the venue does not list it", 1);
        var simulated = (await client.Status(cancel)).Simulated;
        if (json)
            Console.WriteLine(SpotVerb.Indented(answer.Text));
        else
            Console.Write(AuctionText.Of(auctions, terms, simulated));
        if (svg is null)
            return 0;
        if (auctions.Count == 0)
            throw new VerbException($"{product}: no auction was held yet; there is nothing to draw", 1);
        try
        {
            await File.WriteAllTextAsync(svg, AuctionPicture.Draw(auctions[0], terms, simulated), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"--svg {svg}: {e.Message}", 2);
        }

        Console.Error.WriteLine($"{svg}: the auction of {auctions[0].Gate}");
        return 0;
    }
}
