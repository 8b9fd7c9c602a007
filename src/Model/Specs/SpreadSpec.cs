// A spread as data: which legs in which ratio, and what its price means.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Which pairs of months a spread lists.</summary>
public enum SpreadKind : byte
{
    /// <summary>Each listed month of a contract against the next one.</summary>
    Calendar = 1,

    /// <summary>The same month of two contracts: the inference spread, tokens against GPU hours.</summary>
    InterContract = 2,
}

/// <summary>The terms of a spread. Buying one lot buys the near leg and sells the far leg; its price in ticks is
/// NearWeight * near - FarWeight * far, in ticks of the legs, and no currency is changed: each leg is paid in its
/// own.</summary>
public sealed record SpreadSpec
{
    public required string Spread { get; init; }

    public required string NameEn { get; init; }

    public required string NameZh { get; init; }

    public required SpreadKind Kind { get; init; }

    /// <summary>Contract of the near leg.</summary>
    public required string Near { get; init; }

    /// <summary>Contract of the far leg; the same for a calendar spread.</summary>
    public required string Far { get; init; }

    /// <summary>Lots of the near leg in one lot of the spread, 1 to 1,000.</summary>
    public required int NearLots { get; init; }

    public required int FarLots { get; init; }

    /// <summary>What one tick of the near leg counts in the price, 1 to 1,000. One of the two weights is 1, so that
    /// each price has legs.</summary>
    public required int NearWeight { get; init; }

    public required int FarWeight { get; init; }

    public required long MaxOrderLots { get; init; }

    public required SelfMatch SelfMatch { get; init; }

    /// <summary>The market model of its book: price, then time.</summary>
    public MarketModel Market => MarketModel.Plain with { SelfMatch = SelfMatch };

    /// <summary>Reads a spread document; null when it has faults.</summary>
    public static SpreadSpec? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var spread = f.Text("spread");
        if (spread.Length > 8 || spread.Any(c => !char.IsAsciiLetterOrDigit(c)))
            f.Fault("spread", "must be 1 to 8 letters or digits");
        f.Whole("version", 1, 9999, 1);
        f.Text("note", fallback: "-");
        var name = f.Object("name");
        var sound = faults.Count;
        var kind = f.Word("kind", Kinds);
        // Of an unknown kind nothing else is asked.
        var known = faults.Count == sound;
        var near = f.Object("near");
        var far = f.Object("far", required: known && kind == SpreadKind.InterContract);
        var spec = new SpreadSpec
        {
            Spread = spread,
            NameEn = name?.Text("en") ?? "",
            NameZh = name?.Text("zh") ?? "",
            Kind = kind,
            Near = near?.Text("contract") ?? "",
            Far = far?.Text("contract") ?? (kind == SpreadKind.Calendar ? near?.Text("contract") ?? "" : ""),
            NearLots = (int)(near?.Whole("lots", 1, 1_000, 1) ?? 1),
            FarLots = (int)(far?.Whole("lots", 1, 1_000, 1) ?? 1),
            NearWeight = (int)(near?.Whole("weight", 1, 1_000, 1) ?? 1),
            FarWeight = (int)(far?.Whole("weight", 1, 1_000, 1) ?? 1),
            MaxOrderLots = f.Whole("maxOrderLots", 1, 10_000),
            SelfMatch = f.Has("selfMatch") ? f.Word("selfMatch", MarketModel.SelfMatches) : SelfMatch.Allow,
        };
        if (spec.NearWeight > 1 && spec.FarWeight > 1)
            f.Fault("near", "weight: one of the two weights must be 1");
        if (known && kind == SpreadKind.Calendar && (far is not null || spec is not { NearLots: 1, NearWeight: 1 }))
            f.Fault("kind", "a calendar spread has one contract, lot for lot: no 'far', lots and weight 1");
        if (kind == SpreadKind.InterContract && spec.Near == spec.Far)
            f.Fault("far", "must be another contract than 'near'");
        foreach (var part in new[] { name, near, far })
            part?.Done();
        f.Done();
        return faults.Count > before ? null : spec;
    }

    private static readonly (string, SpreadKind)[] Kinds =
    [
        ("calendar", SpreadKind.Calendar),
        ("inter-contract", SpreadKind.InterContract),
    ];
}
