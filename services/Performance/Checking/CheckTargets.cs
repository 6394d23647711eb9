using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Performance;

public sealed partial class PerformanceRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override async Task<CheckTargetsResponse> CheckTargets(CheckTargetsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var targets = request.WhatCase switch
        {
            CheckTargetsRequest.WhatOneofCase.Saved => PerformanceTargets.Parser.ParseFrom((await ReadableAsync(caller, request.Saved, "saved.", context)).Content),
            CheckTargetsRequest.WhatOneofCase.Targets => request.Targets,
            _ => throw Malformed("what", "请给出已保存的版本（saved）或未保存的绩效目标（targets）", "give a saved revision or targets"),
        };
        caller.MustSpeakFor(targets.Department);

        var (document, violations) = reader.Read(DepartmentOf(caller.District, targets), targets);
        if (document is null) throw Malformed(violations);
        return new CheckTargetsResponse { Report = RuleBook.Run(document, patience: context.CancellationToken).ToMessage(targets.Edition) };
    }
}
