using System.Buffers;
using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>YOY: this year against last year, and the reasons given for the change.</summary>
static class YearOnYearRules
{
    static readonly SubjectKind[] Totals =
        [SubjectKind.Revenue, SubjectKind.Expenditure, SubjectKind.RevenueThisYear, SubjectKind.ExpenditureThisYear, SubjectKind.RevenueFiscalAppropriation, SubjectKind.Fiscal];
    static readonly SubjectKind[] Budgets =
        [SubjectKind.General, SubjectKind.GeneralCurrentYear, SubjectKind.GovernmentFund, SubjectKind.StateCapital, SubjectKind.FunctionCode, SubjectKind.RevenueGeneralPublicBudget, SubjectKind.RevenueGovernmentFund];
    static readonly SubjectKind[] Basics = [SubjectKind.GeneralBasic, SubjectKind.ExpenditureBasic, SubjectKind.FiscalBasic];
    static readonly SubjectKind[] Funds = [SubjectKind.GeneralOperating, SubjectKind.GeneralPersonnel, SubjectKind.EconomicCode, SubjectKind.AgencyOperating];
    static readonly SubjectKind[] Projects = [SubjectKind.GeneralProject, SubjectKind.ExpenditureProject, SubjectKind.FiscalProject, SubjectKind.Project];
    static readonly SubjectKind[] ThreePublic =
        [SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality];

    public static readonly IReadOnlyList<Rule> All =
    [
        Error("YOY-001", "收支总额的增减比例应等于增减额除以上年数", "Total revenue and expenditure: the rate of change equals the change divided by last year", Basis.Arithmetic, c => Rates(c, Totals)),
        Error("YOY-002", "财政拨款各预算及各支出科目的增减比例应等于增减额除以上年数", "Appropriations and account codes: the rate of change equals the change divided by last year", Basis.Arithmetic, Yoy002),
        Error("YOY-003", "基本支出的增减比例应等于增减额除以上年数", "Basic expenditure: the rate of change equals the change divided by last year", Basis.Arithmetic, c => Rates(c, Basics)),
        Error("YOY-004", "人员经费、公用经费的增减比例应等于增减额除以上年数", "Personnel and operating funds: the rate of change equals the change divided by last year", Basis.Arithmetic, c => Rates(c, Funds)),
        Error("YOY-005", "项目支出的增减比例应等于增减额除以上年数", "Project expenditure: the rate of change equals the change divided by last year", Basis.Arithmetic, c => Rates(c, Projects)),
        Error("YOY-006", "“三公”经费的增减比例应等于增减额除以上年数", "“Three public” expenses: the rate of change equals the change divided by last year", Basis.Arithmetic, c => Rates(c, ThreePublic)),
        Error("YOY-007", "增减额应等于本年数减上年数", "The year-on-year change equals this year less last year", Basis.Arithmetic, Yoy007),
        Error("YOY-008", "合计的增减额应等于各部分增减额之和", "The change in a total equals the sum of the changes in its parts", Basis.Arithmetic, Yoy008),
        Info("YOY-009", "公用经费与上年比较的，人员经费也应比较", "Where operating funds are compared with last year, personnel funds are as well", Basis.Practice, Yoy009),
        Error("YOY-010", "增减方向的用词应与数字一致", "The stated direction of change agrees with the figures", Basis.Arithmetic, Yoy010),
        Error("YOY-011", "增减额与增减比例的方向用词应一致", "Amount and rate of change state the same direction", Basis.Arithmetic, Yoy011),
        Warning("YOY-012", "上年数为零的，不应列增减比例", "No rate of change is stated where last year's figure is zero", Basis.Practice, Yoy012),
        Warning("YOY-013", "增减变化应说明原因", "Year-on-year changes are explained", Basis.Practice, c => Reasons(c, big: false)),
        Warning("YOY-014", "原因不应与增减方向或项目相反", "The stated reason does not contradict the direction or the item", Basis.Practice, Yoy014),
        Info("YOY-015", "不同项目的原因和用途不应照抄", "Reasons and purposes are not copied from another item", Basis.Practice, Yoy015),
        Error("YOY-016", "比较的年度应为预算年度的上一年", "The year of comparison is the year before the budget year", Basis.Practice, Yoy016),
        Warning("YOY-017", "增减超过百分之三十的，应说明具体原因", "Year-on-year changes of more than 30% have a specific reason", Basis.Practice, Yoy017),
        Error("YOY-018", "各处得出的上年数应为同一数", "Last year's figure agrees wherever it can be derived", Basis.Arithmetic, Yoy018),
        Info("YOY-019", "按列示数字计算的增减仅应有四舍五入之差", "Changes calculated from the printed figures differ by rounding only", Basis.Practice, Yoy019),
    ];

    /// <summary>What the prose of a document made here compares is computed from last year's figures that are typed.</summary>
    static bool Computed(Check check, ReadOnlySpan<SubjectKind> kinds)
    {
        if (!check.Evidence.MadeHere) return false;
        foreach (var fact in check.Document.Facts?.Values ?? [])
        {
            if (fact?.Prior is null || !kinds.IsEmpty && !kinds.Contains(fact.Subject.Kind)) continue;
            check.Compared();
            return true;
        }
        check.Missing("没有填报上年数", "last year's figures are not typed");
        return true;
    }

