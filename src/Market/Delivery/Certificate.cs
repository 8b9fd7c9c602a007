// A certificate: so many metered units from one issuer inside a window, and the money that hangs on them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Delivery;

/// <summary>What a draw moves.</summary>
/// <param name="Paid">Out of escrow to whoever delivered.</param>
/// <param name="TopUp">Out of the issuer's collateral to whoever stood in.</param>
/// <param name="Released">Of the collateral, back to the issuer.</param>
internal readonly record struct Drawing(Money Paid, Money TopUp, Money Released);

/// <summary>What the end moves.</summary>
internal readonly record struct Ending(
    long Failed,
    long Unused,
    Money PaidUnused,
    Money Refunded,
    Money Penalty,
    Money Released
);

/// <summary>Rules CRT-001 to DLV-005. Amounts follow the units by one rule, floor(amount * units / all units), of what
/// is drawn in all and not of each draw, so that no cent is lost however small the draws.</summary>
internal sealed class Certificate
{
    private const int Million = 1_000_000;

    public required long Id { get; init; }

    /// <summary>Place of the product in the order of definition.</summary>
    public required int Product { get; init; }

    /// <summary>Account slot.</summary>
    public required int Issuer { get; init; }

    /// <summary>Account slot.</summary>
    public required int Owner { get; set; }

    public required long FirstHour { get; init; }

    public required int Hours { get; init; }

    /// <summary>In every hour.</summary>
    public required long Lots { get; set; }

    public required long Units { get; set; }

    /// <summary>Prepaid for all units.</summary>
    public Money Paid { get; set; }

    /// <summary>Deposited for all units.</summary>
    public Money Collateral { get; set; }

    /// <summary>Somebody has paid for it before delivery, be it nothing at all: its price is what a penalty is of.
    /// Otherwise its collateral is.</summary>
    public required bool Prepaid { get; set; }

    /// <summary>Hours after the window in which deliveries may still be recorded. This, the penalty and what becomes of
    /// unused units are those of the product's document on the day of issue: a later one changes nothing.</summary>
    public required int GraceHours { get; init; }

    public required int PenaltyPpm { get; init; }

    public required UnusedRule Unused { get; init; }

    /// <summary>The certificate that it was split from; zero: none.</summary>
    public long From { get; init; }

    public CertificateState State { get; set; } = CertificateState.Issued;

    public int Meter { get; set; }

    public long Drawn { get; private set; }

    /// <summary>Asked for in vain, so far as told; more than is left counts as what is left.</summary>
    public long Failed { get; private set; }

    /// <summary>Still in escrow.</summary>
    public Money Escrow { get; private set; }

    /// <summary>Still deposited.</summary>
    public Money Deposit { get; private set; }

    public long LotHours => checked(Lots * Hours);

    public long LastHour => FirstHour + Hours - 1;

    /// <summary>When it ends at the latest.</summary>
    public Instant End => DeliveryHours.Begin(FirstHour + Hours + GraceHours);

    /// <summary>The money came in.</summary>
    public void Fund(Money paid, Money collateral)
    {
        (Paid, Collateral) = (paid, collateral);
        (Escrow, Deposit) = (paid, collateral);
    }

    /// <summary>It is prepaid after it was issued: by whoever took it in delivery of a futures lot.</summary>
    public void Prepay(Money paid)
    {
        Must.Hold(State == CertificateState.Tendered && !Prepaid && Drawn == 0);
        (Paid, Escrow, Prepaid) = (paid, paid, true);
    }

    /// <summary>Gives lots to a certificate of their own; nothing was drawn on it yet.</summary>
    public Certificate Split(long id, long lots)
    {
        Must.Hold(State == CertificateState.Issued && lots > 0 && lots < Lots);
        var units = Units / Lots * lots;
        var part = new Certificate
        {
            Id = id,
            Product = Product,
            Issuer = Issuer,
            Owner = Owner,
            FirstHour = FirstHour,
            Hours = Hours,
            Lots = lots,
            Units = units,
            Prepaid = Prepaid,
            GraceHours = GraceHours,
            PenaltyPpm = PenaltyPpm,
            Unused = Unused,
            From = Id,
        };
        part.Fund(Share(Paid, units), Share(Collateral, units));
        var (paid, collateral) = (Paid - part.Paid, Collateral - part.Collateral);
        (Lots, Units) = (Lots - lots, Units - units);
        Fund(paid, collateral);
        return part;
    }

