using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>TPE: the “三公” expenses, in the text, in the stand-alone statement and in the tables.</summary>
static class ThreePublicRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("TPE-001", "“三公”经费应等于因公出国（境）费、公务用车费与公务接待费之和", "The “three public” expenses equal overseas official visits, official vehicles and official hospitality together", Basis.Arithmetic, Tpe001),
        Error("TPE-002", "公务用车购置及运行费应等于购置费与运行费之和", "Official vehicle expenses equal purchase plus operation", Basis.Arithmetic, Tpe002),
        Error("TPE-003", "“三公”经费增减额应等于各项增减额之和", "The change in the “three public” expenses equals the sum of the changes in its parts", Basis.Arithmetic, Tpe003),
        Error("TPE-004", "上年“三公”经费应等于上年各项之和", "Last year's “three public” expenses equal the sum of last year's parts", Basis.Arithmetic, Tpe004),
        Error("TPE-005", "单独公开的“三公”总额应与正文一致", "The total in the separate “three public” statement agrees with the main text", Basis.Arithmetic, Tpe005),
        Error("TPE-006", "单独公开的“三公”各项金额和增减额应与正文一致", "Amounts and changes in the separate “three public” statement agree with the main text", Basis.Arithmetic, Tpe006),
        Error("TPE-007", "单独公开的“三公”增减比例和方向应与正文一致", "Rates and directions of change in the separate “three public” statement agree with the main text", Basis.Arithmetic, Tpe007),
        Info("TPE-008", "“三公”经费单位范围的表述应前后一致", "The scope of units is worded consistently", Basis.Practice, Tpe008),
        Error("TPE-009", "“三公”经费支出表应与正文一致", "The “three public” table agrees with the text", Basis.Arithmetic, Tpe009),
        Warning("TPE-010", "“三公”经费不应高于上年（只减不增）", "The “three public” expenses do not exceed last year's", Basis.Practice, Tpe010),
        Warning("TPE-011", "有购置费应有购置车辆数，反之亦然", "Vehicle purchase expenses and vehicles to be purchased go together", Basis.Practice, Tpe011),
        Warning("TPE-012", "有公务用车运行费应有车辆，反之亦然", "Vehicle operation expenses and vehicles go together", Basis.Practice, Tpe012),
        Info("TPE-013", "每辆公务用车运行费应在合理区间", "Operating cost per vehicle is within the usual range", Basis.Practice, Tpe013),
        Error("TPE-014", "因公出国（境）费应等于基本支出30212与项目中该项之和", "Overseas official visits equal economic code 30212 of basic expenditure plus the same item in projects", Basis.Arithmetic, c => Tie(c, SubjectKind.Overseas, EconomicCodes.Overseas, "因公出国")),
        Error("TPE-015", "公务用车运行费应等于基本支出30231与项目中该项之和", "Vehicle operation equals economic code 30231 of basic expenditure plus the same item in projects", Basis.Arithmetic, c => Tie(c, SubjectKind.VehicleOperation, EconomicCodes.VehicleOperation, "公务用车运行")),
        Error("TPE-016", "公务接待费应等于基本支出30217与项目中该项之和", "Official hospitality equals economic code 30217 of basic expenditure plus the same item in projects", Basis.Arithmetic, c => Tie(c, SubjectKind.Hospitality, EconomicCodes.Hospitality, "公务接待")),
        Info("TPE-017", "“三公”经费各项均应与上年比较", "Every part of the “three public” expenses is compared with last year", Basis.Practice, Tpe017),
        Info("TPE-018", "“三公”经费增减原因应能说明增减", "The stated reason explains the change in the “three public” expenses", Basis.Practice, Tpe018),
    ];

    static readonly SubjectKind[] Parts = [SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.Hospitality];
    static readonly SubjectKind[] VehicleParts = [SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation];
    static readonly SubjectKind[] Leaves = [SubjectKind.Overseas, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality];

    static void Tpe001(Check check)
    {
        const string rule = "“三公”经费与各项之和不符", ruleEn = "the three public expenses are not the sum of their parts";
        Stored(check, SubjectKind.ThreePublic, Parts, check.Evidence.Stored, rule, ruleEn);
        Blocks(check, SubjectKind.ThreePublic, Parts, rule, ruleEn);
        check.Need(TableRole.ThreePublic);
    }

    static void Tpe002(Check check)
    {
        const string rule = "公务用车购置及运行费与购置费、运行费之和不符", ruleEn = "vehicle expenses are not purchase plus operation";
        Stored(check, SubjectKind.Vehicles, VehicleParts, check.Evidence.Stored, rule, ruleEn);
        Blocks(check, SubjectKind.Vehicles, VehicleParts, rule, ruleEn);
        check.Need(TableRole.ThreePublic);
    }

    static void Stored(Check check, SubjectKind whole, SubjectKind[] parts, Func<SubjectKind, Reading> read, string rule, string ruleEn)
    {
        var total = read(whole);
        if (!total.Exists) return;
        Adder sum = default;
        foreach (var part in parts)
        {
            var one = read(part);
            if (!one.Exists && part == SubjectKind.Vehicles)
            {
                foreach (var vehicle in VehicleParts) sum.Add(read(vehicle));
                continue;
            }
            if (!one.Exists) return;
            sum.Add(one);
        }
        check.Sum(total, sum, rule, ruleEn);
    }

    static void Blocks(Check check, SubjectKind whole, SubjectKind[] parts, string rule, string ruleEn)
    {
        for (byte block = 1; block <= 2; block++)
        {
            if (Amount(check.Evidence, whole, block) is not { IsNumber: true } total) continue;
            Adder sum = default;
            var all = true;
            foreach (var part in parts)
            {
                if (Amount(check.Evidence, part, block) is { IsNumber: true } one) sum.Add(one.Reading);
                else if (part == SubjectKind.Vehicles && Amount(check.Evidence, SubjectKind.VehiclePurchase, block) is { IsNumber: true } purchase && Amount(check.Evidence, SubjectKind.VehicleOperation, block) is { IsNumber: true } operation)
                {
                    sum.Add(purchase.Reading);
                    sum.Add(operation.Reading);
                }
                else all = false;
            }
            if (all) check.Sum(total.Reading, sum, rule, ruleEn);
        }
    }

    static Told? Amount(Evidence evidence, SubjectKind kind, byte block) => evidence.FirstAmount(kind, block);

    static Told? Said(Evidence evidence, SubjectKind kind, Measure measure, byte block)
    {
        foreach (var told in evidence.TellsOf(kind))
        {
            if (told.Measure == measure && told.Block == block && told.State != ReadingState.Missing) return told;
        }
        return null;
    }

    /// <summary>The signed change of the part; of the vehicles, where only their parts are compared, from those.</summary>
    static long? Change(Evidence evidence, SubjectKind kind, byte block)
    {
        if (Said(evidence, kind, Measure.Change, block) is { } told) return AgainstExecution(told) == AgainstExecution(Said(evidence, SubjectKind.ThreePublic, Measure.Change, block)) ? told.SignedChange : null;
        if (kind != SubjectKind.Vehicles) return null;
        return Change(evidence, SubjectKind.VehiclePurchase, block) is { } purchase && Change(evidence, SubjectKind.VehicleOperation, block) is { } operation
            ? (long)Int128.Clamp((Int128)purchase + operation, long.MinValue, long.MaxValue) : null;
    }

    /// <summary>Changes add up only if all are measured against the same: last year's budget, or its execution.</summary>
    static bool AgainstExecution(Told? told) => told is { } t && t.Figure.Basis.Contains("执行", StringComparison.Ordinal);

    static void Tpe003(Check check)
    {
        if (ComputedFromPrior(check)) return;
        for (byte block = 1; block <= 2; block++)
        {
            if (Said(check.Evidence, SubjectKind.ThreePublic, Measure.Change, block) is not { SignedChange: { } change } told) continue;
            Adder sum = default;
            foreach (var part in Parts)
            {
                if (Change(check.Evidence, part, block) is { } one) sum.AddSigned(one, Told.WanGrain);
            }
            if (sum.Numbers < Parts.Length) continue;
            check.Sum(told.Reading with { State = ReadingState.Number, Fen = change, Grain = Told.WanGrain }, sum, "“三公”经费增减额与各项增减额之和不符", "the change of the total is not the sum of the parts' changes");
        }
        check.Missing("文中没有列出“三公”经费及各项的增减额", "the changes of the total and of every part are not told");
    }

    /// <summary>Changes of a document made here are this year less last year; they add up as soon as both years do.</summary>
    static bool ComputedFromPrior(Check check)
    {
        if (!check.Evidence.MadeHere) return false;
        if (check.Evidence.Prior(SubjectKind.ThreePublic).Exists) check.Compared();
        else check.Missing("没有填报上年“三公”经费", "last year's expenses are not typed");
        return true;
    }

    static void Tpe004(Check check)
    {
        const string rule = "上年“三公”经费与上年各项之和不符", ruleEn = "last year's total is not the sum of last year's parts";
        Stored(check, SubjectKind.ThreePublic, Parts, check.Evidence.Prior, rule, ruleEn);
        Stored(check, SubjectKind.Vehicles, VehicleParts, check.Evidence.Prior, "上年公务用车购置及运行费与购置费、运行费之和不符", "last year's vehicle expenses are not purchase plus operation");
        for (byte block = 1; block <= 2; block++)
        {
            if (Amount(check.Evidence, SubjectKind.ThreePublic, block) is not { IsNumber: true } now || Change(check.Evidence, SubjectKind.ThreePublic, block) is not { } change) continue;
            Adder sum = default;
            foreach (var part in Parts)
            {
                if (Amount(check.Evidence, part, block) is { IsNumber: true } one && Change(check.Evidence, part, block) is { } by) sum.AddSigned((Int128)one.Value - by, Told.WanGrain);
            }
            if (sum.Numbers < Parts.Length) continue;
            // Each of last year's figures is itself the difference of two that were rounded.
            sum.Nonzero *= 2;
            var before = (long)Int128.Clamp((Int128)now.Value - change, long.MinValue, long.MaxValue);
            check.Sum(now.Reading with { Fen = before, Grain = Told.WanGrain }, sum, rule, ruleEn);
        }
        check.Missing("没有上年“三公”经费及各项的数字", "last year's total and parts are not known");
    }

    static bool NoSecond(Check check)
    {
        if (check.ComputedHere(SubjectKind.ThreePublic)) return true;
        if (Amount(check.Evidence, SubjectKind.ThreePublic, 2) is not null) return false;
        check.Missing("没有单独公开的“三公”经费说明", "there is no stand-alone statement");
        return true;
    }

    static void Tpe005(Check check)
    {
        if (NoSecond(check)) return;
        if (Amount(check.Evidence, SubjectKind.ThreePublic, 2) is { } alone && Amount(check.Evidence, SubjectKind.ThreePublic, 1) is { } text)
            check.Equal(alone.Reading, text.Reading, "单独公开的“三公”总额与正文不符", "the stand-alone total differs from the text");
    }

    static void Tpe006(Check check)
    {
        if (NoSecond(check)) return;
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality])
        {
            if (Amount(check.Evidence, kind, 2) is { } alone && Amount(check.Evidence, kind, 1) is { } text)
                check.Equal(alone.Reading, text.Reading, "单独公开的“三公”分项与正文不符", "a part of the stand-alone statement differs from the text");
            if (Said(check.Evidence, kind, Measure.Change, 2) is { SignedChange: { } change } changed && Said(check.Evidence, kind, Measure.Change, 1) is { SignedChange: { } before } as1)
                check.Equal(changed.Reading with { State = ReadingState.Number, Fen = change }, as1.Reading with { State = ReadingState.Number, Fen = before }, "单独公开的“三公”分项增减额与正文不符", "a change of the stand-alone statement differs from the text");
        }
    }

    static void Tpe007(Check check)
    {
        if (NoSecond(check)) return;
        foreach (var measure in (ReadOnlySpan<Measure>)[Measure.Change, Measure.ChangeRate])
        {
            if (Said(check.Evidence, SubjectKind.ThreePublic, measure, 2) is not { } alone || Said(check.Evidence, SubjectKind.ThreePublic, measure, 1) is not { } text) continue;
            var place = alone.Spot.Place;
            if (measure == Measure.ChangeRate && alone.IsNumber && text.IsNumber && Math.Abs(alone.Value - text.Value) > Told.PerPercent / 100)
            {
                check.Fail(place, $"单独公开的“三公”增减比例为 {Shares.Write(alone.Value)}，正文为 {Shares.Write(text.Value)}。请核对。", $"the stand-alone percentage is {Shares.Write(alone.Value)}; the text has {Shares.Write(text.Value)}. Check both.",
                    Shares.Write(alone.Value), Shares.Write(text.Value), Shares.Write(alone.Value - text.Value), "±0.01%");
            }
            else if (alone.Direction != text.Direction)
            {
                var unmade = alone.Direction == Direction.Unmade ? "模板中的选择尚未作出，" : "";
                check.Fail(place, $"单独公开的“三公”增减方向为“{alone.Figure.Direction}”，正文为“{text.Figure.Direction}”。{unmade}请改为一致。",
                    $"the stand-alone direction is \"{alone.Figure.Direction}\"; the text has \"{text.Figure.Direction}\". Make them the same.", alone.Figure.Direction, text.Figure.Direction);
            }
            else check.Compared();
        }
    }

    static void Tpe008(Check check)
    {
        if (check.ComputedHere(SubjectKind.ThreePublic)) return;
        Statement? first = null;
        foreach (var statement in check.Evidence.Statements)
        {
            if (!statement.Heading.Contains("单位范围", StringComparison.Ordinal)) continue;
            if (first is null)
            {
                first = statement;
                continue;
            }
            if (Names.Same(first.Text, statement.Text)) check.Compared();
            else check.Fail(Spot.Figure(statement, null).Place, $"“三公”经费单位范围的表述与{first.Section}不一致。请统一部门名称和表述。", $"the scope of units is worded otherwise than in {first.Section}. Use one name and wording.", statement.Text, first.Text);
        }
        check.Missing("“三公”经费单位范围只说明一次或没有说明", "the scope of units is told once or not at all");
    }

    static void Tpe009(Check check)
    {
        if (check.ComputedHere(SubjectKind.ThreePublic)) return;
        if (check.Need(TableRole.ThreePublic) is null) return;
        for (var kind = SubjectKind.ThreePublic; kind <= SubjectKind.Hospitality; kind++)
        {
            var stored = check.Evidence.Stored(kind);
            if (!stored.Exists) continue;
            for (byte block = 1; block <= 2; block++)
            {
                if (Amount(check.Evidence, kind, block) is { IsNumber: true } told) check.Equal(told.Reading, stored, "正文“三公”经费与支出表不符", "the text differs from the table of the three public expenses");
            }
        }
        check.Missing("正文没有“三公”经费数字", "the text does not tell the three public expenses");
    }

    static void Tpe010(Check check)
    {
        const string rule = "“三公”经费高于上年", ruleEn = "the three public expenses grow";
        var (now, before) = (check.Evidence.Stored(SubjectKind.ThreePublic), check.Evidence.Prior(SubjectKind.ThreePublic));
        if (now.IsNumber && before.IsNumber)
        {
            check.AtMost(now, before, rule, ruleEn);
            return;
        }
        if (Said(check.Evidence, SubjectKind.ThreePublic, Measure.Change, 1) is { SignedChange: { } change } told && !told.Figure.Basis.Contains("执行", StringComparison.Ordinal))
        {
            if (change <= 0)
            {
                check.Compared();
                return;
            }
            var by = "+" + told.Spot.Write(change);
            check.Fail(told.Spot.Place, $"{rule}：比{told.Figure.Basis}增加 {told.Spot.Write(change)}。“三公”经费只减不增，请核实或说明。", $"{ruleEn} by {told.Spot.Write(change)}. They should not; check or explain.", by, "≤ 0", by);
            return;
        }
        check.Missing("没有上年“三公”经费的数字", "last year's expenses are not known");
    }

    static void Tpe011(Check check)
    {
        var purchase = check.Evidence.Amount(SubjectKind.VehiclePurchase);
        if (!purchase.Exists)
        {
            check.Missing("没有公务用车购置费的数字", "the money for buying vehicles is not known");
            return;
        }
        var number = check.Evidence.Count(SubjectKind.VehiclesToBuy, out var spot);
        if (purchase.IsPositive)
        {
            if (number is null && !check.Evidence.MadeHere) check.Missing("没有购置车辆数", "the number of vehicles to buy is not given");
            else if (number is > 0) check.Compared();
            else check.Fail(purchase.Spot.Place, $"有公务用车购置费 {purchase.Shown}，但没有购置车辆数。请补充车辆数或核对购置费。", $"there is {purchase.Shown} for buying vehicles but no vehicle to buy. Add the number or check the money.", purchase.Shown, "0");
            return;
        }
        // Special technical vehicles are not bought from the “三公” expenses.
        var official = (Int128)(number ?? 0) - (check.Evidence.Count(SubjectKind.VehiclesToBuySpecialTechnical, out _) ?? 0) - (check.Evidence.Count(SubjectKind.VehiclesToBuyOther, out _) ?? 0);
        if (official <= 0) check.Compared();
        else check.Fail(spot.Place, $"安排购置车辆 {number} 辆，但没有公务用车购置费。请核对。", $"{number} vehicles are to be bought but there is no money for it. Check both.", $"{number}辆", "0辆");
    }

    static readonly SubjectKind[] OfficialVehicles =
        [SubjectKind.VehicleMinister, SubjectKind.VehicleLeader, SubjectKind.VehicleConfidential, SubjectKind.VehicleEmergency, SubjectKind.VehicleLawEnforcement, SubjectKind.VehicleGeneral];

    static void Tpe012(Check check)
    {
        var operation = check.Evidence.Amount(SubjectKind.VehicleOperation);
        if (!operation.Exists || check.Evidence.Count(SubjectKind.VehicleCount, out var spot) is not { } vehicles)
        {
            check.Missing("没有公务用车运行费或车辆数", "the money for running vehicles or their number is not known");
            return;
        }
        var official = 0L;
        foreach (var kind in OfficialVehicles) official = Math.Max(official, check.Evidence.Count(kind, out _) ?? 0);
        if (operation.IsPositive && vehicles <= 0)
            check.Fail(operation.Spot.Place, $"有公务用车运行费 {operation.Shown}，但车辆数为 0。请核对车辆数或运行费。", $"there is {operation.Shown} for running vehicles but no vehicle. Check both.", operation.Shown, "0");
        else if (!operation.IsPositive && official > 0)
            check.Fail(spot.Place, $"有车辆 {vehicles} 辆，但没有公务用车运行费。请核对，或说明运行费由何处列支。", $"there are {vehicles} vehicles but no money for running them. Check both, or say who pays.", $"{vehicles}辆", "0辆");
        else check.Compared();
    }

    static void Tpe013(Check check)
    {
        var operation = check.Evidence.Amount(SubjectKind.VehicleOperation);
        if (!operation.IsPositive || check.Evidence.Count(SubjectKind.VehicleCount, out _) is not { } vehicles || vehicles <= 0)
        {
            check.Missing("没有公务用车运行费或没有车辆", "there is no money for running vehicles, or no vehicle");
            return;
        }
        var each = operation.Fen / vehicles;
        var (least, most) = (check.Band(Band.LeastPerVehicle), check.Band(Band.MostPerVehicle));
        if (each >= least && each <= most)
        {
            check.Compared();
            return;
        }
        var band = $"{Money.Write(least, MoneyUnit.Wan)}至{Money.Write(most, MoneyUnit.Wan)}";
        check.Fail(operation.Spot.Place, $"每辆车运行费为 {Money.Rounded(each, MoneyUnit.Wan)}，通常在{band}之间。请核实车辆数和运行费。", $"running one vehicle costs {Money.Rounded(each, MoneyUnit.Wan)}; usual is {band}. Check the number and the money.", Money.Rounded(each, MoneyUnit.Wan), band);
    }

    /// <summary>
    /// The whole is what basic expenditure and the projects hold of it. A part that is not known leaves only bounds:
    /// no part may be more than the whole, and a part that is the whole leaves nothing for the other.
    /// </summary>
    static void Tie(Check check, SubjectKind kind, int code, string words)
    {
        var total = check.Evidence.Amount(kind);
        if (!total.Exists)
        {
            check.Missing("没有该项“三公”经费的数字", "this expense is not given");
            return;
        }
        Adder known = default;
        var basic = check.Evidence[TableRole.BasicExpenditure];
        if (basic is not null) known.Add(basic.At(basic.Find(code), ColumnRole.Total));
        var whole = ProjectLines(check, words, ref known);
        var name = SubjectKinds.Of(kind).Chinese;
        var sum = known.Fen;
        var tolerance = known.Tolerance(total.Grain);
        if (basic is not null && whole || sum > (Int128)total.Fen + tolerance) check.Sum(total, Filled(known), $"{name}与基本支出、项目支出中该项之和不符", "the expense is not what basic expenditure and projects hold of it");
        else if (Int128.Abs(total.Fen - sum) <= tolerance && (known.Numbers > 0 || basic is not null || whole)) check.Compared();
        else check.Missing("经济分类表或项目明细不全", "the economic table or the projects' lines are not whole");

        static Adder Filled(Adder adder)
        {
            if (adder.IsEmpty) adder.AddSigned(0, 0);
            return adder;
        }
    }

    /// <summary>Adds the projects' lines of this kind; true if the forms and their lines are all there.</summary>
    static bool ProjectLines(Check check, string words, ref Adder sum)
    {
        Int128 money = 0;
        var lined = true;
        var forms = check.Document.Targets?.Projects ?? [];
        foreach (var form in forms)
        {
            if (form is null) continue;
            money += (form.Year ?? form.Total)?.Fen ?? 0;
            if (form.Expenditure is not { Count: > 0 } lines)
            {
                lined = false;
                continue;
            }
            foreach (var line in lines)
            {
                if (line?.Item is not null && line.Amount is { } amount && line.Item.Contains(words, StringComparison.Ordinal)) sum.AddSigned(amount.Fen, 0);
            }
        }
        if (!lined || forms.Count == 0) return false;
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.ExpenditureProject, SubjectKind.GeneralProject])
        {
            if (check.Evidence.Amount(kind) is { IsNumber: true } projects && Int128.Abs(projects.Fen - money) <= Told.WanGrain) return true;
        }
        return false;
    }

    static void Tpe017(Check check)
    {
        var evidence = check.Evidence;
        if (evidence.MadeHere && !evidence.Stored(SubjectKind.ThreePublic).Exists || !evidence.MadeHere && Amount(evidence, SubjectKind.ThreePublic, 1) is null)
        {
            check.Missing("没有“三公”经费的说明", "the three public expenses are not told");
            return;
        }
        foreach (var kind in Leaves)
        {
            var name = SubjectKinds.Of(kind).Chinese;
            if (evidence.MadeHere)
            {
                if (evidence.Prior(kind).Exists) check.Compared();
                else if (evidence.Stored(kind) is { Exists: true } now) None(now.Spot.Place, name);
                continue;
            }
            if (Amount(evidence, kind, 1) is not { } amount) continue;
            if (Said(evidence, kind, Measure.Change, 1) is not null || Said(evidence, kind, Measure.ChangeRate, 1) is not null) check.Compared();
            else None(amount.Spot.Place, name);
        }

        void None(Place place, string name) => check.Fail(place, $"{name}没有与上年预算比较。请补充增减额，没有变化写“持平”。", "this part is not compared with last year. Add the change, or say that there is none.");
    }

    static readonly string[] Telling =
    [
        "减", "压", "降", "节约", "节俭", "节省", "厉行", "控制", "严控", "从严", "取消", "暂停", "停止", "未安排", "不安排", "不再", "没有", "无", "疫情", "增", "新", "上升", "提高", "上涨", "恢复",
        "调整", "变动", "变化", "计划", "需要", "需求", "报废", "老旧", "更换", "到期", "划转", "合并", "撤销", "成立", "改为", "转", "集中", "统一", "封存", "处置", "少", "多", "加强", "扩大", "持平", "不变",
    ];

    static void Tpe018(Check check)
    {
        if (check.Evidence.MadeHere)
        {
            foreach (var kind in Leaves)
            {
                if (check.Evidence.Fact(kind) is { Reason.Length: > 0 } fact && check.Evidence.Stored(kind).Fen != check.Evidence.Prior(kind).Fen) Reason(Spot.Fact(kind).Place, SubjectKinds.Of(kind).Chinese, fact.Reason);
            }
        }
        foreach (var kind in Leaves)
        {
            foreach (var told in check.Evidence.TellsOf(kind))
            {
                if (told.Measure == Measure.Change && told.SignedChange is not (null or 0) && !string.IsNullOrEmpty(told.Figure.Reason)) Reason(told.Spot.Place, told.Figure.Label, told.Figure.Reason);
            }
        }
        check.Missing("没有“三公”经费增减的原因", "no reasons for changes are told");

        void Reason(Place place, string label, string reason)
        {
            if (Explains(reason)) check.Compared();
            else check.Fail(place, $"“{label}”的原因没有说明为何增减：“{reason}”。请写明增减的具体原因。", "the reason does not say why the amount changes. Say what changed.", reason);
        }
    }

    /// <summary>Whether the words outside cited titles say that something becomes more, less or different.</summary>
    static bool Explains(string reason)
    {
        var own = new System.Text.StringBuilder(reason.Length);
        var depth = 0;
        foreach (var c in reason)
        {
            if (c == '《') depth++;
            else if (c == '》') depth = Math.Max(0, depth - 1);
            else if (depth == 0) own.Append(c);
        }
        var text = own.ToString();
        foreach (var word in Telling)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
