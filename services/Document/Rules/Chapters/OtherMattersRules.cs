using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>OTH: operating expenses, procurement, state assets and the coverage of performance targets.</summary>
static class OtherMattersRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("OTH-001", "机关运行经费应等于公用经费；有其他事业单位的不应超过", "Agency operating expenses equal operating funds, or are lower where there are other public institutions", Basis.BudgetLaw14, Oth001),
        Error("OTH-002", "政府采购预算应等于货物、工程、服务之和", "Government procurement equals goods, works and services together", Basis.Arithmetic, Oth002),
        Error("OTH-003", "政府采购预算不应超过支出总计", "Government procurement does not exceed total expenditure", Basis.Arithmetic, Oth003),
        Warning("OTH-004", "政府采购货物不应少于项目中的设备购置", "Procurement of goods covers the equipment purchased by projects", Basis.Practice, Oth004),
        Warning("OTH-005", "面向中小企业预留份额应不超过采购总额，并达到规定比例", "Procurement reserved for small and medium enterprises is within the total and meets the required shares", new Basis("政府采购促进中小企业发展管理办法（财库〔2020〕46号），未见原文", IsLaw: false), Oth005),
        Error("OTH-006", "车辆总数应等于各类车辆之和", "The number of vehicles equals the sum of the vehicle categories", Basis.Arithmetic, Oth006),
        Warning("OTH-007", "国有资产占用的截止日应为上年末（或本地区规定的日期）", "State assets are reported as at the end of the previous year, or at the date the district sets", Basis.Practice, Oth007),
        Warning("OTH-008", "绩效目标涉及金额应与项目支出一致，超过为错误", "The amount covered by performance targets equals project expenditure and does not exceed it", Basis.Practice, Oth008),
        Error("OTH-009", "绩效目标涉及政府性基金应与基金项目支出一致", "Government-managed funds covered by performance targets equal the fund's project expenditure", Basis.Practice, Oth009),
        Warning("OTH-010", "编报绩效目标的项目数应等于绩效目标表数", "The number of projects with performance targets equals the number of target forms", Basis.Practice, Oth010),
        Info("OTH-011", "人均机关运行经费应在合理区间", "Agency operating expenses per head are within the usual range", Basis.Practice, Oth011),
        Info("OTH-012", "机关运行经费的费用名称应为302、310的科目", "Agency operating expenses are itemised by accounts of 302 or 310", Basis.Practice, Oth012),
    ];

    static void Oth001(Check check)
    {
        const string rule = "机关运行经费与公用经费不符", ruleEn = "agency operating expenses do not fit the operating funds";
        var stored = check.Evidence.Stored(SubjectKind.AgencyOperating);
        if (check.Evidence.FirstAmount(SubjectKind.AgencyOperating) is { IsNumber: true } told) check.Equal(told.Reading, stored, "正文机关运行经费与预算表不符", "the text differs from the table");
        var agency = check.Evidence.Amount(SubjectKind.AgencyOperating);
        var operating = check.Evidence.Amount(SubjectKind.GeneralOperating);
        if (!agency.Exists || !operating.Exists)
        {
            check.Missing("没有机关运行经费或公用经费的数字", "operating expenses or operating funds are not given");
            return;
        }
        if (!check.AtMost(agency, operating, rule, ruleEn) || check.HasInstitution() is not false) return;
        // Less, where only administrative units are there, may have a reason that the document does not tell.
        check.Equal(agency, operating, rule, ruleEn, Severity.Warning);
    }

    static readonly SubjectKind[] Procured = [SubjectKind.ProcurementGoods, SubjectKind.ProcurementWorks, SubjectKind.ProcurementServices];

    static void Oth002(Check check)
    {
        const string rule = "政府采购与货物、工程、服务之和不符", ruleEn = "procurement is not goods plus works plus services";
        Adder typed = default;
        foreach (var kind in Procured) typed.Add(check.Evidence.Stored(kind));
        if (typed.Numbers > 0) check.Sum(check.Evidence.Stored(SubjectKind.Procurement), typed, rule, ruleEn);
        foreach (var total in check.Evidence.TellsOf(SubjectKind.Procurement))
        {
            if (total.Measure != Measure.Amount || total.Prior || !total.IsNumber || !check.Evidence.KnowsAllBeside(total)) continue;
            Adder parts = default;
            foreach (var kind in Procured) parts.Add(check.Evidence.AmountBeside(total, kind)?.Reading ?? default);
            if (parts.Numbers >= 2) check.Sum(total.Reading, parts, rule, ruleEn);
        }
        check.Missing("没有政府采购预算及其构成", "procurement and its parts are not given");
    }

    static void Oth003(Check check)
    {
        var procurement = check.Evidence.Amount(SubjectKind.Procurement);
        var total = check.Evidence.Amount(SubjectKind.Expenditure);
        if (!procurement.IsNumber || !total.IsNumber) check.Missing("没有政府采购预算或支出总计", "procurement or total expenditure is not given");
        else check.AtMost(procurement, total, "政府采购预算超过支出总计", "procurement is more than total expenditure");
    }

    static void Oth004(Check check)
    {
        var goods = check.Evidence.Amount(SubjectKind.ProcurementGoods);
        Adder equipment = default;
        var lines = false;
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            foreach (var line in form?.Expenditure ?? [])
            {
                lines = true;
                if (line?.Amount is { } amount && line.Item is not null && line.Item.Contains("购置", StringComparison.Ordinal)) equipment.AddSigned(amount.Fen, 0);
            }
        }
        if (!goods.IsNumber || !lines)
        {
            check.Missing("没有政府采购货物或项目支出明细", "goods or the projects' lines are not given");
            return;
        }
        if (equipment.Fen <= (Int128)goods.Fen + goods.Grain)
        {
            check.Compared();
            return;
        }
        var (found, expected, by) = (goods.Shown, "≥ " + goods.Spot.Write(equipment.Fen), goods.Spot.Write(goods.Fen - equipment.Fen));
        check.Fail(goods.Spot.Place, $"政府采购货物为 {found}，少于项目明细中的设备购置 {goods.Spot.Write(equipment.Fen)}，差 {by}。请核对采购预算。", $"goods of {found} are less than the projects' equipment of {goods.Spot.Write(equipment.Fen)}. Check the procurement budget.", found, expected, by);
    }

    static void Oth005(Check check)
    {
        var total = check.Evidence.Amount(SubjectKind.Procurement);
        var reserved = check.Evidence.Amount(SubjectKind.ProcurementSme);
        var small = check.Evidence.Amount(SubjectKind.ProcurementSmallMicro);
        if (!total.IsNumber || !reserved.IsNumber)
        {
            check.Missing("没有面向中小企业预留的金额", "nothing is said of what is reserved for small firms");
            return;
        }
        if (!check.AtMost(reserved, total, "面向中小企业预留的金额超过政府采购预算", "what is reserved is more than the procurement")) return;
        if (small.IsNumber && !check.AtMost(small, reserved, "预留给小微企业的金额超过面向中小企业预留的金额", "what is reserved for small and micro firms is more than what is reserved")) return;
        Share(reserved, total, check.Band(Band.SmallFirmsShare), "面向中小企业预留比例", "is reserved for small and medium firms");
        if (small.IsNumber) Share(small, reserved, check.Band(Band.SmallestFirmsShare), "预留给小型和微型企业的比例", "of it is reserved for small and micro firms");

        // The shares are of what lies above a threshold that the document does not tell: a hint, not a warning.
        void Share(in Reading part, in Reading whole, long percent, string share, string shareEn)
        {
            if ((Int128)part.Fen * 100 >= (Int128)whole.Fen * percent) return;
            check.Fail(part.Spot.Place, $"{share}低于 {percent}%：{part.Shown} ÷ {whole.Shown}。规定比例按限额以上的采购计算，请核对。", $"less than {percent}% {shareEn}: {part.Shown} of {whole.Shown}. The rule counts what is above a threshold; check it.", part.Shown, $"≥ {percent}%", severity: Severity.Info);
        }
    }

    static void Oth006(Check check)
    {
        Kinds(SubjectKind.VehicleCount, "车辆总数与各类车辆之和不符", "the vehicles are not the sum of their kinds");
        Kinds(SubjectKind.VehiclesToBuy, "购置车辆数与各类车辆之和不符", "the vehicles to buy are not the sum of their kinds");
        check.Missing("没有车辆总数及分类", "the vehicles and their kinds are not given");

        void Kinds(SubjectKind whole, string rule, string ruleEn)
        {
            if (check.Evidence.Count(whole, out var spot) is not { } total) return;
            Int128 sum = 0;
            var kinds = 0;
            for (var kind = whole + 1; kind <= whole + 9; kind++)
            {
                if (check.Evidence.Count(kind, out _) is not { } count) continue;
                kinds++;
                sum += count;
            }
            // A single kind may be named as one among others.
            if (kinds > 1 || (kinds == 1 && (sum > total || check.Evidence.MadeHere))) check.EqualCount(total, spot, sum, "辆", rule, ruleEn);
        }
    }

    static void Oth007(Check check)
    {
        if (check.Evidence.MadeHere)
        {
            if (check.Evidence.Count(SubjectKind.VehicleCount, out _) is not null) check.Compared();
            return;
        }
        foreach (var statement in check.Evidence.Statements)
        {
            if (ProseChapter.Of(statement.Section, statement.Heading) != Chapter.Assets) continue;
            var at = statement.Text.IndexOf("截至", StringComparison.Ordinal);
            if (at < 0) at = statement.Text.IndexOf("截止", StringComparison.Ordinal);
            if (at < 0) continue;
            var (year, month, day) = Date(statement.Text.AsSpan(at + 2));
            if (year == 0) continue;
            // A region may fix another day (31 August, say): the last day of a month of last year.
            var fits = year == check.Year - 1 && (month == 0 || (month is >= 1 and <= 12 && (day == 0 || day == DateTime.DaysInMonth(year, month))));
            if (fits)
            {
                check.Compared();
                continue;
            }
            var said = $"{year}年{(month > 0 ? $"{month}月" : "")}{(day > 0 ? $"{day}日" : "")}";
            check.Fail(Spot.Figure(statement, null).Place, $"国有资产占用截至 {said}，应为 {check.Year - 1}年12月31日（或本地区规定的日期）。请核对。", $"the assets are as of {said}; they should be as of the end of {check.Year - 1} (or the region's fixed day). Check it.", said, $"{check.Year - 1}年12月31日");
        }
        check.Missing("没有国有资产占用的截止日", "the day of the state assets is not given");
    }

    /// <summary>Reads "2024年12月31日", spaces anywhere, month and day where given; year 0 if there is none.</summary>
    static (int Year, int Month, int Day) Date(ReadOnlySpan<char> text)
    {
        var parts = (Year: 0, Month: 0, Day: 0);
        var number = 0;
        foreach (var c in text[..Math.Min(text.Length, 20)])
        {
            if (char.IsWhiteSpace(c)) continue;
            if (c is >= '0' and <= '9') number = Math.Min((number * 10) + (c - '0'), 100_000);
            else if (c == '年' && parts.Year == 0) (parts.Year, number) = (number, 0);
            else if (c == '月' && parts.Year > 0) (parts.Month, number) = (number, 0);
            else if (c == '日' && parts.Month > 0)
            {
                parts.Day = number;
                break;
            }
            else break;
        }
        return parts.Year is > 1900 and < 3000 ? parts : default;
    }

    static void Oth008(Check check)
    {
        var evidence = check.Evidence;
        var all = evidence.Amount(SubjectKind.PerformanceAmount);
        var general = evidence.Amount(SubjectKind.PerformanceGeneral);
        if (!all.IsNumber && !general.IsNumber)
        {
            check.Missing("没有绩效目标涉及的金额", "the amount with targets is not given");
            return;
        }
        if (all.IsNumber) Covers(check, all, evidence.Amount(SubjectKind.ExpenditureProject), "绩效目标涉及金额", "the amount with targets");
        if (general.IsNumber) Covers(check, general, evidence.Amount(SubjectKind.GeneralProject), "绩效目标涉及一般公共预算金额", "the general budget with targets");
        // Forms of projects paid from other sources are not in the appropriation that is told.
        if (all.IsNumber) Forms(check, all, Reading.Missing);
        else if (evidence.OtherSources() == 0) Forms(check, general, evidence.Amount(SubjectKind.PerformanceFund));
    }

    /// <summary>More than there is to cover is an error; less leaves projects without targets.</summary>
    static void Covers(Check check, in Reading covered, in Reading projects, string what, string whatEn)
    {
        if (!projects.IsNumber)
        {
            check.Missing("没有项目支出的数字", "project expenditure is not given");
            return;
        }
        var less = covered.Fen < projects.Fen;
        check.Equal(covered, projects, less ? $"{what}少于项目支出，有项目未编绩效目标" : $"{what}超过项目支出", less ? $"{whatEn} is less than project expenditure: projects lack targets" : $"{whatEn} is more than project expenditure", less ? Severity.Warning : Severity.Error);
    }

    /// <summary>Where the text tells as many projects as there are forms, the forms' money is the amount told.</summary>
    static void Forms(Check check, in Reading declared, in Reading fund)
    {
        Adder forms = default;
        var count = 0;
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if ((form?.Year ?? form?.Total) is not { } year) return;
            forms.AddSigned(year.Fen, 0);
            count++;
        }
        if (count == 0) return;
        var told = (Int128)declared.Fen + fund.Fen;
        var difference = told - forms.Fen;
        var tolerance = Math.Max(declared.Grain, fund.Grain);
        var asMany = check.Evidence.Count(SubjectKind.PerformanceProjects, out _) is { } projects && projects == count;
        if (Int128.Abs(difference) <= tolerance || (difference > 0 && !asMany))
        {
            if (Int128.Abs(difference) <= tolerance) check.Compared();
            return;
        }
        var unit = declared.Spot.Unit;
        var (found, expected, by) = (Money.Write(told, unit), Money.Rounded(forms.Fen, unit), (difference > 0 ? "+" : "") + Money.Rounded(difference, unit));
        var place = declared.Spot.Place;
        check.Fail(new Place(place.Key + "/forms", place.Text + " / 绩效目标表合计"),
            $"绩效目标涉及金额为 {found}，{count} 个项目绩效目标表的年度预算合计为 {expected}，相差 {by}。请核对绩效目标表和正文。",
            $"the amount with targets is {found}; the {count} forms add up to {expected}, difference {by}. Check the forms and the text.",
            found, expected, by, tolerance > 0 ? "±" + Money.Write(tolerance, unit) : "", Severity.Error);
    }

    static void Oth009(Check check)
    {
        var covered = check.Evidence.Amount(SubjectKind.PerformanceFund);
        if (!covered.IsNumber)
        {
            check.Missing("没有绩效目标涉及政府性基金的金额", "the fund money with targets is not given");
            return;
        }
        if (check.Evidence[TableRole.GovernmentFund] is not null)
        {
            var projects = check.Evidence.Fund(TableRole.GovernmentFund, ColumnRole.Project);
            Covers(check, covered, projects.IsBlank ? projects with { State = ReadingState.Number } : projects, "绩效目标涉及政府性基金金额", "the fund money with targets");
            return;
        }
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.GovernmentFund, SubjectKind.FiscalGovernmentFund, SubjectKind.RevenueGovernmentFund])
        {
            if (check.Evidence.Amount(kind) is not { IsNumber: true } fund) continue;
            // Only the whole fund is known here: projects are no more than that.
            check.AtMost(covered, fund, "绩效目标涉及政府性基金金额超过政府性基金", "the fund money with targets is more than the fund");
            return;
        }
        check.Need(TableRole.GovernmentFund);
    }

    static void Oth010(Check check)
    {
        if (check.Evidence.Count(SubjectKind.PerformanceProjects, out var spot) is not { } count)
        {
            check.Missing("没有编报绩效目标的项目数", "the number of projects with targets is not given");
            return;
        }
        if (check.Document.Targets?.Projects is not { Count: > 0 } forms)
        {
            check.Missing("没有项目绩效目标表", "there are no project forms");
            return;
        }
        // Many publish the forms of some projects only; more forms than projects is a contradiction.
        check.EqualCount(count, spot, forms.Count, "个", "编报绩效目标的项目数与绩效目标表数不符", "the number of projects with targets is not the number of forms", check.Evidence.MadeHere || forms.Count > count ? null : Severity.Info);
    }

    static void Oth011(Check check)
    {
        var agency = check.Evidence.Amount(SubjectKind.AgencyOperating);
        if (!agency.IsPositive || check.Evidence.Count(SubjectKind.InPost, out _) is not { } staff || staff <= 0)
        {
            check.Missing("没有机关运行经费或在职人数", "operating expenses or staff in post are not given");
            return;
        }
        Within(check, agency, staff, Band.LeastOperatingPerHead, Band.MostOperatingPerHead, "人均机关运行经费", "operating expenses per head");
    }

    internal static void Within(Check check, in Reading amount, long heads, Band from, Band to, string what, string whatEn)
    {
        var (least, most) = (check.Band(from), check.Band(to));
        var each = amount.Fen / heads;
        if (each >= least && each <= most)
        {
            check.Compared();
            return;
        }
        var band = $"{Money.Write(least, MoneyUnit.Wan)}至{Money.Write(most, MoneyUnit.Wan)}";
        var shown = Money.Rounded(each, MoneyUnit.Wan);
        check.Fail(amount.Spot.Place, $"{what}为 {shown}，通常在{band}之间。请核实金额和人数。", $"{whatEn} are {shown}; usual is {band}. Check the money and the number of people.", shown, band);
    }

    static readonly string[] OperatingWords =
    [
        "办公", "印刷", "咨询", "手续", "水", "电", "邮", "取暖", "物业", "差旅", "出国", "维修", "维护", "租赁", "会议", "培训", "接待", "材料", "被装", "劳务", "委托", "工会", "福利", "交通", "车", "税金",
        "购置", "设备", "软件", "网络", "其他", "其它", "杂费", "资料", "宣传", "通讯", "通信", "燃料", "图书",
    ];

    static void Oth012(Check check)
    {
        foreach (var kind in check.Document.OperatingExpenseKinds ?? []) Kind(kind, Spot.Fact(SubjectKind.AgencyOperating));
        foreach (var told in check.Evidence.TellsOf(SubjectKind.AgencyOperating))
        {
            var text = told.Statement.Text;
            var at = text.IndexOf("包括", StringComparison.Ordinal);
            if (at < 0) continue;
            var end = text.IndexOf('。', at);
            foreach (var part in text.AsSpan(at + 2, (end < 0 ? text.Length : end) - at - 2).ToString().Split('、', '，', '；', '：')) Kind(part, told.Spot);
        }
        check.Missing("没有列出机关运行经费的费用名称", "the kinds of operating expenses are not listed");

        void Kind(string? kind, Spot spot)
        {
            var name = kind.AsSpan().Trim().TrimEnd('等');
            if (name.Length is < 2 or > 20) return;
            foreach (var word in OperatingWords)
            {
                if (!name.Contains(word, StringComparison.Ordinal)) continue;
                check.Compared();
                return;
            }
            var place = spot.Place;
            check.Fail(place with { Key = place.Key + "/" + name.ToString() }, $"机关运行经费中的“{name}”不是商品和服务支出（302）或资本性支出（310）的科目。请核对名称。", $"\"{name}\" is no head of 302 or 310. Check the name.", name.ToString());
        }
    }
}
