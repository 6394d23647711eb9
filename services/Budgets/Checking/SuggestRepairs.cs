using Budget.Contracts;
using Budget.Document.Repair;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override async Task<SuggestRepairsResponse> SuggestRepairs(SuggestRepairsRequest request, ServerCallContext context)
    {
        var given = request.WhatCase switch
        {
            SuggestRepairsRequest.WhatOneofCase.Saved => await SavedAsync(request.Saved, "saved.", context),
            SuggestRepairsRequest.WhatOneofCase.Budget => request.Budget,
            _ => throw NothingGiven(""),
        };
        var document = await DocumentAsync(given, request.Targets, context);
        var answer = new SuggestRepairsResponse();
        var left = MostRepairBytes;
        foreach (var repair in RepairSolver.Suggest(document, patience: context.CancellationToken))
        {
            var told = repair.ToMessage(document);
            if ((left -= told.CalculateSize()) >= 0) answer.Repairs.Add(told);
            else answer.RepairsLeftOut++;
        }
        return answer;
    }

    /// <summary>A repair tells what it resolves, and of a document that is wrong throughout that is much.</summary>
    const int MostRepairBytes = 1024 * 1024;
}