    /// <summary>Units were delivered, by the issuer or at another's price.</summary>
    /// <param name="units">At most what is left.</param>
    /// <param name="cost">What whoever stands in asks for them; null: the issuer delivered.</param>
    public Drawing Draw(long units, Money? cost)
    {
        Must.Hold(State == CertificateState.Redeemed && units >= 0 && units <= Units - Drawn);
        var (before, after) = (Share(Collateral, Drawn), Share(Collateral, Drawn + units));
        var paid = Share(Paid, Drawn + units) - Share(Paid, Drawn);
        Drawn += units;
        Escrow -= paid;
        var topUp = Money.Zero;
        var released = Money.Zero;
        if (cost is not { } asked)
            released = Least(after - before, Deposit);
        else if (asked > paid)
            topUp = Least(asked - paid, Deposit);
        Deposit = Deposit - topUp - released;
        return new(paid, topUp, released);
    }

    /// <param name="units">At most all its units. What a meter tells again and again does not add up beyond
    /// them.</param>
    public void Fail(long units) => Failed = long.Min(Units, Failed + units);

    /// <summary>No more is delivered: the rest of the money has its owner.</summary>
    public Ending EndNow()
    {
        var left = Units - Drawn;
        var failed =
            State != CertificateState.Redeemed ? 0
            : Unused == UnusedRule.Refunded ? left
            : long.Min(left, Failed);
        State = CertificateState.Ended;
        var refund = failed == 0 ? Money.Zero : Part(Escrow, failed, left);
        // Without a prepayment there is no price: then the share of the deposit itself is the penalty.
        var wanted = Prepaid ? Part(refund, PenaltyPpm, Million) : Part(Collateral, failed, Units);
        var penalty = Least(wanted, Deposit);
        var ending = new Ending(failed, left - failed, Escrow - refund, refund, penalty, Deposit - penalty);
        (Escrow, Deposit) = (Money.Zero, Money.Zero);
        return ending;
    }

    public void Save(StateWriter w)
    {
        w.Int(Product);
        w.Int(Issuer);
        w.Int(Owner);
        w.Long(FirstHour);
        w.Int(Hours);
        w.Long(Lots);
        w.Long(Units);
        w.Long(Paid.Minor);
        w.Long(Collateral.Minor);
        w.Bool(Prepaid);
        w.Int(GraceHours);
        w.Int(PenaltyPpm);
        w.Byte((byte)Unused);
        w.Long(From);
        w.Byte((byte)State);
        w.Int(Meter);
        w.Long(Drawn);
        w.Long(Failed);
        w.Long(Escrow.Minor);
        w.Long(Deposit.Minor);
    }

    public static Certificate Load(long id, StateReader r) =>
        new()
        {
            Id = id,
            Product = r.Int(),
            Issuer = r.Int(),
            Owner = r.Int(),
            FirstHour = r.Long(),
            Hours = r.Int(),
            Lots = r.Long(),
            Units = r.Long(),
            Paid = new(r.Long()),
            Collateral = new(r.Long()),
            Prepaid = r.Bool(),
            GraceHours = r.Int(),
            PenaltyPpm = r.Int(),
            Unused = (UnusedRule)r.Byte(),
            From = r.Long(),
            State = (CertificateState)r.Byte(),
            Meter = r.Int(),
            Drawn = r.Long(),
            Failed = r.Long(),
            Escrow = new(r.Long()),
            Deposit = new(r.Long()),
        };

    private Money Share(Money amount, long units) => Part(amount, units, Units);

    private static Money Part(Money amount, long part, long of) =>
        new(Rounding.ToLong((Int128)amount.Minor * part, of, RoundingMode.Down));

    private static Money Least(Money a, Money b) => a < b ? a : b;
}
