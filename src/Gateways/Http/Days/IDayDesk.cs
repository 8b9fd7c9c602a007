// What the doors ask of a day's settlement, its clearing and its rankings.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Days;

/// <summary>Answers are as of the newest entry of the log; nothing that is asked changes anything. Called from several
/// threads.</summary>
public interface IDayDesk
{
    /// <summary>Null: no calendar has begun that day.</summary>
    SettlementDayShape? Settlement(TradingDate day);

    /// <summary>Null: no calendar has begun that day.</summary>
    EndOfDayShape? EndOfDay(TradingDate day);

    /// <summary>Null: no calendar has settled that day.</summary>
    RankingsShape? Rankings(TradingDate day);

    /// <summary>The days next to one that is not, in words; empty where there are none.</summary>
    /// <param name="settled">Settled days alone.</param>
    string Nearest(TradingDate day, bool settled);
}
