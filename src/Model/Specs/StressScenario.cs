// A stress scenario as data: how far prices move along each contract's curve, and how many members fall.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>A move of one contract's months.</summary>
/// <param name="FromMonth">First month that moves, counted from the current one (0).</param>
/// <param name="ToMonth">Last month that moves.</param>
/// <param name="MovePpm">Parts per million of the price, -1,000,000 to 20,000,000.</param>
public readonly record struct StressShock(string Contract, int FromMonth, int ToMonth, int MovePpm);

/// <summary>One way in which a scenario may come; the worst of them counts.</summary>
public sealed record StressCase(string Case, IReadOnlyList<StressShock> Shocks)
{
    /// <summary>The move of a contract month, parts per million; zero when no shock names it.</summary>
    public int MoveOf(string contract, int monthsAhead)
    {
        for (var i = 0; i < Shocks.Count; i++)
        {
            var shock = Shocks[i];
            if (shock.Contract == contract && monthsAhead >= shock.FromMonth && monthsAhead <= shock.ToMonth)
                return shock.MovePpm;
        }

        return 0;
    }

    /// <summary>The price after the shock, to the nearest tick, not below zero for a price that was not.</summary>
    public Price Apply(string contract, int monthsAhead, Price price) =>
        new(
            Rounding.ToLong(
                (Int128)price.Ticks * (1_000_000 + MoveOf(contract, monthsAhead)),
                1_000_000,
                RoundingMode.HalfUp
            )
        );
}

/// <summary>A scenario against which the default resources are sized.</summary>
public sealed record StressScenario
{
    private const int LastMonth = 120;

    /// <summary>S1, S2, …</summary>
    public required string Stress { get; init; }

    public required int Version { get; init; }

    public required string NameEn { get; init; }

    public required string NameZh { get; init; }

    /// <summary>Where the size of the moves comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Members that fall in it, largest loss first; null: as many as the rules cover.</summary>
    public int? Defaults { get; init; }

    /// <summary>Trading days on which the market is locked at the limit and nothing can be closed.</summary>
    public required int LockedDays { get; init; }

    public required IReadOnlyList<StressCase> Cases { get; init; }

    /// <summary>Reads a stress document; null when it has faults.</summary>
    public static StressScenario? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var stress = f.Text("stress");
        if (stress.Length > 12 || stress.Any(c => !char.IsAsciiLetterOrDigit(c)))
            f.Fault("stress", "must be 1 to 12 letters or digits");
        var name = f.Object("name");
        var cases = new List<StressCase>();
        foreach (var c in f.Objects("cases"))
        {
            var one = new StressCase(c.Text("case"), Shocks(c));
            if (cases.Any(other => other.Case == one.Case))
                c.Fault("case", "must differ from the cases before");
            cases.Add(one);
            c.Done();
        }

        if (f.Has("cases") && cases.Count == 0)
            f.Fault("cases", "must hold at least one case");
        var scenario = new StressScenario
        {
            Stress = stress,
            Version = (int)f.Whole("version", 1, 9999),
            NameEn = name?.Text("en") ?? "",
            NameZh = name?.Text("zh") ?? "",
            Source = f.Text("source"),
            Defaults = f.Has("defaults") ? (int)f.Whole("defaults", 1, 100) : null,
            LockedDays = (int)f.Whole("lockedDays", 0, 30, 0),
            Cases = cases,
        };
        name?.Done();
        f.Done();
        return faults.Count > before ? null : scenario;
    }

    private static List<StressShock> Shocks(Fields c)
    {
        var shocks = new List<StressShock>();
        foreach (var s in c.Objects("shocks"))
        {
            var from = (int)s.Whole("fromMonth", 0, LastMonth, 0);
            var to = (int)s.Whole("toMonth", 0, LastMonth, LastMonth);
            var shock = new StressShock(s.Text("contract"), from, to, (int)s.Whole("movePpm", -1_000_000, 20_000_000));
            if (to < from)
                s.Fault("toMonth", "must not lie before 'fromMonth'");
            if (shocks.Any(other => other.Contract == shock.Contract && other.FromMonth <= to && from <= other.ToMonth))
                s.Fault("fromMonth", "must not name months that a shock before names");
            shocks.Add(shock);
            s.Done();
        }

        return shocks;
    }
}
