// The intake screen for readers outside the machine: a file of deals judged as the log would judge it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>Takes sources and deals in order and says of each deal why no index would use it.</summary>
public sealed class DealAudit
{
    private readonly Sources _sources = new();
    private readonly Deals _deals = new();

    /// <summary>Takes a source; says what is wrong with its document, or null.</summary>
    public RefusedDocument? Define(SourceDocument source)
    {
        var today = TradingDate.TryParse(source.Since, out var since) ? since : default;
        if (_sources.FaultOf(source, today) is { } fault)
            return new($"source {source.Source}", fault.Path, fault.Given, fault.Rule);
        _sources.Define(source);
        return null;
    }

    /// <summary>Takes a deal as if it entered the log at the end of the day on which it was seen; says which field
    /// keeps it from the log, or null.</summary>
    public RefusedObservation? Add(DealObservation deal)
    {
        var today = TradingDate.TryParse(deal.Seen, out var day) ? day.Plus(1) : default;
        if (DealCheck.Refuses(deal, today, out var seen, out var from, out var to) is { } refused)
            return refused;
        _deals.Add(deal, seen, from, to, today, _deals.All.Count);
        return null;
    }

    /// <summary>The screen of rulebook/screens/intake.json that a reason belongs to.</summary>
    public static string ScreenOf(string reason) =>
        reason switch
        {
            IntakeScreen.Flagged => "flagged",
            IntakeScreen.Free => "free",
            IntakeScreen.Promotional => "promotional",
            IntakeScreen.SelfDealing => "self_dealing",
            IntakeScreen.ProofUsed => "proof_used",
            IntakeScreen.ToldTwice => "told_twice",
            IntakeScreen.RoundTrip => "round_trip",
            IntakeScreen.Circle => "circle",
            _ => "source",
        };

    /// <summary>Of the deals taken so far, in their order: why each may not be used, or null.</summary>
    public IReadOnlyList<string?> Reasons()
    {
        var reasons = new List<string?>(_deals.All.Count);
        foreach (var deal in _deals.All)
            reasons.Add(IntakeScreen.Against(deal, _sources, _deals));
        return reasons;
    }
}
