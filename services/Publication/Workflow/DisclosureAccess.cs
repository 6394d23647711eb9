using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Publication.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Workflow;

/// <summary>The versions a caller may read. What it may not see is answered like what is not there.</summary>
public sealed class DisclosureAccess(PublicationDb db)
{
    public async Task<DisclosureRow> Visible(string name, ServerCallContext context)
    {
        var wanted = DisclosureName.Parse(name) ?? throw Refusals.BadName(name);
        return await db.Disclosures.Of(wanted).Where(Caller.Of(context).MaySee()).SingleOrDefaultAsync(context.CancellationToken)
            ?? throw Refusals.NotFound(name);
    }

    /// <summary>One whose files anyone may read.</summary>
    public async Task<DisclosureRow> Public(string name, ServerCallContext context)
    {
        var row = await Visible(name, context);
        return row.State is State.Published or State.Superseded or State.Withheld ? row
            : throw Refusals.Precondition("NOT_PUBLISHED", row, "该公开材料尚未公开，没有文件。", "It is not published yet and has no files.");
    }
}
