using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<CheckBudgetResponse> CheckBudget(CheckBudgetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var budget = request.WhatCase switch
        {
            CheckBudgetRequest.WhatOneofCase.Saved => DepartmentBudget.Parser.ParseFrom((await ReadableAsync(caller, request.Saved, "saved.", context)).Content),
            CheckBudgetRequest.WhatOneofCase.Budget => request.Budget,
            _ => throw Malformed("what", "请给出已保存的版本（saved）或未保存的预算（budget）", "give a saved revision or a budget"),
        };
        caller.MustSpeakFor(budget.Department);
        var department = await RegisteredAsync(caller.District, budget.Department, context);

        var (document, violations) = reader.Read(department, budget, request.Targets);
        if (document is null) throw Malformed(violations);
        return new CheckBudgetResponse { Report = RuleBook.Run(document).ToMessage(budget.Edition) };
    }
}
