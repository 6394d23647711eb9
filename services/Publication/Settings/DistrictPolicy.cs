using Budget.Document.Workflow;

namespace Budget.Publication.Settings;

/// <summary>How personal data of forms and texts is published.</summary>
public enum PersonalData { Printed, Masked }

/// <summary>What a district decides for itself, in the settings below <c>Policy</c>; what is not set is the cautious choice.</summary>
public sealed record DistrictPolicy
{
    /// <summary>Telephone numbers in forms and texts.</summary>
    public PersonalData Phones { get; init; } = PersonalData.Masked;

    /// <summary>Names of responsible persons in target forms; as the source has them.</summary>
    public PersonalData Names { get; init; } = PersonalData.Printed;

    /// <summary>Whether manifests name who submitted, reviewed and approved; else role and time only.</summary>
    public bool PublishNamesOfOfficials { get; init; }

    /// <summary>Who must be another person than whom on the way of one disclosure.</summary>
    public FourEyes FourEyes { get; init; } = FourEyes.Sides;

    /// <summary>What holds where the last day to publish is a day off; the budget law does not say.</summary>
    public LastDay LastDay { get; init; } = LastDay.AsCounted;

    /// <summary>Days off besides weekends, and weekend days that are worked (调休), as the State Council announces them each year.</summary>
    public IReadOnlyList<DateOnly> DaysOff { get; init; } = [];
    public IReadOnlyList<DateOnly> WorkedDays { get; init; } = [];

    /// <summary>So many days before the last day the district is reminded of a department that has not published.</summary>
    public IReadOnlyList<int> RemindDaysBefore { get; init; } = [];

    /// <summary>Hour of the day, Beijing time, from which the reminders of a day are sent.</summary>
    public int RemindFromHour { get; init; } = 8;

    public WorkingDays Calendar => new(DaysOff.ToHashSet(), WorkedDays.ToHashSet());

    /// <summary>Lists given in settings are added to a default and do not replace it, so the default is here.</summary>
    public IReadOnlyList<int> Reminders => RemindDaysBefore.Count > 0 ? RemindDaysBefore : [7, 3, 1];

    public static DistrictPolicy Read(IConfiguration configuration)
    {
        var policy = configuration.GetSection("Policy").Get<DistrictPolicy>() ?? new();
        if (policy.Reminders.Any(days => days is < 0 or > PublicationDeadline.Days)) throw new InvalidOperationException($"Policy:RemindDaysBefore must be 0 to {PublicationDeadline.Days}.");
        if (policy.RemindFromHour is < 0 or > 23) throw new InvalidOperationException("Policy:RemindFromHour must be 0 to 23.");
        return policy;
    }
}
