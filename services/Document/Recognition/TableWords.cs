using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// What the titles, heads and line names of printed tables mean. Printed forms vary (brackets, spaces, numbering,
/// the year in the head), so they are recognised by their telling words. What is not recognised, or speaks of two
/// things at once, stays Unknown / None: it is kept and printed, and no rule speaks of it.
/// </summary>
public static class TableWords
{
    /// <summary>What a normalised title says, where its words can only mean one table.</summary>
    internal static TableRole TableOf(string title) => title switch
    {
        _ when title.Contains("三公", StringComparison.Ordinal) => TableRole.ThreePublic,
        _ when title.Contains("政府性基金", StringComparison.Ordinal) => TableRole.GovernmentFund,
        _ when title.Contains("国有资本", StringComparison.Ordinal) => TableRole.StateCapital,
        _ when title.Contains("基本支出", StringComparison.Ordinal) => TableRole.BasicExpenditure,
        _ when title.Contains("财政拨款收支", StringComparison.Ordinal) => TableRole.FiscalAppropriation,
        _ when title.Contains("一般公共预算支出", StringComparison.Ordinal) => TableRole.GeneralPublic,
        _ when !title.Contains("总表", StringComparison.Ordinal) || title.Contains("财政拨款", StringComparison.Ordinal) => TableRole.Unknown,
        _ when title.Contains("收支", StringComparison.Ordinal) => TableRole.RevenueAndExpenditure,
        _ when title.Contains("收入", StringComparison.Ordinal) => TableRole.Revenue,
        _ when title.Contains("支出", StringComparison.Ordinal) => TableRole.Expenditure,
        _ => TableRole.Unknown,
    };

    /// <summary>Whether the title's words are those of one of the national tables.</summary>
    public static bool Titles(string title) => Plainly(PrintedName.Normalise(title)) != TableRole.Unknown;

    /// <summary>
    /// What a normalised title says that has the national form's words and nothing else: "2026年度收入预算总表", "部门收入总体情况表" and
    /// "收入总表" are one. Unknown where any other word narrows or widens it.
    /// </summary>
    internal static TableRole Plainly(string title)
    {
        var core = title[(title.LastIndexOf('年') + 1)..];
        foreach (var word in (ReadOnlySpan<string>)["度", "部门", "单位", "综合", "预算", "总体", "情况", "总", "拨款", "公开", "表"])
        {
            if (word == "拨款" && core.StartsWith("财政拨款", StringComparison.Ordinal)) continue;
            core = core.Replace(word, "", StringComparison.Ordinal);
        }
        return core switch
        {
            "收支" or "财务收支" or "收入支出" => TableRole.RevenueAndExpenditure,
            "收入" => TableRole.Revenue,
            "支出" => TableRole.Expenditure,
            "财政拨款收支" or "财政拨款收入支出" => TableRole.FiscalAppropriation,
            "一般公共支出" or "一般公共支出（按功能分类）" or "一般公共支出（功能科目）" or "一般公共支出功能分类" => TableRole.GeneralPublic,
            "政府性基金支出" or "财政拨款政府性基金支出" or "政府性基金财政支出" or "政府性基金支出功能分类" => TableRole.GovernmentFund,
            "国有资本经营支出" or "财政拨款国有资本经营支出" or "国有资本经营支出功能分类" => TableRole.StateCapital,
            "一般公共基本支出" or "一般公共基本支出（经济科目）" or "一般公共基本支出经济分类" => TableRole.BasicExpenditure,
            _ => TableRole.Unknown,
        };
    }

    /// <summary>
    /// The role of a printed column: the edition's column of the same id, else what its heads say. Without a definition
    /// (a table the edition does not have) the heads alone decide.
    /// </summary>
    public static ColumnRole Role(Column printed, TableDefinition? definition, int year)
    {
        if (definition is null) return Role(printed.Header, printed.Group, TableRole.Unknown, printed.Side, year);
        bool total = false, amount = false;
        foreach (var column in definition.Columns)
        {
            if (column.Side != printed.Side) continue;
            if (column.Id == printed.Id) return column.Role;
            total |= column.Role == ColumnRole.Total;
            amount |= column.Role == ColumnRole.Amount;
        }
        // 合计 and 预算数 are one thing where the edition has only one of the two.
        return Role(printed.Header, printed.Group, definition.Role, printed.Side, year) switch
        {
            ColumnRole.Total when amount && !total => ColumnRole.Amount,
            ColumnRole.Amount when total && !amount => ColumnRole.Total,
            ColumnRole.Unknown => definition.FindColumnByHeader(printed.Header, printed.Side)?.Role ?? ColumnRole.Unknown,
            var role => role,
        };
    }

