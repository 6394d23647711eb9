using System.Globalization;
using System.Text;

namespace Budget.Document;

/// <summary>Places in English: what forms and tables call their parts is translated, what a document named itself is kept beside its code or number.</summary>
static class PlaceInEnglish
{
    /// <summary>Longer words stand before those they contain.</summary>
    static readonly (string Chinese, string English)[] Words =
    [
        .. new (string, string)[]
        {
            ("部门整体支出绩效目标申报表", "overall target form"), ("部门整体支出绩效目标表", "overall target form"), ("部门整体绩效目标表", "overall target form"), ("项目绩效目标申报表", "project target form"), ("项目绩效目标表", "project target form"),
            ("部门预算编制说明", "budget notes"), ("单位预算编制说明", "budget notes"), ("预算编制说明", "budget notes"), ("其他相关情况说明", "other matters"), ("项目经费情况说明", "project page"), ("经费情况说明", "project page"),
            ("绩效目标设置情况", "performance targets"), ("涉及项目预算资金", "project money with targets"), ("机构设置", "organisation"), ("主要职能", "duties"), ("名词解释", "glossary"), ("部门情况", "about the department"), ("人员情况", "staff"),
            ("年度预算安排", "money of the year"), ("实施主体", "who carries it out"), ("实施周期", "period"), ("项目概述", "overview"), ("项目概况", "overview"), ("立项依据", "basis"), ("实施方案", "plan"),
            ("国有资本经营预算", "state capital operations budget"), ("政府性基金预算", "government-managed funds budget"), ("一般公共预算", "general public budget"), ("财政拨款", "fiscal appropriation"), ("政府采购", "government procurement"),
            ("收支总表", "revenue and expenditure"), ("收支预算总表", "revenue and expenditure"), ("收入预算总表", "revenue"), ("支出预算总表", "expenditure"), ("收入总表", "revenue"), ("支出总表", "expenditure"),
            ("支出功能分类预算表", "expenditure by function"), ("基本支出部门预算经济分类预算表", "basic expenditure by economic item"), ("机关运行经费预算表", "agency operating expenses"), ("机关运行经费", "agency operating expenses"),
            ("因公出国（境）费", "overseas visits"), ("因公出国(境)费", "overseas visits"), ("公务用车购置及运行维护费", "official vehicles"), ("公务用车购置及运行费", "official vehicles"), ("公务用车购置费", "vehicle purchase"), ("公务用车运行维护费", "vehicle operation"), ("公务用车运行费", "vehicle operation"), ("公务接待费", "official hospitality"), ("“三公”经费", "three public expenses"),
            ("预算经济分类", "economic classification"), ("功能分类", "functional classification"), ("基本支出", "basic expenditure"), ("项目支出", "project expenditure"), ("人员经费", "personnel funds"), ("公用经费", "operating funds"), ("支出总计", "total expenditure"), ("收入总计", "total revenue"),
            ("支出预算", "expenditure budget"), ("收入预算", "revenue budget"), ("预算安排", "budget"), ("预算单位", "unit"), ("预算数", "budget"), ("预算表", "table"), ("执行数", "actual"), ("合计", "total"), ("预算", "budget"),
            ("数量指标", "quantity"), ("质量指标", "quality"), ("时效指标", "timeliness"), ("成本指标", "cost"), ("经济效益指标", "economic benefit"), ("社会效益指标", "social benefit"), ("生态效益指标", "ecological benefit"), ("可持续影响指标", "sustainability"), ("服务对象满意度指标", "satisfaction"), ("满意度指标值", "satisfaction targets"), ("满意度指标", "satisfaction"), ("产出指标", "outputs"), ("绩效指标", "indicators"), ("指标数量", "number of indicators"), ("定性指标值", "qualitative targets"), ("一级指标", "first-level indicators"),
            ("长期目标", "long-term goal "), ("年度目标", "annual goal "), ("整体目标", "overall goal"), ("总目标", "overall goal"), ("测算依据及说明", "basis of costing"), ("测算依据", "basis of costing"), ("前两年预算及变动情况", "budgets of the two years before"), ("前两年预算", "budgets of the two years before"), ("资金来源", "funding"), ("支出明细", "expenditure lines"), ("主要内容", "content"), ("项目主管部门", "department in charge"), ("项目执行单位", "executing unit"), ("项目负责人", "project lead"), ("部门名称", "department's name"), ("部门职能概述", "summary of duties"), ("年度工作任务", "tasks of the year"), ("项目起止时间", "period"),
            ("填报事项", "typed facts"), ("本文件", "this document"), ("所属单位", "unit"), ("目录", "contents"), ("标题", "title"), ("科目", "account"),
        }.OrderByDescending(w => w.Item1.Length),
    ];

    public static string Of(Place place)
    {
        if (string.IsNullOrEmpty(place.Text)) return "";
        var text = new StringBuilder(place.Text.Length * 2);
        var at = 0;
        while (at < place.Text.Length && text.Length < 400)
        {
            if (Numbered(place.Text, ref at, text) || Translated(place.Text, ref at, text)) continue;
            text.Append(place.Text[at++]);
        }
        return text.ToString().Trim();
    }

    /// <summary>"表3" → "Table 3", "第2段" → "paragraph 2", "第2项" → "item 2", "2025年" → "2025".</summary>
    static bool Numbered(string text, ref int at, StringBuilder to)
    {
        var head = text[at];
        if (head is not ('表' or '第') && !char.IsAsciiDigit(head)) return false;
        var end = char.IsAsciiDigit(head) ? at : at + 1;
        var start = end;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end == start) return false;
        var number = text[start..end];
        if (head == '表') Put(to, "Table " + number);
        else if (head == '第' && end < text.Length && text[end] is '段' or '项') Put(to, (text[end++] == '段' ? "paragraph " : "item ") + number);
        else if (char.IsAsciiDigit(head) && end < text.Length && text[end] == '年' && number.Length == 4)
        {
            Put(to, number);
            end++;
            if (end < text.Length && text[end] == '度') end++;
        }
        else if (char.IsAsciiDigit(head)) Put(to, number);
        else return false;
        at = end;
        return true;
    }

    static readonly System.Collections.Frozen.FrozenDictionary<char, (string Chinese, string English)[]> ByFirst = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(Words.GroupBy(w => w.Chinese[0]), g => g.Key, g => g.ToArray());

    static bool Translated(string text, ref int at, StringBuilder to)
    {
        if (!ByFirst.TryGetValue(text[at], out var words)) return false;
        foreach (var (chinese, english) in words)
        {
            if (string.CompareOrdinal(text, at, chinese, 0, chinese.Length) != 0) continue;
            Put(to, english);
            at += chinese.Length;
            return true;
        }
        return false;
    }

    static void Put(StringBuilder to, string word)
    {
        if (to.Length > 0 && !char.IsWhiteSpace(to[^1]) && to[^1] is not ('/' or '（' or '(' or '“')) to.Append(' ');
        to.Append(word);
    }
}
