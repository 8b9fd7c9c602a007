// The bitmap of levels against a sorted set.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Matching;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class LevelSetTests
{
    [Fact]
    public void A_level_set_answers_as_a_sorted_set_does()
    {
        Prop.ForAll<int, int[]>(
                (seed, numbers) =>
                {
                    const int Size = 9000;
                    var random = new Random(seed);
                    var set = new LevelSet();
                    set.Resize(Size);
                    var twin = new SortedSet<int>();
                    for (var i = 0; i < 200; i++)
                    {
                        var level = random.Next(Size);
                        if (random.Next(3) > 0)
                            (_, _) = (twin.Add(level), Do(() => set.Add(level)));
                        else
                            (_, _) = (twin.Remove(level), Do(() => set.Remove(level)));
                        var ask = random.Next(Size);
                        var above = twin.GetViewBetween(ask, Size);
                        var below = twin.GetViewBetween(0, ask);
                        if (set.AtOrAbove(ask) != (above.Count == 0 ? -1 : above.Min))
                            return false;
                        if (set.AtOrBelow(ask) != (below.Count == 0 ? -1 : below.Max))
                            return false;
                    }

                    return numbers is not null;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
