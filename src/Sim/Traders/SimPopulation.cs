// Who takes part in the laboratory: simulated accounts, labelled so, with the money they start with.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Traders;

/// <summary>One simulated participant.</summary>
/// <param name="Account">Its account's document; always marked simulated.</param>
/// <param name="CnyMinor">First deposit in fen; zero: none.</param>
/// <param name="UsdMinor">First deposit in cents; zero: none.</param>
public sealed record SimParticipant(AccountDocument Account, long CnyMinor, long UsdMinor, ITrader Trader);

/// <summary>The laboratory's participants of a seed. With as many turns a day as it is told, a day has about a thousand orders.</summary>
public static class SimPopulation
{
    /// <summary>The first account number used; the others follow.</summary>
    public const int FirstAccount = 101;

    private const long Million = 100_000_000;

    /// <summary>Makers, hedgers of both sides, noise and traders of spreads for a token contract (CNY) and a GPU-hour contract (USD).</summary>
    /// <param name="seed">All chance comes from it.</param>
    /// <param name="turnsPerDay">How often each participant is asked to act in a trading day; fewer turns, more done in each.</param>
    /// <param name="tokenContract">The contract that application builders and model providers hedge with.</param>
    /// <param name="gpuContract">The contract that clouds and data centres hedge with.</param>
    public static IReadOnlyList<SimParticipant> Of(
        long seed,
        int turnsPerDay = 360,
        string tokenContract = "TK",
        string gpuContract = "GH"
    )
    {
        var value = new FairValue(seed);
        int Rate(int perThousand) => int.Min(1000, perThousand * 360 / int.Max(1, turnsPerDay));
        var people = new List<SimParticipant>();
        Add(people, "Sim Maker 1", "maker", 20 * Million, 2 * Million, new Maker(value, 2500, 6, 80, Rate(90)));
        Add(people, "Sim Maker 2", "maker", 20 * Million, 2 * Million, new Maker(value, 3500, 8, 100, Rate(65)));
        Add(people, "Sim Maker 3", "maker", 15 * Million, 2 * Million, new Maker(value, 5000, 10, 120, Rate(45)));
        Add(
            people,
            "Sim App Builder 1",
            "hedger-long",
            12 * Million,
            0,
            new Hedger(value, Side.Buy, tokenContract, 60, Rate(60))
        );
        Add(
            people,
            "Sim App Builder 2",
            "hedger-long",
            12 * Million,
            0,
            new Hedger(value, Side.Buy, tokenContract, 40, Rate(50))
        );
        Add(
            people,
            "Sim Model Provider",
            "hedger-short",
            15 * Million,
            0,
            new Hedger(value, Side.Sell, tokenContract, 80, Rate(70))
        );
        Add(
            people,
            "Sim Inference Cloud",
            "hedger-long",
            0,
            Million,
            new Hedger(value, Side.Buy, gpuContract, 70, Rate(60))
        );
        Add(
            people,
            "Sim Data Centre 1",
            "hedger-short",
            0,
            Million,
            new Hedger(value, Side.Sell, gpuContract, 60, Rate(60))
        );
        Add(
            people,
            "Sim Data Centre 2",
            "hedger-short",
            0,
            Million,
            new Hedger(value, Side.Sell, gpuContract, 40, Rate(50))
        );
        Add(people, "Sim Trader 1", "trader", 4 * Million, Million / 2, new Noise(15, Rate(80)));
        Add(people, "Sim Trader 2", "trader", 4 * Million, Million / 2, new Noise(15, Rate(70)));
        Add(people, "Sim Trader 3", "trader", 3 * Million, Million / 2, new Noise(10, Rate(60)));
        Add(
            people,
            "Sim Spread Trader 1",
            "trader",
            12 * Million,
            Million,
            new SpreadTrader(seed, 1, 900, 3, 20, Rate(60))
        );
        Add(
            people,
            "Sim Spread Trader 2",
            "trader",
            12 * Million,
            Million,
            new SpreadTrader(seed, 2, 700, 2, 15, Rate(45))
        );
        return people;
    }

    /// <summary>The account as it is opened where the shipped members are: two futures firms, each with a maker of its own
    /// and clients, and a firm that trades for itself.</summary>
    public static AccountDocument AtMember(AccountDocument account)
    {
        const int North = 801;
        const int South = 802;
        const int Trading = 803;
        var (member, of) = (account.Account - FirstAccount) switch
        {
            0 => (North, AccountDocument.House),
            1 => (South, AccountDocument.House),
            2 or 13 => (Trading, AccountDocument.House),
            var place => (place % 2 == 0 ? South : North, AccountDocument.Client),
        };
        return account with { Member = member, Class = of };
    }

    private static void Add(
        List<SimParticipant> people,
        string name,
        string role,
        long cny,
        long usd,
        ITrader trader
    ) => people.Add(new(new(FirstAccount + people.Count, name, role, true), cny, usd, trader));
}
