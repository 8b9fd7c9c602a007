// Where a verb takes the curve from: a venue's public door, a venue's folder, or a file of settlements.
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Curves;

/// <summary>One of the three places.</summary>
/// <param name="From">Address of a venue, as http://127.0.0.1:8080.</param>
/// <param name="Folder">A venue's folder.</param>
/// <param name="File">Settlement prices as a table.</param>
/// <param name="IndexFile">The index's days for a file: day,value.</param>
/// <param name="Simulated">The file's prices are simulated or of a model.</param>
internal sealed record CurveSource(string? From, string? Folder, string? File, string? IndexFile, bool Simulated)
{
    /// <summary>The book of a contract.</summary>
    /// <exception cref="VerbException">The place or the contract cannot be had.</exception>
    public CurveBook Read(string contract) =>
        TryRead(contract) ?? throw new VerbException($"{contract}: no settled day of that contract in {Place}", 2);

    /// <summary>The same; null when the place has no such contract.</summary>
    public CurveBook? TryRead(string contract) =>
        From is { } address ? Door(address, contract)
        : File is { } file ? Table(file, contract)
        : InFolder(Folder!, contract);

    private string Place => From ?? File ?? Folder!;

    private static CurveBook? Door(string address, string contract)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var root) || root.Scheme is not ("http" or "https"))
            throw new VerbException($"--from {address}: must be an address such as http://127.0.0.1:8080", 2);
        using var client = new HttpClient { BaseAddress = root, Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                $"/v1/curve/{Uri.EscapeDataString(contract)}/days"
            );
            using var response = client.Send(request);
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                return null;
            response.EnsureSuccessStatusCode();
            using var body = response.Content.ReadAsStream();
            return JsonSerializer.Deserialize(body, CurveBookJson.Default.CurveBook)! with
            {
                Source = $"{address}, a venue's public door",
            };
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new VerbException($"--from {address}: {e.Message}", 2);
        }
    }

    private static CurveBook? InFolder(string folder, string contract)
    {
        using var logs = VenueFolder.OpenReadOnly(folder);
        var views = new VenueViews();
        views.CatchUp(logs.Events, logs.Prints);
        return
            CurveViews.Read(views, contract, $"{folder}, a venue's folder", simulated: true, quotes: true)
                is { Days.Count: > 0 } book
            ? book
            : null;
    }

    private CurveBook? Table(string path, string contract)
    {
        var (all, report) = SettlementCsv.Read(path);
        if (!report.Clean)
            Console.Error.Write(report);
        var rows = all.Where(r => string.Equals(r.Contract, contract, StringComparison.OrdinalIgnoreCase)).ToList();
        if (rows.Count == 0)
            return null;
        var terms =
            CurveTerms.Contract(contract)
            ?? throw new VerbException($"{contract}: the rulebook has no such contract; its tick is not known", 2);
        return new(
            terms.Contract,
            $"{Path.GetFileName(path)}, a file: prices as handed in",
            Simulated,
            terms.Currency.ToString(),
            terms.Quote,
            terms.TickSize.ToString(CultureInfo.InvariantCulture),
            terms.PriceDecimals,
            terms.LotSize,
            true,
            terms.PrintDays != PrintDays.BusinessDays,
            terms.Index,
            [.. rows.GroupBy(r => r.Day).OrderBy(d => d.Key).Select(Day).TakeLast(CurveBook.MostDays)],
            IndexFile is { } series ? Index(series, terms.Index) : [],
            []
        );
    }

    private static CurveDay Day(IGrouping<TradingDate, SettlementRow> day) =>
        new(day.Key.ToString(), [.. day.OrderBy(r => r.LastTradingDay).Select(Quote)]);

    private static CurveQuote Quote(SettlementRow row) =>
        new(
            row.Symbol,
            ContractMonth.Of(row.LastTradingDay).ToString(),
            row.LastTradingDay.ToString(),
            row.Price.ToString(CultureInfo.InvariantCulture),
            row.Bid?.ToString(CultureInfo.InvariantCulture),
            row.Ask?.ToString(CultureInfo.InvariantCulture),
            row.OpenInterest,
            row.Volume
        );

    private static List<CurveIndexDay> Index(string path, string index) =>
        [
            .. Series(path, index)
                .Where(r => r.Value > 0)
                .OrderBy(r => r.Day)
                .DistinctBy(r => r.Day)
                .TakeLast(CurveBook.MostIndexDays)
                .Select(r => new CurveIndexDay(
                    r.Day.ToString(),
                    r.Value.ToString(CultureInfo.InvariantCulture),
                    0,
                    null,
                    null
                )),
        ];

    /// <summary>One series of a file; what is wrong with its rows is said on the error stream.</summary>
    /// <exception cref="VerbException">Nothing of it could be used.</exception>
    public static IReadOnlyList<SeriesRow> Series(string path, string name)
    {
        var (rows, report) = SeriesCsv.Read(path);
        if (!report.Clean)
            Console.Error.Write(report);
        var mine = rows.Where(r => r.Series.Length == 0 || r.Series == name).ToList();
        return mine.Count > 0 ? mine : throw new VerbException($"{path}: no value of {name}", 2);
    }
}