    static void Rates(Check check, SubjectKind[] kinds)
    {
        if (Computed(check, kinds)) return;
        foreach (var c in check.Evidence.Comparisons)
        {
            if (Array.IndexOf(kinds, c.Kind) < 0 || !Rated(c, out var rate)) continue;
            if (rate.Off <= rate.Rounding) check.Compared();
            else Wrong(check, c.Said.Spot.Place, c.Rate!.Value, rate, null);
        }
        check.Missing("文中没有列出可以核对的增减比例", "the text has no percentage that can be checked");
    }

    static void Wrong(Check check, Place place, in Told told, in RateCheck rate, Severity? severity)
    {
        var (found, expected, by) = (Shares.Write(told.Value), Shares.Write(rate.Expected), (told.Value > rate.Expected ? "+" : "") + Shares.Write(told.Value - rate.Expected));
        var unit = told.Spot.Owner is Statement && rate.Unit == MoneyUnit.Yuan ? MoneyUnit.Yuan : MoneyUnit.Wan;
        var (change, before) = (Money.Rounded(rate.Change, unit), Money.Rounded(rate.Before, unit));
        check.Fail(place with { Key = place.Key + "/rate" },
            $"增减比例为 {found}，按增减额 {change} ÷ 上年数 {before} 应为 {expected}，相差 {by}。请重新计算比例，或核对本年数、上年数。",
            $"the percentage is {found}; {change} ÷ {before} gives {expected}, difference {by}. Compute it again, or check both years.",
            found, expected, by, "±" + Shares.Write(Int128.Max(Shares.Tolerance(told), rate.Rounding)), severity);
    }

    /// <summary>Off is by how much the printed percentage misses; Rounding how far the rounding of both amounts may take it.</summary>
    readonly record struct RateCheck(Int128 Expected, Int128 Change, Int128 Before, Int128 Off, Int128 Rounding, MoneyUnit Unit);

    /// <summary>False where amount, change or percentage is not printed, or last year is zero or less.</summary>
    static bool Rated(Comparison c, out RateCheck rate)
    {
        rate = default;
        if (c.Rate is not { IsNumber: true } told || c.Amount is not { IsNumber: true } now || c.Before is not { } before || before <= 0) return false;
        var change = Int128.Abs(c.Difference ?? now.Value - before);
        if (before > long.MaxValue || change > long.MaxValue) return false;
        var exact = change * 100 * Told.PerPercent / before;
        var expected = (exact + 50) / 100 * 100;
        // Half a unit of the last digit of either amount.
        var half = (Int128)Math.Max(Math.Max(now.Grain, now.Loose), Math.Max(Math.Max(c.Change?.Grain ?? 0, c.Change?.Loose ?? 0), Math.Max(c.Prior?.Grain ?? 0, c.Prior?.Loose ?? 0))) / 2;
        var rounding = (half * before + half * change) * 100 * Told.PerPercent / (before * before);
        // A percentage of a fall may be printed with its sign.
        var value = Int128.Abs(told.Value);
        var off = Int128.Abs(value - expected);
        rate = new(expected, change, before, off <= Shares.Tolerance(told) ? 0 : off, rounding, now.Spot.Unit);
        return true;
    }

    static void Yoy002(Check check)
    {
        if (check.Evidence[TableRole.GeneralPublic] is { } sheet) TableRates(check, sheet);
        Rates(check, Budgets);
    }

    static void TableRates(Check check, Sheet sheet)
    {
        int total = sheet.Column(ColumnRole.Total), prior = sheet.Column(ColumnRole.Prior), rate = sheet.Column(ColumnRole.ChangeRate);
        if (total < 0 || prior < 0 || rate < 0) return;
        foreach (var row in sheet.Rows)
        {
            var (now, before, printed) = (sheet.At(row, total), sheet.At(row, prior), sheet.At(row, rate));
            if (!printed.IsNumber || !before.IsNumber || before.Fen <= 0) continue;
            var change = (Int128)now.Fen - before.Fen;
            var expected = Int128.Abs(change) * 10_000 / before.Fen;
            var half = (Int128)Math.Max(1, sheet.Grain) / 2;
            // Printed with fewer decimals ("5%") the last digit is worth more than a hundredth of a percent.
            var unit = LastDigit(row, rate);
            var tolerance = Math.Max(1, unit / 2) + (half * before.Fen + half * Int128.Abs(change)) * 10_000 / ((Int128)before.Fen * before.Fen);
            var signed = change < 0 ? -expected : expected;
            // Printed with its sign, or without under a head that says which way.
            if (Int128.Abs(printed.Fen - signed) <= tolerance || Int128.Abs(Int128.Abs(printed.Fen) - expected) <= tolerance)
            {
                check.Compared();
                continue;
            }
            var place = printed.Spot.Place;
            var (found, should, by) = (Shares.Write((Int128)printed.Fen * 100), Shares.Write(signed * 100), Shares.Write((printed.Fen - signed) * 100));
            // The last digit cut off and not rounded.
            var cut = Int128.Min(Int128.Abs(printed.Fen - signed), Int128.Abs(Int128.Abs(printed.Fen) - expected)) <= tolerance + unit / 2;
            check.Fail(place, $"增减比例为 {found}，按本年 {now.Shown}、上年 {before.Shown} 应为 {should}，相差 {by}。请重新计算。", $"the percentage is {found}; {now.Shown} after {before.Shown} gives {should}, difference {by}. Compute it again.",
                found, should, by, "±" + Shares.Write(tolerance * 100), cut ? Severity.Info : null);
        }
    }

