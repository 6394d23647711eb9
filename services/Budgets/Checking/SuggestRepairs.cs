using Budget.Contracts;
using Budget.Document.Repair;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<SuggestRepairsResponse> SuggestRepairs(SuggestRepairsRequest request, ServerCallContext context)
    {
        var given = request.WhatCase switch
        {
            SuggestRepairsRequest.WhatOneofCase.Saved => await SavedAsync(request.Saved, "saved.", context),
            SuggestRepairsRequest.WhatOneofCase.Budget => request.Budget,
            _ => throw NothingGiven(""),
        };
        var document = await DocumentAsync(given, request.Targets, context);
        return new() { Repairs = { RepairSolver.Suggest(document).Select(repair => repair.ToMessage(document)) } };
    }
}
