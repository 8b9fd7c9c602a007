// What an order book under test says, in the words that all of them share, and what is made of it: counts or
// fingerprints.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Takes the reports of a book. A struct, so that the calls are compiled into the book's own code.</summary>
internal interface IReportSink
{
    /// <summary>What came in.</summary>
    ReportTally Tally { get; }

    void Accepted(int order);

    void Refused(int order, int reason);

    void Traded(int resting, int incoming, long price, long lots);

    /// <summary>Lots of an order that leave without a trade.</summary>
    void Cancelled(int order, long lots);

    void Amended(int order, long price, long lots);

    /// <summary>
    /// A report that only a fuller book has (a stop that is triggered, market data, …), by its kind and content.
    /// </summary>
    void Other(int kind, long first, long second);
}

/// <summary>Sums over reports.</summary>
/// <param name="Digest">Fingerprint of all reports in their order; 0 when only counted.</param>
/// <param name="TradesDigest">
/// Fingerprint of trades alone: comparable between books that tell different things besides.
/// </param>
internal readonly record struct ReportTally(long Reports, long Trades, long Lots, ulong Digest, ulong TradesDigest);

/// <summary>
/// Counts, as cheaply as a report can be taken; the sums keep the compiler from leaving reports out.
/// </summary>
internal struct CountingSink : IReportSink
{
    private long _reports;
    private long _trades;
    private long _lots;

    public readonly ReportTally Tally => new(_reports, _trades, _lots, 0, 0);

    public void Accepted(int order) => _reports++;

    public void Refused(int order, int reason) => _reports++;

    public void Traded(int resting, int incoming, long price, long lots)
    {
        _reports++;
        _trades++;
        _lots += lots;
    }

    public void Cancelled(int order, long lots) => _reports++;

    public void Amended(int order, long price, long lots) => _reports++;

    public void Other(int kind, long first, long second) => _reports++;
}

/// <summary>Fingerprints every field of every report.</summary>
internal struct DigestingSink : IReportSink
{
    private CountingSink _counts;
    private Digest64 _all;
    private Digest64 _trades;

    public readonly ReportTally Tally => _counts.Tally with { Digest = _all.Value, TradesDigest = _trades.Value };

    public void Accepted(int order)
    {
        _counts.Accepted(order);
        Add(1, order);
    }

    public void Refused(int order, int reason)
    {
        _counts.Refused(order, reason);
        Add(2, order);
        _all.Add((ulong)(uint)reason);
    }

    public void Traded(int resting, int incoming, long price, long lots)
    {
        _counts.Traded(resting, incoming, price, lots);
        Add(3, resting);
        var orders = unchecked(((ulong)(uint)resting << 32) | (uint)incoming);
        var terms = unchecked((ulong)(price << 32) ^ (ulong)lots);
        _all.Add(orders);
        _all.Add(terms);
        _trades.Add(orders);
        _trades.Add(terms);
    }

    public void Cancelled(int order, long lots)
    {
        _counts.Cancelled(order, lots);
        Add(4, order);
        _all.Add(unchecked((ulong)lots));
    }

    public void Amended(int order, long price, long lots)
    {
        _counts.Amended(order, price, lots);
        Add(5, order);
        _all.Add(unchecked((ulong)(price << 32) ^ (ulong)lots));
    }

    public void Other(int kind, long first, long second)
    {
        _counts.Other(kind, first, second);
        Add(16 + kind, 0);
        _all.Add(unchecked((ulong)first));
        _all.Add(unchecked((ulong)second));
    }

    private void Add(int kind, int order) => _all.Add(unchecked(((ulong)(uint)order << 8) | (uint)kind));
}