    /// <summary>What a unit of the printed percentage's last digit is worth, in hundredths of a percent.</summary>
    static long LastDigit(Row? row, int column)
    {
        if (row?.Printed is not { } printed || column >= printed.Length || printed[column] is not { } text || PrintedNumber.Parse(text.AsSpan().Trim().TrimEnd("%％".AsSpan())) is not { } number) return 1;
        return number.Decimals switch { 0 => 100, 1 => 10, _ => 1 };
    }

    static void Yoy007(Check check)
    {
        const string rule = "增减额不等于本年数减上年数", ruleEn = "the change is not this year less last year";
        foreach (var sheet in (ReadOnlySpan<Sheet?>)[check.Evidence[TableRole.GeneralPublic], check.Evidence[TableRole.GeneralPublicItems]])
        {
            if (sheet is not null) check.Sums(sheet, RelationKind.Change, rule, ruleEn);
        }
        foreach (var c in check.Evidence.Comparisons)
        {
            if (c.SignedChange is not { } change || c.Amount is not { IsNumber: true } now || c.Change is not { } told) continue;
            if (c.Prior is { IsNumber: true } prior)
            {
                var off = now.Value - (Int128)prior.Value - change;
                if (Int128.Abs(off) <= Math.Max(now.Grain, Math.Max(prior.Grain, told.Grain)) * 3 / 2) check.Compared();
                else Differs(check, told.Spot, change, (Int128)now.Value - prior.Value, rule, ruleEn);
            }
            else if (now.Value >= 0 && change > (Int128)now.Value + now.Grain)
            {
                var (found, most) = (told.Spot.Write(change), "≤ " + now.Spot.Write(now.Value));
                check.Fail(told.Spot.Place, $"增加 {found}，超过本年数 {now.Spot.Write(now.Value)}，上年数成了负数。请核对本年数和增减额。",
                    $"an increase of {found} is more than this year's {now.Spot.Write(now.Value)}: last year would be negative. Check both figures.", found, most, told.Spot.Write(change - now.Value));
            }
        }
        ByOverallForm(check, rule, ruleEn);
        check.Missing("没有可以与增减额核对的上年数", "there is no figure of last year to hold the change against");
    }

    static void Differs(Check check, Spot spot, Int128 found, Int128 expected, string rule, string ruleEn)
    {
        var (said, should, by) = (spot.Write(found), spot.Write(expected), (found > expected ? "+" : "") + spot.Write(found - expected));
        var place = spot.Place;
        check.Fail(place, $"{rule}：{place.Text} 为 {said}，应为 {should}，相差 {by}。请核对两年的数字。", $"{ruleEn}: {said} at {place.Text}, expected {should}, difference {by}. Check both years.", said, should, by);
    }

    /// <summary>The overall form prints last year's figures; a line speaks of the same money where this year's figures are the same.</summary>
    static void ByOverallForm(Check check, string rule, string ruleEn)
    {
        if (check.Document.Targets?.Overall is not { } form) return;
        foreach (var line in (form.Revenue ?? []).Concat(form.Expenditure ?? []))
        {
            if (line is not { Name: not null, Current: { } current, Prior: { } prior }) continue;
            var kinds = line.Name.Contains("基本", StringComparison.Ordinal) ? Basics : line.Name.Contains("项目", StringComparison.Ordinal) ? Projects
                : line.Name.Contains("合计", StringComparison.Ordinal) || line.Name.Contains("总计", StringComparison.Ordinal) ? Totals : [];
            if (check.Evidence.MadeHere)
            {
                foreach (var kind in kinds)
                {
                    if (check.Evidence.Prior(kind) is not { IsNumber: true } typed || !check.Evidence.Stored(kind).IsNumber || check.Evidence.Stored(kind).Fen != current.Fen) continue;
                    if (typed.Fen == prior.Fen) check.Compared();
                    else Differs(check, typed.Spot, typed.Fen, prior.Fen, "上年数与部门整体支出绩效目标表不符", "last year's figure differs from the overall form");
                }
                continue;
            }
            foreach (var c in check.Evidence.Comparisons)
            {
                if (Array.IndexOf(kinds, c.Kind) < 0 || c.AgainstExecution || c.Amount is not { IsNumber: true } now || Int128.Abs((Int128)now.Value - current.Fen) > now.Grain || c.SignedChange is not { } change) continue;
                var expected = (Int128)now.Value - prior.Fen;
                if (Int128.Abs(change - expected) <= Math.Max(c.Grain, Told.WanGrain)) check.Compared();
                else Differs(check, c.Said.Spot, change, expected, rule + "（上年数见部门整体支出绩效目标表）", ruleEn);
            }
        }
    }