    static ColumnRole Role(string header, string group, TableRole table, Side side, int year)
    {
        var head = PrintedName.Normalise(header);
        var path = PrintedName.Normalise(group) + "/" + head;
        if (Has(path, "增减", "变动", "比上年", "增长"))
            return Has(head, "%", "％", "率", "比例", "百分") ? ColumnRole.ChangeRate : ColumnRole.Change;
        var prior = Has(path, "上年预算", "上年执行", "上年数", "上年决算") || path.Contains($"{year - 1}年", StringComparison.Ordinal);
        if (table == TableRole.ThreePublic) return ThreePublic(head, path, prior);
        if (prior) return ColumnRole.Prior;
        if (path.Contains("结转", StringComparison.Ordinal)) return ColumnRole.CarriedOver;
        if (IsMerged(head)) return ColumnRole.Unknown;
        var own = Source(head);
        if (own != ColumnRole.Unknown) return own;
        if (Has(head, "合计", "小计", "总计")) return Subtotal(group, table);
        return IsAmount(head, year) ? ColumnRole.Amount : ColumnRole.Unknown;
    }

    /// <summary>"预算数", "本年预算（万元）": the amount and nothing else. "投资收益预算" is the amount of something.</summary>
    static bool IsAmount(string head, int year)
    {
        if (!Has(head, "预算", "金额", "本年")) return false;
        var rest = head;
        foreach (var word in (ReadOnlySpan<string>)[$"{year}年", "预算数", "预算", "金额", "本年", "当年", "年度", "年初", "部门", "安排", "资金", "数", "万元", "元", "（", "）", "："])
        {
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        }
        return rest.Length == 0;
    }

    /// <summary>A subtotal is what the head above it says, where that head narrows what the table as a whole speaks of.</summary>
    static ColumnRole Subtotal(string group, TableRole table)
    {
        var head = PrintedName.Normalise(group[(group.LastIndexOf('/') + 1)..]);
        if (IsMerged(head)) return ColumnRole.Unknown;
        var above = Source(head);
        var narrows = table switch
        {
            TableRole.Revenue => above != ColumnRole.Unknown,
            TableRole.RevenueAndExpenditure or TableRole.FiscalAppropriation =>
                above is ColumnRole.GeneralPublicBudget or ColumnRole.GovernmentFund or ColumnRole.StateCapital or ColumnRole.Basic or ColumnRole.Project,
            TableRole.BasicExpenditure or TableRole.Unknown => false,
            _ => above is ColumnRole.Basic or ColumnRole.Project or ColumnRole.Special,
        };
        return narrows ? above : ColumnRole.Total;
    }

    static ColumnRole ThreePublic(string head, string path, bool prior)
    {
        if (path.Contains("机关运行", StringComparison.Ordinal)) return prior ? ColumnRole.Unknown : ColumnRole.AgencyOperating;
        if (path.Contains("出国", StringComparison.Ordinal)) return prior ? ColumnRole.PriorOverseas : ColumnRole.Overseas;
        if (path.Contains("接待", StringComparison.Ordinal)) return prior ? ColumnRole.PriorHospitality : ColumnRole.Hospitality;
        if (Has(path, "用车", "购置", "运行"))
        {
            if (Has(head, "小计", "合计") || Has(head, "购置及运行", "购置和运行", "购置与运行")) return prior ? ColumnRole.PriorVehicles : ColumnRole.Vehicles;
            if (head.Contains("购置", StringComparison.Ordinal)) return prior ? ColumnRole.PriorVehiclePurchase : ColumnRole.VehiclePurchase;
            if (head.Contains("运行", StringComparison.Ordinal)) return prior ? ColumnRole.PriorVehicleOperation : ColumnRole.VehicleOperation;
            return ColumnRole.Unknown;
        }
        if (Has(head, "合计", "总计", "小计", "三公")) return prior ? ColumnRole.PriorThreePublic : ColumnRole.ThreePublic;
        return Has(head, "预算数", "金额") ? prior ? ColumnRole.Prior : ColumnRole.Amount : ColumnRole.Unknown;
    }

    static readonly (string Word, ColumnRole Role)[] Sources =
    [
        ("一般公共预算", ColumnRole.GeneralPublicBudget), ("政府性基金", ColumnRole.GovernmentFund), ("国有资本", ColumnRole.StateCapital),
        ("财政专户", ColumnRole.SpecialAccount), ("上级补助", ColumnRole.SuperiorSubsidy), ("附属单位", ColumnRole.AffiliateRemittance),
        ("经营收入", ColumnRole.Business), ("事业收入", ColumnRole.Institutional), ("其他收入", ColumnRole.Other), ("其他资金", ColumnRole.Other),
        ("财政拨款", ColumnRole.FiscalAppropriation), ("人员经费", ColumnRole.Personnel), ("公用经费", ColumnRole.Operating),
        ("基本支出", ColumnRole.Basic), ("项目支出", ColumnRole.Project), ("专项支出", ColumnRole.Special),
    ];

    static ColumnRole Source(string head)
    {
        if (head is "其他") return ColumnRole.Other;
        foreach (var (word, role) in Sources)
        {
            if (head.Contains(word, StringComparison.Ordinal)) return role;
        }
        return ColumnRole.Unknown;
    }

