// Where a market snapshot comes from: the venue's doors, a file, or a model on an index's real history.
using System.Net.Http.Headers;
using System.Text;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Indexes;
using Tokenbourse.Node.Margins;

namespace Tokenbourse.Node.Hedging;

/// <summary>Reads what a desk knows of a contract and its market.</summary>
internal static class MarketSources
{
    private const int Patience = 10;
    private const int Bulletins = 120;

    /// <summary>The terms of a contract, from the rulebook.</summary>
    /// <exception cref="VerbException">There is no such contract.</exception>
    public static TradedTerms Terms(string rulebook, string contract)
    {
        var book = MarginRulebook.Read(rulebook);
        if (book.Contracts.Values.FirstOrDefault(c => Same(c.Contract, contract)) is not { } spec)
            throw new VerbException(
                $"--contract {contract}: must be one of: {string.Join(", ", book.Contracts.Keys)}",
                2
            );
        var rate = book.Margins.TryGetValue(spec.Contract, out var margins) ? margins.RatePpm / 1_000_000m : 0;
        return new(
            spec.Contract,
            $"{spec.Currency}",
            spec.Quote,
            spec.LotSize,
            spec.TickSize,
            rate,
            spec.FeeTurnoverPpm / 1_000_000m,
            (decimal)spec.FeePerLotMinor / Currencies.MinorPerUnit,
            spec.Index,
            spec.HedgesEn,
            spec.HedgesZh
        );
    }

    /// <summary>A client on the venue's public door.</summary>
    /// <param name="key">The key file that requests are signed with; null: that of the environment, if any.</param>
    /// <param name="certificate">Certificate and key without their endings, for administration; null: none.</param>
    /// <exception cref="VerbException">No address, or no key file.</exception>
    public static HttpClient Http(string option, string address, string? key = null, string? certificate = null)
    {
        if (
            !Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        )
            throw new VerbException($"{option} {address}: must be an address as http://127.0.0.1:5080", 2);
        var http = new HttpClient(KeyedHttp.Handler(key, certificate))
        {
            BaseAddress = uri,
            Timeout = TimeSpan.FromSeconds(Patience),
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("tokenbourse-desk", Release.Version));
        return http;
    }

    /// <summary>The market as a venue shows it.</summary>
    /// <exception cref="VerbException">The venue cannot be read.</exception>
    public static async Task<MarketSnapshot> Venue(string address, TradedTerms terms, CancellationToken cancel)
    {
        using var http = Http("--from", address);
        try
        {
            return await MarketReader.Read(
                new(http),
                address.TrimEnd('/'),
                terms.Contract,
                new(terms.MarginRate, terms.FeeRate, terms.FeePerLot),
                Bulletins,
                cancel
            );
        }
        catch (VenueException fault)
        {
            throw new VerbException(fault.Message, 2);
        }
    }

    /// <summary>A series of days out of a CSV; faults are told on the error stream, the rest is used.</summary>
    public static IReadOnlyList<IndexDay> Days(string option, string file)
    {
        var faults = new List<ExposureFault>();
        var days = MarketFile.Days(Path.GetFileName(file), Lines(option, file), faults);
        Tell(faults, days.Count);
        return days;
    }

    /// <summary>A curve out of a CSV.</summary>
    public static MarketSnapshot File(string file, TradedTerms terms, IReadOnlyList<IndexDay> history, TradingDate day)
    {
        var faults = new List<ExposureFault>();
        var market = MarketFile.Curve(Path.GetFileName(file), Lines("--file", file), terms, history, day, faults);
        Tell(faults, market.Months.Count);
        return market.Months.Count > 0 ? market : throw new VerbException($"{file}: no row could be used", 1);
    }

    /// <summary>The real index as the index machine makes it of the observations that ship (or of a folder).</summary>
    /// <exception cref="VerbException">It has no prints.</exception>
    public static IReadOnlyList<IndexDay> RealIndex(string index, string? data, string rulebook)
    {
        using var source = IndexSource.Open(null, data, rulebook);
        var days = Comparison
            .Prints(source)
            .Where(p => p.Index == index && p.Value is > 0)
            .Select(p => new IndexDay(
                TradingDate.TryParse(p.Day, out var day) ? day : throw new VerbException($"{p.Day}: no day", 1),
                p.Value!.Value
            ))
            .GroupBy(d => d.Day)
            .Select(g => g.First())
            .OrderBy(d => d.Day)
            .ToList();
        return days.Count > 0 ? days : throw new VerbException($"{index}: no print in {source.Name}", 1);
    }

    private static List<string> Lines(string option, string file)
    {
        try
        {
            return [.. System.IO.File.ReadAllLines(file, Encoding.UTF8)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{option} {file}: must be a file that can be read; {e.Message}", 2);
        }
    }

    private static void Tell(List<ExposureFault> faults, int used)
    {
        foreach (var fault in faults.Take(20))
            Console.Error.WriteLine($"tokenbourse: {fault.Where}: {fault.Field} '{fault.Value}': {fault.Rule}");
        if (faults.Count > 0)
            Console.Error.WriteLine($"tokenbourse: {used} rows used, {faults.Count} faults");
    }

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
