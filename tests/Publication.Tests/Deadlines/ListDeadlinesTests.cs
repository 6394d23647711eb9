using Budget.Document.Workflow;
using Budget.Publication.Deadlines;
using Budget.Publication.Storage;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Deadlines;

public class ListDeadlinesTests
{
    static readonly DateTimeOffset LastMoment = new(2025, 3, 2, 15, 59, 59, TimeSpan.Zero);

    [Fact]
    public void The_last_second_of_the_last_day_is_in_time_and_the_next_is_late()
    {
        Assert.Equal(DeadlineStatus.InTime, Of(LastMoment).Status);
        Assert.Equal(DeadlineStatus.Late, Of(LastMoment.AddSeconds(1)).Status);
        Assert.Equal((DeadlineStatus.Due, 0), (Of(null, LastMoment).Status, Of(null, LastMoment).DaysLeft));
        Assert.Equal((DeadlineStatus.Missed, -1), (Of(null, LastMoment.AddSeconds(1)).Status, Of(null, LastMoment.AddSeconds(1)).DaysLeft));
    }

    [Fact]
    public void Without_a_reply_nobody_can_say_and_nobody_is_accused()
    {
        var deadline = DeadlineOf.Department(null, [Version(1, null)], LastMoment.AddYears(1));
        Assert.Equal((DeadlineStatus.Unknown, "", false), (deadline.Status, deadline.PublishBy, deadline.HasDaysLeft));
    }

    [Fact]
    public void A_late_correction_of_what_was_published_in_time_stays_in_time()
    {
        var deadline = DeadlineOf.Department(Reply(), [Version(1, LastMoment), Version(2, LastMoment.AddDays(40))], LastMoment.AddDays(50));
        Assert.Equal((DeadlineStatus.InTime, LastMoment), (deadline.Status, deadline.PublishedAt.ToDateTimeOffset()));
    }

    [Fact]
    public void An_hour_that_was_set_before_a_correction_of_the_reply_is_said_to_be_too_late()
    {
        var scheduled = Version(1, null);
        (scheduled.State, scheduled.PublishAt) = (State.Approved, LastMoment.AddHours(1));
        Assert.True(DeadlineOf.Department(Reply(), [scheduled], LastMoment.AddDays(-3)).ScheduledTooLate);
        scheduled.PublishAt = LastMoment;
        Assert.False(DeadlineOf.Department(Reply(), [scheduled], LastMoment.AddDays(-3)).ScheduledTooLate);
    }

    [Fact]
    public async Task Lists_who_is_in_time_late_due_and_unknown_and_filters_and_pages()
    {
        await using var district = await District.Start();
        var cases = new List<Case>();
        for (var i = 0; i < 4; i++) cases.Add(await district.NewCase());
        var (published, waiting, unknown) = (cases[0], cases[1], cases[3]);
        foreach (var its in cases.Take(3)) await district.Rpcs.RecordReplyAsync(new() { Department = its.Department, Year = Case.Year, RepliedOn = "2025-02-10" }, its.Finance);
        await published.ToPublished();
        await waiting.Open();
        await unknown.Open();

        var all = (await district.Rpcs.ListDeadlinesAsync(new() { Year = Case.Year }, waiting.Finance)).Deadlines;
        Assert.Equal([DeadlineStatus.Late, DeadlineStatus.Missed, DeadlineStatus.Missed, DeadlineStatus.Unknown], all.Select(d => d.Status));
        Assert.Equal(cases.Select(c => c.Department), all.Select(d => d.Department));
        var missed = (await district.Rpcs.ListDeadlinesAsync(new() { Year = Case.Year, Status = DeadlineStatus.Missed }, waiting.Finance)).Deadlines;
        Assert.Equal([waiting.Department, cases[2].Department], missed.Select(d => d.Department));
        var first = await district.Rpcs.ListDeadlinesAsync(new() { Year = Case.Year, PageSize = 3 }, waiting.Finance);
        var second = await district.Rpcs.ListDeadlinesAsync(new() { Year = Case.Year, PageSize = 3, PageToken = first.NextPageToken }, waiting.Finance);
        Assert.Equal(all, first.Deadlines.Concat(second.Deadlines));
        Assert.Empty(second.NextPageToken);

        // What another department is working on is not said; that it has not published is.
        var seen = (await district.Rpcs.ListDeadlinesAsync(new() { Year = Case.Year }, published.Preparer)).Deadlines;
        Assert.Equal((DeadlineStatus.Missed, ""), seen.Where(d => d.Department == waiting.Department).Select(d => (d.Status, d.Disclosure)).Single());
        Assert.DoesNotContain(seen, d => d.Department == unknown.Department);
    }

    static Deadline Of(DateTimeOffset? published, DateTimeOffset? now = null) => DeadlineOf.Department(Reply(), [Version(1, published)], now ?? LastMoment.AddDays(9));

    static DisclosureRow Version(int version, DateTimeOffset? published) => new()
    {
        District = "shili",
        Department = "101",
        DepartmentName = "示例局",
        Year = 2025,
        Version = version,
        PublishedAt = published,
        State = published is null ? State.Draft : State.Published,
    };

    static ReplyRow Reply() => new()
    {
        District = "shili",
        Department = "101",
        DepartmentName = "示例局",
        Year = 2025,
        RepliedOn = new(2025, 2, 10),
        PublishBy = PublicationDeadline.PublishBy(new(2025, 2, 10), LastDay.AsCounted, WorkingDays.Weekdays),
        DocumentNumber = "",
        Reason = "",
        RecordedAt = LastMoment,
        RecordedBy = "qian",
        RecordedByName = "qian",
    };
}
