// Margin terms of one contract: rates by nearness of expiry and by open interest, sides, base price. Proposed outside,
// applied inside.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>From the first day of the month that lies so many months before the contract month.</summary>
public readonly record struct MarginPhase(int MonthsBefore, int RatePpm);

/// <summary>Margin terms of one contract.</summary>
public sealed class MarginParameters
{
    private MarginParameters(string contract, int version, int ratePpm, IReadOnlyList<MarginPhase> phases)
    {
        Contract = contract;
        Version = version;
        RatePpm = ratePpm;
        Phases = phases;
    }

    public string Contract { get; }

    public int Version { get; }

    /// <summary>The rate far from expiry, ppm of the contract value at settlement.</summary>
    public int RatePpm { get; }

    /// <summary>Farthest phase first.</summary>
    public IReadOnlyList<MarginPhase> Phases { get; }

    /// <summary>Which rule margins the contract; a document that does not say means the percentage rule.</summary>
    public MarginRule Rule { get; private init; } = MarginRule.Percentage;

    /// <summary>The group document with the parameters of the other two rules; empty where none is named.</summary>
    public string Group { get; private init; } = "";

    /// <summary>Everything of the percentage rule beyond rate and phases.</summary>
    public PercentageTerms Percentage { get; private init; } = PercentageTerms.Plain;

    /// <summary>A rule that runs beside this one and moves no money; null: none.</summary>
    public ShadowTerms? Shadow { get; private init; }

    /// <summary>It asks for a rate of the previous settlement and nothing else: no group, no shadow, no other base, no
    /// amount a lot.</summary>
    public bool IsPlain => Rule == MarginRule.Percentage && Shadow is null && !IsPriced;

    /// <summary>Percentage margin at another price than S0, or with an amount a lot (rule MRG-014).</summary>
    public bool IsPriced =>
        Rule == MarginRule.Percentage && Percentage is not { Base: PriceBase.PreviousSettlement, PerLotMinor: 0 };

    /// <summary>The highest of the rates in force on a day (the higher prevails).</summary>
    public int RateOn(TradingDate day, ContractMonth month) => int.Max(RatePpm, PhaseRateOn(day, month));

    /// <summary>The highest rate among the phases that have begun; 0: none has.</summary>
    public int PhaseRateOn(TradingDate day, ContractMonth month)
    {
        var rate = 0;
        foreach (var phase in Phases)
        {
            if (ContractMonth.Of(day).Plus(phase.MonthsBefore) >= month && phase.RatePpm > rate)
                rate = phase.RatePpm;
        }

        return rate;
    }

    /// <summary>Reads a margin document; null when it has faults.</summary>
    public static MarginParameters? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var contract = f.Text("contract");
        var version = (int)f.Whole("version", 1, 9999);
        f.Text("note", fallback: "-");
        var rate = f.Ppm("rate", 0.001m, 1m);
        var phases = new List<MarginPhase>();
        foreach (var p in f.Objects("phases", required: false))
        {
            phases.Add(new((int)p.Whole("monthsBefore", 0, 24), p.Ppm("rate", 0.001m, 1m)));
            p.Done();
        }

        var rule = f.Word("rule", Rules, required: false);
        var group = f.Text("group", fallback: "");
        if (rule != MarginRule.Percentage && !f.Has("group"))
            f.Fault("group", "must name the margin group that holds the parameters of this rule");
        var percentage = PercentageTerms.Read(f, rate);
        var shadow = ShadowTerms.Read(f.Object("shadow", required: false), Rules);
        f.Done();
        return faults.Count > before
            ? null
            : new(contract, version, rate, phases)
            {
                Rule = rule,
                Group = group,
                Percentage = percentage,
                Shadow = shadow,
            };
    }

    private static readonly (string, MarginRule)[] Rules =
    [
        ("percentage", MarginRule.Percentage),
        ("span", MarginRule.Span),
        ("scenarios", MarginRule.Scenarios),
    ];
}

/// <summary>The three integer rules of the market's core.</summary>
public enum MarginRule : byte
{
    /// <summary>Rate times value, by side.</summary>
    Percentage = 1,

    /// <summary>Sixteen scenarios, spreads and credits.</summary>
    Span = 2,

    /// <summary>The worst of a published list of scenarios, with liquidity, concentration and floor.</summary>
    Scenarios = 3,
}
