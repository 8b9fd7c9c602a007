// Percentage margin by contract and by nearness of the contract month: proposed outside, applied inside as integers.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>From the first day of the month that lies so many months before the contract month.</summary>
public readonly record struct MarginPhase(int MonthsBefore, int RatePpm);

/// <summary>Margin rates of one contract.</summary>
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

    /// <summary>The highest of the rates in force on a day (the higher prevails).</summary>
    public int RateOn(TradingDate day, ContractMonth month)
    {
        var rate = RatePpm;
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

        f.Done();
        return faults.Count > before ? null : new(contract, version, rate, phases);
    }
}
