using System.Globalization;

namespace Budget.Document;

/// <summary>
/// What a figure speaks of, independent of where it stands: "the general public budget's basic
/// expenditure", "function code 2010301", "the project named …". Tables, typed facts, prose and
/// charts meet in it. Its text form ("general.basic", "function:2010301") is the wire's vocabulary.
/// </summary>
public readonly record struct Subject(SubjectKind Kind, int Code = 0, string? Name = null)
{
    public static readonly Subject None;

    public static Subject Function(int code) => new(SubjectKind.FunctionCode, code);
    public static Subject Economic(int code) => new(SubjectKind.EconomicCode, code);
    public static Subject Project(string name) => new(SubjectKind.Project, 0, name);
    public static implicit operator Subject(SubjectKind kind) => new(kind);

    public bool IsNone => Kind == SubjectKind.None;

    public override string ToString() => Kind switch
    {
        SubjectKind.None => "",
        SubjectKind.FunctionCode => "function:" + Code.ToString(CultureInfo.InvariantCulture),
        SubjectKind.EconomicCode => "economic:" + Code.ToString(CultureInfo.InvariantCulture),
        SubjectKind.Project => "project:" + Name,
        _ => SubjectKinds.Of(Kind).Id,
    };

    /// <summary>Reads the text form; null if the vocabulary has no such subject.</summary>
    public static Subject? Parse(string text)
    {
        if (SubjectKinds.ById.TryGetValue(text, out var kind)) return kind.Kind;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        var rest = text[(colon + 1)..];
        return text[..colon] switch
        {
            "function" when int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => Function(code),
            "economic" when int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => Economic(code),
            "project" when rest.Length > 0 => Project(rest),
            _ => null,
        };
    }
}

public enum SubjectKind
{
    None,
    FunctionCode, EconomicCode, Project,
    Revenue, RevenueFiscalAppropriation, RevenueGeneralPublicBudget, RevenueGovernmentFund, RevenueStateCapital, RevenueSpecialAccount,
    RevenueInstitutional, RevenueBusiness, RevenueSuperiorSubsidy, RevenueAffiliateRemittance, RevenueOther, RevenueCarriedOver,
    RevenueThisYear,
    Expenditure, ExpenditureBasic, ExpenditureProject, ExpenditureSpecial, ExpenditureThisYear, ExpenditureCarriedForward,
    Fiscal, FiscalGeneralPublicBudget, FiscalGeneralPublicBudgetCarriedOver, FiscalGovernmentFund, FiscalGovernmentFundCarriedOver,
    FiscalStateCapital, FiscalStateCapitalCarriedOver, FiscalBasic, FiscalProject,
    General, GeneralCurrentYear, GeneralCarriedOver, GeneralBasic, GeneralProject, GeneralPersonnel, GeneralOperating,
    GovernmentFund, StateCapital,
    ThreePublic, Overseas, Vehicles, VehiclePurchase, VehicleOperation, Hospitality,
    AgencyOperating,
    Procurement, ProcurementGoods, ProcurementWorks, ProcurementServices, ProcurementSme, ProcurementSmallMicro,
    PerformanceGeneral, PerformanceFund, PerformanceAmount, PerformanceProjects, PerformanceUnits,
    Establishment, EstablishmentAdministrative, EstablishmentInstitution, EstablishmentLogistics, EstablishmentQuota,
    InPost, InPostAdministrative, InPostInstitution, InPostCivilServiceLaw, InPostLogistics, InPostQuota, InPostPurchased,
    Retired, RetiredVeteran, RetiredOrdinary,
    VehicleCount, VehicleMinister, VehicleLeader, VehicleConfidential, VehicleEmergency, VehicleLawEnforcement, VehicleSpecialTechnical,
    VehicleVeteran, VehicleGeneral, VehicleOther,
    VehiclesToBuy, VehiclesToBuyMinister, VehiclesToBuyLeader, VehiclesToBuyConfidential, VehiclesToBuyEmergency,
    VehiclesToBuyLawEnforcement,
    VehiclesToBuySpecialTechnical, VehiclesToBuyVeteran, VehiclesToBuyGeneral, VehiclesToBuyOther, EquipmentOverMillion,
    EquipmentToBuyOverMillion,
    UnitsAdministrative, UnitsCivilServiceLaw, UnitsInstitution, UnitsAll,
}

