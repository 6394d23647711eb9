using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task CheckEdits(IAsyncStreamReader<CheckEditsRequest> requestStream, IServerStreamWriter<CheckEditsResponse> responseStream, ServerCallContext context)
    {
        using var place = drafts.Take(Caller.Of(context)) ?? throw TooManyDrafts();
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping.ApplicationStopping);
        if (!await NextAsync(requestStream, idle)) throw NotOpened();
        var draft = await OpenAsync(requestStream.Current, context);
        await responseStream.WriteAsync(Answer(draft, 0, new() { Report = draft.Report.ToMessage(draft.Document.Edition.Id) }), idle.Token);

        for (var number = 1; await NextAsync(requestStream, idle); number++)
        {
            if (number > drafts.MostEdits) throw TooManyEdits();
            await responseStream.WriteAsync(Answer(draft, number, Make(draft, requestStream.Current)), idle.Token);
        }
    }

    async Task<LiveCheck> OpenAsync(CheckEditsRequest first, ServerCallContext context)
    {
        var open = first.WhatCase == CheckEditsRequest.WhatOneofCase.Open ? first.Open : throw NotOpened();
        var given = open.WhatCase switch
        {
            OpenDraft.WhatOneofCase.Saved => await SavedAsync(open.Saved, "open.saved.", context),
            OpenDraft.WhatOneofCase.Budget => open.Budget,
            _ => throw NothingGiven("open."),
        };
        var settings = Settings(open.Settings, "open.settings");
        return new LiveCheck(await DocumentAsync(given, open.Targets, context), settings);
    }

    /// <summary>An edit that cannot be read changes nothing: whoever types will type on.</summary>
    static CheckEditsResponse Make(LiveCheck draft, CheckEditsRequest request)
    {
        if (request.WhatCase == CheckEditsRequest.WhatOneofCase.Open)
            return new() { Violations = { new EditViolation { Field = "open", Description = "稿件已经打开；另开一稿请另建连接。", DescriptionEn = "the draft is open already; open another in a stream of its own" } } };
        var (edit, violations) = EditReader.Read(draft.Document, request.Edit);
        if (edit is null)
            return new() { Violations = { violations.Select(v => new EditViolation { Field = v.Field, Description = v.Message, DescriptionEn = v.MessageEn }) } };
        var change = edit(draft);
        return new()
        {
            Appeared = { change.Appeared.Select(f => f.ToMessage()) },
            Changed = { change.Changed.Select(f => f.ToMessage()) },
            Went = { change.Went },
        };
    }

    static CheckEditsResponse Answer(LiveCheck draft, int number, CheckEditsResponse answer)
    {
        answer.Edit = number;
        (answer.Passed, answer.Failed, answer.NotCheckable) = draft.Count();
        return answer;
    }

    /// <summary>The next message, or false at the end; a draft that nobody edits is not kept for ever.</summary>
    async Task<bool> NextAsync(IAsyncStreamReader<CheckEditsRequest> requests, CancellationTokenSource idle)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(idle.Token);
        wait.CancelAfter(drafts.LongestIdle);
        try
        {
            return await requests.MoveNext(wait.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && wait.IsCancellationRequested && !idle.IsCancellationRequested)
        {
            throw RichStatus.Refused(StatusCode.Aborted, "IDLE", $"{drafts.LongestIdle.TotalMinutes:0.#} 分钟没有修改，稿件已关闭；请重新打开。 / Nothing was edited for so long that the draft was closed; open it again.");
        }
    }

    static RpcException NotOpened() => Malformed("open", "第一条消息须打开稿件（open）：已保存的版本或未保存的预算", "the first message opens the draft: a saved revision or a budget");

    RpcException TooManyEdits() => RichStatus.Refused(StatusCode.ResourceExhausted, "TOO_MANY_EDITS",
        $"一次打开最多修改 {drafts.MostEdits} 次；请重新打开稿件。 / At most {drafts.MostEdits} edits of one draft; open it again.");

    RpcException TooManyDrafts() => RichStatus.Exception(StatusCode.ResourceExhausted,
        $"同时打开的稿件每人至多 {drafts.MostOfOne} 份，共 {drafts.MostOpen} 份；请关闭不用的，稍后再试。 / At most {drafts.MostOfOne} drafts of one caller and {drafts.MostOpen} of all are held at once; close some, or try again later.",
        new Google.Rpc.ErrorInfo { Reason = "TOO_MANY_DRAFTS", Domain = "budget" }, new Google.Rpc.RetryInfo { RetryDelay = new() { Seconds = 10 } });
}
