// The house's rules of withdrawals and of collateral: parts of its document that may be left out.
namespace Tokenbourse.Model.Specs;

/// <summary>How much of what is available an account may take out in a day (rule CSH-006).</summary>
/// <param name="QuotaPpm">Of what is available; 0 to 1,000,000.</param>
/// <param name="DayDeposits">Deposits of the day may go out in it.</param>
/// <param name="DayGains">What closing earned in the day makes up for losses of lots held.</param>
public sealed record WithdrawalRules(int QuotaPpm, bool DayDeposits, bool DayGains)
{
    /// <summary>Reads the field; null when it is absent.</summary>
    public static WithdrawalRules? Read(Fields house)
    {
        if (house.Object("withdrawals", required: false) is not { } part)
            return null;
        var rules = new WithdrawalRules(
            part.Ppm("quota", 0, 1, 1),
            part.Flag("dayDeposits", true),
            part.Flag("dayGains", true)
        );
        part.Done();
        return rules;
    }
}

/// <summary>What all collateral together may cover (rule COL-004).</summary>
/// <param name="CapPpm">Of required margin; 0 to 1,000,000.</param>
public sealed record CollateralRules(int CapPpm)
{
    /// <summary>Reads the field; null when it is absent.</summary>
    public static CollateralRules? Read(Fields house)
    {
        if (house.Object("collateral", required: false) is not { } part)
            return null;
        var rules = new CollateralRules(part.Ppm("cap", 0, 1, 1));
        part.Done();
        return rules;
    }
}
