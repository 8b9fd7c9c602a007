// What a policy must keep to before a plan is held against it; what it does not is named by its place in policy.json.
using System.Globalization;
using Tokenbourse.Desk.Pages;

namespace Tokenbourse.Desk.Plans;

/// <summary>Checks a policy.</summary>
public static class PolicyRules
{
    /// <summary>The farthest tenor that a programme may have.</summary>
    public const int MostMonths = 36;

    /// <summary>All faults of a policy; none when it is good.</summary>
    public static IReadOnlyList<DeskFault> Faults(HedgePolicy policy)
    {
        var faults = new List<DeskFault>();
        for (var i = 0; i < policy.Bands.Count; i++)
            Band(policy.Bands[i], i == 0 ? 0 : policy.Bands[i - 1].ToMonth, Path($"bands[{i}]"), faults);
        Between(policy.MostMonths, 1, MostMonths, "mostMonths", faults);
        Between(policy.MostOfOpenInterest, 0, 1, "mostOfOpenInterest", faults);
        Between(policy.MostOfDailyVolume, 0, 1, "mostOfDailyVolume", faults);
        Between(policy.Confidence, 0.51m, 0.999m, "confidence", faults);
        Between(policy.OverBudget, 0, 1, "overBudget", faults);
        Between(policy.HedgeLossChance, 0, 1, "hedgeLossChance", faults);
        Above(policy.LiquidityCap, "liquidityCap", faults);
        Above(policy.HedgeLoss, "hedgeLoss", faults);
        if (policy.Contracts.Count == 0)
            faults.Add(
                new(
                    "no-contract",
                    new("A policy must name a contract that may be traded.", "政策须至少允许一个合约。"),
                    "$.contracts",
                    "[]"
                )
            );
        Authority(policy, faults);
        for (var i = 0; i < policy.Blackouts.Count; i++)
        {
            var days = policy.Blackouts[i];
            if (days.To < days.From)
                faults.Add(
                    new(
                        "blackout-upside-down",
                        new("A blackout must not end before it begins.", "禁止交易期的结束日不得早于开始日。"),
                        Path($"blackouts[{i}].to"),
                        $"{days.To}",
                        $">= {days.From}",
                        $"{days.From}"
                    )
                );
        }

        return faults;
    }

    private static void Band(PolicyBand band, int before, string path, List<DeskFault> faults)
    {
        Between(band.Least, 0, 1, $"{path[2..]}.least", faults);
        Between(band.Most, 0, 1, $"{path[2..]}.most", faults);
        if (band.Least > band.Most)
            faults.Add(
                new(
                    "band-upside-down",
                    new(
                        "The band is upside down: its least share must not exceed its most.",
                        "区间上下颠倒：下限不得高于上限。"
                    ),
                    $"{path}.least",
                    Text(band.Least),
                    $"<= {Text(band.Most)}",
                    Text(band.Most)
                )
            );
        if (band.FromMonth <= before || band.FromMonth > band.ToMonth || band.ToMonth > MostMonths)
            faults.Add(
                new(
                    "band-months",
                    new(
                        "Bands follow each other: a band begins after the one before and does not end before it "
                            + "begins.",
                        "各区间须首尾相接：起始月在前一区间之后，终止月不早于起始月。"
                    ),
                    $"{path}.fromMonth",
                    string.Create(CultureInfo.InvariantCulture, $"{band.FromMonth}-{band.ToMonth}"),
                    string.Create(CultureInfo.InvariantCulture, $"{before + 1}-{MostMonths}"),
                    string.Create(CultureInfo.InvariantCulture, $"{before + 1}")
                )
            );
    }

    private static void Authority(HedgePolicy policy, List<DeskFault> faults)
    {
        for (var i = 0; i < policy.Approvals.Count; i++)
        {
            var level = policy.Approvals[i];
            var least = i == 0 ? 1 : policy.Approvals[i - 1].MostLots + 1;
            if (level.MostLots < least)
                faults.Add(
                    new(
                        "levels-order",
                        new("Levels of authority must ascend in lots.", "审批权限须按手数递增。"),
                        Path($"approvals[{i}].mostLots"),
                        string.Create(CultureInfo.InvariantCulture, $"{level.MostLots}"),
                        string.Create(CultureInfo.InvariantCulture, $">= {least}"),
                        string.Create(CultureInfo.InvariantCulture, $"{least}")
                    )
                );
            Between(level.Approvers, 1, int.Max(1, policy.Approvers.Count), $"approvals[{i}].approvers", faults);
        }

        if (policy.Approvers.Count == 0 || policy.Approvers.Any(string.IsNullOrWhiteSpace))
            faults.Add(
                new(
                    "no-approver",
                    new("A policy must name those who may agree.", "政策须写明审批人姓名。"),
                    "$.approvers",
                    ""
                )
            );
    }

    private static void Between(decimal value, decimal low, decimal high, string field, List<DeskFault> faults)
    {
        if (value >= low && value <= high)
            return;
        var (from, to) = (Text(low), Text(high));
        faults.Add(
            new(
                "out-of-range",
                new($"The value must be from {from} to {to}.", $"数值须在 {from} 至 {to} 之间。"),
                $"$.{field}",
                Text(value),
                $"{from}..{to}",
                Text(decimal.Clamp(value, low, high))
            )
        );
    }

    private static void Above(decimal value, string field, List<DeskFault> faults)
    {
        if (value <= 0)
            faults.Add(
                new(
                    "not-above-zero",
                    new("The amount must be above zero.", "金额须大于零。"),
                    $"$.{field}",
                    Text(value),
                    "> 0",
                    "1"
                )
            );
    }

    private static string Path(FormattableString place) => $"$.{FormattableString.Invariant(place)}";

    private static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
