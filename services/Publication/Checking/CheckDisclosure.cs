using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override async Task<CheckDisclosureResponse> CheckDisclosure(CheckDisclosureRequest request, ServerCallContext context) => new()
    {
        Report = request.WhatCase switch
        {
            CheckDisclosureRequest.WhatOneofCase.Name => await CheckKept(request.Name, context),
            CheckDisclosureRequest.WhatOneofCase.Unsaved => await CheckUnsaved(request.Unsaved, context),
            _ => throw NothingToCheck(),
        },
    };

    async Task<CheckReport> CheckKept(string name, ServerCallContext context)
    {
        var row = await access.Visible(name, context);
        if (Caller.Of(context).IsAtHomeIn(row))
        {
            return await checks.Now(row, await db.Submissions.SingleAsync(s => s.DisclosureId == row.Id, context.CancellationToken), context);
        }
        if (row.State == State.Withheld) throw Refusals.NotFound(name);
        return WithoutNames((await pinned.Read(row, context.CancellationToken)).Report);
    }

    /// <summary>Who explained or waived is for the department and its district to know; others read what was said.</summary>
    static CheckReport WithoutNames(CheckReport report)
    {
        foreach (var finding in report.Findings.Concat(report.Fixed))
        {
            if (finding.Accepted is { } accepted) (accepted.By, accepted.ByName) = ("", "");
        }
        return report;
    }

    async Task<CheckReport> CheckUnsaved(UnsavedDisclosure unsaved, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (unsaved.Budget is not { } budget) throw NothingToCheck();
        Words.Code(budget.Department, "unsaved.budget.department");
        caller.MustSpeakFor(budget.Department);
        var department = await saved.Department(budget.Department, context);
        caller.MustSpeakForDistrict(department.DistrictCode);
        return await checks.Unsaved(department, budget, unsaved.Targets, context.CancellationToken);
    }

    static RpcException NothingToCheck() => RichStatus.InvalidArgument("请给出要检查的内容。 / Say what to check.",
        ("what", "公开材料名称（name），或未保存的预算（unsaved.budget） / the name of a disclosure, or a budget that is not saved"));
}
