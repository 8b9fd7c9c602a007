// What governance said of every index: announcements, judgements, complaints, restatements, versions to come.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Views.MarketData;

/// <summary>A complaint and what became of it.</summary>
/// <param name="Answer">Null while it is open.</param>
public sealed record ComplaintRow(ComplaintDocument Filed, AnsweredComplaint? Answer)
{
    /// <summary>answered, open, or overdue on a day (yyyy-MM-dd).</summary>
    public string StateOn(string day) =>
        Answer is not null ? "answered"
        : string.CompareOrdinal(day, Filed.AnswerBy) > 0 ? "overdue"
        : "open";
}

/// <summary>Folds the prints log beside <see cref="IndexBoard"/>. Nothing here changes a print.</summary>
public sealed class GovernanceBoard : View
{
    private readonly SortedDictionary<int, ComplaintRow> _complaints = [];
    private readonly SortedDictionary<string, JudgementDocument> _judgements = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AnnouncedMethodology> _pending = new(StringComparer.Ordinal);
    private readonly List<ChangeAnnouncedDocument> _changes = [];
    private readonly List<RestatedPrint> _restated = [];
    private readonly List<AffiliateNaming> _affiliates = [];

    /// <summary>In the order in which they were announced.</summary>
    public IReadOnlyList<ChangeAnnouncedDocument> Changes => _changes;

    /// <summary>In the order in which they were told.</summary>
    public IReadOnlyList<RestatedPrint> Restated => _restated;

    /// <summary>Accounts that belong to contributors today.</summary>
    public IReadOnlyList<AffiliateNaming> Affiliates => _affiliates;

    /// <summary>By number.</summary>
    public IReadOnlyCollection<ComplaintRow> Complaints => _complaints.Values;

    /// <summary>The newest of each index and day.</summary>
    public IReadOnlyCollection<JudgementDocument> Judgements => _judgements.Values;

    /// <summary>Announced versions that have not taken over, the newest of each index and day.</summary>
    public IReadOnlyCollection<AnnouncedMethodology> Pending => _pending.Values;

    /// <summary>Commands and documents that were refused.</summary>
    public int Refused { get; private set; }

    protected override void Fold(in LogEntry entry)
    {
        var payload = entry.Payload.Span;
        switch (entry.Kind)
        {
            case MessageKind.MethodologyAnnounced:
                var announced = Documents.Read<AnnouncedMethodology>(payload);
                Overtake(announced);
                _pending[$"{announced.Index}\u001f{announced.Effective}"] = announced;
                break;
            case MessageKind.IndexDefined:
                InForce(entry);
                break;
            case MessageKind.PrintRestated:
                _restated.Add(Documents.Read<RestatedPrint>(payload));
                break;
            case MessageKind.ChangeAnnounced:
                _changes.Add(Documents.Read<ChangeAnnouncedDocument>(payload));
                break;
            case MessageKind.AffiliateNamed:
                Name(Documents.Read<AffiliateNaming>(payload));
                break;
            case MessageKind.JudgementProposed or MessageKind.JudgementApproved:
                var judgement = Documents.Read<JudgementDocument>(payload);
                _judgements[$"{judgement.Index}\u001f{judgement.Day}"] = judgement;
                break;
            case MessageKind.ComplaintFiled:
                var filed = Documents.Read<ComplaintDocument>(payload);
                _complaints[filed.Number] = new(filed, null);
                break;
            case MessageKind.ComplaintAnswered:
                var answer = Documents.Read<AnsweredComplaint>(payload);
                _complaints[answer.Number] = _complaints[answer.Number] with { Answer = answer };
                break;
            case MessageKind.DocumentRefused or MessageKind.ObservationRefused:
                Refused++;
                break;
            default:
                break;
        }
    }

    // The machine drops what waits for the same day or a later one: a higher version for an earlier day overtakes it.
    private void Overtake(AnnouncedMethodology by)
    {
        foreach (var (key, old) in _pending.ToList())
        {
            if (old.Index == by.Index && string.CompareOrdinal(old.Effective, by.Effective) >= 0)
                _pending.Remove(key);
        }
    }

    // A version that is in force waits no more, nor does an older one.
    private void InForce(in LogEntry entry)
    {
        using var document = System.Text.Json.JsonDocument.Parse(entry.Payload);
        var index = document.RootElement.GetProperty("index").GetString();
        var version = document.RootElement.GetProperty("version").GetInt32();
        foreach (var key in _pending.Where(p => p.Value.Index == index && p.Value.Version <= version).ToList())
            _pending.Remove(key.Key);
    }

    private void Name(AffiliateNaming naming)
    {
        _affiliates.RemoveAll(a => a.Seller == naming.Seller && a.Account == naming.Account);
        if (!naming.Ended)
            _affiliates.Add(naming);
    }
}
