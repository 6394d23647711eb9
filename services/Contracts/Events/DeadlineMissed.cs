namespace Budget.Contracts.Events;

/// <summary>The last day is over and the department has not published; once.</summary>
public sealed record DeadlineMissed(string District, string Department, int Year, DateOnly RepliedOn, DateOnly PublishBy, DateTimeOffset At);
