// The books behind papers over random days with members: clients that move between them add up to one and then to the
// other.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class MemberBooksTests
{
    [Fact]
    public void Clients_add_up_to_members_and_members_to_the_house_over_random_days_of_moving_clients()
    {
        var (classes, ported, dearer) = (0, 0, 0);
        foreach (var seed in new[] { 1, 2, 4, 7, 8 })
        {
            var engine = new KeptBooks();
            var market = new RandomMarket(seed, engine) { Topics = RandomTopics.Members };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(200);
            Assert.Empty(engine.Books.Differences);
            SortedDictionary<(int, MemberClass, Currency), Money> balances = [];
            foreach (var day in engine.Books.SettledDays.Select(d => d.Day).Distinct())
            {
                foreach (var one in ClassDays.Of(engine.Books, day))
                {
                    var key = (one.Member, one.Class, one.Currency);
                    Assert.Equal(balances.GetValueOrDefault(key), one.Before);
                    Assert.Equal(one.Money.Before, one.Before + one.Ported);
                    balances[key] = one.Money.After;
                    classes++;
                    ported += one.Ported.Minor == 0 ? 0 : 1;
                    dearer += one.Money.Margin > one.ExchangeMargin ? 1 : 0;
                }

                foreach (var currency in engine.Books.On(day).GroupBy(d => d.Currency))
                {
                    var sum = ClassDays.Of(engine.Books, day).Where(c => c.Currency == currency.Key).ToList();
                    Assert.Equal(0, sum.Sum(c => c.Ported.Minor));
                    Assert.Equal(currency.Sum(d => d.Money.After.Minor), sum.Sum(c => c.Money.After.Minor));
                }
            }
        }

        Assert.True(classes > 60 && ported > 5 && dearer > 5, $"{classes} classes, {ported} ported, {dearer} dearer");
    }
}
