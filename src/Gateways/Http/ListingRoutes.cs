// The address of a contract's documents.
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using Tokenbourse.Views;

namespace Tokenbourse.Gateways.Http;

/// <summary>Terms, margins and limits, with every version that there was.</summary>
internal sealed class ListingRoutes(VenueViews views)
{
    public void Map(IEndpointRouteBuilder app) => Routes.Get(app, "/v1/contracts/{contract}", Contract);

    private Reply Contract(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var name = Routes.Part(context, "contract");
        IReadOnlyList<DocumentTaken> terms,
            margins,
            limits;
        long sequence;
        lock (views.Gate)
        {
            terms = views.Documents.History(MessageKind.DefineContract, name);
            margins = views.Documents.History(MessageKind.DefineMargins, name);
            limits = views.Documents.History(MessageKind.DefineLimits, name);
            sequence = views.AsOf;
        }

        return terms.Count == 0
            ? Reply.Of(WireFault.NotFound("contract", name, "There is no contract of that name."))
            : Reply.Of(
                new ContractDocumentsShape(name, [.. All(terms)], [.. All(margins)], [.. All(limits)], sequence),
                WireJson.Wire.ContractDocumentsShape
            );
    }

    private static IEnumerable<TakenDocumentShape> All(IReadOnlyList<DocumentTaken> taken)
    {
        for (var i = 0; i < taken.Count; i++)
        {
            var one = taken[i];
            IReadOnlyList<MethodologyChange> changes =
                i == 0 ? [] : MethodologyDiff.Of(taken[i - 1].Document, one.Document);
            yield return new(
                i + 1,
                one.Sequence,
                one.Time.ToString(),
                JsonNode.Parse(Encoding.UTF8.GetString(one.Document)),
                [.. changes.Select(c => new FieldChangeShape(c.Field, c.Before, c.After))]
            );
        }
    }
}
