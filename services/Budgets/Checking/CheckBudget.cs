using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override async Task<CheckBudgetResponse> CheckBudget(CheckBudgetRequest request, ServerCallContext context)
    {
        var given = request.WhatCase switch
        {
            CheckBudgetRequest.WhatOneofCase.Saved => await SavedAsync(request.Saved, "saved.", context),
            CheckBudgetRequest.WhatOneofCase.Budget => request.Budget,
            _ => throw NothingGiven(""),
        };
        var settings = Settings(request.Settings, "settings");
        var document = await DocumentAsync(given, request.Targets, context);
        return new() { Report = RuleBook.Run(document, settings, context.CancellationToken).ToMessage(document.Edition.Id) };
    }

    async Task<DepartmentBudget> SavedAsync(GetBudgetRequest saved, string path, ServerCallContext context) =>
        DepartmentBudget.Parser.ParseFrom((await ReadableAsync(Caller.Of(context), saved, path, context)).Content);

    /// <summary>The budget of a department the caller speaks for, with targets if there are any, as the document that rules read.</summary>
    async Task<DisclosureDocument> DocumentAsync(DepartmentBudget budget, V1.PerformanceTargets? targets, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        caller.MustSpeakFor(budget.Department);
        var department = await RegisteredAsync(caller.District, budget.Department, context);
        var (document, violations) = reader.Read(department, budget, targets);
        return document ?? throw Malformed(violations);
    }

    static Document.Rules.Engine.RuleSettings Settings(V1.RuleSettings? wire, string path)
    {
        var (settings, violations) = SettingsReader.Read(wire, path);
        return settings ?? throw Malformed(violations);
    }

    static RpcException NothingGiven(string path) => Malformed(path + "what", "请给出已保存的版本（saved）或未保存的预算（budget）", "give a saved revision or a budget");
}
