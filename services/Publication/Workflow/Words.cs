using Budget.Contracts;
using Budget.Hosting.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Budget.Publication.Workflow;

/// <summary>What people write with a move, and the hour they wish for, read so that a mistake is named by its field.</summary>
static class Words
{
    public const int Longest = 2000;

    public static string Required(string text, string field)
    {
        var trimmed = Optional(text, field);
        return trimmed.Length > 0 ? trimmed : throw RichStatus.InvalidArgument(
            "请填写理由。 / A reason is required.", (field, "不能为空 / must not be empty"));
    }

    public static string Optional(string text, string field)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > Longest)
        {
            throw RichStatus.InvalidArgument("文字过长。 / The text is too long.",
                (field, $"{trimmed.Length} 字，最多 {Longest} 字 / {trimmed.Length} characters, at most {Longest}"));
        }
        if (trimmed.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            throw RichStatus.InvalidArgument("文字含有控制字符。 / The text contains control characters.",
                (field, "请删除不可见的控制字符 / remove the invisible control characters"));
        }
        return trimmed;
    }

    /// <summary>A line each, as far as a history entry should reach; the rest is counted.</summary>
    public static string Listed(IReadOnlyList<string> lines)
    {
        var (taken, length) = (0, 0);
        while (taken < lines.Count && (taken == 0 || length + lines[taken].Length <= LongestList)) length += lines[taken++].Length;
        return string.Join('\n', lines.Take(taken)) + (taken < lines.Count ? $"\n……另 {lines.Count - taken} 条" : "");
    }

    const int LongestList = 8000;

    /// <summary>A department's code as a filter; empty: all.</summary>
    public static string Code(string code, string field) => code.Length == 0 || DepartmentCodes.IsDepartment(code) ? code
        : throw RichStatus.InvalidArgument("部门编码格式不正确。 / This is no department code.",
            (field, "应为 1 至 32 位字母、数字或连字符，例如 101 / 1 to 32 letters, digits and hyphens, such as 101"));

    public static int Year(int year, string field) => year is >= 1 and <= 9999 ? year
        : throw RichStatus.InvalidArgument("请填写预算年度。 / Give the budget year.", (field, "例如 2025 / such as 2025"));

    /// <summary>An hour that has passed means at once; one beyond a year is a slip of the pen.</summary>
    public static DateTimeOffset? Hour(Timestamp? at, string field, DateTimeOffset now)
    {
        if (at is null)
        {
            return null;
        }
        var seconds = now.ToUnixTimeSeconds();
        return at.Nanos is >= 0 and < 1_000_000_000 && at.Seconds > seconds - SecondsOfYear && at.Seconds < seconds + SecondsOfYear
            ? at.ToDateTimeOffset()
            : throw RichStatus.InvalidArgument("公开时间不合理。 / The time of publication is not plausible.",
                (field, "应在今后一年之内 / must be within the coming year"));
    }

    const long SecondsOfYear = 366L * 24 * 3600;
}