    static readonly (SubjectKind Whole, SubjectKind[] Parts)[] Sums =
    [
        (SubjectKind.General, [SubjectKind.GeneralBasic, SubjectKind.GeneralProject]),
        (SubjectKind.GeneralCurrentYear, [SubjectKind.GeneralBasic, SubjectKind.GeneralProject]),
        (SubjectKind.GeneralBasic, [SubjectKind.GeneralPersonnel, SubjectKind.GeneralOperating]),
        (SubjectKind.Expenditure, [SubjectKind.ExpenditureBasic, SubjectKind.ExpenditureProject]),
        (SubjectKind.Fiscal, [SubjectKind.General, SubjectKind.GovernmentFund, SubjectKind.StateCapital]),
    ];

    static void Yoy008(Check check)
    {
        const string rule = "合计的增减额与各部分增减额之和不符", ruleEn = "the change of the total is not the sum of its parts' changes";
        foreach (var (whole, parts) in Sums)
        {
            // What was carried over is part of the items but not of the year's budget.
            if (whole == SubjectKind.GeneralCurrentYear && check.Evidence.Amount(SubjectKind.GeneralCarriedOver).Fen != 0) continue;
            if (whole == SubjectKind.Expenditure && check.Evidence.Amount(SubjectKind.ExpenditureSpecial).Fen != 0) continue;
            Adder sum = default;
            if (check.Evidence.MadeHere)
            {
                var total = check.Evidence.Prior(whole);
                foreach (var part in parts)
                {
                    if (check.Evidence.Prior(part) is { IsNumber: true } one) sum.Add(one);
                }
                if (total.IsNumber && sum.Numbers == parts.Length) check.Sum(total, sum, "合计的上年数与各部分上年数之和不符", "last year's total is not the sum of its parts");
                continue;
            }
            if (Compared(check, whole) is not { SignedChange: { } change } of) continue;
            foreach (var part in parts)
            {
                if (Compared(check, part) is { SignedChange: { } by } told && told.AgainstExecution == of.AgainstExecution) sum.AddSigned(by, told.Grain);
            }
            if (sum.Numbers == parts.Length) check.Sum(of.Said.Reading with { State = ReadingState.Number, Fen = Clamp(change), Grain = Math.Max(of.Grain, Told.WanGrain) }, sum, rule, ruleEn);
        }
        check.Missing("没有列出合计及各部分的增减额", "the changes of a total and of all its parts are not told");
    }

    static long Clamp(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);

    static Comparison? Compared(Check check, SubjectKind kind)
    {
        foreach (var c in check.Evidence.Comparisons)
        {
            if (c.Kind == kind && c.SignedChange is not null) return c;
        }
        return null;
    }

    static void Yoy009(Check check)
    {
        const string message = "公用经费与上年作了比较，人员经费没有。请补充人员经费的增减情况。", messageEn = "operating funds are compared with last year, personnel funds are not. Add the comparison.";
        if (check.Evidence.MadeHere)
        {
            var personnel = check.Evidence.Stored(SubjectKind.GeneralPersonnel);
            if (!check.Evidence.Prior(SubjectKind.GeneralOperating).Exists || !personnel.Exists) check.Missing("没有公用经费的上年数", "last year's operating funds are not typed");
            else if (check.Evidence.Prior(SubjectKind.GeneralPersonnel).Exists) check.Compared();
            else check.Fail(personnel.Spot.Place, message, messageEn, personnel.Shown);
            return;
        }
        var (operating, compared) = (false, false);
        foreach (var c in check.Evidence.Comparisons)
        {
            operating |= c.Kind == SubjectKind.GeneralOperating;
            compared |= c.Kind == SubjectKind.GeneralPersonnel;
        }
        if (!operating || check.Evidence.FirstAmount(SubjectKind.GeneralPersonnel) is not { } told) check.Missing("公用经费没有与上年比较", "operating funds are not compared with last year");
        else if (compared) check.Compared();
        else check.Fail(told.Spot.Place, message, messageEn, told.Reading.Shown);
    }

    static void Yoy010(Check check)
    {
        if (Computed(check, [])) return;
        foreach (var c in check.Evidence.Comparisons)
        {
            foreach (var told in (ReadOnlySpan<Told?>)[c.Change, c.Rate])
            {
                if (told is not { Direction: not Direction.Unsaid } said) continue;
                var word = said.Figure.Direction;
                if (said.Direction == Direction.Unmade)
                    check.Fail(said.Spot.Place, $"增减方向“{word}”是模板中的选项，没有选定。请按实际保留“增加”或“减少”。", $"\"{word}\" is the template's choice, not made. Keep the word that is true.", word);
                else if (said.Direction == Direction.Level && said is { IsNumber: true, Value: not 0 })
                    check.Fail(said.Spot.Place, $"写明“{word}”，但列有增减数。请核对。", $"\"{word}\" stands beside a change that is not zero. Check both.", word, "0");
                else if (said.Direction is Direction.Up or Direction.Down && said is { IsNumber: true, Value: < 0 })
                    check.Fail(said.Spot.Place, $"“{word}”后面是负数。请用正数表示增减的大小。", $"a negative number follows \"{word}\". Print how much without a sign.", word);
                else if (said.Direction is Direction.Up or Direction.Down && said is { IsNumber: true, Value: 0 })
                    check.Fail(said.Spot.Place, $"没有增减却写“{word}”，应写“持平”。", $"nothing changes: \"{word}\" should read 持平.", word, "持平", severity: Severity.Info);
                else if (Really(c) is { } way && way != said.Direction)
                    check.Fail(said.Spot.Place, $"写明“{word}”，但本年数 {c.Amount!.Value.Reading.Shown}、上年数 {c.Prior!.Value.Reading.Shown}，应为“{Word(way)}”。请核对。",
                        $"\"{word}\" is said, but this year's figure is {c.Amount.Value.Reading.Shown} and last year's {c.Prior.Value.Reading.Shown}. Check both.", word, Word(way));
                else check.Compared();
            }
        }
        check.Missing("文中没有与上年比较", "the text compares nothing with last year");
    }

