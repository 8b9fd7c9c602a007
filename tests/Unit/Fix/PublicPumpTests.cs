// A public desk that breaks is told of, asked again, and takes nothing from the others.
using Tokenbourse.Gateways.Fix.Desks.Data;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class PublicPumpTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_desk_that_breaks_is_told_of_once_and_asked_again_and_the_others_go_on()
    {
        var told = 0;
        using var breaks = new Desk(turn => turn is 2 or 3 or 5);
        using var works = new Desk(_ => false);
        using (new PublicPump(TimeSpan.FromMilliseconds(1), [breaks, works], _ => Interlocked.Increment(ref told)))
        {
            Assert.True(breaks.Reached.Wait(_patience, TestContext.Current.CancellationToken));
            Assert.True(works.Reached.Wait(_patience, TestContext.Current.CancellationToken));
        }

        // Turns 2 and 3 are one break, 5 is another.
        Assert.Equal(2, told);
    }

    private sealed class Desk(Func<int, bool> breaks) : IPublicDesk, IDisposable
    {
        private int _turns;

        public ManualResetEventSlim Reached { get; } = new();

        public void Turn()
        {
            var turn = ++_turns;
            if (turn == 8)
                Reached.Set();
            if (breaks(turn))
                throw new InvalidOperationException("a bug");
        }

        public void Dispose() => Reached.Dispose();
    }
}
