using System.Globalization;
using Budget.Document.Recognition;

namespace Budget.Document.Tests;

/// <summary>Prints the samples' prose as the two forms print it, figure by figure, from their own numbers.</summary>
static class PrintedSample
{
    public static DisclosureDocument Shanghai(DisclosureDocument document)
    {
        var e = new Evidence(document);
        string W(SubjectKind kind) => Wan(e.Stored(kind).Fen);
        var statements = new List<Statement>();
        void Say(string section, string heading, string text, params Figure[] figures) =>
            statements.Add(new(statements.Count, section, heading, text, [.. figures.Select((f, i) => f with { Index = i })]));
        const string notes = "2025年部门预算编制说明", other = "其他相关情况说明";
        var name = document.Department.Name;

        Say(notes + " 第1段", "", $"2025年，{name}收入预算{W(SubjectKind.Revenue)}万元，其中：财政拨款收入……",
            Amount(name + "收入预算", W(SubjectKind.Revenue)), Amount("财政拨款收入", W(SubjectKind.RevenueFiscalAppropriation)), Change("财政拨款收入", "50.00", "增加", "2024年预算"),
            Amount("事业收入", "0"), Amount("事业单位经营收入", "0"), Amount("其他收入", "0"));
        Say(notes + " 第2段", "", "支出预算……",
            Amount("支出预算", W(SubjectKind.Expenditure)), Amount("财政拨款支出预算", W(SubjectKind.Fiscal)), Change("财政拨款支出预算", "50.00", "增加", "2024年预算"),
            Amount("一般公共预算拨款支出预算", W(SubjectKind.General)), Change("一般公共预算拨款支出预算", "50.00", "增加", "2024年预算"),
            Amount("政府性基金拨款支出预算", W(SubjectKind.GovernmentFund)), Change("政府性基金拨款支出预算", null, "持平", "2024年预算"),
            Amount("国有资本经营预算拨款支出预算", "0"), Change("国有资本经营预算拨款支出预算", null, "持平", "2024年预算"));
        Say(notes + " 第3段", "", "财政拨款收入支出增加的主要原因是项目调整。");
        Say(notes + " 第4段", "", "财政拨款支出主要内容如下：");
        var n = 0;
        foreach (var role in new[] { TableRole.GeneralPublic, TableRole.GovernmentFund })
        {
            var sheet = e[role]!;
            foreach (var row in sheet.Rows.Where(r => r.Code >= 1_000_000))
            {
                var label = $"“{sheet.Find(row.Code / 10000)!.Name}-{sheet.Find(row.Code / 100)!.Name}-{row.Name}”";
                Say($"{notes} {++n}", "", $"{n}. {label}科目{Wan(sheet.At(row, ColumnRole.Total).Fen)}万元，主要用于日常工作。", Amount(label, Wan(sheet.At(row, ColumnRole.Total).Fen)));
            }
        }
        Say(other + " 一", "2025年“三公”经费预算情况说明", "2025年“三公”经费预算数为……",
            Amount("2025年“三公”经费预算数", W(SubjectKind.ThreePublic)), Change("2025年“三公”经费预算数", "1.50", "减少", "2024年预算"));
        Say(other + " 一（一）", "2025年“三公”经费预算情况说明", "（一）因公出国（境）费……",
            Amount("因公出国（境）费", W(SubjectKind.Overseas)), Change("因公出国（境）费", "1.00", "减少", "2024年预算", "减少因公出国（境）计划"));
        Say(other + " 一（二）", "2025年“三公”经费预算情况说明", "（二）公务用车购置及运行费……",
            Amount("公务用车购置及运行费", W(SubjectKind.Vehicles)), Change("公务用车购置及运行费", "0.50", "减少", "2024年预算"),
            Amount("公务用车购置费", W(SubjectKind.VehiclePurchase)), Change("公务用车购置费", null, "持平", "2024年预算"),
            Amount("公务用车运行费", W(SubjectKind.VehicleOperation)), Change("公务用车运行费", "0.50", "减少", "2024年预算", "压减车辆运行费"));
        Say(other + " 一（三）", "2025年“三公”经费预算情况说明", "（三）公务接待费……", Amount("公务接待费", W(SubjectKind.Hospitality)), Change("公务接待费", null, "持平", "2024年预算"));
        Say(other + " 二", "机关运行经费预算", "2025年机关运行经费预算为……", Amount("财政拨款的机关运行经费预算", W(SubjectKind.AgencyOperating)));
        Say(other + " 三", "政府采购预算情况", "2025年本部门政府采购预算……",
            Amount("2025年本部门政府采购预算", W(SubjectKind.Procurement)), Amount("政府采购货物预算", W(SubjectKind.ProcurementGoods)), Amount("政府采购工程预算", W(SubjectKind.ProcurementWorks)), Amount("政府采购服务预算", W(SubjectKind.ProcurementServices)));
        Say(other + " 四", "绩效目标设置情况", "编报绩效目标的项目2个……", Count("编报绩效目标的项目", "2", "个"), Amount("涉及项目预算资金", W(SubjectKind.PerformanceAmount)));
        Say(other + " 五", "国有资产占有使用情况", "截至2024年12月31日，共有车辆4辆……",
            Count(name + "共有车辆", "4", "辆"), Count("机要通信用车", "1", "辆"), Count("应急保障用车", "3", "辆"), Count("其他用车", "0", "辆"));
        Say(other + " 五", "国有资产占有使用情况", "2025年部门预算安排购置车辆1辆……",
            Count("2025年部门预算安排购置车辆", "1", "辆"), Count("机要通信用车", "1", "辆"), Count("其他用车", "0", "辆"));
        return Elsewhere(document, statements);
    }

