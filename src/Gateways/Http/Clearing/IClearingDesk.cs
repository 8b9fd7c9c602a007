// What the doors ask the clearing desk.
namespace Tokenbourse.Gateways.Http.Clearing;

/// <summary>Why a question is not answered.</summary>
/// <param name="Field">Of the request.</param>
/// <param name="Limit">The nearest that would be taken, or all words.</param>
/// <param name="Missing">It names something that is not there.</param>
public sealed record ClearingFault(
    string Field,
    string? Given,
    string Message,
    string? Limit = null,
    bool Missing = false
);

/// <summary>Lots of a request.</summary>
/// <param name="Field">Where they stand in it.</param>
public sealed record AskedPosition(string Field, string Symbol, string Side, long Lots);

/// <summary>A move of all months of a contract, parts per million.</summary>
public sealed record AskedMove(string Field, string Contract, int MovePpm);

/// <summary>A default to be played.</summary>
/// <param name="Stress">A scenario of the stress set; null: <paramref name="Moves"/>.</param>
/// <param name="Case">Of the scenario; null: its first.</param>
/// <param name="AsSized">As if the fund were paid in as the stress set sizes it.</param>
public sealed record AskedDefault(
    IReadOnlyList<long> Members,
    string? Stress,
    string? Case,
    IReadOnlyList<AskedMove> Moves,
    bool AsSized
);

/// <summary>Answers are as of the newest entry of the log; nothing that is asked changes anything. Called from several
/// threads.</summary>
public interface IClearingDesk
{
    ClearingOverviewShape Overview();

    /// <summary>Null: there is no such member.</summary>
    ClearingMemberShape? Member(int member);

    /// <summary>Null: the member has no such account.</summary>
    MarginTraceShape? Trace(int member, int account);

    /// <summary>The same, whoever clears for the account; null: there is no such account.</summary>
    MarginTraceShape? Trace(int account);

    CallsBoardShape Calls();

    StressShape Stress();

    /// <param name="levelPpm">The coverage that is promised.</param>
    MarginCoverageShape Coverage(int levelPpm);

    ConcentrationShape Concentration();

    /// <param name="account">Postings of this account alone; null: of all.</param>
    /// <param name="limit">The newest so many.</param>
    LedgerShape? Ledger(int? account, int limit);

    (WhatIfShape? Shape, ClearingFault? Fault) WhatIf(int? account, bool add, IReadOnlyList<AskedPosition> rows);

    (WaterfallShape? Shape, ClearingFault? Fault) Waterfall(AskedDefault asked);
}
