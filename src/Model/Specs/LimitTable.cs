// Position limits of one contract as data: by nearness of expiry, by class of trader, by open interest.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Lots, or a share of open interest, for each class of trader.</summary>
/// <typeparam name="T">Lots, or parts per million.</typeparam>
/// <param name="Client">Of a client or its control group; null: no limit.</param>
/// <param name="OtherFirm">Of a member that is no futures firm.</param>
/// <param name="FuturesFirm">Of a futures firm with all its clients.</param>
public readonly record struct ByClass<T>(T? Client, T? OtherFirm, T? FuturesFirm)
    where T : struct;

/// <summary>Limits that hold always, from some months before the contract month, or on its last days.</summary>
public sealed record LimitPhase
{
    /// <summary>From the first day of the month that lies so many months before the contract month; null: not asked.</summary>
    public int? MonthsBefore { get; init; }

    /// <summary>While so many trading days or fewer are left, the last one counted; null: not asked.</summary>
    public int? LastDays { get; init; }

    /// <summary>Lots, at least one.</summary>
    public required ByClass<long> Lots { get; init; }

    /// <summary>With more open interest than this (lots) the shares count; null: never.</summary>
    public long? AboveOpenInterest { get; init; }

    /// <summary>Shares of the open interest, ppm.</summary>
    public ByClass<int> Shares { get; init; }

    /// <summary>Does it hold on a trading day?</summary>
    /// <param name="daysLeft">Trading days left of the month, that day and the last one counted; 0: none.</param>
    public bool HoldsOn(TradingDate day, ContractMonth month, int daysLeft) =>
        (MonthsBefore is not { } before || ContractMonth.Of(day).Plus(before) >= month)
        && (LastDays is not { } last || daysLeft <= last);
}

/// <summary>The limits table of one contract (rules LIM-001 to LIM-010).</summary>
public sealed record LimitTable
{
    private const long MostLots = 1_000_000_000;

    public required string Contract { get; init; }

    public required int Version { get; init; }

    /// <summary>The first one holds always.</summary>
    public required IReadOnlyList<LimitPhase> Phases { get; init; }

    /// <summary>Most lots that a trader may open in a month on a trading day; null: no limit.</summary>
    public long? OpeningLots { get; init; }

    /// <summary>From which share of its limit on a trader is large, ppm; 0: nobody is told.</summary>
    public int LargeFromPpm { get; init; }

    /// <summary>When a large trader's report is due on the next trading day, minutes after midnight.</summary>
    public int ReportByMinute { get; init; }

    /// <summary>Reads a limits document; null when it has faults.</summary>
    public static LimitTable? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var contract = f.Text("contract");
        var version = (int)f.Whole("version", 1, 9999);
        f.Text("note", fallback: "-");
        var phases = PhasesOf(f);
        var opening = LotsOf(f, "openingLots");
        var large = f.Object("largeTrader", required: false);
        var from = large?.Ppm("from", 0.000001m, 1m) ?? 0;
        var by = large?.Clock("reportBy") ?? 0;
        large?.Done();
        f.Done();
        return faults.Count > before
            ? null
            : new()
            {
                Contract = contract,
                Version = version,
                Phases = phases,
                OpeningLots = opening,
                LargeFromPpm = from,
                ReportByMinute = by,
            };
    }

    private static List<LimitPhase> PhasesOf(Fields f)
    {
        var phases = new List<LimitPhase>();
        foreach (var p in f.Objects("phases"))
        {
            var (months, days) = (p.Has("monthsBefore"), p.Has("lastDays"));
            if (phases.Count == 0 ? months || days : months == days)
            {
                var rule =
                    phases.Count == 0
                        ? "must not be in the first phase, which holds always"
                        : "must be there, or lastDays";
                p.Fault("monthsBefore", rule);
            }

            phases.Add(PhaseOf(p, months, days));
        }

        if (phases.Count == 0 && f.Has("phases"))
            f.Fault("phases", "must have a line");
        return phases;
    }

    private static LimitPhase PhaseOf(Fields p, bool months, bool days)
    {
        var interest = p.Object("openInterest", required: false);
        var phase = new LimitPhase
        {
            MonthsBefore = months ? (int)p.Whole("monthsBefore", 0, 24) : null,
            LastDays = days ? (int)p.Whole("lastDays", 1, 250) : null,
            Lots = new(LotsOf(p, "client"), LotsOf(p, "otherFirm"), LotsOf(p, "futuresFirm")),
            AboveOpenInterest = interest?.Whole("above", 0, MostLots),
            Shares = interest is null
                ? default
                : new(ShareOf(interest, "client"), ShareOf(interest, "otherFirm"), ShareOf(interest, "futuresFirm")),
        };
        interest?.Done();
        p.Done();
        return phase;
    }

    private static long? LotsOf(Fields f, string name) => f.Has(name) ? f.Whole(name, 1, MostLots) : null;

    private static int? ShareOf(Fields f, string name) => f.Has(name) ? f.Ppm(name, 0.000001m, 1m) : null;
}
