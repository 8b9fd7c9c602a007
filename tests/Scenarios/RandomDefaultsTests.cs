// What random markets in which members fall come to: every layer, every way out, every refusal.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RandomDefaultsTests
{
    private static readonly long[] _seeds = [7, 11, 13, 17, 19, 23, 25, 29, 31, 35, 37, 41, 43, 47, 49, 53];

    [Fact]
    public void Random_days_use_every_layer_move_clients_and_end_positions_in_every_way()
    {
        var layers = new SortedList<DefaultLayer, int>();
        var origins = new SortedList<TradeOrigin, int>();
        var refused = new SortedSet<RejectReason>();
        var kinds = new SortedList<MessageKind, int>();
        foreach (var seed in _seeds)
        {
            var market = new RandomMarket(seed, new NaiveMarket()) { Topics = RandomTopics.Defaults };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(260);
            foreach (var happening in market.Log.SelectMany(l => l.Events))
            {
                kinds[happening.Kind] = kinds.GetValueOrDefault(happening.Kind) + 1;
                if (happening.Message is LayerUsed used)
                    layers[used.Layer] = layers.GetValueOrDefault(used.Layer) + 1;
                if (happening.Message is DefaultTraded trade)
                    origins[trade.Origin] = origins.GetValueOrDefault(trade.Origin) + 1;
                if (happening.Message is CommandRefused other)
                    refused.Add(other.Reason);
            }
        }

        var words =
            $"{string.Join(' ', layers)} {string.Join(' ', origins)} "
            + string.Join(' ', kinds.Where(k => k.Key is MessageKind.ClientMoved or >= MessageKind.FundMoved));
        TestContext.Current.TestOutputHelper?.WriteLine(words);
        Assert.Equal([], Enum.GetValues<DefaultLayer>().Where(l => l != default && !layers.ContainsKey(l)));
        Assert.True(origins.Count == 2 && origins.Values.All(n => n > 10), words);
        Assert.True(kinds.GetValueOrDefault(MessageKind.ClientMoved) > 3, words);
        Assert.True(kinds.GetValueOrDefault(MessageKind.BidMissed) > 3, words);
        RejectReason[] all =
        [
            RejectReason.MemberInDefault,
            RejectReason.UnknownMember,
            RejectReason.NotAClient,
            RejectReason.MemberHasNoClients,
            RejectReason.ClearingUnderWay,
            .. Enum.GetValues<RejectReason>()
                .Where(r => r is >= RejectReason.NoDefaultRules and <= RejectReason.AlreadyAllocated),
        ];
        Assert.Equal([], all.Except(refused));
    }
}
