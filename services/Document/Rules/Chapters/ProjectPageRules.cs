using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>PRJ, second half: the page on a project in the text (项目经费情况说明), which has a fixed set of headings.</summary>
static class ProjectPageRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("PRJ-032", "项目说明中的分项面积之和应等于总面积", "Areas stated in a project description add up to the total area", Basis.Arithmetic, Prj032),
        Warning("PRJ-033", "项目的实施主体应写明单位", "The project description names the implementing body", Basis.Practice, Prj033),
        Warning("PRJ-034", "项目的年度预算安排应写明金额", "The project description states the year's budget", Basis.Practice, Prj034),
    ];

    readonly record struct Part(string Heading, string Text, Statement? Printed, string Project)
    {
        public Place Place => Printed is { } statement ? Spot.Figure(statement, null).Place : new($"project:{Project}/{Heading}", $"项目经费情况说明 / {Project} / {Heading}");
    }

    /// <summary>The paragraphs of project pages: printed ones, else the sections of the projects.</summary>
    static IEnumerable<Part> Pages(Check check)
    {
        var any = false;
        foreach (var statement in check.Evidence.Statements)
        {
            if (ProseChapter.Of(statement.Section, statement.Heading) != Chapter.ProjectPage) continue;
            any = true;
            yield return new(statement.Heading, statement.Text, statement, "");
        }
        if (any) yield break;
        foreach (var project in check.Document.Projects ?? [])
        {
            foreach (var section in project?.Sections ?? [])
            {
                if (section is { Heading: not null, Text: not null }) yield return new(section.Heading, section.Text, null, project!.Name);
            }
        }
    }

    static readonly (string One, string Other, string Whole)[] Areas = [("地上", "地下", "建筑面积"), ("不计容", "计容", "")];

    static void Prj032(Check check)
    {
        foreach (var page in Pages(check))
        {
            if (!page.Text.Contains("面积", StringComparison.Ordinal)) continue;
            var figures = FiguresInText.Read(page.Text);
            foreach (var (one, other, whole) in Areas) AddUp(check, page, figures, one, other, whole);
        }
        check.Missing("项目说明中没有分项面积", "no page tells the parts of an area");
    }

    /// <summary>Two parts that exclude each other ("地上", "地下") and the last area before them that is neither.</summary>
    static void AddUp(Check check, in Part page, IReadOnlyList<Figure> figures, string one, string other, string whole)
    {
        int first = -1, second = -1;
        for (var i = 0; i < figures.Count; i++)
        {
            if (figures[i] is not { Unit: "平方米", Value: not null } figure) continue;
            if (figure.Label.Contains(one, StringComparison.Ordinal))
            {
                if (first < 0) first = i;
            }
            else if (figure.Label.Contains(other, StringComparison.Ordinal) && second < 0) second = i;
        }
        if (first < 0 || second < 0) return;
        var before = Math.Min(first, second) - 1;
        while (before >= 0 && (figures[before].Unit != "平方米" || whole.Length > 0 && !figures[before].Label.Contains(whole, StringComparison.Ordinal))) before--;
        if (before < 0) return;
        var (total, a, b) = (figures[before].Value!.Value.Value, figures[first].Value!.Value.Value, figures[second].Value!.Value.Value);
        // "约" and missing decimals round each of the three.
        if (Math.Abs(total - a - b) <= (figures[before].Value!.Value.Decimals == 0 ? 1m : 0.05m))
        {
            check.Compared();
            return;
        }
        var by = total - a - b;
        check.Fail(page.Place with { Key = $"{page.Place.Key}/{figures[before].Label}" },
            $"{page.Place.Text}：{figures[before].Label} {Square(total)}，{figures[first].Label} {Square(a)} 与 {figures[second].Label} {Square(b)} 之和为 {Square(a + b)}，相差 {Square(by)}。请核对面积。",
            $"the area is {Square(total)}, its parts {Square(a)} and {Square(b)} make {Square(a + b)}, difference {Square(by)}. Check the areas.", Square(total), Square(a + b), (by > 0 ? "+" : "") + Square(by), "±1平方米");
    }

    static string Square(decimal area) => area.ToString("0.##", CultureInfo.InvariantCulture) + "平方米";

    static readonly string[] Bodies =
        ["局", "委", "委员会", "办公室", "办事处", "处", "科", "室", "所", "队", "院", "校", "学校", "馆", "站", "园", "中心", "街道", "镇", "公司", "协会", "学会", "部门", "单位", "企业", "机构", "组织", "集团", "大队", "支队"];

    static readonly string[] Acts = ["负责", "组织", "实施", "承担", "牵头", "具体", "作为", "为", "委托", "建设", "执行", "开展", "管理", "承办", "落实", "主管", "共同", "统筹"];

    static void Prj033(Check check)
    {
        foreach (var page in Pages(check))
        {
            if (!page.Heading.Contains("实施主体", StringComparison.Ordinal)) continue;
            if (string.IsNullOrWhiteSpace(page.Text) || NamesBody(check, page.Text)) check.Compared();
            else check.Fail(page.Place, $"{page.Place.Text} 没有写明由哪个单位实施。请写明实施单位。", "the paragraph names no body that carries the project out. Name it.", IndicatorRules.Short(page.Text), "实施单位");
        }
        check.Missing("没有项目实施主体的说明", "no page tells who carries the project out");
    }

    /// <summary>The department itself, "由…负责", or a body that does something. Any doubt counts as named.</summary>
    static bool NamesBody(Check check, string text)
    {
        var department = check.Document.Department;
        if (department?.Name is { Length: > 0 } name && text.Contains(name, StringComparison.Ordinal)) return true;
        foreach (var other in department?.ShortNames ?? [])
        {
            if (other is { Length: > 1 } && text.Contains(other, StringComparison.Ordinal)) return true;
        }
        foreach (var own in (ReadOnlySpan<string>)["本部门", "本单位", "我单位", "我局", "我委", "我办", "本局", "本委", "本办", "本街道", "街道", "本镇", "本校", "本院", "本中心", "详见", "由"])
        {
            if (text.Contains(own, StringComparison.Ordinal)) return true;
        }
        var words = text.AsSpan().Trim().TrimEnd("。；;.".AsSpan());
        foreach (var body in Bodies)
        {
            if (words.EndsWith(body)) return true;
            for (var at = words.IndexOf(body); at >= 0;)
            {
                var rest = words[(at + body.Length)..];
                foreach (var act in Acts)
                {
                    if (rest.StartsWith(act)) return true;
                }
                var next = rest.IndexOf(body);
                at = next < 0 ? -1 : at + body.Length + next;
            }
        }
        return false;
    }

    static void Prj034(Check check)
    {
        foreach (var page in Pages(check))
        {
            if (!page.Heading.Contains("年度预算安排", StringComparison.Ordinal)) continue;
            if (string.IsNullOrWhiteSpace(page.Text) || HasMoney(page.Text) || page.Text.Contains("详见", StringComparison.Ordinal) || page.Text.Contains("见附", StringComparison.Ordinal)) check.Compared();
            else check.Fail(page.Place, $"{page.Place.Text} 没有写明本年度安排的金额。请补充。", "the paragraph tells no amount of the year. Add it.", IndicatorRules.Short(page.Text), "金额");
        }
        check.Missing("没有项目年度预算安排的说明", "no page tells a project's money of the year");
    }

    static bool HasMoney(string text)
    {
        for (var at = text.IndexOf('元', StringComparison.Ordinal); at >= 0; at = text.IndexOf('元', at + 1))
        {
            var before = text.AsSpan(0, at).TrimEnd("万亿千百 ".AsSpan());
            if (before.Length > 0 && char.IsAsciiDigit(before[^1])) return true;
        }
        return false;
    }
}
