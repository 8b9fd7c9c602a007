// MarketDataSnapshotFullRefresh, MarketDataIncrementalRefresh and MarketDataRequestReject, field by field.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>Writes bodies; fields in the order of the standard's tables.</summary>
internal static class MarketDataWriter
{
    private const int OverlayLast = 2;

    /// <summary>W: all entries of one instrument.</summary>
    public static void Snapshot(FixWriter message, string id, string symbol, List<PublicEntry> entries)
    {
        message.Add(262, id).Add(55, symbol).Add(268, entries.Count);
        foreach (var entry in entries)
        {
            message.Add(269, entry.Type);
            Value(message, entry);
            Rest(message, entry);
        }
    }

    /// <summary>X: what changed in one instrument, each entry with its number in the chain.</summary>
    /// <param name="chained">RptSeq(83) is told.</param>
    /// <param name="overlaid">The peer was behind: it is told the newest, not each change.</param>
    public static void Changes(
        FixWriter message,
        string id,
        MarketDataLine line,
        List<PublicEntry> entries,
        bool chained,
        bool overlaid
    )
    {
        message.Add(262, id).Add(268, entries.Count);
        foreach (var entry in entries)
        {
            message.Add(279, entry.Action).Add(269, entry.Type);
            if (entry.Id != 0)
                message.Add(278, entry.Id);
            message.Add(55, line.Source.Row.Terms.Symbol);
            Value(message, entry);
            Rest(message, entry);
            line.Reported++;
            if (chained)
                message.Add(83, line.Reported);
        }

        if (overlaid)
            message.Add(814, OverlayLast);
    }

    /// <summary>Y.</summary>
    public static void Reject(FixWriter message, string id, MarketDataRefusal refusal)
    {
        message.Add(262, id);
        if (refusal.Reason != ' ')
            message.Add(281, refusal.Reason);
        message.Add(58, refusal.Text);
    }

    /// <summary>A date as FIX writes it.</summary>
    public static FixWriter Add(this FixWriter message, int tag, TradingDate day) =>
        message.Add(tag, (day.Year * 10_000L) + (day.Month * 100L) + day.Date.Day);

    private static void Value(FixWriter message, in PublicEntry entry)
    {
        if (entry.Units is { } units)
            message.AddUnits(270, units, entry.Places);
        if (entry.Lots is { } lots)
            message.Add(271, lots);
        if (entry.Time is { } time)
        {
            Span<byte> text = stackalloc byte[FixTime.MostBytes];
            var length = FixTime.Write(time, 3, text);
            message.Add(272, text[..8]).Add(273, text[9..length]);
        }
        else if (entry.Day is { } day)
        {
            message.Add(272, day);
        }
    }

    private static void Rest(FixWriter message, in PublicEntry entry)
    {
        if (entry.Condition != ' ')
            message.Add(277, entry.Condition);
        if (entry.Orders > 0)
            message.Add(346, entry.Orders);
        if (entry.Text is { } text)
            message.Add(58, text);
    }
}
