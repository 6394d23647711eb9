using System.Globalization;
using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Deadlines;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>The last day is counted here, by the policy of today, and stays what it was when the policy changes: nobody's deadline moves behind their back.</summary>
    [Allow(Roles.FinanceReviewer)]
    public override async Task<RecordReplyResponse> RecordReply(RecordReplyRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var now = time.GetUtcNow();
        var repliedOn = Day(request.RepliedOn, request.Year, now);
        var number = Words.Optional(request.DocumentNumber, "document_number");
        var reason = Words.Optional(request.Reason, "reason");
        caller.MustSpeakFor(Words.Code(request.Department, "department"));
        var department = await saved.Department(request.Department, context);
        caller.MustSpeakForDistrict(department.DistrictCode);

        var before = await db.Replies.AsTracking().SingleOrDefaultAsync(reply =>
            reply.Current && reply.District == department.DistrictCode && reply.Department == department.Code && reply.Year == request.Year, context.CancellationToken);
        if (before is not null && reason.Length == 0) throw ReasonForCorrection(before);
        var row = new ReplyRow
        {
            District = department.DistrictCode,
            Department = department.Code,
            DepartmentName = department.Name,
            Year = request.Year,
            RepliedOn = repliedOn,
            PublishBy = PublicationDeadline.PublishBy(repliedOn, policy.LastDay, policy.Calendar),
            DocumentNumber = number,
            Reason = reason,
            RecordedAt = now,
            RecordedBy = caller.Id,
            RecordedByName = caller.Name,
        };
        await Replace(before, row, context.CancellationToken);
        var versions = await db.Disclosures.Where(d => d.District == row.District && d.Department == row.Department && d.Year == row.Year).ToListAsync(context.CancellationToken);
        return new() { Reply = row.ToWire(), Deadline = DeadlineOf.Department(row, versions, now) };
    }

    /// <summary>Two commands, because the index lets one be current at any moment; of two corrections at once one wins.</summary>
    async Task Replace(ReplyRow? before, ReplyRow after, CancellationToken cancellation)
    {
        try
        {
            await using var both = await db.Database.BeginTransactionAsync(cancellation);
            if (before is not null && await db.Replies.Where(reply => reply.Id == before.Id && reply.Current).ExecuteUpdateAsync(set => set.SetProperty(reply => reply.Current, false), cancellation) == 0) throw RecordedMeanwhile(after);
            db.Replies.Add(after);
            await db.SaveChangesAsync(cancellation);
            await both.CommitAsync(cancellation);
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            throw RecordedMeanwhile(after);
        }
    }

    static DateOnly Day(string text, int year, DateTimeOffset now)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw RichStatus.InvalidArgument("批复日期格式不正确。 / The day of the reply is no date.", ("replied_on", "应形如 2025-02-10。 / Expected a date like 2025-02-10."));
        }
        if (day > PublicationDeadline.DayOf(now) || day < new DateOnly(Math.Clamp(year, 2, 9999) - 1, 1, 1) || day.Year > year)
        {
            throw RichStatus.InvalidArgument("批复日期不合理。 / The day of the reply is not plausible.",
                ("replied_on", $"应不晚于今天，且在 {year - 1} 或 {year} 年内。 / Must not be after today, and lie in {year - 1} or {year}."));
        }
        return day;
    }

    static RpcException ReasonForCorrection(ReplyRow before) => RichStatus.InvalidArgument(
        "更正批复日期须说明理由。 / Correcting a reply needs a reason.",
        ("reason", $"已登记 {ReplyRow.Day(before.RepliedOn)}，请填写更正理由。 / {ReplyRow.Day(before.RepliedOn)} is recorded; say why it is corrected."));

    static RpcException RecordedMeanwhile(ReplyRow row) => RichStatus.Refused(StatusCode.Aborted, "STALE",
        "批复日期刚刚由他人登记，请查看后再试。 / Someone else has recorded a reply meanwhile; read it again.", ("department", row.Department));
}
