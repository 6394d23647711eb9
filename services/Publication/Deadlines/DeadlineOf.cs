using Budget.Document.Workflow;
using Budget.Publication.Storage;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;

namespace Budget.Publication.Deadlines;

/// <summary>Where a department stands: its reply and its versions → in time, late, due, missed, or unknown. Only the first publication counts; a correction has no such deadline.</summary>
public static class DeadlineOf
{
    public static Deadline Department(ReplyRow? reply, IReadOnlyList<DisclosureRow> versions, DateTimeOffset now)
    {
        var newest = versions.MaxBy(v => v.Version);
        var first = versions.Where(v => v.PublishedAt is not null).Min(v => v.PublishedAt);
        var scheduled = first is null ? versions.FirstOrDefault(v => v.State == State.Approved)?.ScheduledAt : null;
        var deadline = new Deadline
        {
            Department = reply?.Department ?? newest!.Department,
            DepartmentName = newest?.DepartmentName is { Length: > 0 } name ? name : reply?.DepartmentName ?? "",
            Year = reply?.Year ?? newest!.Year,
            Disclosure = newest?.Name.ToString() ?? "",
            PublishedAt = first?.ToTimestamp(),
            ScheduledAt = scheduled?.ToTimestamp(),
            Status = DeadlineStatus.Unknown,
        };
        if (reply is null) return deadline;
        var end = PublicationDeadline.EndOf(reply.PublishBy);
        (deadline.RepliedOn, deadline.PublishBy) = (ReplyRow.Day(reply.RepliedOn), ReplyRow.Day(reply.PublishBy));
        deadline.ScheduledTooLate = scheduled >= end;
        deadline.Status = first is { } published ? published < end ? DeadlineStatus.InTime : DeadlineStatus.Late : now < end ? DeadlineStatus.Due : DeadlineStatus.Missed;
        if (first is null) deadline.DaysLeft = PublicationDeadline.DaysLeft(reply.PublishBy, now);
        return deadline;
    }
}
