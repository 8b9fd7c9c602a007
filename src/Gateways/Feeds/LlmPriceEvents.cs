// Importer of llm_price_events.csv(.gz): changes of list prices, from sources that err, lag, rename and fall silent.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Named sellers' list prices of text models. What is left out and why is in
/// docs/protocols/observations.md.</summary>
public static class LlmPriceEvents
{
    /// <summary>Above this nobody sells a million tokens: an error of units.</summary>
    public const decimal MostPerMillion = 2000m;

    private static readonly string[] Columns =
    [
        "date",
        "source",
        "provider",
        "model",
        "modality",
        "token_type",
        "currency",
        "price_original_per_million",
        "event",
        "commit",
    ];

    /// <summary>Reads events and calendar.</summary>
    /// <exception cref="FeedException">A file cannot be read at all.</exception>
    public static Import Read(string events, string calendar, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        var days = ObservedDays.Read(calendar);
        using var table = CsvTable.Open(events, Columns);
        var report = new ImportReport(table.File);
        var moves = new SortedDictionary<TradingDate, List<OfferMove>>();
        while (table.Read())
        {
            report.Row();
            if (Move(table, rules, report) is not { } move)
                continue;
            report.Use();
            days.Add(move.Listing.Source, move.Day);
            if (!moves.TryGetValue(move.Day, out var list))
                moves[move.Day] = list = [];
            list.Add(move);
        }

        var book = new OfferBook(rules, days, report);
        foreach (var day in days.All)
            book.Day(day, moves.TryGetValue(day, out var list) ? list : []);
        return Import.Of(book.Observations, report);
    }

    private static OfferMove? Move(CsvTable table, NamingRules rules, ImportReport report)
    {
        if (table.RowFault.Length > 0)
            return Refuse(report, table.FaultOfRow());
        if (!table.TryDate(0, out var day))
            return Refuse(report, table.Fault(0, "must be a date yyyy-MM-dd"));
        if (rules.Source(table[1]) is not { } source)
            return Leave(report, "source without rules");
        if (!source.NamesSellers)
            return Leave(report, $"{table[1]} names no seller");
        if (table[2].Length == 0)
            return Leave(report, "no seller given");
        var seller = rules.Seller(table[2]);
        if (seller.Skip.Length > 0)
            return Leave(report, seller.Skip);
        if (!SellsText(table[4]))
            return Leave(report, "not a model that writes text");
        var kind = table[5] switch
        {
            "input" => OfferClass.Input,
            "cached_input" => OfferClass.Cached,
            "output" => OfferClass.Output,
            _ => OfferClass.None,
        };
        if (kind == OfferClass.None)
            return Leave(
                report,
                table[5].Contains('@', StringComparison.Ordinal)
                    ? "price under a condition of time"
                    : $"class {table[5]}"
            );
        if (OtherGoods(table[3]) is { } goods)
            return Leave(report, goods);
        var item = rules.Item(table[3]);
        var maker = rules.Maker(item);
        if (maker.Length == 0)
            return Leave(report, "maker unknown");
        var region = Region(table[2], table[3], seller.Region);
        if (table[6] == "CNY")
            region = "cn";
        var listing = new ListingName(source.Source, seller.Seller, maker, item, region, table[2], table[3]);
        if (table[8] == "removed")
            return new(day, listing, kind, null, Currency.None, table[8], table[9], table.Evidence());
        if (table[8] is not ("first" or "change" or "relisted"))
            return Refuse(report, table.Fault(8, "must be first, change, relisted or removed"));
        var currency = Currencies.Of(table[6]);
        if (currency is not (Currency.USD or Currency.CNY))
            return Refuse(report, table.Fault(6, "must be USD or CNY"));
        if (!Prices.TryRead(table[7], out var price))
            return Refuse(report, table.Fault(7, "must be a number"));
        var ceiling = currency == Currency.CNY ? MostPerMillion * 7 : MostPerMillion;
        if (price > 0 && price <= ceiling)
            return new(day, listing, kind, price, currency, table[8], table[9], table.Evidence());

        // What it cost before no longer holds, and this is no price: the class ends here.
        report.Note(
            price == 0 ? "price of zero taken as no price"
            : price < 0 ? "price below zero taken as no price"
            : "price above any list taken as no price"
        );
        return new(day, listing, kind, null, currency, table[8], table[9], table.Evidence());
    }

    private static OfferMove? Refuse(ImportReport report, CsvFault fault)
    {
        report.Fault(fault);
        return null;
    }

    private static OfferMove? Leave(ImportReport report, string reason)
    {
        report.Skip(reason);
        return null;
    }

    // Sources write "chat", "text+image" (what goes in) or "text+image->text" (in and out); an empty cell says
    // nothing against it.
    private static bool SellsText(string modality)
    {
        if (modality is "" or "chat" or "completion" or "responses")
            return true;
        var arrow = modality.IndexOf("->", StringComparison.Ordinal);
        return arrow >= 0 ? modality[(arrow + 2)..] == "text" : modality.Contains("text", StringComparison.Ordinal);
    }

    private static string? OtherGoods(string model)
    {
        var name = model.ToLowerInvariant();
        if (name.StartsWith("ft:", StringComparison.Ordinal))
            return "fine-tuned to order";
        if (name.Contains("commitment", StringComparison.Ordinal))
            return "capacity by commitment";
        if (name.Contains("tee/", StringComparison.Ordinal) || name.StartsWith("tee ", StringComparison.Ordinal))
            return "confidential variant of a model";
        if (name.Contains("up-to-", StringComparison.Ordinal))
            return "size class, not a model";
        if (name.Contains("gemini", StringComparison.Ordinal) && name.Contains("-exp", StringComparison.Ordinal))
            return "experimental edition";
        if (name.Contains(":free", StringComparison.Ordinal))
            return "free variant";
        if (name.Contains('<', StringComparison.Ordinal) || name.Contains("context", StringComparison.Ordinal))
            return "price under a condition of length";
        string[] others =
        [
            "embed",
            "rerank",
            "guard",
            "whisper",
            "tts",
            "audio",
            "realtime",
            "transcribe",
            "ocr",
            "moderation",
            "image",
            "-live",
            "speech",
            "asr",
            "voxtral",
        ];
        foreach (var other in others)
            if (name.Contains(other, StringComparison.Ordinal))
                return "not a model that writes text";
        return null;
    }

    // Bedrock and Azure put the region into the id: bedrock/eu-west-2/..., eu.anthropic..., azure/us/...
    private static string Region(string provider, string model, string otherwise)
    {
        var paths = model.Split('/');
        if (provider.StartsWith("bedrock", StringComparison.Ordinal) && paths.Length > 2)
            return paths[1];
        if (provider == "azure" && paths.Length > 2)
            return paths[1];
        var dot = model.IndexOf('.', StringComparison.Ordinal);
        var first = dot > 0 ? model[..dot] : "";
        return first is "us" or "eu" or "apac" or "jp" or "au" or "ca" or "us-gov" ? first : otherwise;
    }
}
