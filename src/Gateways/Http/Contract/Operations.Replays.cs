// The operations of days that are played again.
namespace Tokenbourse.Gateways.Http.Contract;

internal static partial class Operations
{
    private static Operation[] Replays =>
        [
            new("GET", "/v1/replays", "listReplayDays", "market", "Days that can be played again.", W.DayReplaysShape),
            new(
                "POST",
                "/v1/replays",
                "openReplay",
                "market",
                "Plays a day of the log again; its documents are under its root.",
                W.DayReplayShape
            )
            {
                Body =
                [
                    new(
                        "from",
                        Kind.Text,
                        "A trading day, or a moment in UTC; seconds may be left out.",
                        true,
                        Sample: "2026-03-02T13:00Z"
                    ),
                    SpeedOfReplay,
                    new("paused", Kind.Flag, "It stands there instead of playing."),
                ],
                Faults = [NotFound, TooLarge, OtherMedia, Unavailable],
            },
            new("GET", "/v1/replays/{replay}", "getReplay", "market", "A replay's clock and state.", W.DayReplayShape)
            {
                Faults = [NotFound],
            },
            new(
                "PUT",
                "/v1/replays/{replay}",
                "changeReplay",
                "market",
                "Plays, pauses, steps, goes to another moment of the day.",
                W.DayReplayShape
            )
            {
                Body =
                [
                    new("time", Kind.Moment, "A moment of the day; what was told before it is folded first."),
                    SpeedOfReplay,
                    new("do", Kind.Text, "A step goes on to the next trade and stops.", Words: "play, pause, step"),
                ],
                Faults = [NotFound, TooLarge, OtherMedia],
            },
            new("DELETE", "/v1/replays/{replay}", "endReplay", "market", "Ends a replay.", W.DayReplayShape)
            {
                Faults = [NotFound],
            },
        ];

    private static Value SpeedOfReplay =>
        new("speed", Kind.Whole, "Seconds of the log in a real second.", Least: 1, Most: 100, Usual: "1");
}
