// A vintage document becomes a standard token, or a list of what is wrong with it.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Reads <c>rulebook/standard-tokens/*.json</c>.</summary>
internal static class StandardTokenReader
{
    private const long MostTokens = 1_000_000_000_000;
    private const decimal MostPrice = 10_000m;

    public static StandardTokenSpec? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        f.Text("note", fallback: "-");
        var name = f.Object("name", required: false);
        name?.Text("en");
        name?.Text("zh");
        name?.Done();
        var corpus = CorpusOf(f);
        var reference = f.Text("referenceTokenizer");
        var tokenizers = TokenizersOf(f, corpus, reference);
        var prices = f.Object("referencePrices");
        var spec = new StandardTokenSpec
        {
            Vintage = f.Text("standardToken"),
            Version = (int)f.Whole("version", 1, 9999),
            Grade = f.Text("grade"),
            Frozen = f.Date("frozen"),
            Bundle = BundleOf(f),
            ReferenceTokenizer = reference,
            Corpus = corpus,
            Tokenizers = tokenizers,
            Models = ModelsOf(f, tokenizers),
            Band = BandOf(f),
            Prices = Figures(prices, 0.0001m, MostPrice),
            Currency = prices?.Word("currency", [("CNY", Currency.CNY), ("USD", Currency.USD)]) ?? Currency.CNY,
            PriceDay = prices?.Date("day") ?? default,
            DollarRate = prices?.Fraction("dollarRate", 0.01m, 1000m) ?? 1,
            PriceRule = prices?.Text("rule") ?? "",
        };
        AtMostFourDecimals(prices, spec.Prices);
        prices?.Done();
        f.Done();
        if (!Name24.TryParse(spec.Vintage, out _))
            f.Fault("standardToken", "must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        if (spec.Frozen.Year is < 2020 or > 2200)
            f.Fault("frozen", "must lie between 2020 and 2200");
        if (spec.PriceDay > spec.Frozen)
            f.Fault("referencePrices", "must be prices of a day not after 'frozen'");
        return faults.Count > before ? null : spec;
    }

    private static ClassFigures Figures(Fields? f, decimal least, decimal most) =>
        f is null
            ? default
            : new(
                f.Fraction("uncached", least, most),
                f.Fraction("cached", least, most),
                f.Fraction("output", least, most)
            );

    private static ClassFigures BundleOf(Fields f)
    {
        var o = f.Object("bundle");
        var bundle = Figures(o, 0, 1);
        if (o is not null && bundle.Uncached + bundle.Cached + bundle.Output != 1)
            f.Fault("bundle", "uncached, cached and output must sum to 1");
        o?.Done();
        return bundle;
    }

    // Amounts stay exact: four decimals of a price times 10^18 tokens fit 28 digits.
    private static void AtMostFourDecimals(Fields? f, ClassFigures prices)
    {
        foreach (
            var (field, price) in new[]
            {
                ("uncached", prices.Uncached),
                ("cached", prices.Cached),
                ("output", prices.Output),
            }
        )
        {
            if (price * 10_000m != decimal.Truncate(price * 10_000m))
                f?.Fault(field, "must have at most four decimals");
        }
    }

    private static List<CorpusPart> CorpusOf(Fields f)
    {
        var parts = new List<CorpusPart>();
        if (f.Object("corpus") is not { } corpus)
            return parts;
        corpus.Text("note", fallback: "-");
        decimal sum = 0;
        foreach (var p in corpus.Objects("parts"))
        {
            var part = new CorpusPart(p.Text("part"), p.Fraction("share", 0.000001m, 1), FilesOf(p));
            p.Done();
            if (parts.Exists(other => other.Part == part.Part))
                p.Fault("part", "is in the list already");
            sum += part.Share;
            parts.Add(part);
        }

        if (sum != 1)
            corpus.Fault("parts", "shares must sum to 1");
        corpus.Done();
        return parts;
    }

