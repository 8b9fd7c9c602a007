// Short hands for the makers of sections: a sentence in both languages, a column, a fact.
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports;

/// <summary>Parts of a report in one word each.</summary>
internal static class ReportText
{
    public static Said Say(string en, string zh) => new(en, zh);

    public static TextBlock Plain(string en, string zh) => new(TextTone.Plain, new(en, zh));

    public static TextBlock Note(string en, string zh) => new(TextTone.Note, new(en, zh));

    public static TextBlock Warning(string en, string zh) => new(TextTone.Warning, new(en, zh));

    public static TableColumn Words(string en, string zh) => new(new(en, zh), false);

    public static TableColumn Numbers(string en, string zh) => new(new(en, zh), true);

    public static Fact Fact(string en, string zh, Cell value) => new(new(en, zh), value);

    public static Cell Word(string en, string zh) => Cell.Of(new(en, zh));
}
