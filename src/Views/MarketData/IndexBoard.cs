// Every print of every index, with what it rests on.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Views.MarketData;

/// <summary>One print and where it stands on the prints log.</summary>
public sealed record PrintRow(long Sequence, PrintDocument Print);

/// <summary>Folds the prints log.</summary>
public sealed class IndexBoard : View
{
    private readonly SortedDictionary<string, List<PrintRow>> _prints = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _methodologies = new(StringComparer.Ordinal);

    /// <summary>Indexes that have a methodology, by name.</summary>
    public IReadOnlyCollection<string> Names => _methodologies.Keys;

    /// <summary>The methodology in force, as it was submitted; empty when there is no such index.</summary>
    public ReadOnlyMemory<byte> Methodology(string index) => _methodologies.GetValueOrDefault(index);

    /// <summary>Prints and withheld days, oldest first.</summary>
    public IReadOnlyList<PrintRow> Of(string index) => _prints.TryGetValue(index, out var prints) ? prints : [];

    /// <summary>The newest print that has a value; null before the first.</summary>
    public PrintRow? Newest(string index) => Of(index).LastOrDefault(p => p.Print.Value is not null);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.IndexDefined:
                using (var document = System.Text.Json.JsonDocument.Parse(entry.Payload))
                {
                    _methodologies[document.RootElement.GetProperty("index").GetString()!] = entry.Payload.ToArray();
                }

                break;
            case MessageKind.Printed or MessageKind.PrintWithheld:
                var print = Documents.Read<PrintDocument>(entry.Payload.Span);
                if (!_prints.TryGetValue(print.Index, out var rows))
                    _prints.Add(print.Index, rows = []);
                rows.Add(new(entry.Sequence, print));
                break;
            default:
                break;
        }
    }
}