    /// <summary>"政府性基金及国有资本经营预算" is neither of the two: their sum.</summary>
    static bool IsMerged(string head)
    {
        if (head.AsSpan().IndexOfAny("、和及与") < 0) return false;
        var (before, one) = (-1, ColumnRole.Unknown);
        foreach (var (word, role) in Sources)
        {
            var at = role == ColumnRole.FiscalAppropriation ? -1 : head.IndexOf(word, StringComparison.Ordinal);
            if (at < 0) continue;
            if (before >= 0 && role != one && head.AsSpan(Math.Min(at, before), Math.Abs(at - before)).IndexOfAny("、和及与") >= 0) return true;
            (before, one) = (at, role);
        }
        return false;
    }

    /// <summary>The heads that a column which stays Unknown may mean, for whoever is asked.</summary>
    public static IReadOnlyList<ColumnRole> MayMean(Column printed)
    {
        var head = PrintedName.Normalise(printed.Header);
        return [.. Sources.Where(source => head.Contains(source.Word, StringComparison.Ordinal)).Select(source => source.Role).Distinct()];
    }

    /// <summary>The subject of a line the edition does not list, from its name without numbering.</summary>
    public static SubjectKind Line(string name, TableRole table, Side side, bool underCarriedOver) => (table, side) switch
    {
        (TableRole.RevenueAndExpenditure or TableRole.Revenue, Side.Revenue or Side.Single) => name switch
        {
            _ when Has(name, "本年收入") => SubjectKind.RevenueThisYear,
            _ when Has(name, "收入总计", "收入合计") => SubjectKind.Revenue,
            _ when Has(name, "上年结转", "上年结余") => SubjectKind.RevenueCarriedOver,
            _ when underCarriedOver => SubjectKind.None,
            _ when Has(name, "一般公共预算") => SubjectKind.RevenueGeneralPublicBudget,
            _ when Has(name, "政府性基金") => SubjectKind.RevenueGovernmentFund,
            _ when Has(name, "国有资本") => SubjectKind.RevenueStateCapital,
            _ when Has(name, "财政专户") => SubjectKind.RevenueSpecialAccount,
            _ when Has(name, "上级补助") => SubjectKind.RevenueSuperiorSubsidy,
            _ when Has(name, "附属单位") => SubjectKind.RevenueAffiliateRemittance,
            _ when Has(name, "经营收入") => SubjectKind.RevenueBusiness,
            _ when Has(name, "事业收入") => SubjectKind.RevenueInstitutional,
            "其他收入" => SubjectKind.RevenueOther,
            _ when Has(name, "财政拨款收入") => SubjectKind.RevenueFiscalAppropriation,
            _ => SubjectKind.None,
        },
        (TableRole.RevenueAndExpenditure, Side.Expenditure) => name switch
        {
            _ when Has(name, "本年支出") => SubjectKind.ExpenditureThisYear,
            _ when Has(name, "支出总计", "支出合计") => SubjectKind.Expenditure,
            _ when Has(name, "结转下年", "结转结余") => SubjectKind.ExpenditureCarriedForward,
            "基本支出" => SubjectKind.ExpenditureBasic,
            "项目支出" => SubjectKind.ExpenditureProject,
            "专项支出" => SubjectKind.ExpenditureSpecial,
            _ => SubjectKind.None,
        },
        (TableRole.FiscalAppropriation, Side.Revenue) => name switch
        {
            _ when Has(name, "收入总计", "收入合计") => SubjectKind.Fiscal,
            _ when Has(name, "一般公共预算") => underCarriedOver ? SubjectKind.FiscalGeneralPublicBudgetCarriedOver : SubjectKind.FiscalGeneralPublicBudget,
            _ when Has(name, "政府性基金") => underCarriedOver ? SubjectKind.FiscalGovernmentFundCarriedOver : SubjectKind.FiscalGovernmentFund,
            _ when Has(name, "国有资本") => underCarriedOver ? SubjectKind.FiscalStateCapitalCarriedOver : SubjectKind.FiscalStateCapital,
            _ => SubjectKind.None,
        },
        (TableRole.ThreePublic, _) => name switch
        {
            _ when Has(name, "机关运行") => SubjectKind.AgencyOperating,
            _ when Has(name, "出国") => SubjectKind.Overseas,
            _ when Has(name, "接待") => SubjectKind.Hospitality,
            _ when Has(name, "购置及运行", "购置和运行", "购置与运行") => SubjectKind.Vehicles,
            _ when Has(name, "购置") => SubjectKind.VehiclePurchase,
            _ when Has(name, "用车运行", "运行维护", "运行费") => SubjectKind.VehicleOperation,
            "合计" or "总计" => SubjectKind.ThreePublic,
            _ when Has(name, "三公") => SubjectKind.ThreePublic,
            _ => SubjectKind.None,
        },
        _ => SubjectKind.None,
    };

    public static bool IsCarriedOverHead(string name) => Has(name, "上年结转", "上年结余");

    /// <summary>A line that can only be a total, whatever the source marks.</summary>
    public static bool IsTotal(string name) => name is "合计" or "总计" or "收入总计" or "支出总计" or "收入合计" or "支出合计" or "本年收入合计" or "本年支出合计";

    static bool Has(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
