// Margin calls within the day on random markets: every way in which they come and go, and the auditor's word on each.
using Tokenbourse.Market;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RandomIntradayCallsTests
{
    [Fact]
    public void The_auditor_agrees_on_calls_within_the_day_however_they_come_and_go()
    {
        var (opened, again, missed, seen, afterNight) = (0, 0, 0, 0, 0);
        var met = new SortedList<MessageKind, int>();
        var refused = new SortedSet<RejectReason>();
        foreach (var seed in new[] { 1, 2, 6, 9, 13, 17 })
        {
            var auditor = new Auditor();
            string? difference = null;
            var within = new HashSet<(AccountId, Currency)>();
            var market = new RandomMarket(seed, new MachineEngine(new MarketMachine()))
            {
                Topics = RandomTopics.Calls,
                Told = (command, events) =>
                {
                    difference ??= auditor.Check(command, events);
                    foreach (var told in events)
                    {
                        switch (told.Message)
                        {
                            case CallOpened o when told.Kind == MessageKind.IntradayCallOpened:
                                again += within.Add((o.Account, o.Currency)) ? 0 : 1;
                                opened++;
                                break;
                            case CallOpened o:
                                afterNight += within.Remove((o.Account, o.Currency)) ? 1 : 0;
                                break;
                            case CallMet m when within.Remove((m.Account, m.Currency)):
                                met[command.Kind] = met.GetValueOrDefault(command.Kind) + 1;
                                break;
                            case CallMissed m when within.Contains((m.Account, m.Currency)):
                                missed++;
                                break;
                            case CallAcknowledged:
                                seen++;
                                break;
                            case CommandRefused { Command: MessageKind.CallIntraday or MessageKind.AcknowledgeCall } r:
                                refused.Add(r.Reason);
                                break;
                        }
                    }
                },
            };
            market.Begin();
            for (var day = 0; day < 5 && difference is null; day++)
                market.Day(200);
            Assert.True(difference is null, $"seed {seed}: {difference}");
        }

        var words =
            $"{opened} told, {again} of them again, {missed} missed, {seen} acknowledged, {afterNight} gone on with by a "
            + $"clearing; met by {string.Join(", ", met.Select(m => $"{m.Key} {m.Value}"))}; {string.Join(' ', refused)}";
        TestContext.Current.TestOutputHelper?.WriteLine(words);
        Assert.True(opened > 50 && again > 10 && missed > 5 && seen > 10 && afterNight > 0, words);
        Assert.True(met.ContainsKey(MessageKind.MoveCash) && met.ContainsKey(MessageKind.PlaceOrder), words);
        Assert.True(met.ContainsKey(MessageKind.CallIntraday), words);
        Assert.Subset(
            refused,
            new SortedSet<RejectReason>
            {
                RejectReason.UnknownCalendar,
                RejectReason.NotTrading,
                RejectReason.UnknownAccount,
                RejectReason.UnknownCurrency,
                RejectReason.PersonMissing,
                RejectReason.NoOpenCall,
                RejectReason.CallAcknowledged,
            }
        );
    }
}
