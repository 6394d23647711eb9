using Budget.Contracts;
using Budget.Document.Rules.Engine;
using Budget.Hosting.Callers;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using BandTerm = Budget.V1.BandTerm;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<GetRuleSettingsResponse> GetRuleSettings(GetRuleSettingsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var year = Words.Year(request.Year, "year");
        var row = await RuleSettingsRow.InForce(db.RuleSettings, caller.District, year, time.GetUtcNow()).SingleOrDefaultAsync(context.CancellationToken);
        return new()
        {
            Revision = row?.ToWire(),
            NewestRevision = await NewestSettings(caller.District, year, context.CancellationToken),
            Bands =
            {
                BandTerms.All.Select(term => new BandTerm
                {
                    Band = term.Id, Name = term.Chinese, NameEn = term.English, Unit = term.Unit.ToString().ToLowerInvariant(),
                    Usual = term.Usual, Least = term.Least, Most = term.Most, Rules = { term.Rules },
                }),
            },
        };
    }

    /// <summary>What the gate checks with.</summary>
    async Task<Document.Rules.Engine.RuleSettings> SettingsInForce(string district, int year, CancellationToken cancellation) =>
        (await RuleSettingsRow.InForce(db.RuleSettings, district, year, time.GetUtcNow()).SingleOrDefaultAsync(cancellation))?.Settings ?? Document.Rules.Engine.RuleSettings.None;
}