    private static List<CorpusFile> FilesOf(Fields part)
    {
        var files = new List<CorpusFile>();
        foreach (var o in part.Objects("files"))
        {
            var file = new CorpusFile(
                o.Text("package"),
                o.Text("version"),
                o.Text("path"),
                o.Word("reading", [("as it stands", false), ("text of html", true)]),
                Hash(o, "sha256"),
                Hash(o, "textSha256"),
                o.Whole("bytes", 1, MostTokens)
            );
            o.Done();
            foreach (var step in file.Path.Split('/'))
                if (step is "" or "." or ".." || step.Contains('\\', StringComparison.Ordinal))
                    o.Fault("path", "must be a path inside the package: names joined by /");
            if (!file.Html && file.Sha256 != file.TextSha256)
                o.Fault("textSha256", "must be that of the file, which is counted as it stands");
            files.Add(file);
        }

        if (files.Count == 0)
            part.Fault("files", "must name at least one file");
        return files;
    }

    private static string Hash(Fields o, string field)
    {
        var text = o.Text(field);
        var good = text.Length == 64;
        foreach (var letter in text)
            good &= letter is (>= '0' and <= '9') or (>= 'a' and <= 'f');
        if (!good && text.Length > 0)
            o.Fault(field, "must be 64 hex digits in lower case");
        return text;
    }

    private static List<TokenizerFactor> TokenizersOf(Fields f, List<CorpusPart> corpus, string reference)
    {
        var list = new List<TokenizerFactor>();
        var objects = f.Objects("tokenizers");
        foreach (var o in objects)
        {
            var counts = new List<long>();
            var c = o.Object("counts");
            foreach (var part in corpus)
                counts.Add(c?.Whole(part.Part, 1, MostTokens) ?? 1);
            c?.Done();
            var line = new TokenizerFactor(
                o.Text("tokenizer"),
                counts,
                o.Fraction("factor", 0.01m, 100),
                o.Text("source")
            );
            o.Done();
            if (list.Exists(other => other.Tokenizer == line.Tokenizer))
                o.Fault("tokenizer", "is in the list already");
            list.Add(line);
        }

        if (list.Find(t => t.Tokenizer == reference) is not { } at)
        {
            f.Fault("referenceTokenizer", "must be one of 'tokenizers'");
            return list;
        }

        for (var i = 0; i < list.Count; i++)
        {
            var says = StandardTokenSpec.Factor(corpus, list[i].Counts, at.Counts);
            if (list[i].Factor != says)
                objects[i]
                    .Fault("factor", string.Create(CultureInfo.InvariantCulture, $"must be {says}, as its counts say"));
        }

        return list;
    }

    private static List<ModelTokenizer> ModelsOf(Fields f, List<TokenizerFactor> tokenizers)
    {
        var list = new List<ModelTokenizer>();
        foreach (var o in f.Objects("models"))
        {
            var line = new ModelTokenizer(o.Text("starts"), o.Text("tokenizer"), o.Text("source"));
            o.Done();
            if (!tokenizers.Exists(t => t.Tokenizer == line.Tokenizer))
                o.Fault("tokenizer", "must be one of 'tokenizers'");
            if (list.Exists(other => line.Starts.StartsWith(other.Starts, StringComparison.Ordinal)))
                o.Fault("starts", "is never reached: an earlier line fits all its models");
            list.Add(line);
        }

        return list;
    }

    private static GradeBand BandOf(Fields f)
    {
        if (f.Object("band") is not { } o)
            return new("", "", 0, null);
        var low = o.Fraction("low", 0, 1_000_000);
        decimal? high = o.Has("high") ? o.Fraction("high", 0, 1_000_000) : null;
        var band = new GradeBand(o.Text("exam"), o.Text("anchor"), low, high);
        o.Done();
        if (high <= low)
            o.Fault("high", "must be above 'low'");
        return band;
    }
}
