// The eight words of a tape: every trade has one of them, and each means what the lots say.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class TradeNatureTests
{
    [Theory]
    [InlineData(10, 10, 10, Side.Buy, "双开")]
    [InlineData(10, 10, 10, Side.None, "双开")]
    [InlineData(10, 0, 0, Side.Sell, "双平")]
    [InlineData(10, 10, 4, Side.Buy, "多开")]
    [InlineData(10, 10, 4, Side.Sell, "空开")]
    [InlineData(10, 4, 2, Side.Sell, "多平")]
    [InlineData(10, 4, 2, Side.Buy, "空平")]
    [InlineData(10, 10, 0, Side.Buy, "多换")]
    [InlineData(10, 0, 10, Side.Sell, "空换")]
    [InlineData(10, 10, 0, Side.None, "多换")]
    [InlineData(10, 0, 10, Side.None, "空换")]
    [InlineData(10, 5, 8, Side.None, "空开")]
    [InlineData(10, 5, 2, Side.None, "多平")]
    [InlineData(10, 2, 5, Side.None, "空平")]
    public void Open_interest_chooses_the_pair_and_the_aggressor_the_word(
        long lots,
        long bought,
        long sold,
        Side aggressor,
        string word
    )
    {
        var nature = TradeNatures.Of(Of(lots, bought, sold, aggressor));
        Assert.Equal(word, nature.Chinese());
        Assert.NotEmpty(nature.English());
    }

    [Fact]
    public void The_word_agrees_with_the_change_of_open_interest()
    {
        Prop.ForAll<byte, byte, byte>(
                (l, b, s) =>
                {
                    var lots = l + 1L;
                    var side = (Side)(b % 3);
                    var trade = Of(lots, b % (lots + 1), s % (lots + 1), side);
                    var change = TradeNatures.OpenInterestChange(trade);
                    return TradeNatures.Of(trade) switch
                    {
                        TradeNature.BothOpen => change == lots,
                        TradeNature.BothClose => change == -lots,
                        TradeNature.LongOpen => change > 0 && change < lots && side != Side.Sell,
                        TradeNature.ShortOpen => change > 0 && change < lots && side != Side.Buy,
                        TradeNature.LongClose => change < 0 && change > -lots && side != Side.Buy,
                        TradeNature.ShortClose => change < 0 && change > -lots && side != Side.Sell,
                        TradeNature.LongChange => change == 0 && side != Side.Sell,
                        TradeNature.ShortChange => change == 0 && side != Side.Buy,
                        _ => false,
                    };
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Traded Of(long lots, long bought, long sold, Side aggressor) =>
        new(
            new(1),
            new(1),
            new(3200),
            new(lots),
            new(1),
            new(1),
            default,
            new(2),
            new(2),
            default,
            aggressor,
            TradeOrigin.Continuous,
            new(bought),
            new(sold),
            1
        );
}
