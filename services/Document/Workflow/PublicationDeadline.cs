namespace Budget.Document.Workflow;

/// <summary>What holds where the last day to publish is a day off.</summary>
public enum LastDay
{
    /// <summary>The day as counted, whatever day it is.</summary>
    AsCounted,

    /// <summary>The next working day, as civil law counts.</summary>
    NextWorkingDay,

    /// <summary>The working day before: nobody has to work on a day off.</summary>
    WorkingDayBefore,
}

/// <param name="DaysOff">Besides weekends.</param>
/// <param name="Worked">Weekend days that are worked (调休).</param>
public sealed record WorkingDays(IReadOnlySet<DateOnly> DaysOff, IReadOnlySet<DateOnly> Worked)
{
    public static readonly WorkingDays Weekdays = new(new HashSet<DateOnly>(), new HashSet<DateOnly>());

    public bool Includes(DateOnly day) =>
        !DaysOff.Contains(day) && (Worked.Contains(day) || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
}

/// <summary>
/// 公开期限: a department publishes within 20 days of the finance department's reply (批复), a unit within 20 days of its department's
/// (预算法 第十四条, 实施条例 第六条). Calendar days; the day of the reply is not counted; a day ends at midnight in Beijing.
/// </summary>
public static class PublicationDeadline
{
    public const int Days = 20;

    static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The last day on which publishing is in time.</summary>
    public static DateOnly PublishBy(DateOnly reply, LastDay rule, WorkingDays calendar)
    {
        var day = reply.AddDays(Days);
        var step = rule switch { LastDay.NextWorkingDay => 1, LastDay.WorkingDayBefore => -1, _ => 0 };
        while (step != 0 && !calendar.Includes(day)) day = day.AddDays(step);
        return day;
    }

    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Beijing).Date);

    /// <summary>The first moment that is too late.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Beijing);

    /// <summary>Days from today to the last day: 0 on the last day, negative when it is over.</summary>
    public static int DaysLeft(DateOnly publishBy, DateTimeOffset now) => publishBy.DayNumber - DayOf(now).DayNumber;
}
