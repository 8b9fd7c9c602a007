// A meter's document becomes its settings, or a list of what is wrong with it.
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Reads the document that <c>tokenbourse meter serve --config</c> names.</summary>
public static class MeterConfigReader
{
    private const long MostTokens = 1_000_000_000;
    private const long MostWeight = 1_000_000_000;

    private static readonly (string, MeterKind)[] _kinds =
    [
        ("chat", MeterKind.Chat),
        ("completions", MeterKind.Completion),
        ("embeddings", MeterKind.Embedding),
    ];

    /// <summary>The settings; null when something is wrong.</summary>
    public static MeterConfig? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        f.Text("note", fallback: "-");
        var tolerance = f.Object("tolerance");
        var config = new MeterConfig(
            f.Whole("meter", 1, long.MaxValue),
            new(tolerance?.Whole("tokens", 0, MostTokens) ?? 0, tolerance?.Whole("partsPerMillion", 0, 1_000_000) ?? 0),
            [.. f.Objects("sellers").Select(SellerOf)],
            LimitsOf(f.Object("limits", required: false))
        )
        {
            Standbys = f.Has("standbys") ? [.. f.Objects("standbys").Select(StandbyOf)] : [],
        };
        if (config.Sellers.Count == 0)
            f.Fault("sellers", "must name one seller at least");
        if (config.Sellers.Select(s => s.Issuer).Distinct().Count() < config.Sellers.Count)
            f.Fault("sellers", "must name each issuer once");
        if (config.Standbys.Select(s => s.Account).Distinct().Count() < config.Standbys.Count)
            f.Fault("standbys", "must name each account once");
        var models = config.Sellers.SelectMany(s => s.Models).Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        if (config.Standbys.SelectMany(s => s.Models).Any(m => !models.Contains(m.Name)))
            f.Fault("standbys", "must name models of the sellers only");
        tolerance?.Done();
        f.Done();
        return faults.Count > before ? null : config;
    }

    private static Seller SellerOf(Fields f)
    {
        var seller = new Seller(
            f.Whole("issuer", 1, long.MaxValue),
            f.Texts("products"),
            [.. f.Objects("endpoints").Select(EndpointOf)],
            [.. f.Objects("models").Select(ModelOf)]
        );
        if (seller.Products.Count == 0)
            f.Fault("products", "must name one spot product at least");
        if (seller.Endpoints.Count == 0)
            f.Fault("endpoints", "must name one address at least");
        if (seller.Models.Count == 0)
            f.Fault("models", "must name one model at least");
        if (seller.Models.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count() < seller.Models.Count)
            f.Fault("models", "must name each model once");
        f.Done();
        return seller;
    }

    private static Standby StandbyOf(Fields f)
    {
        var standby = new Standby(
            f.Whole("account", 1, int.MaxValue),
            f.Texts("products"),
            [.. f.Objects("endpoints").Select(EndpointOf)],
            [.. f.Objects("models").Select(StandbyModelOf)]
        );
        if (standby.Products.Count == 0)
            f.Fault("products", "must name one spot product at least");
        if (standby.Endpoints.Count == 0)
            f.Fault("endpoints", "must name one address at least");
        if (standby.Models.Count == 0)
            f.Fault("models", "must name one model at least");
        if (standby.Models.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count() < standby.Models.Count)
            f.Fault("models", "must name each model once");
        f.Done();
        return standby;
    }

    private static StandbyModel StandbyModelOf(Fields f)
    {
        var name = f.Text("model");
        var model = new StandbyModel(name, f.Text("upstream", fallback: name));
        f.Done();
        return model;
    }

    private static SellerEndpoint EndpointOf(Fields f)
    {
        var text = f.Text("url");
        var variable = f.Text("keyVariable", fallback: "-");
        if (
            !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
            f.Fault("url", "must be an http or https address, as in https://api.example.com/v1");
        f.Done();
        return new(url ?? new("http://127.0.0.1/"), variable == "-" ? null : variable);
    }

    private static MeteredModel ModelOf(Fields f)
    {
        var name = f.Text("model");
        var weights = f.Object("weights");
        var template = f.Object("template", required: false);
        var model = new MeteredModel
        {
            Name = name,
            Upstream = f.Text("upstream", fallback: name),
            Kinds = [.. f.Texts("does").Select(word => KindOf(f, word))],
            Tokenizer = f.Text("tokenizer"),
            Weights = new(
                weights?.Whole("input", 0, MostWeight) ?? 0,
                weights?.Whole("cached", 0, MostWeight) ?? 0,
                weights?.Whole("output", 0, MostWeight) ?? 0
            ),
            AMessage = (int)(template?.Whole("aMessage", 0, 1000) ?? 0),
            AReply = (int)(template?.Whole("aReply", 0, 1000) ?? 0),
            MostPrompt = f.Whole("mostPrompt", 1, MostTokens),
            MostOutput = f.Whole("mostOutput", 1, MostTokens),
        };
        if (TokenizerShelf.Find(model.Tokenizer) is null)
            f.Fault("tokenizer", $"must be one of: {string.Join(", ", TokenizerShelf.Sources.Select(s => s.Name))}");
        if (model.Kinds.Count == 0)
            f.Fault("does", "must say what the model does: chat, completions, embeddings");
        if (model.Weights.Cached > model.Weights.Input)
            weights?.Fault("cached", "must not weigh more than input, since the seller says what was cached");
        weights?.Done();
        template?.Done();
        f.Done();
        return model;
    }

    private static MeterKind KindOf(Fields f, string word)
    {
        foreach (var (known, kind) in _kinds)
        {
            if (known == word)
                return kind;
        }

        f.Fault("does", "must hold chat, completions, embeddings only");
        return MeterKind.Chat;
    }

    private static MeterLimits LimitsOf(Fields? f)
    {
        var usual = new MeterLimits();
        if (f is null)
            return usual;
        var limits = new MeterLimits
        {
            MostBody = (int)f.Whole("bodyBytes", 1024, 64 << 20, usual.MostBody),
            MostAnswer = (int)f.Whole("answerBytes", 1024, 256 << 20, usual.MostAnswer),
            MostChoices = (int)f.Whole("choices", 1, 128, usual.MostChoices),
            MostAtOnce = (int)f.Whole("atOnce", 1, 100_000, usual.MostAtOnce),
            MostUncharged = f.Whole("unchargedTokens", 1, 1_000_000, usual.MostUncharged),
            Connect = Milliseconds(f, "connectMilliseconds", usual.Connect),
            Answer = Milliseconds(f, "answerMilliseconds", usual.Answer),
            Client = Milliseconds(f, "clientMilliseconds", usual.Client),
            Rest = Milliseconds(f, "restMilliseconds", usual.Rest),
            Refresh = Milliseconds(f, "refreshMilliseconds", usual.Refresh),
            Stale = Milliseconds(f, "staleMilliseconds", usual.Stale),
            Post = Milliseconds(f, "postMilliseconds", usual.Post),
            JournalSegment = f.Whole("journalSegmentBytes", 64 << 10, 1 << 30, usual.JournalSegment),
        };
        f.Done();
        return limits;
    }

    private static TimeSpan Milliseconds(Fields f, string name, TimeSpan usual) =>
        TimeSpan.FromMilliseconds(f.Whole(name, 1, 86_400_000, (long)usual.TotalMilliseconds));
}
