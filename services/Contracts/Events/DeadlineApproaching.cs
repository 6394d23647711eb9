namespace Budget.Contracts.Events;

/// <summary>
/// A department has not published and the last day is near; once per day of the district's calendar of reminders. ScheduledAt is the hour
/// at which it will be published, if it is approved already.
/// </summary>
public sealed record DeadlineApproaching(
    string District, string Department, int Year, DateOnly RepliedOn, DateOnly PublishBy, int DaysLeft, DateTimeOffset? ScheduledAt, DateTimeOffset At);
