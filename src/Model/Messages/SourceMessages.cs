// Who tells the index what: a source of observations, whose it is, and whether it is admitted.
namespace Tokenbourse.Model.Messages;

/// <summary>Index command and event: a source as it stands from now on; a later document of the same source takes the
/// place of the one before.</summary>
/// <param name="Source">Its id. An observation is of the source with whose id its own source text begins, up to its end
/// or one of <c>@ # :</c> and a blank.</param>
/// <param name="Owner">Whose source it is: a seller, a buyer's hash, an administrator.</param>
/// <param name="Related">Names and buyer hashes under common control with the owner.</param>
/// <param name="Kind">list, quote, invoice, rental, routed, spot, rate_card or measure.</param>
/// <param name="Since">Day (yyyy-MM-dd) from which the status holds: what was seen before it is not covered.</param>
/// <param name="Status"><see cref="Admitted"/>, <see cref="Probation"/> or <see cref="Refused"/>.</param>
/// <param name="Reason">Why, in words: the admission test's finding, a contract, an audit.</param>
public sealed record SourceDocument(
    string Source,
    string Owner,
    IReadOnlyList<string> Related,
    string Kind,
    string Since,
    string Status,
    string Reason
)
{
    public const string Admitted = "admitted";
    public const string Probation = "probation";
    public const string Refused = "refused";
}