    public static DisclosureDocument Wuhan(DisclosureDocument document)
    {
        var e = new Evidence(document);
        string W(SubjectKind kind) => Wan(e.Stored(kind).Fen);
        string Percent(SubjectKind part, SubjectKind whole) => (e.Stored(part).Fen * 100m / e.Stored(whole).Fen).ToString("0.00", CultureInfo.InvariantCulture);
        var statements = new List<Statement>();
        void Say(string section, string heading, string text, params Figure[] figures) =>
            statements.Add(new(statements.Count, section, heading, text, [.. figures.Select((f, i) => f with { Index = i })]));
        const string h3 = "部门收支预算总体安排情况", h5 = "一般公共预算财政拨款支出预算情况", h6 = "“三公”经费财政拨款预算情况", alone = "“三公”经费预算情况说明（单独公开）", before = "2020 年预算";
        (string Label, SubjectKind Kind)[] sources =
        [
            ("一般公共预算财政拨款收入", SubjectKind.RevenueGeneralPublicBudget), ("政府性基金预算财政拨款收入", SubjectKind.RevenueGovernmentFund), ("事业收入", SubjectKind.RevenueInstitutional),
            ("上级补助收入", SubjectKind.RevenueSuperiorSubsidy), ("附属单位上缴收入", SubjectKind.RevenueAffiliateRemittance), ("事业单位经营收入", SubjectKind.RevenueBusiness),
            ("其他收入", SubjectKind.RevenueOther), ("纳入财政专户管理资金", SubjectKind.RevenueSpecialAccount), ("上年结转", SubjectKind.RevenueCarriedOver),
        ];
        var total = "2021 年部门收支总预算";
        Say("一（三）", "人员情况", "共有编制 40 人……",
            Count("共有编制", "40", "人"), Count("行政编制", "30", "人"), Count("事业编制", "6", "人"), Count("机关工勤编制", "4", "人"), Count("员额编制", "0", "人"),
            Count("在职实有人数", "36", "人"), Count("行政人员", "28", "人"), Count("事业人员", "5", "人"), Count("参照公务员法管理", "2", "人"), Count("机关工勤人员", "3", "人"), Count("员额人员", "0", "人"),
            Count("离退休人员", "20", "人"), Count("离休", "1", "人"), Count("退休", "19", "人"));
        Say("三", h3, "收入包括：……", [.. sources.Select(s => Amount(s.Label, W(s.Kind)))]);
        Say("三", h3, "支出包括：……", Amount("基本支出", W(SubjectKind.ExpenditureBasic)), Amount("项目支出", W(SubjectKind.ExpenditureProject)), Amount("专项支出", "0.00"));
        Say("三", h3, "2021 年部门收支总预算……", [Amount(total, W(SubjectKind.Revenue)), .. Less(total, SubjectKind.Revenue, "7.00", "压减一般性支出")]);
        Say("三（一）", "部门收入预算安排情况", "2021 年部门收入预算……",
            [Amount("2021 年部门收入预算", W(SubjectKind.Revenue)), .. sources.SelectMany(s => new[] { Amount(s.Label, W(s.Kind)), Share(s.Label, Percent(s.Kind, SubjectKind.Revenue)) })]);
        Say("三（二）", "部门支出预算安排情况", "2021 年部门支出预算……",
            Amount("2021 年部门支出预算", W(SubjectKind.Expenditure)), Amount("基本支出", W(SubjectKind.ExpenditureBasic)), Share("基本支出", Percent(SubjectKind.ExpenditureBasic, SubjectKind.Expenditure)),
            Amount("项目支出", W(SubjectKind.ExpenditureProject)), Share("项目支出", Percent(SubjectKind.ExpenditureProject, SubjectKind.Expenditure)));
        Say("四", "财政拨款收支预算总体情况", "2021 年财政拨款收支总预算……",
            Amount("2021 年财政拨款收支总预算", W(SubjectKind.Fiscal)), Amount("一般公共预算财政拨款本年收入", W(SubjectKind.FiscalGeneralPublicBudget)), Amount("上年结转", "0.00"),
            Amount("政府性基金预算财政拨款本年收入", "0.00"), Amount("上年结转", "0.00"), Amount("基本支出", W(SubjectKind.GeneralBasic)), Amount("项目支出", W(SubjectKind.GeneralProject)));
        Say("五", h5, "2021 年一般公共预算财政拨款支出预算……", [Amount("2021 年一般公共预算财政拨款支出预算", W(SubjectKind.General)), Amount("当年预算", W(SubjectKind.General)), .. Less("当年预算", SubjectKind.General, "5.00", ""), Amount("上年结转", "0.00")]);
        Say("五（一）", h5, "(一)基本支出……", [Amount("基本支出", W(SubjectKind.GeneralBasic)), .. Less("基本支出", SubjectKind.GeneralBasic, "3.00", "在职人员减少")]);
        Say("五（一）1", h5, "1.人员经费……", [Amount("人员经费", W(SubjectKind.GeneralPersonnel)), .. Less("人员经费", SubjectKind.GeneralPersonnel, "2.00", "在职人员减少")]);
        Say("五（一）1(1)", h5, "(1)工资福利支出……主要用于人员的工资、津贴以及社会保障缴费等。", Amount("工资福利支出", Wan(e.Economic(301).Fen)));
        Say("五（一）1(2)", h5, "(2)对个人和家庭的补助……主要用于离退休费。", Amount("对个人和家庭的补助", Wan(e.Economic(303).Fen)));
        Say("五（一）2", h5, "2.公用经费……", [Amount("公用经费", W(SubjectKind.GeneralOperating)), .. Less("公用经费", SubjectKind.GeneralOperating, "1.00", "压减办公费和印刷费")]);
        Say("五（二）", h5, "(二)项目支出……", [Amount("项目支出", W(SubjectKind.GeneralProject)), .. Less("项目支出", SubjectKind.GeneralProject, "2.00", "会务活动减少")]);
        Say("五（二）(1)", h5, "(1)……", Amount("政务服务平台运行维护费项目", "100.00"));
        Say("五（二）(2)", h5, "(2)……", Amount("会务和督查工作经费项目", "62.00"));
        Say("六（一）", "“三公”经费的单位范围", "区政府办公室因公出国（境）费用、公务用车购置及运行维护费、公务接待费开支单位为区政府办公室本级。");
        ThreePublic("六（二）", "六（二）1", "六（二）2", "六（二）2(1)", "六（二）2(2)", "六（二）3", "2021 年一般公共预算财政拨款资金安排“三公”经费预算");
        Say("七", "政府性基金预算财政拨款支出预算情况", "本部门没有使用政府性基金预算财政拨款安排的支出。也没有使用国有资本经营预算安排的支出。");
        Say("八（一）", "机关运行经费情况", "机关运行经费……主要包括：办公费、印刷费、水电费、差旅费等。", Amount("2021 年部门机关及下属参照公务员法管理事业单位的机关运行经费", W(SubjectKind.AgencyOperating)));
        Say("八（二）", "政府采购预算情况", "政府采购……",
            Amount("2021 年部门预算中纳入政府采购预算支出", W(SubjectKind.Procurement)), Amount("货物类", W(SubjectKind.ProcurementGoods)), Amount("工程类", "0.00"), Amount("服务类", W(SubjectKind.ProcurementServices)));
        Say("八（三）", "国有资产占有使用情况", "截至 2020 年 12 月 31 日，部门共有车辆 4 辆……",
            Count("部门共有车辆", "4", "辆"), Count("一般公务用车", "3", "辆"), Count("机要通信用车", "1", "辆"), Count("特种专业技术车", "0", "辆"));
        Say("八（四）", "绩效目标设置情况", "绩效目标……",
            Amount("2021 年部门项目绩效目标涉及一般公共预算本年财政拨款数", W(SubjectKind.PerformanceGeneral)), Amount("政府性基金预算本年财政拨款", "0.00"));
        Say(alone + " 一", "“三公”经费的单位范围", "区政府办公室因公出国（境）费用、公务用车购置及运行维护费、公务接待费开支单位为区政府办公室本级。");
        ThreePublic(alone + " 二", alone + " 二（一）", alone + " 二（二）", alone + " 二（二）1", alone + " 二（二）2", alone + " 二（三）", "2021 年部门财政拨款资金安排 “三公”经费预算");
        return Elsewhere(document, statements);

        Figure[] Less(string label, SubjectKind kind, string by, string reason)
        {
            var change = decimal.Parse(by, CultureInfo.InvariantCulture);
            var rate = change * 100 / (decimal.Parse(W(kind), CultureInfo.InvariantCulture) + change);
            return [Change(label, by, "减少", before), Rate(label, Math.Round(rate, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture), "下降", before) with { Reason = reason }];
        }

        void ThreePublic(string all, string abroad, string cars, string buy, string run, string host, string label)
        {
            Say(all, h6, "“三公”经费预算……", Amount(label, W(SubjectKind.ThreePublic)), Change(label, "1.50", "减少", before), Rate(label, "6.12", "下降", before));
            Say(abroad, h6, "因公出国(境)经费预算……", Amount("因公出国(境)经费预算", W(SubjectKind.Overseas)), Change("因公出国(境)经费预算", "1.00", "减少", before, "减少因公出国（境）计划"));
            Say(cars, h6, "公务用车购置及运行维护费……", Amount("公务用车购置及运行维护费", W(SubjectKind.Vehicles)), Change("公务用车购置及运行维护费", "0.50", "减少", before));
            Say(buy, h6, "公务用车购置费……", Amount("公务用车购置费", W(SubjectKind.VehiclePurchase)), Change("公务用车购置费", null, "持平", before));
            Say(run, h6, "公务用车运行维护费……", Amount("公务用车运行维护费", W(SubjectKind.VehicleOperation)), Change("公务用车运行维护费", "0.50", "减少", before, "压减车辆运行费"));
            Say(host, h6, "公务接待费预算……", Amount("公务接待费预算", W(SubjectKind.Hospitality)), Change("公务接待费预算", null, "持平", before));
        }
    }

