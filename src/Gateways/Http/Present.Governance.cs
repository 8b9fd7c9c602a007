// From the views to the wire: what governance said of an index.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

public static partial class Present
{
    /// <summary>Null when there is no such index.</summary>
    /// <param name="now">Complaints are open or overdue on its day.</param>
    public static GovernanceShape? Governance(VenueViews views, string index, Instant now)
    {
        lock (views.Gate)
        {
            if (MethodOf(views, index) is not { } method)
                return null;
            var board = views.Governance;
            var day = now.Date.ToString();
            string? Shown(decimal? value) => value is { } v ? Words.Fixed(v, method.Decimals) : null;
            return new(
                index,
                [
                    .. board
                        .Pending.Where(p => p.Index == index)
                        .Select(p => new VersionToComeShape(p.Version, p.Effective, p.Announced)),
                ],
                [
                    .. from c in board.Changes
                    from w in c.Indexes
                    where w.Index == index
                    select new ChangeShape(
                        c.Change.Seller,
                        c.Change.Item,
                        c.Change.Class,
                        c.Change.Price is { } price ? Words.Plain(price) : null,
                        c.Change.Currency.ToString(),
                        c.Change.Effective,
                        c.Announced,
                        w.WeightPpm,
                        w.Earliest,
                        w.InTime
                    ),
                ],
                [
                    .. board
                        .Judgements.Where(j => j.Index == index)
                        .Select(j => new JudgementShape(
                            j.Day,
                            Words.Fixed(j.Value, method.Decimals),
                            j.Reason,
                            j.Inputs,
                            j.ProposedBy,
                            j.ProposedAt,
                            j.ApprovedBy,
                            j.ApprovedAt
                        )),
                ],
                [
                    .. board
                        .Complaints.Where(c => c.Filed.Complaint.Index == index)
                        .Select(c => new ComplaintShape(
                            c.Filed.Number,
                            c.Filed.Filed,
                            c.Filed.AnswerBy,
                            c.StateOn(day),
                            c.Answer?.Answer.Outcome
                        )),
                ],
                [
                    .. board
                        .Restated.Where(r => r.Index == index)
                        .Select(r => new RestatementShape(
                            r.Day,
                            Shown(r.First),
                            Shown(r.Print.Value),
                            r.Known,
                            r.Reason
                        )),
                ]
            );
        }
    }
}
