// Accounts as FIX has them: a party with the role of a customer account, numbered by the venue.
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Reads and writes the parties of post-trade messages.</summary>
internal static class Parties
{
    /// <summary>PartyRole(452) 24: customer account.</summary>
    private const int CustomerAccount = 24;

    /// <summary>The account among the parties; null: none is named.</summary>
    /// <param name="fault">What is wrong with one that is; null: nothing.</param>
    public static int? Account(FixMessage message, out string? fault)
    {
        fault = null;
        ReadOnlySpan<byte> party = [];
        for (var at = 0; at < message.Count; at++)
        {
            if (message.Tag(at) == PostTradeTag.PartyID)
                party = message.Value(at);
            if (message.Tag(at) != PostTradeTag.PartyRole || message.Value(at) is not [(byte)'2', (byte)'4'])
                continue;
            if (FixText.TryWhole(party, out var number) && number is > 0 and <= int.MaxValue)
                return (int)number;
            fault = "448: must be the number of an account";
        }

        return null;
    }

    /// <summary>One party, and Account(1) with its kind.</summary>
    public static void Add(FixWriter message, int account, bool client) =>
        message
            .Add(PostTradeTag.NoPartyIDs, 1)
            .Add(PostTradeTag.PartyID, (long)account)
            .Add(PostTradeTag.PartyIDSource, 'D')
            .Add(PostTradeTag.PartyRole, (long)CustomerAccount)
            .Add(PostTradeTag.Account, (long)account)
            .Add(PostTradeTag.AccountType, client ? 1L : 3L);
}
