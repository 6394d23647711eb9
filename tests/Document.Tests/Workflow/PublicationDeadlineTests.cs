using System.Globalization;
using Budget.Document.Workflow;

namespace Budget.Document.Tests.Workflow;

public class PublicationDeadlineTests
{
    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2025-02-10", "2025-03-02")]
    [InlineData("2024-02-10", "2024-03-01")]
    [InlineData("2025-12-20", "2026-01-09")]
    public void The_day_of_the_reply_is_not_counted_and_twenty_calendar_days_follow(string reply, string last) =>
        Assert.Equal(Day(last), PublicationDeadline.PublishBy(Day(reply), LastDay.AsCounted, WorkingDays.Weekdays));

    /// <summary>2025-03-02 is a Sunday.</summary>
    [Theory]
    [InlineData(LastDay.AsCounted, "2025-03-02")]
    [InlineData(LastDay.NextWorkingDay, "2025-03-03")]
    [InlineData(LastDay.WorkingDayBefore, "2025-02-28")]
    public void A_last_day_on_a_weekend_is_moved_only_if_the_district_says_so(LastDay rule, string last) =>
        Assert.Equal(Day(last), PublicationDeadline.PublishBy(Day("2025-02-10"), rule, WorkingDays.Weekdays));

    [Fact]
    public void Holidays_are_days_off_and_weekend_days_that_are_worked_are_not()
    {
        // 2025-10-01 to 08 are holidays; Saturday 2025-10-11 is worked.
        var calendar = new WorkingDays(Enumerable.Range(1, 8).Select(d => new DateOnly(2025, 10, d)).ToHashSet(), new HashSet<DateOnly> { Day("2025-10-11") });
        Assert.Equal(Day("2025-10-09"), PublicationDeadline.PublishBy(Day("2025-09-11"), LastDay.NextWorkingDay, calendar));
        Assert.Equal(Day("2025-09-30"), PublicationDeadline.PublishBy(Day("2025-09-11"), LastDay.WorkingDayBefore, calendar));
        Assert.Equal(Day("2025-10-11"), PublicationDeadline.PublishBy(Day("2025-09-21"), LastDay.NextWorkingDay, calendar));
    }

    [Fact]
    public void A_day_ends_at_midnight_in_beijing_wherever_the_server_stands()
    {
        var last = Day("2025-03-02");
        var end = new DateTimeOffset(2025, 3, 2, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(end, PublicationDeadline.EndOf(last));
        Assert.Equal(0, PublicationDeadline.DaysLeft(last, end.AddSeconds(-1)));
        Assert.Equal(-1, PublicationDeadline.DaysLeft(last, end));
        Assert.Equal(20, PublicationDeadline.DaysLeft(last, new DateTimeOffset(2025, 2, 9, 16, 0, 0, TimeSpan.Zero)));
    }
}
