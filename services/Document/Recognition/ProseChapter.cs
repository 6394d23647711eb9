namespace Budget.Document.Recognition;

/// <summary>What a part of the prose is about; the same words mean different things in different chapters.</summary>
enum Chapter : byte
{
    Unknown, Organisation, Staff, Department, Fiscal, General, GovernmentFund, StateCapital, Narrative,
    ThreePublic, AgencyOperating, Procurement, Assets, Performance, ProjectPage,
}

static class ProseChapter
{
    /// <summary>From the section's number or name and its heading; the telling words first.</summary>
    public static Chapter Of(string section, string heading)
    {
        if (Has(section, "项目经费情况")) return Chapter.ProjectPage;
        var chapter = Telling(heading);
        if (chapter == Chapter.Unknown) chapter = Telling(section);
        return chapter;
    }

    static Chapter Telling(string words)
    {
        if (string.IsNullOrEmpty(words)) return Chapter.Unknown;
        if (Has(words, "三公")) return Chapter.ThreePublic;
        if (Has(words, "机关运行")) return Chapter.AgencyOperating;
        if (Has(words, "采购")) return Chapter.Procurement;
        if (Has(words, "国有资产") || Has(words, "资产占")) return Chapter.Assets;
        if (Has(words, "绩效")) return Chapter.Performance;
        if (Has(words, "人员情况") || Has(words, "人员构成") || Has(words, "人员编制")) return Chapter.Staff;
        if (Has(words, "机构设置") || Has(words, "单位构成") || Has(words, "机构情况")) return Chapter.Organisation;
        if (Has(words, "项目经费") || Has(words, "项目概述") || Has(words, "项目概况") || Has(words, "立项") || Has(words, "年度预算安排")) return Chapter.ProjectPage;
        if (Has(words, "编制说明")) return Chapter.Narrative;
        if (Has(words, "政府性基金")) return Chapter.GovernmentFund;
        if (Has(words, "国有资本")) return Chapter.StateCapital;
        if (Has(words, "财政拨款收支")) return Chapter.Fiscal;
        if (Has(words, "一般公共预算")) return Chapter.General;
        if (Has(words, "收支") || Has(words, "收入预算") || Has(words, "支出预算")) return Chapter.Department;
        return Chapter.Unknown;
    }

    static bool Has(string words, string word) => words.Contains(word, StringComparison.Ordinal);
}
