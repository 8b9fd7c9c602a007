// tokenbourse supply list, show: contracts, months and invoices as the venue has them.
using System.CommandLine;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Spot;

namespace Tokenbourse.Node.Verbs;

/// <summary>Reads of supply contracts.</summary>
internal static class SupplyShowVerbs
{
    public static Command List()
    {
        var (venue, json, account) = (SpotVerb.VenueOption(), SpotVerb.JsonOption(), SpotShowVerbs.AccountOption());
        var command = new Command("list", "Contracts of which an account is seller or buyer, newest first.")
        {
            venue,
            account,
            json,
        };
        command.SetAction(
            (parsed, cancel) =>
                SpotShowVerbs.Show(
                    parsed.GetValue(venue)!,
                    parsed.GetValue(json),
                    $"/v1/accounts/{parsed.GetValue(account)}/supplies",
                    (client, answer) =>
                        SupplyText.List(client.Shaped(answer, SpotJson.Default.IReadOnlyListVenueSupply, "supplies")),
                    cancel
                )
        );
        return command;
    }

    public static Command Show()
    {
        var (venue, json) = (SpotVerb.VenueOption(), SpotVerb.JsonOption());
        var supply = new Option<long>("--supply") { Description = "The contract's number.", Required = true };
        var month = new Option<string?>("--month")
        {
            Description =
                "The invoice of this month, yyyy-MM, as JSON: the document that supply check takes, each print and "
                + "each day in it.",
        };
        var command = new Command(
            "show",
            "A contract with its months: what was metered, billed and paid. Example: tokenbourse supply show "
                + "--supply 1 --month 2026-03 > invoice.json"
        )
        {
            venue,
            supply,
            month,
            json,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                var path = $"/v1/spot/supplies/{parsed.GetValue(supply)}";
                var invoice = parsed.GetValue(month);
                return SpotShowVerbs.Show(
                    parsed.GetValue(venue)!,
                    parsed.GetValue(json),
                    invoice is null ? path : $"{path}/invoices/{Uri.EscapeDataString(invoice)}",
                    (client, answer) =>
                        invoice is null
                            ? SupplyText.Detail(client.Shaped(answer, SpotJson.Default.VenueSupplyDetail, "supply"))
                            : SpotVerb.Indented(answer.Text) + "\n",
                    cancel
                );
            }
        );
        return command;
    }
}
