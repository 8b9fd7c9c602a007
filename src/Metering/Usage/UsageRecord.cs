// One line of usage: who sold which tokens of which model to which account, and when.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Metering.Usage;

/// <summary>One line of usage.</summary>
/// <param name="At">When the use happened or its period began, UTC.</param>
/// <param name="Seller">Who sold it, by our names; empty when the file does not say.</param>
/// <param name="Model">The model as the file writes it.</param>
/// <param name="Item">The model by our naming rules.</param>
/// <param name="Tokens">Tokens in disjoint classes.</param>
/// <param name="Requests">Calls; 0 when the file does not count them.</param>
/// <param name="Cost">What it cost, in <paramref name="Currency"/>; null when not told.</param>
/// <param name="Currency">ISO 4217 code; empty without a cost.</param>
/// <param name="Account">Account, project or tag; empty when not told.</param>
/// <param name="Estimated">True when tokens or requests are expected values, not counts.</param>
public readonly record struct UsageRecord(
    Instant At,
    string Seller,
    string Model,
    string Item,
    TokenCounts Tokens,
    long Requests,
    decimal? Cost,
    string Currency,
    string Account,
    bool Estimated
);

/// <summary>Takes records one by one; nobody keeps them.</summary>
public interface IUsageSink
{
    void Take(in UsageRecord record);
}