    static string Word(Direction direction) => direction switch { Direction.Up => "增加", Direction.Down => "减少", _ => "持平" };

    /// <summary>Which way it goes where both years are printed; null where they are not, or are equal but for rounding.</summary>
    static Direction? Really(Comparison c)
    {
        if (c.Amount is not { IsNumber: true } now || c.Prior is not { IsNumber: true } before) return null;
        var change = (Int128)now.Value - before.Value;
        return Int128.Abs(change) <= Math.Max(now.Grain, before.Grain) ? null : change > 0 ? Direction.Up : Direction.Down;
    }

    static void Yoy011(Check check)
    {
        if (Computed(check, [])) return;
        foreach (var c in check.Evidence.Comparisons)
        {
            if (c.Change is not { Direction: Direction.Up or Direction.Down or Direction.Level } change || c.Rate is not { Direction: Direction.Up or Direction.Down or Direction.Level } rate) continue;
            if (change.Direction == rate.Direction) check.Compared();
            else check.Fail(rate.Spot.Place, $"增减额写“{change.Figure.Direction}”，增减比例写“{rate.Figure.Direction}”。请改为一致。", $"the amount reads \"{change.Figure.Direction}\", the percentage \"{rate.Figure.Direction}\". Make them agree.", rate.Figure.Direction, change.Figure.Direction);
        }
        check.Missing("文中没有同时列出增减额和增减比例", "the text nowhere has both a change and its percentage");
    }

    static void Yoy012(Check check)
    {
        if (Computed(check, [])) return;
        foreach (var c in check.Evidence.Comparisons)
        {
            if (c.Before != 0) continue;
            if (c.Rate is { IsNumber: true, Value: not 0 } rate)
                check.Fail(rate.Spot.Place, $"上年数为 0，不能计算增减比例，却列了 {Shares.Write(rate.Value)}。请删去比例，只列增减额。", $"last year was 0, so there is no percentage, but {Shares.Write(rate.Value)} is printed. Print the change alone.", Shares.Write(rate.Value));
            else check.Compared();
        }
        check.Missing("没有上年数为零的项目", "no figure of last year is zero");
    }

    /// <summary>A change and what is said of it, from prose or (made here) from the typed facts.</summary>
    readonly record struct Changed(Subject Subject, Int128 By, Int128 Before, string Reason, Spot Spot, Comparison? Told)
    {
        public bool IsBig(long percent) => Before > 0 && Int128.Abs(By) * 100 > Before * percent;
    }

    static IEnumerable<Changed> Changes(Check check)
    {
        var evidence = check.Evidence;
        if (!evidence.MadeHere)
        {
            foreach (var c in evidence.Comparisons)
            {
                if (c.Difference is { } by) yield return new(c.Kind == SubjectKind.FunctionCode ? Subject.Function(c.Code) : c.Kind, by, c.Before ?? 0, c.Reason, c.Said.Spot, c);
                else if (c.Rate is { IsNumber: true, Direction: Direction.Up or Direction.Down } rate) yield return new(c.Kind, rate.Direction == Direction.Up ? 1 : -1, 0, c.Reason, rate.Spot, c);
            }
            yield break;
        }
        foreach (var (subject, fact) in check.Document.Facts ?? new Dictionary<Subject, Fact>())
        {
            if (fact?.Prior is not { } prior) continue;
            var now = subject.Kind == SubjectKind.FunctionCode ? Item(evidence, subject.Code) : evidence.Stored(subject.Kind);
            if (now.Exists) yield return new(subject, (Int128)now.Fen - prior.Fen, prior.Fen, fact.Reason ?? "", subject.Kind == SubjectKind.FunctionCode ? now.Spot : Spot.Fact(subject.Kind), null);
        }
    }

    static Reading Item(Evidence evidence, int code)
    {
        foreach (var sheet in (ReadOnlySpan<Sheet?>)[evidence.GeneralItems, evidence[TableRole.GovernmentFund], evidence[TableRole.StateCapital]])
        {
            if (sheet?.Find(code) is { } row) return sheet.At(row, ColumnRole.Total);
        }
        return Reading.Missing;
    }

    static bool IsWhole(SubjectKind kind) => Array.IndexOf(Totals, kind) >= 0 || kind is SubjectKind.General or SubjectKind.GeneralCurrentYear or SubjectKind.GovernmentFund or SubjectKind.StateCapital
        or SubjectKind.RevenueGeneralPublicBudget or SubjectKind.RevenueGovernmentFund;

