// The day's bulletin as plain text for a terminal: fixed columns, no colour, the same every time.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Http;

namespace Tokenbourse.Node.Reports;

/// <summary>Text made from the same records that the wire carries.</summary>
internal static class BulletinText
{
    public static string Of(BulletinShape bulletin)
    {
        var text = new StringBuilder();
        Line(text, $"DAILY BULLETIN {bulletin.Day}{(bulletin.Simulated ? "   all trading on it is SIMULATED" : "")}");
        foreach (var contract in bulletin.Contracts)
        {
            Line(text, $"");
            Line(
                text,
                $"{contract.Contract} ({contract.Calendar}, {contract.Currency})   volume {contract.Volume}   open interest {contract.OpenInterest}   fees {contract.Fees}"
            );
            Line(
                text,
                $"  {"month", -10}{"settlement", 12}{"previous", 12}{"change", 10}{"volume", 9}{"open int", 10}  evidence"
            );
            foreach (var month in contract.Months)
            {
                Line(
                    text,
                    $"  {month.Symbol, -10}{month.Settlement, 12}{month.Previous, 12}{month.Change, 10}{month.Volume, 9}{month.OpenInterest, 10}  {month.Tier} {month.TierName}{(month.FinalPrice is null ? "" : $"; expired at final price {month.FinalPrice}")}"
                );
            }

            Line(
                text,
                $"  variation margin paid {contract.VariationGains}, collected {contract.VariationLosses}; initial margin held {contract.MarginRequired}; margin calls {contract.MarginCalls}"
            );
        }

        if (bulletin.Spreads.Count > 0)
        {
            Line(text, $"");
            Line(text, $"spreads traded");
            Line(text, $"  {"spread", -14}{"last", 12}{"lots", 9}{"implied", 10}");
        }

        foreach (var spread in bulletin.Spreads)
            Line(text, $"  {spread.Symbol, -14}{spread.Last, 12}{spread.Volume, 9}{spread.Implied, 10}");

        var r = bulletin.Reconciliation;
        Line(text, $"");
        Line(
            text,
            $"reconciliation: positions {r.Positions}; cash {Sums(r.Cash)}; variation {Sums(r.Variation)}; {(r.Balanced ? "balanced" : "NOT BALANCED")}"
        );
        Line(text, $"digest {bulletin.Digest}");
        return text.ToString();
    }

    private static string Sums(SortedDictionary<string, string> sums) =>
        string.Join(" ", sums.Select(s => $"{s.Key} {s.Value}"));

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');
}
