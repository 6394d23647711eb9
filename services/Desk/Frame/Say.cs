using System.Globalization;
using Budget.Document;
using Google.Protobuf.WellKnownTypes;

namespace Budget.Desk.Frame;

/// <summary>Figures and days as people at a desk read them.</summary>
public static class Say
{
    public static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    public static string Wan(long? fen) => fen is { } amount ? new Amount(amount).InWan() : "";

    public static string Wan(Amount? amount) => Wan(amount?.Fen);

    /// <summary>With its sign; a zero has none.</summary>
    public static string SignedWan(long fen) => fen == 0 ? "0.00" : (fen > 0 ? "+" : "−") + new Amount(Math.Abs(fen)).InWan();

    /// <summary>Hundredths of a percent, with sign.</summary>
    public static string Rate(long? rate) => rate is not { } value ? "" : (value > 0 ? "+" : value < 0 ? "−" : "") + (Math.Abs(value) / 100m).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    public static string Day(DateOnly day, bool english) => english ? day.ToString("d MMM yyyy", CultureInfo.InvariantCulture) : $"{day.Month}月{day.Day}日";

    public static string DayAndWeekday(DateOnly day, bool english) => english ? day.ToString("ddd d MMM", CultureInfo.InvariantCulture) : $"{day.Month}月{day.Day}日（{Weekdays[(int)day.DayOfWeek]}）";

    public static string Moment(Timestamp? moment, bool english) => moment is null ? "" : Moment(moment.ToDateTimeOffset(), english);

    public static string Moment(DateTimeOffset moment, bool english)
    {
        var here = moment.ToOffset(Beijing);
        return english ? here.ToString("d MMM HH:mm", CultureInfo.InvariantCulture) : $"{here.Month}月{here.Day}日 {here:HH:mm}";
    }

    public static string DaysLeft(int days, bool english) => days switch
    {
        > 0 => english ? (days == 1 ? "1 day left" : $"{days} days left") : $"余 {days} 天",
        0 => english ? "last day" : "今天到期",
        _ => english ? $"{-days} days late" : $"逾期 {-days} 天",
    };

    public static DateOnly? Date(string iso) => DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>As people read a hash aloud: its first eight characters in two groups.</summary>
    public static string Hash(string? hash) => hash is { Length: >= 8 } ? $"{hash[..4]} {hash[4..8]}" : "";
}
