using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Hosting.Callers;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>Both as they are, or would be, published: a comparison must not tell what the pages keep back.</summary>
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override async Task<CompareDisclosuresResponse> CompareDisclosures(CompareDisclosuresRequest request, ServerCallContext context)
    {
        var from = MustHaveContent(await access.Visible(request.From, context));
        var to = MustHaveContent(await access.Visible(request.To, context));
        var before = await pinned.Read(from, context.CancellationToken);
        var after = await pinned.Read(to, context.CancellationToken);
        return new() { Changes = { DisclosureComparison.Of(before.File, after.File, after.Document.Edition) } };
    }

    static Storage.DisclosureRow MustHaveContent(Storage.DisclosureRow row) => row.State switch
    {
        State.Draft => throw Refusals.Precondition("NOT_SUBMITTED", row, "该版本尚未报送，没有可比较的内容。", "It is not submitted yet, so there is nothing to compare."),
        State.Withheld => throw Refusals.Precondition("WITHHELD", row, "该版本已撤下，不能比较。", "It is withheld and cannot be compared."),
        _ => row,
    };
}
