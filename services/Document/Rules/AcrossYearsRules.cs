using static Budget.Document.Rules.Rule;

namespace Budget.Document.Rules;

/// <summary>XDC: this year's document against last year's, where that one is at hand.</summary>
static class AcrossYearsRules
{
    static readonly SubjectKind[] Kinds =
    [
        SubjectKind.Revenue, SubjectKind.Expenditure, SubjectKind.RevenueFiscalAppropriation, SubjectKind.Fiscal, SubjectKind.General, SubjectKind.GeneralCurrentYear, SubjectKind.GeneralBasic, SubjectKind.GeneralProject,
        SubjectKind.GeneralPersonnel, SubjectKind.GeneralOperating, SubjectKind.GovernmentFund, SubjectKind.StateCapital,
        SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality,
    ];

    public static readonly IReadOnlyList<Rule> All =
    [
        Error("XDC-001", "上年数应与上年公开的预算一致", "Last year's figures are those of last year's published budget", Basis.Practice, Xdc001),
    ];

    static Evidence? LastYear(Check check)
    {
        if (check.Document.LastYear is { } last && last.Year == check.Year - 1) return new Evidence(last);
        check.Missing("上年公开文件未提供", "last year's published document is not at hand");
        return null;
    }

    static void Xdc001(Check check)
    {
        if (LastYear(check) is not { } last) return;
        if (check.Evidence.MadeHere)
        {
            foreach (var kind in Kinds)
            {
                if (check.Evidence.Fact(kind)?.Basis != PriorBasis.PriorExecution && check.Evidence.Prior(kind) is { IsNumber: true } prior) Same(kind, prior.Fen, prior.Grain, prior.Spot);
            }
        }
        foreach (var c in check.Evidence.Comparisons)
        {
            if (!c.AgainstExecution && c.Before is { } before && Array.IndexOf(Kinds, c.Kind) >= 0) Same(c.Kind, before, c.Grain, c.Said.Spot);
        }
        check.Missing("没有与上年预算比较的数字", "nothing is compared with last year's budget");

        void Same(SubjectKind kind, Int128 prior, long grain, Spot spot)
        {
            var published = last.Amount(kind);
            if (!published.IsNumber) return;
            var off = prior - published.Fen;
            if (Int128.Abs(off) <= Math.Max(grain, published.Grain) * 3 / 2)
            {
                check.Compared();
                return;
            }
            var place = spot.Place;
            var (found, expected, by) = (spot.Write(prior), spot.Write(published.Fen), (off > 0 ? "+" : "") + spot.Write(off));
            check.Fail(place with { Key = place.Key + "/last-year" }, $"{place.Text} 的上年数为 {found}，上年公开的预算为 {expected}，相差 {by}。请核对；上年预算有调整的请说明口径。",
                $"last year's figure at {place.Text} is {found}; last year's published budget has {expected}, difference {by}. Check it, or say what was adjusted.", found, expected, by);
        }
    }
}
