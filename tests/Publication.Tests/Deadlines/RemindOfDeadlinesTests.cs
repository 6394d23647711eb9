using System.Text.Json;
using Budget.Document.Workflow;
using Budget.Publication.Deadlines;
using Budget.Publication.Storage;
using Budget.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Publication.Tests.Deadlines;

public class RemindOfDeadlinesTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Each_reminder_and_the_missed_day_are_told_once_also_by_two_instances_and_after_a_restart(string database)
    {
        await using var district = await District.Start(database);
        var (its, today) = await AtNoon(district);
        await using (var second = await district.StartSecondPublication())
        {
            await Record(district, its, today.AddDays(-13));
            for (var day = 0; day < 9; day++)
            {
                await Task.WhenAll(Look(district.Publication), Look(second), Look(district.Publication), Look(second));
                district.Clock.Advance(TimeSpan.FromDays(1));
            }
            await second.StopAsync(TestContext.Current.CancellationToken);
        }
        await district.StopPublication();
        await district.StartPublication();
        await Look(district.Publication);
        district.Clock.Advance(TimeSpan.FromDays(30));
        await Look(district.Publication);

        Assert.Equal(["DeadlineApproaching 7", "DeadlineApproaching 3", "DeadlineApproaching 1", "DeadlineMissed"], await Told(district));
    }

    [Fact]
    public async Task After_a_long_stop_only_the_most_urgent_is_told()
    {
        await using var district = await District.Start();
        var (its, today) = await AtNoon(district);
        await Record(district, its, today.AddDays(-18));
        await Look(district.Publication);
        Assert.Equal(["DeadlineApproaching 2"], await Told(district));
        district.Clock.Advance(TimeSpan.FromDays(5));
        await Look(district.Publication);
        Assert.Equal(["DeadlineApproaching 2", "DeadlineMissed"], await Told(district));
    }

    [Fact]
    public async Task What_is_published_is_not_reminded_of_and_a_corrected_reply_reminds_anew()
    {
        await using var district = await District.Start();
        var (its, today) = await AtNoon(district);
        await Record(district, its, today.AddDays(-15));
        await Look(district.Publication);
        await Record(district, its, today.AddDays(-14), reason: "更正");
        await Look(district.Publication);
        Assert.Equal(["DeadlineApproaching 5", "DeadlineApproaching 6"], await Told(district));

        await district.WithDb(async db =>
        {
            db.Disclosures.Add(new DisclosureRow { District = District.Code, Department = its.Department, DepartmentName = "", Year = today.Year, State = State.Published, PublishedAt = district.Clock.GetUtcNow() });
            return await db.SaveChangesAsync();
        });
        district.Clock.Advance(TimeSpan.FromDays(20));
        await Look(district.Publication);
        Assert.Equal(2, (await Told(district)).Count);
    }

    [Fact]
    public async Task Nothing_is_told_before_the_hour_of_the_day()
    {
        await using var district = await District.Start(settings: new() { ["Policy:RemindFromHour"] = "14", ["Policy:RemindDaysBefore:0"] = "7" });
        var (its, today) = await AtNoon(district);
        await Record(district, its, today.AddDays(-13));
        await Look(district.Publication);
        Assert.Empty(await Told(district));
        district.Clock.Advance(TimeSpan.FromHours(3));
        await Look(district.Publication);
        Assert.Equal(["DeadlineApproaching 7"], await Told(district));
    }

    [Theory]
    [InlineData("Policy:RemindDaysBefore:0", "21")]
    [InlineData("Policy:RemindFromHour", "24")]
    public async Task A_policy_that_makes_no_sense_stops_the_start(string setting, string value)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => District.Start(settings: new() { [setting] = value }));
        Assert.Contains("Policy:Remind", error.ToString());
    }

    /// <summary>Noon in Beijing, so that a slow test does not run into another day.</summary>
    static async Task<(Case Its, DateOnly Today)> AtNoon(District district)
    {
        var now = district.Clock.GetUtcNow();
        var noon = PublicationDeadline.EndOf(PublicationDeadline.DayOf(now)).AddHours(-12);
        district.Clock.Advance(noon > now ? noon - now : noon.AddDays(1) - now);
        return (await district.NewCase(withBudget: false), PublicationDeadline.DayOf(district.Clock.GetUtcNow()));
    }

    static async Task Record(District district, Case its, DateOnly on, string reason = "") => await district.Rpcs.RecordReplyAsync(
        new() { Department = its.Department, Year = PublicationDeadline.DayOf(district.Clock.GetUtcNow()).Year, RepliedOn = ReplyRow.Day(on), Reason = reason }, its.Finance);

    static Task<int> Look(WebApplication publication) => publication.Services.GetRequiredService<RemindOfDeadlines>().Remind(TestContext.Current.CancellationToken);

    static Task<List<string>> Told(District district) => district.WithDb(async db =>
        (await db.Outbox.Where(o => o.Type.StartsWith("Deadline")).OrderBy(o => o.Id).ToListAsync()).ConvertAll(o =>
            o.Type + (JsonDocument.Parse(o.Body).RootElement.TryGetProperty("daysLeft", out var days) ? $" {days}" : "")));
}
