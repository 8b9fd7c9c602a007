// The curve's studies of a venue that is open: made when somebody asks, at most once a second for a contract and day.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Curves;

/// <summary>Called from several threads at a time.</summary>
internal sealed class CurveServer(VenueViews views, bool simulated)
{
    private const long KeptMilliseconds = 1000;
    private const int MostKept = 64;

    /// <summary>The two legs of the inference spread: whoever asks for one sees the other.</summary>
    private static readonly (string Token, string Gpu) _legs = ("TK", "GH");

    private readonly Lock _gate = new();
    private readonly Dictionary<(string, TradingDate?), (long Made, ReadOnlyMemory<byte>? Json)> _kept = [];

    /// <summary>What the doors are given.</summary>
    public CurveReaders Readers
    {
        get
        {
            var papers = new CurvePapers(Read);
            return new(Days, Analytics, papers.Of, papers.Inference);
        }
    }

    // An array that is null would become an empty document, not none: the type is named.
    private ReadOnlyMemory<byte>? Days(string contract) =>
        Read(contract) is { Days.Count: > 0 } book
            ? JsonSerializer.SerializeToUtf8Bytes(book, CurveBookJson.Default.CurveBook)
            : (ReadOnlyMemory<byte>?)null;

    private ReadOnlyMemory<byte>? Analytics(string contract, TradingDate? day)
    {
        var key = (contract.ToUpperInvariant(), day);
        lock (_gate)
        {
            var now = Environment.TickCount64;
            if (_kept.TryGetValue(key, out var kept) && now - kept.Made < KeptMilliseconds)
                return kept.Json;
            var json = Make(contract, day);
            if (_kept.Count >= MostKept)
                _kept.Clear();
            _kept[key] = (now, json);
            return json;
        }
    }

    private ReadOnlyMemory<byte>? Make(string contract, TradingDate? day)
    {
        if (Read(contract) is not { } book)
            return null;
        var other = Other(book.Contract) is { } name ? Read(name) : null;
        return CurveAnalysis.Of(book, new(day, other)) is { } analysis
            ? JsonSerializer.SerializeToUtf8Bytes(CurvePresent.Of(analysis), CurveJson.Wire.CurveAnalyticsShape)
            : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The other leg of the inference spread; null for a contract that is no leg.</summary>
    public static string? Other(string contract) =>
        string.Equals(contract, _legs.Token, StringComparison.OrdinalIgnoreCase) ? _legs.Gpu
        : string.Equals(contract, _legs.Gpu, StringComparison.OrdinalIgnoreCase) ? _legs.Token
        : null;

    private CurveBook? Read(string contract) =>
        CurveViews.Read(views, contract, "the venue's own settlements and prints", simulated, quotes: true);
}
