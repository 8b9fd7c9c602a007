// What the books behind papers say of margin under groups, over random days: lines that add up to what is required.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class GroupPapersTests
{
    [Fact]
    public void Lines_of_margin_and_groups_add_up_to_what_is_required_over_random_days() =>
        AddUp(RandomTopics.Groups | RandomTopics.Members);

    [Fact]
    public void Lines_of_margin_add_up_over_random_days_of_everything() =>
        AddUp(RandomTopics.All & ~RandomTopics.PriceLimits);

    private static void AddUp(RandomTopics topics)
    {
        var (grouped, alone, larger, own, elsewhere) = (0, 0, 0, 0, 0);
        foreach (var seed in new[] { 1, 2, 5, 6, 9, 10 })
        {
            var books = Played(seed, topics);
            var days = books.SettledDays;
            foreach (var day in days.Select(d => d.Day).Distinct().SelectMany(books.On))
            {
                var sum = day.OwnMargin + day.GroupMargin + day.MarginElsewhere - day.MarginOffset;
                Assert.Equal(day.Money.Margin, sum);
                Assert.True(day.MarginOffset.Minor >= 0);
                foreach (var position in day.Positions.Where(p => p.InGroup && p.Long != p.Short))
                {
                    Assert.Equal(Money.Zero, position.Margin);
                    Assert.Contains(day.Groups, g => Asks(books, g, position.Instrument));
                    grouped++;
                }

                Assert.All(day.Held.Where(h => h.InGroup), h => Assert.Equal(Money.Zero, h.Margin));
                alone += day.Groups.Count(g => g.Instrument.Value > 0);
                larger += day.MarginOffset.Minor > 0 ? 1 : 0;
                own += day.OwnMargin.Minor > 0 ? 1 : 0;
                // Both calendars have settled, and nobody's mark-up can have changed between them.
                if (books.Account(day.Account.Value) is { IsClient: false })
                    elsewhere += days.Count(d => d.Day == day.Day) == 2 && day.MarginElsewhere.Minor != 0 ? 1 : 0;
            }
        }

        Assert.Equal(0, elsewhere);
        Assert.True(grouped > 50 && own > 50 && larger > 10 && alone > 0, $"{grouped}, {own}, {larger}, {alone}");
    }

    private static bool Asks(ClearingBooks books, in MarginExplained group, InstrumentId month) =>
        group.Rule == Model.Specs.MarginRule.Scenarios
        || (
            group.Contract.ToString() == books.Terms(month).Contract && group.Instrument.Value is 0
            || group.Instrument == month
        );

    private static ClearingBooks Played(int seed, RandomTopics topics)
    {
        var engine = new KeptBooks();
        var market = new RandomMarket(seed, engine) { Topics = topics };
        market.Begin();
        for (var day = 0; day < 6; day++)
            market.Day(200);
        Assert.Empty(engine.Books.Differences);
        return engine.Books;
    }
}
