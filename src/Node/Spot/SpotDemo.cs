// Bids drawn from a seed for one auction: a day's shape, short hours at the cap, blocks that fit and one that cannot.
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Desk.Client;
using Tokenbourse.Sim;

namespace Tokenbourse.Node.Spot;

/// <summary>Invented, and said to be so wherever it is shown.</summary>
internal static class SpotDemo
{
    private const int Days = 2;
    private const int HoursADay = 24;

    // Prices as a thousandth of the cap: what sellers ask, and what buyers of an ordinary hour give.
    private const int Asked = 50;
    private const int Given = 90;

    // Two hours of each delivery day in which more is asked for at the cap than is offered.
    private const int FirstShort = 19;
    private const int ShortHours = 2;

    /// <summary>The bodies of the commands.</summary>
    /// <param name="reference">The first bid's number; the others count on.</param>
    /// <param name="broke">Accounts that have no more money; whoever sends the bids adds to it.</param>
    public static IEnumerable<JsonObject> Draw(
        VenueSpotProduct product,
        IReadOnlyList<int> accounts,
        IReadOnlySet<int> broke,
        long reference,
        long seed
    )
    {
        // Nobody is on both sides: what one account would sell to itself is refused.
        var sellers = accounts.Take(accounts.Count / 3 + 1).ToList();
        var buyers = accounts.Skip(sellers.Count).ToList();
        var random = Random64.Of(seed, 0, 0);
        var hours = int.Min(product.Hours, Days * HoursADay);
        for (var hour = 0; hour < hours; hour++)
        {
            var busy = Busy(hour);
            for (var i = 0; i < 2; i++)
                yield return Bid(sellers, "sell", hour, 1, 20 + Up(40), Asked + Up(60));
            for (var i = 0; i < 3; i++)
                yield return Bid(buyers, "buy", hour, 1, 10 + busy + Up(20), Given + (2 * busy) + Up(60));
            if (IsShort(hour))
                yield return Bid(buyers, "buy", hour, 1, 150, 1000);
        }

        for (var day = 0; day + HoursADay <= hours; day += HoursADay)
        {
            yield return Bid(sellers, "sell", day, HoursADay, 15, Asked + Up(40));
            yield return Bid(buyers, "buy", day + 8, 4, 12, Given + 100);
            // No part of a block can be served, and this one is more than there is.
            yield return Bid(buyers, "buy", day + FirstShort, ShortHours, 500, 1000);
        }

        int Up(int below) => (int)random.Below(below);

        int Payer(List<int> who)
        {
            var able = who.FindAll(a => !broke.Contains(a));
            return able.Count == 0 ? who[Up(who.Count)] : able[Up(able.Count)];
        }

        JsonObject Bid(List<int> who, string side, int hour, int length, int lots, int thousandths)
        {
            var ticks = decimal.Floor(product.Cap * thousandths / 1000 / product.Tick);
            return new()
            {
                ["account"] = Payer(who),
                ["product"] = product.Product,
                ["side"] = side,
                ["reference"] = reference++,
                ["firstHour"] = HourOf(product.FirstHour, hour),
                ["hours"] = length,
                ["lots"] = lots,
                ["limit"] = decimal.Max(product.Floor, ticks * product.Tick).ToString(CultureInfo.InvariantCulture),
                ["allOrNone"] = length > 1,
            };
        }
    }

    private static bool IsShort(int hour) => hour % HoursADay is >= FirstShort and < FirstShort + ShortHours;

    // More is wanted in the middle of a delivery day.
    private static int Busy(int hour) => 12 - int.Abs((hour % HoursADay) - 12);

    private static string HourOf(string first, int hour) =>
        DateTimeOffset
            .Parse(first, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .AddHours(hour)
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
