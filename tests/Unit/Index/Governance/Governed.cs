// Documents of governance for tests, and a small index that uses all of it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Index.Governance;

/// <summary>Index G: mean of at least two sellers at 12:00 UTC; a committee when there are fewer.</summary>
internal static class Governed
{
    public const string Committee = """{"name":"committee","committee":true}""";

    public const string Terms = """
        {"noticeDays":10,"correctionHours":24,"blackoutHours":24,"announceDays":2,"announceShare":"0.3","answerDays":5}
        """;

    public static string Index(int version = 1, string? terms = Terms, string? effective = null, string steps = "")
    {
        string[] list =
        [
            Rules.Take,
            Rules.Convert,
            """{"step":"require","of":"sellers","least":2}""",
            steps.Length > 0 ? steps : Rules.Mean,
            Rules.Round,
        ];
        var text = Rules.Text(version, "gpu", Committee, list, index: "G").TrimEnd();
        if (terms is not null)
            text = text[..^1] + $",\"governance\":{terms}}}";
        return effective is null ? text : text[..^1] + $",\"effective\":\"{effective}\"}}";
    }

    /// <summary>The index with two sellers at 2 and 4, printed on 3 March: 3.</summary>
    public static IndexRun Run(string? terms = Terms) =>
        new IndexRun()
            .Define("2025-03-03T00:00:00Z", Index(terms: terms))
            .Price("2025-03-03T01:00:00Z", "a", "h100", 2m)
            .Price("2025-03-03T02:00:00Z", "b", "h100", 4m)
            .Tick("2025-03-03T12:00:00Z");

    public static IndexRun Say<T>(this IndexRun run, string at, MessageKind kind, T document) =>
        run.Send(at, kind, Documents.Write(document));

    public static JudgementProposal Proposal(string day, decimal value = 2.5m, string person = "Ann") =>
        new("G", day, value, "only one seller is left; as in the last print", [1, 2], person, "none");

    public static ObservationCorrection Correction(long sequence, string seller, decimal price) =>
        new(sequence, "the page was read wrongly", "Ann", Price: Price(seller, price));

    public static PriceObservation Price(string seller, decimal price) =>
        new(
            "2025-03-03",
            "2025-03-03",
            "gpu",
            seller,
            "nvidia",
            "h100",
            "hour",
            "us",
            "on_demand",
            price,
            Currency.USD,
            "GPU hour",
            "price",
            "test",
            "test"
        );

    /// <summary>The last event as a document of the kind.</summary>
    public static T Told<T>(this IndexRun run, MessageKind kind)
        where T : class
    {
        Xunit.Assert.Equal(kind, run.Events[^1].Kind);
        return Documents.Read<T>(run.Events[^1].Bytes);
    }

    public static RefusedDocument Refused(this IndexRun run) => run.Told<RefusedDocument>(MessageKind.DocumentRefused);
}
