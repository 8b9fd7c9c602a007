// Corrections within the window make a print again for diagnostics; the first print stays.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Governance;

public sealed class CorrectionTests
{
    [Fact]
    public void A_correction_within_the_window_tells_what_the_print_would_have_been()
    {
        var run = Governed.Run();
        run.Say("2025-03-04T09:00:00Z", MessageKind.CorrectObservation, Governed.Correction(2, "b", 6m));
        var told = run.Told<RestatedPrint>(MessageKind.PrintRestated);
        // (2 + 6) / 2 in the place of (2 + 4) / 2.
        Assert.Equal(("2025-03-03", 3.0000m, 4.0000m), (told.Day, told.First, told.Print.Value));
        Assert.Equal("2025-03-04T09:00:00Z", told.Known);
        Assert.Equal([4L], told.Rests);
        // The restated print rests on the correction, the sequence of which is 4.
        Assert.Equal([1L, 4L], told.Print.Used.SelectMany(u => u.Observations));
        // The first print stands; the next one uses what is right.
        Assert.Equal(3.0000m, run.Last.Value);
        run.Tick("2025-03-04T12:00:00Z");
        Assert.Equal([3.0000m, 4.0000m], run.Prints.Select(p => p.Value!.Value));
    }

    [Fact]
    public void After_the_window_a_correction_counts_from_then_on_and_restates_nothing()
    {
        var run = Governed.Run();
        run.Say("2025-03-04T12:00:00Z", MessageKind.CorrectObservation, Governed.Correction(2, "b", 6m));
        // The window of the 3rd closes at the moment of the print of the 4th, whose own window is open.
        var told = run.Told<RestatedPrint>(MessageKind.PrintRestated);
        Assert.Equal("2025-03-04", told.Day);
        run.Say("2025-03-06T12:00:00Z", MessageKind.CorrectObservation, Governed.Correction(4, "b", 8m));
        Assert.DoesNotContain(
            run.Events,
            e => e.Kind == MessageKind.PrintRestated && Documents.Read<RestatedPrint>(e.Bytes).Day == "2025-03-03"
        );
    }

    [Fact]
    public void Several_corrections_of_one_window_add_up()
    {
        var run = Governed.Run();
        run.Say("2025-03-03T13:00:00Z", MessageKind.CorrectObservation, Governed.Correction(2, "b", 6m));
        run.Say("2025-03-03T14:00:00Z", MessageKind.CorrectObservation, Governed.Correction(1, "a", 4m));
        var told = run.Told<RestatedPrint>(MessageKind.PrintRestated);
        Assert.Equal((5.0000m, 3.0000m), (told.Print.Value, told.First));
        Assert.Equal([4L, 5L], told.Rests);
    }

    [Fact]
    public void A_correction_may_be_corrected()
    {
        var run = Governed.Run();
        run.Say("2025-03-03T13:00:00Z", MessageKind.CorrectObservation, Governed.Correction(2, "b", 6m));
        run.Say("2025-03-03T14:00:00Z", MessageKind.CorrectObservation, Governed.Correction(4, "b", 10m));
        Assert.Equal(6.0000m, run.Told<RestatedPrint>(MessageKind.PrintRestated).Print.Value);
        Assert.Equal(6.0000m, run.Tick("2025-03-04T12:00:00Z").Last.Value);
    }

    [Fact]
    public void Without_a_window_nothing_is_kept_and_nothing_restated()
    {
        var run = Governed.Run(terms: null);
        run.Say("2025-03-03T13:00:00Z", MessageKind.CorrectObservation, Governed.Correction(2, "b", 6m));
        Assert.DoesNotContain(run.Events, e => e.Kind == MessageKind.PrintRestated);
        Assert.Equal(4.0000m, run.Tick("2025-03-04T12:00:00Z").Last.Value);
    }

    [Fact]
    public void A_print_that_does_not_rest_on_the_observation_is_not_told_again()
    {
        var run = Governed.Run();
        run.Price("2025-03-03T13:00:00Z", "z", "a100", 9m);
        var other = Governed.Price("z", 8m) with { Item = "a100" };
        run.Say(
            "2025-03-03T14:00:00Z",
            MessageKind.CorrectObservation,
            new ObservationCorrection(4, "the page was read wrongly", "Ann", Price: other)
        );
        Assert.DoesNotContain(run.Events, e => e.Kind == MessageKind.PrintRestated);
    }

    [Theory]
    [InlineData(3, "b", "the page was read wrongly", "Ann", "corrects")]
    [InlineData(1, "b", "the page was read wrongly", "Ann", "corrects")]
    [InlineData(2, "b", "wrong", "Ann", "reason")]
    [InlineData(2, "b", "the page was read wrongly", " ", "person")]
    public void A_correction_that_names_nothing_is_refused(
        long corrects,
        string seller,
        string reason,
        string person,
        string field
    )
    {
        var run = Governed.Run();
        var document = new ObservationCorrection(corrects, reason, person, Price: Governed.Price(seller, 6m));
        run.Say("2025-03-03T13:00:00Z", MessageKind.CorrectObservation, document);
        Assert.Equal(field, run.Refused().Field);
        Assert.Equal(3.0000m, run.Tick("2025-03-04T12:00:00Z").Last.Value);
    }

    [Fact]
    public void A_wrong_rate_is_put_right_in_the_same_way()
    {
        var run = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Governed.Index())
            .Rate("2025-03-03T00:00:00Z", Currency.CNY, Currency.USD, 0.5m)
            .Price("2025-03-03T01:00:00Z", "a", "h100", 2m)
            .Price("2025-03-03T02:00:00Z", "b", "h100", 4m, currency: Currency.CNY)
            .Tick("2025-03-03T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        var right = new RateObservation("2025-03-03", Currency.CNY, Currency.USD, 0.25m, "test", "test");
        run.Say(
            "2025-03-03T13:00:00Z",
            MessageKind.CorrectObservation,
            new ObservationCorrection(1, "a wrong page of the table", "Ann", Rate: right)
        );
        Assert.Equal(1.5000m, run.Told<RestatedPrint>(MessageKind.PrintRestated).Print.Value);
        Assert.Equal(1.5000m, run.Tick("2025-03-04T12:00:00Z").Last.Value);
    }

    [Fact]
    public void A_chain_goes_on_from_what_was_published_first()
    {
        var chain = """{"step":"chain","by":"seller","start":"arithmetic mean"}""";
        var run = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Governed.Index(steps: chain))
            .Price("2025-03-03T01:00:00Z", "a", "h100", 2m)
            .Price("2025-03-03T02:00:00Z", "b", "h100", 2m)
            .Tick("2025-03-03T12:00:00Z")
            .Price("2025-03-04T02:00:00Z", "b", "h100", 8m)
            .Tick("2025-03-04T12:00:00Z");
        // exp((0 + ln 4) / 2) = 2: 2 becomes 4.
        Assert.Equal(4.0000m, run.Last.Value);
        var right = Governed.Price("b", 2m) with { Seen = "2025-03-04", Effective = "2025-03-04" };
        run.Say(
            "2025-03-04T13:00:00Z",
            MessageKind.CorrectObservation,
            new ObservationCorrection(4, "a slip of the decimal point", "Ann", Price: right)
        );
        Assert.Equal(2.0000m, run.Told<RestatedPrint>(MessageKind.PrintRestated).Print.Value);
        // The published level 4 is the one from which the chain goes on: b falls back fourfold.
        Assert.Equal(2.0000m, run.Tick("2025-03-05T12:00:00Z").Last.Value);
    }
}
