// The daily bulletin with its ranking: which members traded most and hold most, month by month.
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <param name="Kind">member, with all its accounts; account: one that clears with the house itself.</param>
/// <param name="Owner">Its number.</param>
internal sealed record RankShape(int Rank, string Kind, int Owner, string Name, long Lots);

/// <summary>Three rankings of one month. Volume counts both sides of each trade, agreed legs of spreads too, which
/// <see cref="Volume"/> leaves out because they make no settlement price.</summary>
internal sealed record RankedMonth(
    string Product,
    string Instrument,
    string PreviousSettlement,
    string Settlement,
    long Volume,
    long OpenInterest,
    IReadOnlyList<RankShape> ByVolume,
    IReadOnlyList<RankShape> ByLong,
    IReadOnlyList<RankShape> ByShort,
    long VolumeOfAll,
    long LongOfAll,
    long ShortOfAll
);

internal sealed record RankedPaper(
    string Paper,
    int Version,
    string Day,
    bool Simulated,
    int Places,
    IReadOnlyList<RankedMonth> Months
);

/// <param name="Sha256">Of the bytes of <paramref name="Bulletin"/> as they stand in the file.</param>
internal sealed record RankedBulletin(RankedPaper Bulletin, string Sha256);

/// <summary>Draws up and lays out the ranking.</summary>
internal static class RankingMaker
{
    public const int Places = 20;

    public static RankedBulletin Of(ClearingBooks books, TradingDate day)
    {
        var rankings = Rankings.Of(books.On(day), OwnerOf, Places);
        var months = new List<RankedMonth>();
        foreach (var month in books.PricesOn(day))
        {
            var terms = books.Terms(month.Set.Instrument);
            var (volume, bought, sold) = (By(RankedBy.Volume), By(RankedBy.Long), By(RankedBy.Short));
            months.Add(
                new(
                    terms.Contract,
                    terms.Symbol,
                    Figures.Of(month.Set.Previous, terms),
                    Figures.Of(month.Set.Price, terms),
                    month.Set.Volume.Lots,
                    month.Set.OpenInterest.Lots,
                    Shapes(volume),
                    Shapes(bought),
                    Shapes(sold),
                    volume?.Total ?? 0,
                    bought?.Total ?? 0,
                    sold?.Total ?? 0
                )
            );

            Ranking? By(RankedBy by) =>
                rankings.FirstOrDefault(r => r.Instrument == month.Set.Instrument && r.By == by);
        }

        var paper = new RankedPaper(
            "bulletin ranking",
            2,
            day.ToString(),
            books.Accounts.Any(a => a.Simulated),
            Places,
            months
        );
        var bytes = JsonSerializer.SerializeToUtf8Bytes(paper, PaperJson.Plain.RankedPaper);
        return new(paper, Convert.ToHexStringLower(SHA256.HashData(bytes)));

        // Who clears with the house itself stands for itself: below zero, since members have numbers too.
        int OwnerOf(AccountId account) => books.Account(account.Value)!.Member ?? -account.Value;

        IReadOnlyList<RankShape> Shapes(Ranking? ranking) => ranking is null ? [] : [.. ranking.Places.Select(Shape)];

        RankShape Shape(RankedPlace p) =>
            p.Owner > 0
                ? new(p.Rank, "member", p.Owner, books.Member(p.Owner)!.Name, p.Lots)
                : new(p.Rank, "account", -p.Owner, books.Account(-p.Owner)!.Name, p.Lots);
    }

    public static Layout Layout(RankedBulletin bulletin)
    {
        var paper = bulletin.Bulletin;
        var sections = new List<Section> { Months(paper) };
        sections.AddRange(
            paper.Months.Where(m => m.ByVolume.Count + m.ByLong.Count + m.ByShort.Count > 0).Select(Table)
        );
        return new(
            new("DAILY BULLETIN: RANKING", "每日公报：成交持仓排名"),
            [
                (new("Date", "日期"), paper.Day),
                (new("Participants", "账户类别"), StatementWords.Simulated(paper.Simulated)),
            ],
            sections,
            $"sha256 {bulletin.Sha256}"
        );
    }

    private static TableSection Months(RankedPaper paper) =>
        new(
            new("Settlement", "结算行情"),
            [
                new(new("Product", "品种")),
                new(new("Instrument", "合约")),
                new(new("Prev. Sttl", "昨结算"), true),
                new(new("Sttl Price", "结算价"), true),
                new(new("Volume", "成交量"), true),
                new(new("Open Interest", "持仓量"), true),
            ],
            [
                .. paper.Months.Select(
                    IReadOnlyList<Say> (m) =>
                        [
                            m.Product,
                            m.Instrument,
                            m.PreviousSettlement,
                            m.Settlement,
                            Whole(m.Volume),
                            Whole(m.OpenInterest),
                        ]
                ),
            ],
            [
                new("Total", "合计"),
                "",
                "",
                "",
                Whole(paper.Months.Sum(m => m.Volume)),
                Whole(paper.Months.Sum(m => m.OpenInterest)),
            ]
        );

    /// <summary>Three rankings beside each other, as exchanges print them.</summary>
    private static TableSection Table(RankedMonth month)
    {
        var rows = new List<IReadOnlyList<Say>>();
        var tables = new[] { month.ByVolume, month.ByLong, month.ByShort };
        for (var i = 0; i < tables.Max(t => t.Count); i++)
        {
            var row = new List<Say>();
            foreach (var table in tables)
            {
                row.AddRange(
                    i < table.Count ? [Whole(table[i].Rank), Owner(table[i]), Whole(table[i].Lots)] : ["", "", ""]
                );
            }

            rows.Add(row);
        }

        var total = new Say("All", "全部");
        return new(
            month.Instrument,
            [
                new(new("Rank", "名次"), true),
                new(new("Member", "会员")),
                new(new("Volume", "成交量"), true),
                new(new("Rank", "名次"), true),
                new(new("Member", "会员")),
                new(new("Long", "持买单量"), true),
                new(new("Rank", "名次"), true),
                new(new("Member", "会员")),
                new(new("Short", "持卖单量"), true),
            ],
            rows,
            ["", total, Whole(month.VolumeOfAll), "", total, Whole(month.LongOfAll), "", total, Whole(month.ShortOfAll)]
        );
    }

    private static Say Owner(RankShape place) =>
        place.Kind == "member"
            ? $"{place.Owner} {place.Name}"
            : new Say($"account {place.Owner} {place.Name}", $"账户 {place.Owner} {place.Name}");

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
