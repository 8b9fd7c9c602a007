// The shield of clients in their member's default: each client's value stands for that client alone.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>A client of the member in default, as the clearing house keeps it.</summary>
/// <param name="Value">Margin and cash held for it; not below zero.</param>
/// <param name="Result">What its own positions gained (above zero) or lost since that value was struck.</param>
public readonly record struct ShieldedClient(AccountId Account, Money Value, Money Result);

/// <summary>What becomes of one client.</summary>
/// <param name="Equity">Value and result.</param>
/// <param name="Used">Taken for the default: at most its value, and nothing when its equity is not below zero.</param>
/// <param name="Ported">Equity that moves with its positions to another member; zero when it is in default
/// itself.</param>
/// <param name="Shortfall">Loss beyond its value, which falls on its member.</param>
public readonly record struct ClientOutcome(
    AccountId Account,
    Money Value,
    Money Equity,
    Money Used,
    Money Ported,
    Money Shortfall
);

/// <summary>All clients of the member.</summary>
/// <param name="Shortfall">Sum of what falls on the member.</param>
public sealed record ShieldResult(IReadOnlyList<ClientOutcome> Clients, Money Used, Money Ported, Money Shortfall);

/// <summary>Invariant I-14: no client's money pays for another client or for the member's own account.</summary>
public static class ClientShield
{
    /// <summary>A client whose equity is not below zero pays its own variation in the ordinary way and moves on with
    /// the rest; of one that is below zero the whole value goes against its own loss.</summary>
    public static ShieldResult Of(IReadOnlyList<ShieldedClient> clients)
    {
        var outcomes = new List<ClientOutcome>();
        Money used = Money.Zero,
            ported = Money.Zero,
            shortfall = Money.Zero;
        for (var i = 0; i < clients.Count; i++)
        {
            var (account, value, result) = clients[i];
            Must.Hold(value.Minor >= 0);
            var equity = value + result;
            var outcome =
                equity.Minor >= 0
                    ? new ClientOutcome(account, value, equity, Money.Zero, equity, Money.Zero)
                    : new ClientOutcome(account, value, equity, value, Money.Zero, -equity);
            Must.Hold(outcome.Used <= value);
            used += outcome.Used;
            ported += outcome.Ported;
            shortfall += outcome.Shortfall;
            outcomes.Add(outcome);
        }

        return new(outcomes, used, ported, shortfall);
    }
}
