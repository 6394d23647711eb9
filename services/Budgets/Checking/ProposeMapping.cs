using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override Task<ProposeMappingResponse> ProposeMapping(ProposeMappingRequest request, ServerCallContext context)
    {
        if (request.Year is < 1 or > 9999) throw Malformed("year", "请填写预算年度，例如 2025", "give the budget year, such as 2025");
        var (proposal, violations) = MappingProposal.Of(reader, request);
        return Task.FromResult(proposal ?? throw Malformed(violations));
    }
}
