// How often each feature of the books really fired in a differential run.
using System.Runtime.InteropServices;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>Counts what the reports show.</summary>
internal sealed class FeatureCount
{
    private readonly Dictionary<string, long> _counts = [];
    private readonly Dictionary<(ReportKind, long, long), string> _names = [];

    public long this[string feature] => _counts.GetValueOrDefault(feature);

    public void Add(string feature) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, feature, out _)++;

    public void Add(FeatureCount other)
    {
        foreach (var (feature, count) in other._counts)
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, feature, out _) += count;
    }

    public string Table() => string.Join('\n', _counts.OrderBy(c => c.Key).Select(c => $"{c.Value, 10} {c.Key}"));

    public void Refused(in Refusal refusal)
    {
        if (!refusal.IsNone)
            Add(Name(0, (long)refusal.Reason, (long)refusal.Field, () => "refused "));
    }

    public void Entered(in OrderEntry order)
    {
        Add(Name((ReportKind)20, (long)order.Type, (long)order.TimeInForce, () => "entered "));
        if (order.Display > 0)
            Add("entered iceberg");
        if (order.Minimum > 0)
            Add("entered with a minimum");
        if ((order.Flags & OrderFlags.PostOnly) != 0)
            Add("entered post-only");
    }

    /// <summary>Spreads that matched with legs in a change of phase.</summary>
    public void Matched(List<long> tape)
    {
        if (RecordedReports.Read(tape).Any(r => r.Kind == ReportKind.SpreadTraded))
            Add("crossed spread matched");
    }

    /// <summary>One command's reports.</summary>
    public void Count(List<long> tape)
    {
        var (elected, traded, removed) = (0, 0, 0L);
        foreach (var (kind, n) in RecordedReports.Read(tape))
        {
            switch (kind)
            {
                case ReportKind.Traded:
                    Add(Name(kind, n[4], n[0], () => "traded "));
                    traded++;
                    break;
                case ReportKind.SpreadTraded:
                    Add(Name(kind, n[7], n[6], () => $"spread {n[0]} traded "));
                    Add(Name(kind, -n[7], n[0], () => "spread by book "));
                    break;
                case ReportKind.Left:
                    Add(Name(kind, n[17], n[18], () => "left "));
                    break;
                case ReportKind.BookChanged:
                    if (n[3] == (long)BookAction.Added && removed == n[2])
                        Add("iceberg showed its next slice");
                    if (n[3] == (long)BookAction.AddedInFront)
                        Add("added in front");
                    removed = n[3] == (long)BookAction.Removed ? n[2] : 0;
                    break;
                case ReportKind.Elected:
                    elected++;
                    Add(kind.ToString());
                    break;
                case ReportKind.Uncrossed:
                    if (n[3] > 0)
                        Add(
                            n[4] > 0 ? "uncrossed, more bought"
                            : n[4] < 0 ? "uncrossed, more sold"
                            : "uncrossed even"
                        );
                    break;
                default:
                    Add(Name(kind, 0, 0, () => ""));
                    break;
            }
        }

        if (elected > 1)
            Add("cascade of stops");
        if (traded > 3)
            Add("more than three trades at once");
    }

    private string Name(ReportKind kind, long one, long other, Func<string> prefix)
    {
        if (_names.TryGetValue((kind, one, other), out var name))
            return name;
        name = (int)kind switch
        {
            0 => $"refused {(RejectReason)one}",
            20 => $"entered {(OrderType)one} {(TimeInForce)other}",
            (int)ReportKind.Traded => $"traded {(TradeOrigin)one} in book {other}",
            (int)ReportKind.SpreadTraded when one < 0 => $"spread {other} traded {(TradeOrigin)(-one)}",
            (int)ReportKind.SpreadTraded => other == 0
                ? "implied out"
                : $"spread {(TradeOrigin)one}, aggressor {(Tokenbourse.Model.Numbers.Side)other}",
            (int)ReportKind.Left => $"left {(CancelReason)one} {(other == 1 ? "the book" : "at once")}",
            _ => prefix() + kind,
        };
        _names.Add((kind, one, other), name);
        return name;
    }
}
