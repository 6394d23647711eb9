using static Budget.Document.Rules.Rule;

namespace Budget.Document.Rules;

/// <summary>PUB: whether the document may be published as it is. What the way to publication guards is not asked again here.</summary>
static class PublicationRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Warning("PUB-006", "公开的姓名、电话应确认或隐去", "Names and telephone numbers are confirmed or masked", new("政府信息公开条例 第十五条"), Pub006),
        Error("PUB-007", "预算表应为文字，不应是图片", "Tables are text, not pictures", Basis.Practice, Pub007),
    ];

    static void Pub006(Check check)
    {
        foreach (var text in check.Evidence.Texts)
        {
            if (Personal(text.Text) is { Length: > 0 } number)
                check.Fail(text.Place, $"{text.Place.Text}：有手机号码或身份证号码“{Masked(number)}”。请隐去，或确认可以公开。", $"{text.Place.Text}: a mobile or identity number, {Masked(number)}. Mask it, or confirm that it may be published.", Masked(number));
        }
        // Of what is made here the secrecy reviewer confirms the names and numbers before approval.
        if (check.Evidence.MadeHere)
        {
            check.Missing("本系统编制的文件由保密审查确认个人信息", "in documents made here the secrecy review confirms personal data");
            return;
        }
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if (form is not null) Form($"form:{form.Name}", $"项目绩效目标表 / {form.Name}", form.Leader, form.Phone);
        }
        if (check.Document.Targets?.Overall is { } overall) Form("overall", "部门整体支出绩效目标表", overall.FilledBy, overall.Phone);
        check.Missing("没有姓名和电话", "there are no names and numbers");

        void Form(string key, string place, string? name, string? phone)
        {
            var (person, number) = (IsPerson(name), IsNumber(phone));
            if (!person && !number)
            {
                if (!string.IsNullOrEmpty(name) || !string.IsNullOrEmpty(phone)) check.Compared();
                return;
            }
            var what = (person, number) switch { (true, true) => "姓名和电话", (true, false) => "姓名", _ => "电话" };
            check.Fail(new Place(key + "/person", place + " / 负责人、联系电话"), $"{place} 公开了{what}。请确认可以公开，或隐去。", $"{place} prints a name or a telephone number. Confirm that it may be published, or mask it.", what);
        }
    }

    /// <summary>"各科室负责人" and "区政办党总支书记" are posts, not people.</summary>
    static bool IsPerson(string? name)
    {
        var text = name.AsSpan().Trim();
        if (text.Length is < 2 or > 4) return false;
        foreach (var c in text)
        {
            if (c is < '一' or > '鿿' || "科室处办局委书记任负责长股组队所".Contains(c, StringComparison.Ordinal)) return false;
        }
        return true;
    }

    /// <summary>Seven digits or more with nothing masked.</summary>
    static bool IsNumber(string? phone)
    {
        var digits = 0;
        foreach (var c in phone ?? "")
        {
            if (c is '*' or '＊' or 'x' or 'X' or '×') return false;
            if (char.IsAsciiDigit(c)) digits++;
        }
        return digits >= 7;
    }

    /// <summary>A mobile number (11 digits from 13 on) or an identity number (18).</summary>
    static ReadOnlySpan<char> Personal(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAnyInRange('0', '9');
            if (at < 0) return [];
            text = text[at..];
            var length = text.IndexOfAnyExceptInRange('0', '9');
            if (length < 0) length = text.Length;
            var run = text[..length];
            if (run.Length == 11 && run[0] == '1' && run[1] >= '3' || run.Length == 18 && run[6] is '1' or '2' && run[7] is '9' or '0' || run.Length == 17 && length < text.Length && text[length] is 'X' or 'x') return run;
            text = text[length..];
        }
    }

    static string Masked(ReadOnlySpan<char> number) => string.Concat(number[..3], "****", number[^2..]);

    static void Pub007(Check check)
    {
        List<int>? lost = null;
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table is null) continue;
            if (table.NotInSource) (lost ??= []).Add(table.Definition?.Number ?? 0);
            else check.Compared();
        }
        if (lost is not null)
        {
            var numbers = string.Join('、', lost);
            check.Fail(new Place("tables", "预算表"), $"表{numbers}以图片公布，文字无法取得。请以文字（可复制、可检索）公布。", $"tables {numbers} are published as pictures. Publish them as text that can be copied and searched.", numbers);
        }
        check.Missing("没有预算表", "there are no tables");
    }
}
