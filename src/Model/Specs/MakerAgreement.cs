// What a market maker has agreed to as data: which months, how wide and how large its quote, for how much of the time.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>One agreement. The market does not read it: it is measured against what was quoted.</summary>
public sealed record MakerAgreement
{
    private const int NameLength = 24;
    private const int MostMonths = 36;

    /// <summary>Its name, one among all agreements of a venue.</summary>
    public required string Agreement { get; init; }

    public required int Account { get; init; }

    /// <summary>The contract whose months are quoted; its spreads are not meant.</summary>
    public required string Contract { get; init; }

    /// <summary>One month alone; null: see <see cref="Months"/>.</summary>
    public ContractMonth? Month { get; init; }

    /// <summary>So many of the nearest months that have not ended when the day begins; null: all of them.</summary>
    public int? Months { get; init; }

    /// <summary>The widest spread is told in parts per million of the middle of bid and ask; else in ticks.</summary>
    public required bool IsShare { get; init; }

    /// <summary>The widest spread, ticks or parts per million.</summary>
    public required long Widest { get; init; }

    /// <summary>Lots that each side must have within the widest spread.</summary>
    public required long LeastLots { get; init; }

    /// <summary>Of continuous trading, parts per million.</summary>
    public required int LeastPresencePpm { get; init; }

    /// <summary>The first trading day.</summary>
    public required TradingDate From { get; init; }

    /// <summary>The last trading day; null: none is set.</summary>
    public TradingDate? Until { get; init; }

    public bool Holds(TradingDate day) => day >= From && !(day > Until);

    /// <summary>Is the month one that the agreement may be about?</summary>
    public bool Names(string contract, string month) =>
        contract == Contract && (Month is not { } only || month == only.ToString());

    /// <summary>A spread in the unit of <see cref="Widest"/>: ticks, or parts per million of the middle, rounded up, so
    /// that it is within the widest when the exact share is. A middle of zero or less has no share.</summary>
    public long SpreadOf(long bid, long ask)
    {
        if (!IsShare)
            return ask - bid;
        var twice = (Int128)bid + ask;
        return twice <= 0 ? long.MaxValue : Rounding.ToLong((Int128)(ask - bid) * 2_000_000, twice, RoundingMode.Up);
    }

    /// <summary>Reads an agreement; null when it has faults.</summary>
    public static MakerAgreement? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var name = f.Text("agreement");
        if (name.Length > NameLength || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            f.Fault("agreement", $"must be 1 to {NameLength} letters, digits or hyphens");
        var (isShare, widest) = ReadWidest(f);
        var from = f.Date("from");
        TradingDate? until = f.Has("until") ? f.Date("until") : null;
        if (until is { } last && last != default && last < from)
            f.Fault("until", $"must not be before {from}, from which it holds", from.ToString());
        var agreement = new MakerAgreement
        {
            Agreement = name,
            Account = (int)f.Whole("account", 1, int.MaxValue),
            Contract = f.Text("contract"),
            Month = ReadMonth(f),
            Months = f.Has("months") ? (int)f.Whole("months", 1, MostMonths) : null,
            IsShare = isShare,
            Widest = widest,
            LeastLots = f.Whole("leastLots", 1, 1_000_000),
            LeastPresencePpm = f.Ppm("leastPresence", 0.01m, 1m),
            From = from,
            Until = until,
        };
        if (agreement.Month is not null && agreement.Months is not null)
            f.Fault("months", "must not stand beside 'month'");
        f.Done();
        return faults.Count == before ? agreement : null;
    }

    /// <summary>What keeps an agreement from standing beside another one; null: nothing.</summary>
    public SpecFault? Against(MakerAgreement other)
    {
        if (Agreement == other.Agreement)
            return new("agreement", Agreement, "must differ from the names of the other agreements");
        var meet =
            Account == other.Account
            && Contract == other.Contract
            && (Month is null || other.Month is null || Month == other.Month)
            && !(From > other.Until)
            && !(other.From > Until);
        if (!meet)
            return null;
        var rule = $"agreement {other.Agreement} holds for account {Account} and {Contract} on days of this one";
        return new("from", From.ToString(), rule) { Nearest = other.Until?.Plus(1).ToString() };
    }

    private static (bool IsShare, long Widest) ReadWidest(Fields f)
    {
        var ticks = f.Has("widestTicks") ? f.Whole("widestTicks", 1, 100_000) : (long?)null;
        var share = f.Has("widestShare") ? f.Ppm("widestShare", 0.0001m, 0.5m) : (long?)null;
        if (ticks is null && share is null)
            f.Fault("widestTicks", "must be given, or 'widestShare'");
        if (ticks is not null && share is not null)
            f.Fault("widestTicks", "must not stand beside 'widestShare'");
        return (share is not null, share ?? ticks ?? 1);
    }

    private static ContractMonth? ReadMonth(Fields f)
    {
        if (!f.Has("month"))
            return null;
        if (
            DateOnly.TryParseExact(
                f.Text("month"),
                "yyyy-MM",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var m
            )
        )
            return ContractMonth.Of(m.Year, m.Month);
        f.Fault("month", "must be a month, yyyy-MM");
        return null;
    }
}
