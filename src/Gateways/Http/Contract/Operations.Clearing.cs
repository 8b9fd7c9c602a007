// The operations of the clearing risk officer.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Figures of the clearing house, questions to it, and calls within the day.</summary>
internal static partial class Operations
{
    private const string ClearingAddress = "/v1/clearing/";

    private static Operation[] Clearing =>
        [
            new(
                "GET",
                ClearingAddress + "overview",
                "getClearingOverview",
                "clearing",
                "All members: margin, result, collateral, excess, limits, stress.",
                W.ClearingOverviewShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "members/{member}",
                "getClearingMember",
                "clearing",
                "A member with its accounts and positions.",
                W.ClearingMemberShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "members/{member}/accounts/{account}/margin",
                "getMarginTrace",
                "clearing",
                "How an account's margin came about, line by line and scenario by scenario.",
                W.MarginTraceShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "calls",
                "listClearingCalls",
                "clearing",
                "Margin calls from issue to end, newest first.",
                W.CallsBoardShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "stress",
                "getStress",
                "clearing",
                "Losses beyond margin in historical, hypothetical and reverse stress.",
                W.StressShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "concentration",
                "getConcentration",
                "clearing",
                "The largest holders of each month, and how long closing would take.",
                W.ConcentrationShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "back-tests",
                "getBackTests",
                "clearing",
                "Whether margins covered what the next settlement took.",
                W.MarginCoverageShape
            )
            {
                Query =
                [
                    new(
                        "level",
                        Kind.Whole,
                        "Coverage that is promised, parts per million.",
                        Least: 500_000,
                        Most: 999_999,
                        Usual: "990000"
                    ),
                ],
                Faults = [NotFound],
            },
            new(
                "GET",
                ClearingAddress + "ledger",
                "getLedger",
                "clearing",
                "Balances, the newest postings, and the proof that the ledger sums to zero.",
                W.LedgerShape
            )
            {
                Query =
                [
                    Account with
                    {
                        Required = false,
                        Summary = "Its postings alone; absent: all.",
                    },
                    new("limit", Kind.Whole, "The newest so many postings.", Least: 1, Most: 5_000, Usual: "200"),
                ],
                Faults = [NotFound],
            },
            new(
                "POST",
                "/v1/margin-calls/runs",
                "callIntraday",
                "clearing",
                "Looks at all accounts now and calls what they lack; it moves no money.",
                W.CallRunShape
            )
            {
                Body = [new("calendar", Kind.Text, "Whose day it is; it must not be closed.", true, Sample: "CN-DAY")],
                Faults = WhenSent,
            },
            new(
                "POST",
                "/v1/margin-calls/{account}/{currency}/acknowledgement",
                "acknowledgeCall",
                "clearing",
                "An open call of the account was seen, and all of it.",
                W.AcknowledgementShape
            )
            {
                Body = [new("person", Kind.Text, "Who says so; with identity one's own name.", true, Sample: "lee")],
                Faults = WhenSent,
            },
            new(
                "POST",
                ClearingAddress + "what-if",
                "askWhatIf",
                "clearing",
                "A portfolio's margin under the rules side by side.",
                W.WhatIfShape
            )
            {
                Body =
                [
                    Account with
                    {
                        Required = false,
                        Summary = "Whose mark-up, hedge rate and netting hold; absent: nobody's.",
                    },
                    new("add", Kind.Flag, "The rows come to what the account holds; else they stand in its place."),
                    new("csv", Kind.Text, "A table with the columns symbol,side,lots in place of rows."),
                    new("rows", Kind.Records, "Needed without csv.", Least: 1, Most: 500, Fields: WhatIfFields),
                ],
                Faults = [NotFound, TooLarge, OtherMedia],
            },
            new(
                "POST",
                ClearingAddress + "waterfall",
                "simulateWaterfall",
                "clearing",
                "What each layer would bear were members to fail after a move of prices.",
                W.WaterfallShape
            )
            {
                Body =
                [
                    new(
                        "members",
                        Kind.Records,
                        "Who fails.",
                        true,
                        1,
                        50,
                        Fields: [new("member", Kind.Whole, "Its number.", true, 1, 10_000)]
                    ),
                    new("stress", Kind.Text, "A scenario of the stress set, in place of moves.", Sample: "S1"),
                    new("case", Kind.Text, "One of its cases; absent: the first.", Sample: "price war"),
                    new("moves", Kind.Records, "Needed without stress.", Least: 1, Most: 20, Fields: MoveFields),
                    new(
                        "fund",
                        Kind.Text,
                        "As it is paid in, or as the stress set sizes it.",
                        Usual: "paid in",
                        Words: "paid in, as sized"
                    ),
                ],
                Faults = [NotFound, TooLarge, OtherMedia],
            },
        ];

    private static Value[] WhatIfFields =>
        [
            Symbol,
            new("side", Kind.Text, "Which way.", true, Words: "long, short"),
            new("lots", Kind.Whole, "How many.", true, 1, 1_000_000),
        ];

    private static Value[] MoveFields =>
        [
            new("contract", Kind.Text, "All its months move alike.", true),
            new("movePpm", Kind.Whole, "Of the price, parts per million.", true, -1_000_000, 20_000_000),
        ];
}
