// The words of a statement, as Chinese brokers' papers and their English versions have them.
namespace Tokenbourse.Node.Papers;

/// <summary>Values of a statement as words.</summary>
internal static class StatementWords
{
    public static readonly Say Nothing = new("none", "无");

    private static readonly Dictionary<string, Say> Offsets = new(StringComparer.Ordinal)
    {
        ["open"] = new("Open", "开"),
        ["close"] = new("Close", "平"),
        ["closeToday"] = new("Close Today", "平今"),
        ["closePrevious"] = new("Close Prev.", "平昨"),
        ["forcedLiquidation"] = new("Forced Liquidation", "强平"),
        ["forcedReduction"] = new("Forced Reduction", "强减"),
    };

    public static Say Side(string side) => side == "buy" ? new("Buy", "买") : new("Sell", "卖");

    public static Say Purpose(bool hedge) => hedge ? new("Hedge", "套") : new("Spec.", "投");

    /// <summary>A trade of a net account may close and open at once: then how many lots did which.</summary>
    public static Say Offset(PaperTransaction t)
    {
        if (Offsets.TryGetValue(t.Offset, out var word))
            return word;
        var closed = t.ClosedTodayLots + t.ClosedPreviousLots;
        return new($"Close {closed}, Open {t.OpenedLots}", $"平{closed} 开{t.OpenedLots}");
    }

    public static Say Date(string? date) => date is null ? new Say("unknown", "不详") : date;

    /// <summary>Whose paper it is: an account's, a member's, the whole house's.</summary>
    public static Say Kind(PaperOwner owner) =>
        owner.Kind switch
        {
            "house" => new("House", "全体"),
            "member" => new("Member", "会员"),
            _ => new("Account", "客户"),
        };

    public static Say Owner(PaperOwner owner) =>
        owner.Kind == "house"
            ? new Say($"{owner.Clients} accounts", $"{owner.Clients} 个账户")
            : $"{owner.Number} {owner.Name}";

    /// <summary>Who clears for an account, and as what.</summary>
    public static Say Member(PaperOwner owner) =>
        new(
            $"{owner.Member} {owner.MemberName}, {Class(owner.Class!).English}",
            $"{owner.Member} {owner.MemberName}，{Class(owner.Class!).Chinese}"
        );

    public static Say Class(string of) =>
        of switch
        {
            "house" => new("house", "自营"),
            "client" => new("client", "经纪"),
            _ => new("direct", "直接结算"),
        };

    public static Say Simulated(bool simulated) =>
        simulated ? new("SIMULATED", "模拟账户") : new("not simulated", "非模拟");
}
