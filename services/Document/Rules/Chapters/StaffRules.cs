using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>STF: posts, staff in post and retired staff.</summary>
static class StaffRules
{
    static readonly SubjectKind[] EstablishmentKinds = [SubjectKind.EstablishmentAdministrative, SubjectKind.EstablishmentInstitution, SubjectKind.EstablishmentLogistics, SubjectKind.EstablishmentQuota];
    static readonly SubjectKind[] InPostKinds = [SubjectKind.InPostAdministrative, SubjectKind.InPostInstitution, SubjectKind.InPostLogistics, SubjectKind.InPostQuota, SubjectKind.InPostPurchased];
    static readonly SubjectKind[] RetiredKinds = [SubjectKind.RetiredVeteran, SubjectKind.RetiredOrdinary];

    public static readonly IReadOnlyList<Rule> All =
    [
        Error("STF-001", "编制数应等于各类编制之和", "Establishment equals the sum of its categories", Basis.Arithmetic, c => Sum(c, SubjectKind.Establishment, EstablishmentKinds, "编制数与各类编制之和不符", "the posts are not the sum of their kinds")),
        Error("STF-002", "在职实有人数应等于各类人员之和", "Staff in post equals the sum of its categories", Basis.Arithmetic, c => Sum(c, SubjectKind.InPost, InPostKinds, "在职实有人数与各类人员之和不符", "staff in post are not the sum of their kinds")),
        Error("STF-003", "离退休人员应等于离休与退休之和", "Retired staff equals retired veteran cadres plus other retirees", Basis.Arithmetic, c => Sum(c, SubjectKind.Retired, RetiredKinds, "离退休人员与离休、退休之和不符", "retired staff are not the sum of their kinds")),
        Warning("STF-004", "各类实有人数不应超过编制", "Staff in post of each category do not exceed its establishment", Basis.Practice, Stf004),
        Warning("STF-005", "政府购买服务人员不占编制，不应计入在职人数", "Purchased-service staff hold no established post and are not counted as staff in post", Basis.Practice, Stf005),
        Error("STF-006", "参照公务员法管理人员不应超过事业人员", "Staff administered under the Civil Service Law do not exceed institution staff", Basis.Arithmetic, Stf006),
        Warning("STF-007", "有离退休人员应有离退休支出，反之亦然", "Retired staff and expenditure on retirement go together", Basis.Practice, Stf007),
        Warning("STF-008", "没有离休人员不应有离休费", "Without retired veteran cadres there is no expenditure on them", Basis.Practice, Stf008),
        Info("STF-009", "人均工资福利支出应在合理区间", "Wages and welfare per head are within the usual range", Basis.Practice, Stf009),
        Info("STF-010", "党建等内部活动人数不应超过在职与离退休人数", "Participants in internal activities do not exceed staff in post and retired staff", Basis.Practice, Stf010),
    ];

    static void Sum(Check check, SubjectKind whole, SubjectKind[] kinds, string rule, string ruleEn)
    {
        if (check.Evidence.Count(whole, out var spot) is not { } total)
        {
            check.Missing("没有人员数字", "the numbers of staff are not given");
            return;
        }
        Int128 sum = 0;
        var any = false;
        foreach (var kind in kinds)
        {
            if (check.Evidence.Count(kind, out _) is not { } count) continue;
            any = true;
            sum += count;
        }
        if (spot is { Owner: Statement statement, Part: Figure figure } && !AllKnown(check, statement, figure)) check.Missing("有未识别的人员分类", "some kinds of staff are not recognised");
        else if (any) check.EqualCount(total, spot, sum, "人", rule, ruleEn);
        else check.Missing("没有分类的人员数字", "the kinds of staff are not given");
    }

    static bool AllKnown(Check check, Statement statement, Figure figure)
    {
        foreach (var told in check.Evidence.Told)
        {
            if (ReferenceEquals(told.Figure, figure)) return check.Evidence.KnowsAllBeside(told);
        }
        return statement.Figures.Count == 0;
    }

    static void Stf004(Check check)
    {
        for (var i = 0; i < EstablishmentKinds.Length; i++)
        {
            if (check.Evidence.Count(EstablishmentKinds[i], out _) is not { } posts || check.Evidence.Count(InPostKinds[i], out var spot) is not { } people) continue;
            if (people <= posts)
            {
                check.Compared();
                continue;
            }
            var name = SubjectKinds.Of(InPostKinds[i]).Chinese;
            var over = (Int128)people - posts;
            check.Fail(spot.Place, $"{name}实有 {people} 人，超过编制 {posts} 人，多 {over} 人。请核对或说明。", $"{people} people are in post for {posts} posts, {over} too many. Check or explain.", $"{people}人", $"≤ {posts}人", $"+{over}人");
        }
        check.Missing("没有编制数或实有人数", "posts or staff in post are not given");
    }

    static void Stf005(Check check)
    {
        if (check.Evidence.Count(SubjectKind.InPost, out _) is not { } inPost)
        {
            check.Missing("没有在职实有人数", "staff in post are not given");
            return;
        }
        var purchased = check.Evidence.Count(SubjectKind.InPostPurchased, out var spot) ?? 0;
        Int128 own = 0;
        foreach (var kind in InPostKinds)
        {
            if (kind != SubjectKind.InPostPurchased) own += check.Evidence.Count(kind, out _) ?? 0;
        }
        // Named beside the staff but not counted among them is as it should be.
        if (purchased <= 0 || inPost == own)
        {
            check.Compared();
            return;
        }
        check.Fail(spot.Place, $"政府购买服务人员 {purchased} 人计入了在职实有人数 {inPost} 人；购买服务人员不占编制，在职应为 {(Int128)inPost - purchased} 人。请单独列示。",
            $"{purchased} purchased service staff are counted among the {inPost} in post; they hold no post, so {(Int128)inPost - purchased} are. List them apart.", $"{inPost}人", $"{(Int128)inPost - purchased}人", $"+{purchased}人");
    }