    static readonly string[] Because = ["原因", "由于", "因为", "主要是", "主要系"];

    static void Reasons(Check check, bool big)
    {
        // A total is explained by the sentence on all totals, or by what is said of its parts.
        bool wholes = false, expenses = false;
        var percent = check.Band(Band.LargeChange);
        foreach (var change in Changes(check))
        {
            if (change.Reason.Length == 0) continue;
            wholes |= IsWhole(change.Subject.Kind) || Array.IndexOf(Basics, change.Subject.Kind) >= 0 || Array.IndexOf(Projects, change.Subject.Kind) >= 0;
            expenses |= Array.IndexOf(ThreePublic, change.Subject.Kind) >= 0;
        }
        foreach (var statement in check.Evidence.Statements)
        {
            if (wholes) break;
            if (ProseChapter.Of(statement.Section, statement.Heading) is Chapter.Narrative or Chapter.Department or Chapter.General or Chapter.Fiscal) wholes = Explains(statement.Text);
        }
        foreach (var change in Changes(check))
        {
            var said = Int128.Abs(change.By) > (change.Told?.Grain ?? 0) / 2;
            if (!said || change.IsBig(percent) != big) continue;
            var kind = change.Subject.Kind;
            var explained = change.Reason.Length > 0 || IsWhole(kind) && wholes || kind is SubjectKind.ThreePublic or SubjectKind.Vehicles && expenses || change.Told is { } told && Explains(told.Said.Statement.Text);
            if (explained)
            {
                check.Compared();
                continue;
            }
            var place = change.Spot.Place;
            var by = (change.By > 0 ? "+" : "") + change.Spot.Write(change.By);
            check.Fail(place, big ? $"{place.Text} 比上年增减超过 {percent}%（{by}），没有说明具体原因。请补充。" : $"{place.Text} 比上年有增减（{by}），没有说明原因。请补充。",
                big ? $"{place.Text} changes by more than {percent} % ({by}) without a reason of its own. Add it." : $"{place.Text} changes ({by}) without a reason. Add it.", by);
        }
        check.Missing(big ? $"没有超过 {percent}% 的增减" : "没有与上年不同的数字", big ? $"nothing changes by more than {percent} %" : "nothing is said to differ from last year");
    }

    static bool Explains(string text) => Any(text, Because);

