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
    public override async Task<CompareBudgetsResponse> CompareBudgets(CompareBudgetsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        MustName(request.Department, request.Year);
        if (request.FromRevision < 1) throw Malformed("from_revision", "请填写要比较的版本号（从 1 起）", "give the revision to compare, from 1");
        if (request.ToRevision < 1) throw Malformed("to_revision", "请填写要比较的版本号（从 1 起）", "give the revision to compare, from 1");
        caller.MustSpeakFor(request.Department);

        var from = await SavedAsync(caller.District, request.Department, request.Year, request.FromRevision, context);
        var to = await SavedAsync(caller.District, request.Department, request.Year, request.ToRevision, context);

        var changes = DisclosureComparison.Of(DepartmentBudget.Parser.ParseFrom(from.Content), DepartmentBudget.Parser.ParseFrom(to.Content), editions.Find(to.Edition));
        return new CompareBudgetsResponse { Changes = { changes } };
    }
}
