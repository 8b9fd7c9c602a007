// A market whose spot product has standard blocks of one hour and of a day, for tests of book and quotes.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>As <see cref="SpotDesk"/>: it is 09:00, the next hour lies 14 before <see cref="SpotDesk.Midnight"/>.
/// Price 1 to 1,000 ticks of a fen, collateral 200 ticks a lot-hour.</summary>
internal static class DealingDesk
{
    /// <summary>The first hour that has not begun.</summary>
    public static readonly long Next = Midnight - 14;

    public static string Product(int version = 1, string product = "TS") =>
        SpotDesk
            .Product(version: version, product: product)
            .Replace("\"traits\"", "\"standardHours\": [ 1, 24 ], \"traits\"", StringComparison.Ordinal);

    public static MarketDesk Open()
    {
        var desk = MarketDesk.Open();
        desk.Document(MessageKind.DefineSpotProduct, Product());
        return desk;
    }

    public static PlaceSpotOrder Order(
        int account,
        Side side,
        long reference,
        long hour,
        int hours,
        long lots,
        long ticks
    ) => new(new(account), Tokens, side, reference, Midnight + hour, hours, new(lots), new(ticks));

    public static AskSpotQuote Request(int account, Side side, long reference, long hour, int hours, long lots) =>
        new(
            new(account),
            Tokens,
            side,
            reference,
            Midnight + hour,
            hours,
            new(lots),
            DeliveryHours.Begin(Midnight - 13)
        );

    public static void Place(this MarketDesk desk, in PlaceSpotOrder order) =>
        desk.Submit(MessageKind.PlaceSpotOrder, order);

    public static void Ask(this MarketDesk desk, in AskSpotQuote request) =>
        desk.Submit(MessageKind.AskSpotQuote, request);

    public static void Give(this MarketDesk desk, int account, long request, long ticks) =>
        desk.Submit(MessageKind.GiveSpotQuote, new GiveSpotQuote(new(account), request, new(ticks)));

    public static void Take(this MarketDesk desk, int account, long quote) =>
        desk.Submit(MessageKind.TakeSpotQuote, new TakeSpotQuote(new(account), quote));

    public static void Withdraw(this MarketDesk desk, int account, long request, long quote) =>
        desk.Submit(MessageKind.WithdrawSpotQuote, new WithdrawSpotQuote(new(account), request, quote));

    public static List<T> Told<T>(this MarketDesk desk, MessageKind kind)
        where T : unmanaged => [.. desk.Said.Where(e => e.Kind == kind).Select(e => e.As<T>())];

    public static (RejectReason Reason, long Given, long Limit) Refused(this MarketDesk desk)
    {
        var refused = desk.Said.Single().As<CommandRefused>();
        return (refused.Reason, refused.Given, refused.Limit);
    }

    /// <summary>Minor units that an account has set aside.</summary>
    public static long Aside(this MarketDesk desk, int account) => desk.Balance(LedgerCode.SpotReserve, account);

    public static long Cash(this MarketDesk desk, int account) => desk.Balance(LedgerCode.ClientCash, account);
}
