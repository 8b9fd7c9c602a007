// tokenbourse spot demo: bids of a simulated venue's simulated accounts, so that there is an auction to see.
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Spot;

namespace Tokenbourse.Node.Verbs;

/// <summary>Draws bids from a seed and places them one by one through the public door.</summary>
internal static class SpotDemoVerb
{
    public static Command Build()
    {
        var venue = SpotVerb.VenueOption();
        var product = new Option<string>("--product")
        {
            Description = "The spot product.",
            DefaultValueFactory = _ => "TS-CN",
        };
        var seed = new Option<long>("--seed")
        {
            Description = "The same seed draws the same bids.",
            DefaultValueFactory = _ => 7,
        };
        var command = new Command(
            "demo",
            "Places simulated bids for the next auction from the simulated accounts of a simulated venue, for two days "
                + "of delivery: hours with plenty, two short hours a day, blocks. Example: tokenbourse spot demo "
                + "--product TS-CN"
        )
        {
            venue,
            product,
            seed,
        };
        command.SetAction(
            (parsed, cancel) =>
                SpotVerb.Ask(
                    parsed.GetValue(venue)!,
                    client => Run(client, parsed.GetValue(product)!, parsed.GetValue(seed), cancel)
                )
        );
        return command;
    }

    private static async Task<int> Run(VenueClient client, string name, long seed, CancellationToken cancel)
    {
        var status = await client.Status(cancel);
        if (!status.Simulated)
            throw new VerbException("this venue is not a simulated one: demo bids are for those only", 1);
        var products = client.Shaped(
            await client.SpotRead("/v1/spot/products", cancel),
            SpotJson.Default.IReadOnlyListVenueSpotProduct,
            "products"
        );
        var product =
            products.FirstOrDefault(p => p.Product == name)
            ?? throw new VerbException(
                $"--product {name}: must be one of {string.Join(", ", products.Select(p => p.Product))}",
                1
            );
        var accounts = JsonNode
            .Parse((await client.SpotRead("/v1/accounts", cancel)).Text)!
            .AsArray()
            .Where(a => (bool)a!["simulated"]!)
            .Select(a => (int)a!["account"]!)
            .ToList();
        if (accounts.Count < 4)
            throw new VerbException("the venue has fewer than four simulated accounts to bid for", 1);
        var (now, gate) = (Moment(status.Time), Moment(product.Gate));
        var (taken, refused, why) = (0, 0, "");
        var broke = new HashSet<int>();
        foreach (var bid in SpotDemo.Draw(product, accounts, broke, now.ToUnixTimeSeconds() * 1000, seed))
        {
            var answer = await client.SpotSend("place-bid", bid.ToJsonString(), cancel);
            if (answer.Error is null)
                taken++;
            else if (refused++ == 0)
                why = $" (the first: {answer.Error.Message})";
            // Some accounts hold another currency: the others bid in their place.
            if (answer.Error is { Code: "INSUFFICIENT_FUNDS" })
                broke.Add((int)bid["account"]!);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"simulated: {taken} bids wait for the auction of {product.Product} at {product.Gate}"
            ) + (refused > 0 ? $", {refused} were refused{why}" : "")
        );
        var seconds = (long)((decimal)(gate - now).TotalSeconds / decimal.Max(1, status.Speed));
        Console.WriteLine(
            $"the gate falls in {seconds} seconds at most; then: tokenbourse spot auctions --product {product.Product}"
        );
        return taken > 0 ? 0 : 1;
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