    static bool Any(string text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static readonly string[] More = ["增加", "增长", "新增", "上升", "提高", "上涨", "扩大", "调增", "增多", "上调"];
    static readonly string[] Less = ["减", "压", "降", "节约", "节省", "节俭", "取消", "缩", "少", "控制", "完成", "结束", "不再", "停", "调整", "变动", "上年", "一次性", "到期", "划出", "转出", "撤"];
    static readonly string[] OnlyLess = ["减少", "压减", "压缩", "下降", "降低", "厉行节约", "节省", "调减", "削减", "减支"];
    static readonly string[] Rising = ["增", "新", "提高", "上升", "上涨", "扩大", "调整", "变动", "上年", "多", "恢复", "升", "转入", "划入", "结转", "补", "更", "加", "开展", "需要", "基数", "标准"];
    static readonly string[] Salaries = ["人员开支", "人员支出", "人员经费", "人员工资", "工资福利", "工资标准", "津贴", "社会保障缴费", "社保缴费"];

    static void Yoy014(Check check)
    {
        foreach (var change in Changes(check))
        {
            if (change.Reason.Length == 0 || change.By == 0) continue;
            var reason = Unquoted(change.Reason);
            var (up, place) = (change.By > 0, change.Spot);
            if (change.Subject.Kind == SubjectKind.GeneralOperating && Any(reason, Salaries) && !reason.Contains("公用", StringComparison.Ordinal))
                Contrary(place, change.Reason, "这是人员经费的原因，公用经费不用于人员开支", "that is a reason for personnel funds, not for operating funds");
            else if (up && Any(reason, OnlyLess) && !Any(reason, Rising)) Contrary(place, change.Reason, "本项增加，原因却说减少", "the amount rises, the reason tells of a fall");
            else if (!up && Any(reason, More) && !Any(reason, Less)) Contrary(place, change.Reason, "本项减少，原因却说增加", "the amount falls, the reason tells of a rise");
            else check.Compared();
        }
        check.Missing("没有与上年不同的数字，或没有原因", "nothing is said to differ from last year, or no reason is told");

        void Contrary(Spot spot, string reason, string why, string whyEn)
        {
            var place = spot.Place;
            check.Fail(place with { Key = place.Key + "/reason" }, $"{place.Text} 的原因“{reason}”不能说明增减：{why}。请核对方向或改写原因。", $"the reason does not fit: {whyEn}. Check the direction or the reason.", reason);
        }
    }

    /// <summary>Without the titles it cites, whose words speak of other things.</summary>
    static string Unquoted(string text)
    {
        if (!text.Contains('《', StringComparison.Ordinal)) return text;
        var own = new System.Text.StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '《') depth++;
            else if (c == '》') depth = Math.Max(0, depth - 1);
            else if (depth == 0) own.Append(c);
        }
        return own.ToString();
    }

    static void Yoy015(Check check)
    {
        var seen = new Dictionary<string, (Subject Subject, int Times)>(Names.Comparer).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var change in Changes(check))
        {
            // What explains a part may explain the whole.
            if (change.By == 0 || change.Reason.Length < 6 || IsWhole(change.Subject.Kind) || Array.IndexOf(ThreePublic, change.Subject.Kind) >= 0) continue;
            Once(change.Subject, change.Spot, WithoutDirection(change.Reason), "原因", "reason", change.Reason);
        }
        seen.Dictionary.Clear();
        if (check.Evidence.MadeHere)
        {
            foreach (var (subject, fact) in check.Document.Facts ?? new Dictionary<Subject, Fact>())
            {
                if (fact?.Purpose is { Length: >= 3 } purpose && subject.Kind == SubjectKind.FunctionCode) Once(subject, Item(check.Evidence, subject.Code).Spot, purpose, "用途", "purpose", purpose);
            }
        }
        foreach (var told in check.Evidence.TellsOf(SubjectKind.FunctionCode))
        {
            if (told.Fit != PathFit.NotAPath && Purpose(told.Statement.Text) is { Length: >= 3 } purpose) Once(Subject.Function(told.Code), told.Spot, purpose, "用途", "purpose", null);
        }
        check.Missing("没有两项以上的原因或用途", "there are not two reasons or purposes to compare");

        void Once(Subject subject, Spot spot, ReadOnlySpan<char> text, string what, string whatEn, string? shown)
        {
            if (seen.TryAdd(text, (subject, 1)))
            {
                if (seen.Dictionary.Count > 1) check.Compared();
                return;
            }
            var first = seen[text];
            if (first.Subject == subject) return;
            // Several items may truly change for one reason; a text that names another item and not its own was copied.
            var copied = subject.Kind == SubjectKind.FunctionCode
                ? first.Subject.Kind == SubjectKind.FunctionCode && NameOf(check, first.Subject) is { } other && text.Contains(other, StringComparison.Ordinal) && !text.Contains(NameOf(check, subject), StringComparison.Ordinal)
                : first.Subject.Kind != SubjectKind.FunctionCode && !IsPart(subject.Kind, first.Subject.Kind);
            if (!copied || first.Times > 1 && subject.Kind != SubjectKind.FunctionCode)
            {
                check.Compared();
                return;
            }
            seen[text] = (first.Subject, first.Times + 1);
            var place = spot.Place;
            var said = shown ?? text.ToString();
            // Text that names another item and not its own is certainly another's; the same words may fit both.
            check.Fail(place with { Key = $"{place.Key}/{whatEn}" }, $"{place.Text} 的{what}“{said}”与另一项相同。请写明本项自己的{what}。", $"the {whatEn} is that of another item. Write this item's own.", said,
                severity: subject.Kind == SubjectKind.FunctionCode ? Severity.Warning : null);
        }
    }

    static bool IsPart(SubjectKind part, SubjectKind whole) => Array.IndexOf(Basics, whole) >= 0 && Array.IndexOf(Funds, part) >= 0;

    static string? NameOf(Check check, Subject item) => Item(check.Evidence, item.Code).Spot.Part is Row { Name.Length: > 0 } row ? row.Name : null;

    /// <summary>"…经费增加" and "…经费减少" copied from each other differ in nothing else.</summary>
    static ReadOnlySpan<char> WithoutDirection(string reason)
    {
        var text = reason.AsSpan().Trim().TrimEnd("。；;.");
        foreach (var word in (ReadOnlySpan<string>)["增加", "减少", "增长", "下降"])
        {
            if (text.EndsWith(word)) return text[..^word.Length];
        }
        return text;
    }

    static ReadOnlySpan<char> Purpose(string text)
    {
        var at = text.IndexOf("主要用于", StringComparison.Ordinal);
        if (at < 0) return [];
        var rest = text.AsSpan(at + 4);
        var end = rest.IndexOfAny('。', '；', ';');
        return (end < 0 ? rest : rest[..end]).Trim();
    }

    static void Yoy016(Check check)
    {
        if (Computed(check, [])) return;
        foreach (var c in check.Evidence.Comparisons)
        {
            foreach (var told in (ReadOnlySpan<Told?>)[c.Change, c.Rate])
            {
                if (told is not { } said || Year(said.Figure.Basis) is not (> 1900 and var year)) continue;
                if (year == check.Year - 1) check.Compared();
                else check.Fail(said.Spot.Place, $"与“{said.Figure.Basis}”比较，应与 {check.Year - 1} 年比较。请改正年度或数字。", $"compared with \"{said.Figure.Basis}\"; it should be {check.Year - 1}. Correct the year or the figures.", said.Figure.Basis, $"{check.Year - 1}年");
            }
        }
        check.Missing("文中没有写明与哪一年比较", "the text does not say which year it compares with");
    }

    /// <summary>The first number of four digits; 0 if there is none.</summary>
    static int Year(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var n = 0;
            while (i + n < text.Length && char.IsAsciiDigit(text[i + n])) n++;
            if (n == 4) return int.Parse(text.Slice(i, 4), CultureInfo.InvariantCulture);
            i += n;
        }
        return 0;
    }

    static void Yoy017(Check check)
    {
        var percent = check.Band(Band.LargeChange);
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if (form is not { Name: not null, PriorYearsText: { Length: > 0 } text } || (form.Year ?? form.Total) is not { } now || LastYear(text, check.Year - 1) is not (> 0 and var before)) continue;
            var by = (Int128)now.Fen - before;
            if (Int128.Abs(by) * 100 <= (Int128)before * percent || Any(text, Explaining))
            {
                check.Compared();
                continue;
            }
            var (found, was) = (Money.Rounded(now.Fen, form.Unit), Money.Rounded(before, form.Unit));
            check.Fail(new Place($"form:{form.Name}/prior", $"项目绩效目标表 / {form.Name} / 前两年预算及变动情况"), $"项目预算由上年 {was} 变为 {found}，增减超过 {percent}%，没有说明原因。请补充。",
                $"the project goes from {was} to {found}, by more than {percent} %, without a reason. Add it.", found, was, (by > 0 ? "+" : "") + Money.Rounded(by, form.Unit));
        }
        Reasons(check, big: true);
    }

    static readonly string[] Explaining = ["原因", "由于", "因", "为", "增", "减", "调整", "新", "压", "合并", "变化", "变动", "扩", "任务", "需", "上涨", "取消", "下降", "提高"];

    static readonly SearchValues<char> NumberText = SearchValues.Create("0123456789.,");

    /// <summary>"2020 年预算 33万元": the first amount in 万元 after the year, in fen; 0 if none is read.</summary>
    static long LastYear(string text, int year)
    {
        var at = text.IndexOf(year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (at < 0) return 0;
        var rest = text.AsSpan(at + 4, Math.Min(60, text.Length - at - 4));
        while (true)
        {
            var start = rest.IndexOfAnyInRange('0', '9');
            if (start < 0) return 0;
            rest = rest[start..];
            var n = rest.IndexOfAnyExcept(NumberText);
            if (n < 0) return 0;
            var after = rest[n..].TrimStart();
            // Another year: what follows is not last year's any more.
            if (n == 4 && after.StartsWith("年")) return 0;
            if (after.StartsWith("万元")) return PrintedNumber.Parse(rest[..n])?.AsMoney(MoneyUnit.Wan)?.Fen ?? 0;
            rest = rest[n..];
        }
    }

    static void Yoy018(Check check)
    {
        const string rule = "上年数前后不一致", ruleEn = "last year's figure is not the same in both places";
        var evidence = check.Evidence;
        if (evidence.MadeHere)
        {
            foreach (var kind in ThreePublic)
            {
                if (evidence.Prior(kind) is { IsNumber: true } cell && evidence.Fact(kind)?.Prior is { } typed) Same(cell.Spot, cell.Fen, typed.Fen, 0);
            }
            if (evidence[TableRole.GeneralPublic] is { } general && general.At(general.Summary, ColumnRole.Prior) is { IsNumber: true } total && (evidence.Fact(SubjectKind.General)?.Prior ?? evidence.Fact(SubjectKind.GeneralCurrentYear)?.Prior) is { } before)
                Same(total.Spot, total.Fen, before.Fen, 0);
            check.Missing("没有两处以上的上年数", "last year's figure is not given twice");
            return;
        }
        var first = new Dictionary<(SubjectKind, int, bool), Comparison>();
        foreach (var c in evidence.Comparisons)
        {
            if (c.Before is not { } before) continue;
            var kind = c.Kind == SubjectKind.RevenueFiscalAppropriation ? SubjectKind.Fiscal : c.Kind;
            if (!c.AgainstExecution && evidence.Prior(kind) is { IsNumber: true } cell && !Same(c.Said.Spot, before, cell.Fen, Math.Max(c.Grain, cell.Grain) * 3 / 2)) continue;
            if (first.TryAdd((kind, c.Code, c.AgainstExecution), c)) continue;
            var other = first[(kind, c.Code, c.AgainstExecution)];
            // Not the same money: another scope under the same name.
            if (other.Amount?.Value is { } was && c.Amount?.Value is { } now && Int128.Abs((Int128)was - now) > Math.Max(c.Grain, other.Grain)) continue;
            Same(c.Said.Spot, before, other.Before!.Value, Math.Max(c.Grain, other.Grain) * 3 / 2);
        }
        check.Missing("没有两处以上的上年数", "last year's figure is not given twice");

        bool Same(Spot spot, Int128 found, Int128 expected, long tolerance)
        {
            var same = Int128.Abs(found - expected) <= tolerance;
            if (same) check.Compared();
            else Differs(check, spot, found, expected, rule, ruleEn);
            return same;
        }
    }

    static void Yoy019(Check check)
    {
        foreach (var c in check.Evidence.Comparisons)
        {
            if (!Rated(c, out var rate)) continue;
            if (rate.Off > 0 && rate.Off <= rate.Rounding) Wrong(check, c.Said.Spot.Place, c.Rate!.Value, rate, Severity.Info);
            else if (rate.Off == 0 && c.Rate!.Value.Value != rate.Expected) check.Compared();
        }
        check.Missing("没有因四舍五入产生的差异", "no figures differ by rounding");
    }
}