    static DisclosureDocument Elsewhere(DisclosureDocument document, List<Statement> statements) => document with
    {
        Printed = new("部门预算", "sample", "", [], [], statements, []),
        Facts = new Dictionary<Subject, Fact>(),
        OperatingExpenseKinds = [],
        Glossary = [new("一般公共预算", "……"), new("政府性基金预算", "……"), new("“三公”经费", "……"), new("机关运行经费", "……")],
        // What is published of persons is masked.
        Targets = document.Targets is not { } targets ? null : targets with
        {
            Projects = [.. targets.Projects.Select(f => f.Leader.Length == 0 ? f : f with { Leader = "示某某", Phone = "" })],
            Overall = targets.Overall is not { } overall ? null : overall with { FilledBy = "示某某", Phone = "5550****" },
        },
    };

    static string Wan(long fen) => (fen / 1_000_000m).ToString("0.00", CultureInfo.InvariantCulture);

    public static Figure Amount(string label, string? value) => new(0, label, value is null ? null : PrintedNumber.Parse(value), "万元", Measure.Amount, "", "", "");
    public static Figure Change(string label, string? value, string direction, string basis, string reason = "") =>
        new(0, label, value is null ? null : PrintedNumber.Parse(value), "万元", Measure.Change, direction, basis, reason);
    public static Figure Rate(string label, string value, string direction, string basis) => new(0, label, PrintedNumber.Parse(value), "%", Measure.ChangeRate, direction, basis, "");
    public static Figure Share(string label, string value) => new(0, label, PrintedNumber.Parse(value), "%", Measure.Share, "", "", "");
    public static Figure Count(string label, string value, string unit) => new(0, label, PrintedNumber.Parse(value), unit, Measure.Count, "", "", "");
}
