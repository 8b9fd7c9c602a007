// Kill switches at the doors of the spot market: what would enter it is refused while one stands.
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Asked of the view, before the venue: what a switch that is being engaged meets in the queue goes through,
/// and what rests in the spot market stays. Cancels and what is owed for certificates are never asked.</summary>
internal static class SpotSafety
{
    private static readonly string[] _entering =
    [
        "place-bid",
        "place-order",
        "ask-quote",
        "give-quote",
        "take-quote",
        "set-standby",
    ];

    /// <summary>Why a command may not enter; null: it may, as far as switches go.</summary>
    /// <param name="key">Whose signature it came with; null: nobody's.</param>
    public static WireFault? Refusal(IVenue venue, string word, ReadOnlyMemory<byte> body, string? key)
    {
        if (!_entering.Contains(word))
            return null;
        var account = SpotDealDoor.CallerOf(body);
        var level = KillLevel.None;
        lock (venue.Views.Gate)
        {
            if (venue.Views.Safeguards.Switches.Count == 0)
                return null;
            var member = venue.Views.Statements.Account(new(account))?.Member;
            foreach (var engaged in venue.Views.Safeguards.Switches)
            {
                var set = engaged.Set;
                var concerns = set.Level switch
                {
                    KillLevel.Market => true,
                    KillLevel.Member => member == set.Number,
                    KillLevel.Account => account == set.Number,
                    KillLevel.Key => key is not null && set.Key.ToString() == key,
                    _ => false,
                };
                // The widest that stops it is told, as in the futures market.
                if (concerns && set.Level > level)
                    level = set.Level;
            }
        }

        return level == KillLevel.None
            ? null
            : WireFault.Refused(RejectReason.KillSwitch, level == KillLevel.Key ? null : "account", Words.Of(level));
    }
}