    static void Stf006(Check check)
    {
        if (check.Evidence.Count(SubjectKind.InPostCivilServiceLaw, out var spot) is not { } law || check.Evidence.Count(SubjectKind.InPostInstitution, out _) is not { } all)
        {
            check.Missing("没有事业人员或参照公务员法管理人员的数字", "institution staff, or those under the civil service law, are not given");
            return;
        }
        if (law <= all) check.Compared();
        else check.Fail(spot.Place, $"参照公务员法管理 {law} 人，超过事业人员 {all} 人。请核对。", $"{law} under the civil service law are more than the {all} institution staff. Check both.", $"{law}人", $"≤ {all}人", $"+{(Int128)law - all}人");
    }

    static void Stf007(Check check)
    {
        if (check.Evidence.Count(SubjectKind.Retired, out var spot) is not { } retired)
        {
            check.Missing("没有离退休人数", "the number of retired staff is not given");
            return;
        }
        if (check.Need(TableRole.BasicExpenditure) is not { } basic) return;
        var money = basic.At(basic.Find(EconomicCodes.VeteranPension), ColumnRole.Total).Fen != 0 || basic.At(basic.Find(EconomicCodes.RetirementPension), ColumnRole.Total).Fen != 0;
        if (check.Evidence.GeneralItems is { } items)
        {
            foreach (var code in (ReadOnlySpan<int>)[2080501, 2080502, 2080503]) money |= items.At(items.Find(code), ColumnRole.Total).Fen != 0;
        }
        if (retired > 0 == money) check.Compared();
        else if (money) check.Fail(spot.Place, "没有离退休人员，但有离退休支出（30301、30302或20805离退休科目）。请核对人数。", "there is money for retired staff but nobody is retired. Check the number.", "0人");
        else check.Fail(spot.Place, $"有离退休人员 {retired} 人，但没有离退休支出（30301、30302或20805离退休科目）。请核对。", $"{retired} are retired but there is no money for them. Check the tables.", $"{retired}人");
    }

    static void Stf008(Check check)
    {
        if (check.Evidence.Count(SubjectKind.RetiredVeteran, out _) is not { } veterans)
        {
            check.Missing("没有离休人数", "the number of retired veterans is not given");
            return;
        }
        if (check.Need(TableRole.BasicExpenditure) is not { } basic) return;
        var money = basic.At(basic.Find(EconomicCodes.VeteranPension), ColumnRole.Total);
        if (veterans > 0 || money.Fen == 0) check.Compared();
        else check.Fail(money.Spot.Place, $"没有离休人员，但有离休费 {money.Shown}。请核对人数或科目。", $"nobody is a retired veteran but there is {money.Shown} for them. Check the number or the code.", money.Shown, "0");
    }

    static void Stf009(Check check)
    {
        var wages = check.Evidence.Economic(EconomicCodes.Wages);
        if (!wages.IsNumber)
        {
            foreach (var told in check.Evidence.TellsOf(SubjectKind.EconomicCode))
            {
                if (told.Code == EconomicCodes.Wages && told.Measure == Measure.Amount && told.IsNumber && !told.Prior) wages = told.Reading;
            }
        }
        var staff = (check.Evidence.Count(SubjectKind.InPost, out _) ?? 0) - Math.Max(0, check.Evidence.Count(SubjectKind.InPostPurchased, out _) ?? 0);
        if (!wages.IsPositive || staff <= 0)
        {
            check.Missing("没有工资福利支出或在职人数", "wages or staff in post are not given");
            return;
        }
        OtherMattersRules.Within(check, wages, staff, Band.LeastWagePerHead, Band.MostWagePerHead, "人均工资福利支出", "wages and welfare per head");
    }

    static void Stf010(Check check)
    {
        if (check.Evidence.Count(SubjectKind.InPost, out _) is not { } inPost || check.Document.Targets?.Projects is not { Count: > 0 } forms)
        {
            check.Missing("没有在职人数或项目绩效目标表", "staff in post or project forms are not given");
            return;
        }
        var people = (Int128)inPost + (check.Evidence.Count(SubjectKind.Retired, out _) ?? 0);
        foreach (var form in forms)
        {
            // Only a project for the department's own people can be held against its staff.
            if (form?.Name is null || !form.Name.Contains("党建", StringComparison.Ordinal) && !form.Name.Contains("工会", StringComparison.Ordinal)) continue;
            foreach (var indicator in form.Indicators ?? [])
            {
                if (indicator is null || People(indicator.Value) is not { } named) continue;
                if (named <= people)
                {
                    check.Compared();
                    continue;
                }
                check.Fail(new Place($"form:{form.Name}/{indicator.Level2}/{indicator.Name}", $"项目绩效目标表 / {form.Name} / {indicator.Name}"),
                    $"项目涉及 {named} 人，超过在职与离退休人数 {people} 人。请核对。", $"{named} people are named; the department has {people} in post and retired. Check it.", $"{named}人", $"≤ {people}人");
            }
        }
        check.Missing("项目绩效目标中没有本部门人数", "no project names the department's own people");
    }

    /// <summary>"57 人" → 57; anything else ("200 每人", "≥95%") is no number of people.</summary>
    static long? People(string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        var text = value.AsSpan().Trim().TrimStart("≥≤=＞＜><").Trim();
        var i = 0;
        while (i < text.Length && text[i] is >= '0' and <= '9') i++;
        return i is > 0 and < 10 && text[i..].Trim() is "人" or "人次" && long.TryParse(text[..i], out var people) ? people : null;
    }
}