/// <summary>A line of the vocabulary: id on the wire, names for people, and whether it is counted or money.</summary>
public sealed record SubjectTerm(SubjectKind Kind, string Id, string Chinese, string English, string? CountUnit = null)
{
    public bool IsMoney => CountUnit is null;
}

public static class SubjectKinds
{
    /// <summary>The whole vocabulary in the document's order.</summary>
    public static readonly IReadOnlyList<SubjectTerm> All =
    [
        new(SubjectKind.Revenue, "revenue", "收入总计", "Total revenue"),
        new(SubjectKind.RevenueThisYear, "revenue.this_year", "本年收入合计", "Revenue of the year"),
        new(SubjectKind.RevenueFiscalAppropriation, "revenue.fiscal_appropriation", "财政拨款收入", "Fiscal appropriation"),
        new(SubjectKind.RevenueGeneralPublicBudget, "revenue.general_public_budget", "一般公共预算财政拨款收入",
            "General public budget appropriation"),
        new(SubjectKind.RevenueGovernmentFund, "revenue.government_fund", "政府性基金预算财政拨款收入", "Government fund appropriation"),
        new(SubjectKind.RevenueStateCapital, "revenue.state_capital", "国有资本经营预算财政拨款收入", "State capital appropriation"),
        new(SubjectKind.RevenueSpecialAccount, "revenue.special_account", "财政专户管理资金", "Special account funds"),
        new(SubjectKind.RevenueInstitutional, "revenue.institutional", "事业收入", "Institutional revenue"),
        new(SubjectKind.RevenueBusiness, "revenue.business", "事业单位经营收入", "Business revenue"),
        new(SubjectKind.RevenueSuperiorSubsidy, "revenue.superior_subsidy", "上级补助收入", "Superior subsidy"),
        new(SubjectKind.RevenueAffiliateRemittance, "revenue.affiliate_remittance", "附属单位上缴收入", "Affiliate remittance"),
        new(SubjectKind.RevenueOther, "revenue.other", "其他收入", "Other revenue"),
        new(SubjectKind.RevenueCarriedOver, "revenue.carried_over", "上年结转", "Carried over"),
        new(SubjectKind.Expenditure, "expenditure", "支出总计", "Total expenditure"),
        new(SubjectKind.ExpenditureThisYear, "expenditure.this_year", "本年支出合计", "Expenditure of the year"),
        new(SubjectKind.ExpenditureBasic, "expenditure.basic", "基本支出", "Basic expenditure"),
        new(SubjectKind.ExpenditureProject, "expenditure.project", "项目支出", "Project expenditure"),
        new(SubjectKind.ExpenditureSpecial, "expenditure.special", "专项支出", "Special expenditure"),
        new(SubjectKind.ExpenditureCarriedForward, "expenditure.carried_forward", "结转下年", "Carried forward"),
        new(SubjectKind.Fiscal, "fiscal", "财政拨款收支总预算", "Fiscal appropriation, revenue and expenditure"),
        new(SubjectKind.FiscalGeneralPublicBudget, "fiscal.general_public_budget", "一般公共预算财政拨款", "General public budget"),
        new(SubjectKind.FiscalGeneralPublicBudgetCarriedOver, "fiscal.general_public_budget.carried_over", "一般公共预算上年结转",
            "General public budget, carried over"),
        new(SubjectKind.FiscalGovernmentFund, "fiscal.government_fund", "政府性基金预算财政拨款", "Government fund"),
        new(SubjectKind.FiscalGovernmentFundCarriedOver, "fiscal.government_fund.carried_over", "政府性基金上年结转",
            "Government fund, carried over"),
        new(SubjectKind.FiscalStateCapital, "fiscal.state_capital", "国有资本经营预算财政拨款", "State capital"),
        new(SubjectKind.FiscalStateCapitalCarriedOver, "fiscal.state_capital.carried_over", "国有资本经营预算上年结转",
            "State capital, carried over"),
        new(SubjectKind.FiscalBasic, "fiscal.basic", "财政拨款基本支出", "Basic expenditure from appropriation"),
        new(SubjectKind.FiscalProject, "fiscal.project", "财政拨款项目支出", "Project expenditure from appropriation"),
        new(SubjectKind.General, "general", "一般公共预算财政拨款支出", "General public budget expenditure"),
        new(SubjectKind.GeneralCurrentYear, "general.current_year", "一般公共预算当年预算", "General public budget of the year"),
        new(SubjectKind.GeneralCarriedOver, "general.carried_over", "一般公共预算上年结转支出",
            "General public budget, carried over expenditure"),
        new(SubjectKind.GeneralBasic, "general.basic", "一般公共预算基本支出", "General public budget, basic"),
        new(SubjectKind.GeneralProject, "general.project", "一般公共预算项目支出", "General public budget, project"),
        new(SubjectKind.GeneralPersonnel, "general.personnel", "人员经费", "Personnel funds"),
        new(SubjectKind.GeneralOperating, "general.operating", "公用经费", "Operating funds"),
        new(SubjectKind.GovernmentFund, "government_fund", "政府性基金预算支出", "Government fund expenditure"),
        new(SubjectKind.StateCapital, "state_capital", "国有资本经营预算支出", "State capital expenditure"),
        new(SubjectKind.ThreePublic, "three_public", "“三公”经费", "Three public expenses"),
        new(SubjectKind.Overseas, "three_public.overseas", "因公出国（境）费", "Overseas visits"),
        new(SubjectKind.Vehicles, "three_public.vehicles", "公务用车购置及运行费", "Official vehicles"),
        new(SubjectKind.VehiclePurchase, "three_public.vehicle_purchase", "公务用车购置费", "Vehicle purchase"),
        new(SubjectKind.VehicleOperation, "three_public.vehicle_operation", "公务用车运行费", "Vehicle operation"),
        new(SubjectKind.Hospitality, "three_public.hospitality", "公务接待费", "Official hospitality"),
        new(SubjectKind.AgencyOperating, "agency_operating", "机关运行经费", "Agency operating expenses"),
        new(SubjectKind.Procurement, "procurement", "政府采购", "Government procurement"),
        new(SubjectKind.ProcurementGoods, "procurement.goods", "政府采购货物", "Procurement of goods"),
        new(SubjectKind.ProcurementWorks, "procurement.works", "政府采购工程", "Procurement of works"),
        new(SubjectKind.ProcurementServices, "procurement.services", "政府采购服务", "Procurement of services"),
        new(SubjectKind.ProcurementSme, "procurement.sme", "面向中小企业预留", "Reserved for small and medium enterprises"),
        new(SubjectKind.ProcurementSmallMicro, "procurement.small_micro", "预留给小型和微型企业",
            "Reserved for small and micro enterprises"),
        new(SubjectKind.PerformanceGeneral, "performance.general_public_budget", "绩效目标涉及一般公共预算",
            "General public budget with targets"),
        new(SubjectKind.PerformanceFund, "performance.government_fund", "绩效目标涉及政府性基金", "Government fund with targets"),
        new(SubjectKind.PerformanceAmount, "performance.amount", "绩效目标涉及项目预算资金", "Project money with targets"),
        new(SubjectKind.PerformanceProjects, "performance.projects", "编报绩效目标的项目", "Projects with targets", "个"),
        new(SubjectKind.PerformanceUnits, "performance.units", "编报绩效目标的预算单位", "Units with targets", "个"),
        new(SubjectKind.Establishment, "staff.establishment", "编制", "Establishment", "人"),
        new(SubjectKind.EstablishmentAdministrative, "staff.establishment.administrative", "行政编制", "Administrative posts", "人"),
        new(SubjectKind.EstablishmentInstitution, "staff.establishment.public_institution", "事业编制", "Institution posts", "人"),
        new(SubjectKind.EstablishmentLogistics, "staff.establishment.logistics_workers", "机关工勤编制", "Logistics posts", "人"),
        new(SubjectKind.EstablishmentQuota, "staff.establishment.quota_staff", "员额编制", "Quota posts", "人"),
        new(SubjectKind.InPost, "staff.in_post", "在职实有人数", "Staff in post", "人"),
        new(SubjectKind.InPostAdministrative, "staff.in_post.administrative", "行政人员", "Administrative staff", "人"),
        new(SubjectKind.InPostInstitution, "staff.in_post.public_institution", "事业人员", "Institution staff", "人"),
        new(SubjectKind.InPostCivilServiceLaw, "staff.in_post.public_institution_under_civil_service_law", "参照公务员法管理人员",
            "Institution staff under the civil service law", "人"),
        new(SubjectKind.InPostLogistics, "staff.in_post.logistics_workers", "机关工勤人员", "Logistics workers", "人"),
        new(SubjectKind.InPostQuota, "staff.in_post.quota_staff", "员额人员", "Quota staff", "人"),
        new(SubjectKind.InPostPurchased, "staff.in_post.purchased_service", "政府购买服务人员", "Purchased service staff", "人"),
        new(SubjectKind.Retired, "staff.retired", "离退休人员", "Retired staff", "人"),
        new(SubjectKind.RetiredVeteran, "staff.retired.veteran_cadre_retired", "离休", "Retired veteran cadres", "人"),
        new(SubjectKind.RetiredOrdinary, "staff.retired.retired", "退休", "Retired", "人"),
        new(SubjectKind.VehicleCount, "vehicles", "车辆", "Vehicles", "辆"),
        new(SubjectKind.VehicleMinister, "vehicles.minister", "部级领导干部用车", "Minister-level vehicles", "辆"),
        new(SubjectKind.VehicleLeader, "vehicles.leader", "主要领导干部用车", "Leaders' vehicles", "辆"),
        new(SubjectKind.VehicleConfidential, "vehicles.confidential", "机要通信用车", "Confidential communication vehicles", "辆"),
        new(SubjectKind.VehicleEmergency, "vehicles.emergency", "应急保障用车", "Emergency vehicles", "辆"),
        new(SubjectKind.VehicleLawEnforcement, "vehicles.law_enforcement", "执法执勤用车", "Law enforcement vehicles", "辆"),
        new(SubjectKind.VehicleSpecialTechnical, "vehicles.special_technical", "特种专业技术用车", "Special technical vehicles", "辆"),
        new(SubjectKind.VehicleVeteran, "vehicles.veteran", "离退休干部用车", "Retired cadres' vehicles", "辆"),
        new(SubjectKind.VehicleGeneral, "vehicles.general", "一般公务用车", "General official vehicles", "辆"),
        new(SubjectKind.VehicleOther, "vehicles.other", "其他用车", "Other vehicles", "辆"),
        new(SubjectKind.VehiclesToBuy, "vehicles_to_buy", "安排购置车辆", "Vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyMinister, "vehicles_to_buy.minister", "安排购置部级领导干部用车", "Minister-level vehicles to buy",
            "辆"),
        new(SubjectKind.VehiclesToBuyLeader, "vehicles_to_buy.leader", "安排购置主要领导干部用车", "Leaders' vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyConfidential, "vehicles_to_buy.confidential", "安排购置机要通信用车",
            "Confidential communication vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyEmergency, "vehicles_to_buy.emergency", "安排购置应急保障用车", "Emergency vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyLawEnforcement, "vehicles_to_buy.law_enforcement", "安排购置执法执勤用车",
            "Law enforcement vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuySpecialTechnical, "vehicles_to_buy.special_technical", "安排购置特种专业技术用车",
            "Special technical vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyVeteran, "vehicles_to_buy.veteran", "安排购置离退休干部用车", "Retired cadres' vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyGeneral, "vehicles_to_buy.general", "安排购置一般公务用车", "General official vehicles to buy", "辆"),
        new(SubjectKind.VehiclesToBuyOther, "vehicles_to_buy.other", "安排购置其他用车", "Other vehicles to buy", "辆"),
        new(SubjectKind.EquipmentOverMillion, "equipment_over_1m", "单价100万元以上设备", "Equipment over 1 million yuan each", "台（套）"),
        new(SubjectKind.EquipmentToBuyOverMillion, "equipment_to_buy_over_1m", "安排购置单价100万元以上设备",
            "Equipment over 1 million yuan to buy", "台（套）"),
        new(SubjectKind.UnitsAdministrative, "units.administrative", "行政单位", "Administrative units", "家"),
        new(SubjectKind.UnitsCivilServiceLaw, "units.civil_service_law", "参公单位", "Units under the civil service law", "家"),
        new(SubjectKind.UnitsInstitution, "units.institution", "事业单位", "Public institutions", "家"),
        new(SubjectKind.UnitsAll, "units", "预算单位", "Budget units", "家"),
    ];

    public static readonly IReadOnlyDictionary<string, SubjectTerm> ById = All.ToDictionary(t => t.Id);

    static readonly SubjectTerm[] ByKind = MakeByKind();

    public static bool IsRevenueSource(SubjectKind kind) =>
        kind is >= SubjectKind.RevenueFiscalAppropriation and <= SubjectKind.RevenueCarriedOver;

    public static SubjectTerm Of(SubjectKind kind) => ByKind[(int)kind];

    static SubjectTerm[] MakeByKind()
    {
        var byKind = new SubjectTerm[Enum.GetValues<SubjectKind>().Length];
        foreach (var term in All) byKind[(int)term.Kind] = term;
        return byKind;
    }
}
