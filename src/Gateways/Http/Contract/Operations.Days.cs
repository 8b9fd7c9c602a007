// The operations of a day: its settlement run, its clearing, its rankings, prices by hand, corrections.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>What market operations reads and does at the end of a day.</summary>
internal static partial class Operations
{
    private const string SettlementAddress = "/v1/settlements/{day}";

    private static Operation[] Days =>
        [
            OfDay(
                SettlementAddress,
                "getSettlement",
                "How the day's settlement prices came about: inputs, steps tried, prices by hand, corrections.",
                W.SettlementDayShape
            ),
            OfDay(
                "/v1/end-of-day/{day}",
                "getEndOfDay",
                "The clearing of the day step by step, and that it ties out.",
                W.EndOfDayShape
            ),
            OfDay(
                "/v1/bulletins/{day}/rankings",
                "getRankings",
                "Who traded and held most on a settled day.",
                W.RankingsShape
            ),
            new(
                "POST",
                SettlementAddress + "/overrides",
                "proposeSettlement",
                "day",
                "Proposes another settlement price for a month whose day awaits settlement.",
                W.OverrideShape
            )
            {
                Body = [Symbol, SettledAt, Signer, Why],
                Faults = WhenSent,
            },
            new(
                "POST",
                SettlementAddress + "/overrides/approve",
                "approveSettlement",
                "day",
                "A second person approves the price that was proposed.",
                W.OverrideShape
            )
            {
                Body = [Symbol, SettledAt, Signer],
                Faults = WhenSent,
            },
            new(
                "POST",
                SettlementAddress + "/amendments",
                "proposeAmendment",
                "day",
                "Proposes to move money because a settled day was wrong.",
                W.AmendmentShape
            )
            {
                Body =
                [
                    Reference,
                    new("calendar", Kind.Text, "Whose day it is.", true, Sample: "CN-DAY"),
                    new("debit", Kind.Text, "Who pays.", true, Words: "account, fee income, penalties"),
                    new("debitAccount", Kind.Whole, "The account that pays; absent: the house.", Least: 1),
                    new("credit", Kind.Text, "Who is paid.", true, Words: "account, fee income, penalties"),
                    new("creditAccount", Kind.Whole, "The account that is paid; absent: the house.", Least: 1),
                    new("currency", Kind.Text, "Of the amount.", true, Words: "CNY, USD, EUR"),
                    Amount,
                    Signer,
                    Why,
                ],
                Faults = WhenSent,
            },
            new(
                "POST",
                SettlementAddress + "/amendments/approve",
                "approveAmendment",
                "day",
                "A second person approves a correction, which is posted at once.",
                W.AmendmentShape
            )
            {
                Body = [Reference, Amount, Signer],
                Faults = WhenSent,
            },
        ];

    private static Value SettledAt => new("price", Kind.Decimal, "Inside the day's limits, on the tick.", true);

    private static Value Signer =>
        new("person", Kind.Text, "Who signs; with identity one's own name.", true, Sample: "lee");

    private static Value Why => new("reason", Kind.Text, "1 to 24 of A-Z a-z 0-9 . _ : -", true, Sample: "thin-close");

    private static Value Reference =>
        new("reference", Kind.Text, "Names the correction; used once.", true, Sample: "corr-1");

    private static Value Amount => new("amount", Kind.Decimal, "Above zero.", true, Sample: "12.50");

    private static Operation OfDay(
        string path,
        string id,
        string summary,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo answer
    ) => new("GET", path, id, "day", summary, answer) { Faults = [NotFound] };
}
