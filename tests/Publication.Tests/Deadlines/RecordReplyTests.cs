using System.Globalization;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using PublicationDeadline = Budget.Document.Workflow.PublicationDeadline;

namespace Budget.Publication.Tests.Deadlines;

public class RecordReplyTests(District district)
{
    DateOnly Today => PublicationDeadline.DayOf(district.Clock.GetUtcNow());

    [Theory, ClassData(typeof(Databases))]
    public async Task Counts_twenty_days_and_a_correction_keeps_what_was_recorded_before(string database)
    {
        await using var own = await District.Start(database);
        var its = await own.NewCase();
        var first = await Record(own, its, Today.AddDays(-5));
        Assert.Equal((ReplyRow.Day(Today.AddDays(-5)), ReplyRow.Day(Today.AddDays(15)), true), (first.Reply.RepliedOn, first.Reply.PublishBy, first.Reply.Current));
        Assert.Equal((DeadlineStatus.Due, 15), (first.Deadline.Status, first.Deadline.DaysLeft));

        await Expect.Malformed("reason", () => Record(own, its, Today.AddDays(-3)));
        await Record(own, its, Today.AddDays(-3), "批复文件日期录入有误");
        var replies = (await own.Rpcs.ListRepliesAsync(new() { Department = its.Department, Year = Today.Year }, its.Reader)).Replies;
        Assert.Equal([(true, ReplyRow.Day(Today.AddDays(-3)), "批复文件日期录入有误"), (false, ReplyRow.Day(Today.AddDays(-5)), "")], replies.Select(r => (r.Current, r.RepliedOn, r.Reason)));
        Assert.All(replies, r => Assert.Equal("qian", r.RecordedBy));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025/02/10")]
    [InlineData("2025-02-30")]
    [InlineData("9999-12-31")]
    [InlineData("2001-01-01")]
    public async Task Refuses_what_is_no_plausible_day(string day)
    {
        var its = await district.NewCase(withBudget: false);
        await Expect.Malformed("replied_on", () => district.Rpcs.RecordReplyAsync(new() { Department = its.Department, Year = 2025, RepliedOn = day }, its.Finance).ResponseAsync);
    }

    [Fact]
    public async Task Refuses_tomorrow_and_a_department_that_nobody_registered()
    {
        var its = await district.NewCase(withBudget: false);
        await Expect.Malformed("replied_on", () => Record(district, its, Today.AddDays(1)));
        await Expect.Reason(StatusCode.NotFound, "DEPARTMENT_NOT_REGISTERED", () => district.Rpcs.RecordReplyAsync(new() { Department = "nobody", Year = Today.Year, RepliedOn = ReplyRow.Day(Today) }, its.Finance).ResponseAsync);
    }

    [Fact]
    public async Task An_hour_after_the_last_day_is_refused_with_the_day_at_submission_and_at_approval()
    {
        var its = await district.NewCase();
        await its.Open();
        var now = district.Clock.GetUtcNow();
        await RecordFor2025(its);
        await Expect.Precondition("AFTER_DEADLINE", () => its.Submit(publishAt: now.AddDays(3)));
        await its.Submit();
        await its.Review();
        var refusal = await Expect.Precondition("AFTER_DEADLINE", () => its.Approve(publishAt: now.AddDays(3)));
        Assert.Contains("预算法第十四条", refusal.PreconditionViolations[0].Description);
        Assert.Equal(DisclosureState.Approved, (await its.Approve(publishAt: now)).State);
    }

    /// <summary>The cases are of 2025, whose reply is long over: any set hour is too late, and at once is still possible.</summary>
    async Task RecordFor2025(Case its) =>
        await district.Rpcs.RecordReplyAsync(new() { Department = its.Department, Year = Case.Year, RepliedOn = "2025-02-10" }, its.Finance);

    static async Task<RecordReplyResponse> Record(District district, Case its, DateOnly on, string reason = "") => await district.Rpcs.RecordReplyAsync(
        new() { Department = its.Department, Year = on.Year, RepliedOn = on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Reason = reason, DocumentNumber = "示财预〔2025〕1号" }, its.Finance);
}
