using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>EXP, second half: the codes under which money is spent, and how amounts are written.</summary>
static partial class ExpenditureRules
{
    public static readonly IReadOnlyList<Rule> Codes =
    [
        Warning("EXP-021", "住房公积金功能科目（基本支出）应等于经济科目30113", "Housing fund contributions agree between the functional and the economic classification", Basis.Practice, c => Tie(c, "住房公积金", [2210201], [EconomicCodes.HousingFund])),
        Warning("EXP-022", "基本养老保险缴费功能科目（基本支出）应等于经济科目30108", "Pension contributions agree between the functional and the economic classification", Basis.Practice, c => Tie(c, "基本养老保险缴费", [2080505], [EconomicCodes.Pension])),
        Warning("EXP-023", "职业年金缴费功能科目（基本支出）应等于经济科目30109", "Occupational annuity contributions agree between the functional and the economic classification", Basis.Practice, c => Tie(c, "职业年金缴费", [2080506], [EconomicCodes.Annuity])),
        Warning("EXP-024", "行政事业单位医疗（基本支出）应等于经济科目30110与30111之和", "Medical insurance agrees between the functional and the economic classification", Basis.Practice, c => Tie(c, "医疗保险缴费", [2101101, 2101102, 2101103], [EconomicCodes.Medical, EconomicCodes.CivilServantMedical], 2101199)),
        Error("EXP-025", "功能分类科目应为当年科目", "Function codes belong to the classification of the budget year", Basis.BudgetLaw32, Exp025),
        Error("EXP-026", "功能分类科目名称应为当年名称", "Function codes carry their name of the budget year", Basis.BudgetLaw32, Exp026),
        Error("EXP-027", "经济分类科目代码和名称应为当年科目", "Economic codes and their names belong to the classification of the budget year", Basis.BudgetLaw32, Exp027),
        Error("EXP-028", "功能分类应编列到项", "Function codes are given down to the item", Basis.BudgetRegulation6, Exp028),
        Error("EXP-029", "基本支出经济分类应编列到款", "Basic expenditure is broken down to economic items", Basis.BudgetRegulation6, Exp029),
        Error("EXP-030", "政府性基金、国有资本经营预算科目只列本预算表", "Codes of government-managed funds and state capital appear only in their own table", Basis.BudgetRegulation5, Exp030),
        Error("EXP-031", "支出不应为负数", "No expenditure is negative", Basis.Practice, Exp031),
        Info("EXP-032", "万元金额应统一保留两位小数", "Amounts in 10,000 yuan are stated to two decimals", Basis.Practice, Exp032),
        Info("EXP-033", "千分位分隔应统一", "Thousands separators are used consistently", Basis.Practice, Exp033),
        Info("EXP-034", "科目用途说明应与科目相符", "The stated purpose of an account code fits the code", Basis.Practice, Exp034),
        Error("EXP-035", "文中各科目金额应与预算表一致，其和等于财政拨款支出", "Account codes in the text agree with the tables and add up to appropriated expenditure", Basis.Arithmetic, Exp035),
        Warning("EXP-036", "文中科目的类、款、项名称应与预算表一致", "Names of account codes in the text agree with the tables", Basis.Practice, Exp036),
        Warning("EXP-037", "同一科目在各表中的名称应一致", "An account code has the same name in all tables", Basis.Practice, Exp037),
        Warning("EXP-038", "说明只用于基本支出的科目不应另有项目支出", "An account code said to fund basic expenditure only has no project expenditure", Basis.Practice, Exp038),
        Warning("EXP-039", "列有下级科目的，其上级科目也应列出", "Where items are listed, the section and class above them are too", Basis.Practice, Exp039),
    ];

    /// <summary>What is paid for by function is what is paid by economic code. Where one side is not there at all, nothing can be said.</summary>
    static void Tie(Check check, string what, ReadOnlySpan<int> functions, ReadOnlySpan<int> economics, int alsoAllowed = 0)
    {
        if (check.Need(check.Evidence.GeneralItems?.Role ?? TableRole.GeneralPublic) is not { } general || check.Need(TableRole.BasicExpenditure) is not { } basic) return;
        if (general.IsSplit || basic.IsSplit)
        {
            check.Missing("同一科目在表中分几处列示", "a code stands in several rows of a table");
            return;
        }
        Adder byFunction = default, byEconomic = default;
        var first = Reading.Missing;
        foreach (var code in functions)
        {
            var cell = general.At(general.Find(code), ColumnRole.Basic);
            if (!first.Exists) first = cell;
            byFunction.Add(cell);
        }
        foreach (var code in economics) byEconomic.Add(basic.At(basic.Find(code), ColumnRole.Total));
        if (!first.Exists || byEconomic.IsEmpty)
        {
            check.Missing($"预算表没有同时列出{what}的功能科目和经济科目", "the tables do not have both the function and the economic code");
            return;
        }
        var allowed = alsoAllowed == 0 ? Reading.Missing : general.At(general.Find(alsoAllowed), ColumnRole.Basic);
        if (allowed.Fen != 0 && byEconomic.Fen >= byFunction.Fen && byEconomic.Fen <= byFunction.Fen + allowed.Fen)
        {
            check.Compared();
            return;
        }
        // Both sides may be sums of rounded figures.
        if (byFunction.Nonzero > 1) byEconomic.Nonzero += byFunction.Nonzero;
        var sum = first with { State = ReadingState.Number, Fen = (long)Int128.Clamp(byFunction.Fen, long.MinValue, long.MaxValue) };
        check.Sum(sum, byEconomic, $"{what}的功能分类与经济分类金额不符", "the amounts by function and by economic code differ");
    }

    static readonly char[] Quotes = ['“', '”'];

    static readonly TableRole[] WithFunctions =
        [TableRole.Revenue, TableRole.Expenditure, TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund, TableRole.StateCapital];

    static void Exp025(Check check)
    {
        foreach (var role in WithFunctions)
        {
            if (check.Evidence[role] is not { HasCodes: true } sheet) continue;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                // The same code is told once, in the first table that has it.
                if (sheet.Rows[i] is { IsTotal: false } row && IsFirst(check.Evidence, role, row.Code, row.Name)) Code(check, sheet, row, FunctionCodes.All, "功能分类", "function", (3, 5, 7));
            }
        }
        check.Need(TableRole.Expenditure);
    }

    static bool IsFirst(Evidence evidence, TableRole role, int code, string name)
    {
        foreach (var earlier in WithFunctions)
        {
            if (earlier == role) break;
            if (evidence[earlier] is { } sheet && sheet.Has(code, name)) return false;
        }
        return true;
    }

    static void Code(Check check, Sheet sheet, Row row, CodeTable codes, string of, string ofEn, (int, int, int) lengths)
    {
        var digits = Digits(row.Code);
        if (row.Code <= 0 || (digits != lengths.Item1 && digits != lengths.Item2 && digits != lengths.Item3))
        {
            if (string.IsNullOrEmpty(row.CodeText) && row.Code == 0) return;
            check.Fail(At(), $"“{row.CodeText}”不是{of}科目代码（应为{(lengths.Item3 == 7 ? "3、5或7" : "3或5")}位数字）。请更正代码。", $"\"{row.CodeText}\" is no {ofEn} code. Correct it.", row.CodeText);
            return;
        }
        if (check.Document.MadeElsewhere && row.CodeText is { Length: > 0 } printed && !IsPrinted(printed, row.Code))
        {
            check.Fail(At(), $"{of}科目代码印作“{printed}”，按名称应为 {row.Code}。请按完整代码列示。", $"the {ofEn} code is printed \"{printed}\"; by its name it is {row.Code}. Print it whole.", printed, row.Code.ToString(System.Globalization.CultureInfo.InvariantCulture), severity: Severity.Info);
            return;
        }
        var standing = codes.Standing(row.Code, check.Year);
        if (standing == CodeStanding.Known)
        {
            check.Compared();
            return;
        }
        if (standing == CodeStanding.OtherYear)
        {
            check.Fail(At(), $"{row.CodeText} 不是{check.Year}年的{of}科目。请按当年科目更正。", $"{row.CodeText} is no {ofEn} code of {check.Year}. Use the code of the year.", row.CodeText, severity: check.Evidence.MadeHere ? null : Severity.Warning);
            return;
        }
        if (codes.Sibling(row.Code, row.Name) is { } meant && (meant.Read || check.Evidence.MadeHere))
        {
            check.Fail(At(), $"没有{of}科目 {row.CodeText}；“{row.Name}”的代码是 {meant.Code}。请更正代码。", $"there is no {ofEn} code {row.CodeText}; \"{row.Name}\" is {meant.Code}. Correct the code.", row.CodeText, meant.Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return;
        }
        // The classification is loaded in part: only a class that no year has is certainly wrong in a document made elsewhere.
        if (standing == CodeStanding.Absent || (check.Evidence.MadeHere && codes.IsWhole(row.Code)))
        {
            check.Fail(At(), $"{check.Year}年没有{of}科目 {row.CodeText}。请核对代码；如为新增科目，请先更新科目数据。", $"there is no {ofEn} code {row.CodeText} in {check.Year}. Check it; if it is new, bring the classification data up to date first.", row.CodeText,
                severity: check.Evidence.MadeHere || !codes.HasClass(row.Code) ? null : Severity.Info);
            return;
        }
        check.Fail(At(), $"所载{of}科目不全，无法确认 {row.CodeText} {row.Name}。请对照当年《政府收支分类科目》核对。", $"the classification loaded is not whole here; {row.CodeText} cannot be confirmed. Compare it with the year's classification.", row.CodeText,
            severity: check.Evidence.MadeHere ? Severity.Warning : Severity.Info);

        Place At() => Spot.Cell(sheet.Table, row, -1).Place;
    }

    /// <summary>The printed text has the code's digits, whatever stands between them.</summary>
    static bool IsPrinted(ReadOnlySpan<char> text, int code)
    {
        var read = 0L;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && read < int.MaxValue) read = read * 10 + (c - '0');
        }
        return read == code;
    }

    static int Digits(int code)
    {
        var n = 0;
        for (; code > 0; code /= 10) n++;
        return n;
    }

    static void Exp026(Check check)
    {
        foreach (var role in WithFunctions)
        {
            if (check.Evidence[role] is not { HasCodes: true } sheet) continue;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                if (sheet.Rows[i] is { IsTotal: false, Code: > 0 } row && IsFirst(check.Evidence, role, row.Code, row.Name)) Name(check, sheet, row, FunctionCodes.All, "功能分类", "function");
            }
        }
        check.Need(TableRole.Expenditure);
    }

    static void Name(Check check, Sheet sheet, Row row, CodeTable codes, string of, string ofEn)
    {
        if (codes.Name(row.Code, check.Year) is not { } right) return;
        if (codes.Named(row.Code, row.Name) is { } named && (named.Holds(check.Year) || !right.Holds(check.Year)))
        {
            check.Compared();
            return;
        }
        // A name read in a published disclosure is certain for the years that are loaded; a later year may have changed it, and
        // one from general knowledge is only a hint. The name of a neighbouring code is a slip in any year.
        var here = check.Evidence.MadeHere;
        Severity? severity = codes.Named(row.Code, row.Name) is not null ? Severity.Warning
            : codes.Sibling(row.Code, row.Name) is { } sibling && (sibling.Read || here) ? null
            : !here && IsWording(row.Name, right.Name) ? Severity.Info
            : right.Read && (here || check.Year <= CodeTable.LoadedYear) ? null
            : here ? Severity.Warning : Severity.Info;
        var place = Spot.Cell(sheet.Table, row, -1).Place;
        check.Fail(place, $"{of}科目 {row.CodeText} 的名称为“{row.Name}”，{check.Year}年应为“{right.Name}”。请更正名称或代码。", $"{ofEn} code {row.CodeText} is named \"{row.Name}\"; in {check.Year} it is \"{right.Name}\". Correct the name or the code.", row.Name, right.Name, severity: severity);
    }

    /// <summary>"其他对个人和家庭的补助支出" for "其他对个人和家庭的补助": the same head, worded longer or shorter.</summary>
    static bool IsWording(string? name, string right)
    {
        if (name is null) return false;
        Span<char> a = stackalloc char[100], b = stackalloc char[100];
        var one = a[..Names.FoldInto(name, a)];
        var other = b[..Names.FoldInto(right, b)];
        return one.Length > 2 && (one.StartsWith(other) || other.StartsWith(one) || one.EndsWith(other) || other.EndsWith(one));
    }

    static void Exp027(Check check)
    {
        if (check.Need(TableRole.BasicExpenditure) is not { HasCodes: true } sheet) return;
        foreach (var row in sheet.Rows)
        {
            if (row is not { IsTotal: false }) continue;
            Code(check, sheet, row, EconomicCodes.All, "经济分类", "economic", (3, 5, 5));
            if (row.Code > 0) Name(check, sheet, row, EconomicCodes.All, "经济分类", "economic");
        }
    }

    static void Exp028(Check check)
    {
        foreach (var sheet in (ReadOnlySpan<Sheet?>)[check.Evidence[TableRole.Expenditure], check.Evidence.GeneralItems, check.Evidence[TableRole.GovernmentFund], check.Evidence[TableRole.StateCapital]])
        {
            // Elsewhere the department's own table may stop at the section; the budgets' tables may not.
            if (sheet is { HasCodes: true } && (sheet.Role != TableRole.Expenditure || check.Evidence.MadeHere)) Depth(check, sheet, 1_000_000, "应编列到项（7位代码）", "must go down to the item (7 digits)");
        }
        check.Need(TableRole.GeneralPublic);
    }

    static void Exp029(Check check)
    {
        if (check.Need(TableRole.BasicExpenditure) is { HasCodes: true } sheet) Depth(check, sheet, 10_000, "应编列到款（5位代码）", "must go down to the economic item (5 digits)");
    }

    /// <summary>Every row with money either is a leaf of the right depth or has rows under it.</summary>
    static void Depth(Check check, Sheet sheet, int leaf, string rule, string ruleEn)
    {
        var n = sheet.Rows.Count;
        var hasUnder = new bool[n];
        for (var i = 0; i < n; i++)
        {
            if (sheet.Parent(i) is >= 0 and var parent) hasUnder[parent] = true;
        }
        for (var i = 0; i < n; i++)
        {
            if (sheet.Rows[i] is not { IsTotal: false, Code: > 0 } row || sheet.At(row, ColumnRole.Total).Fen == 0) continue;
            if (row.Code >= leaf || hasUnder[i])
            {
                check.Compared();
                continue;
            }
            var place = Spot.Cell(sheet.Table, row, sheet.Column(ColumnRole.Total)).Place;
            check.Fail(place, $"{row.CodeText} {row.Name} 有金额而没有下级科目，{rule}。请补列下级科目。", $"{row.CodeText} has money and nothing under it; the table {ruleEn}. Add the rows under it.", row.CodeText);
        }
    }

    static void Exp030(Check check)
    {
        foreach (var role in (ReadOnlySpan<TableRole>)[TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund, TableRole.StateCapital])
        {
            if (check.Evidence[role] is not { HasCodes: true } sheet) continue;
            var own = role == TableRole.GeneralPublicItems ? TableRole.GeneralPublic : role;
            foreach (var row in sheet.Rows)
            {
                if (row is not { IsTotal: false, Code: > 0 } || FunctionCodes.Budget(row.Code, check.Year) is not { } budget) continue;
                if (budget == own)
                {
                    check.Compared();
                    continue;
                }
                var place = Spot.Cell(sheet.Table, row, -1).Place;
                check.Fail(place, $"{row.CodeText} {row.Name} 是{TableRoles.Name(budget).Chinese}的科目，不应列在{TableRoles.Name(own).Chinese}。请移到该表。",
                    $"{row.CodeText} is a code of the {TableRoles.Name(budget).English} and not of the {TableRoles.Name(own).English}. Move it there.", row.CodeText);
            }
        }
        check.Need(TableRole.GeneralPublic);
    }

    static void Exp031(Check check)
    {
        const string of = "支出";
        if (check.Evidence[TableRole.RevenueAndExpenditure] is { } both) Negatives.Find(check, both, Side.Expenditure, of);
        if (check.Evidence[TableRole.FiscalAppropriation] is { } fiscal) Negatives.Find(check, fiscal, Side.Expenditure, of);
        foreach (var role in (ReadOnlySpan<TableRole>)[.. ByFunction, TableRole.BasicExpenditure, TableRole.ThreePublic])
        {
            if (check.Evidence[role] is { } sheet) Negatives.Find(check, sheet, Side.Single, of);
        }
        foreach (var told in check.Evidence.Told)
        {
            if (told.Measure == Measure.Amount && !SubjectKinds.IsRevenueSource(told.Kind) && told.Kind != SubjectKind.Revenue) Negatives.Find(check, told, of);
        }
        check.Need(TableRole.Expenditure);
    }

    static void Exp032(Check check)
    {
        if (check.ComputedHere(SubjectKind.Expenditure)) return;
        int two = 0, fewer = 0, zeros = 0, plainZeros = 0;
        Spot first = default;
        Figure? example = null;
        foreach (var statement in check.Evidence.Statements)
        {
            foreach (var figure in statement.Figures)
            {
                if (figure is not { Unit: "万元", Measure: Measure.Amount or Measure.Change, Value: { } value }) continue;
                if (value.Unscaled == 0)
                {
                    zeros++;
                    if (value.Decimals != 2) plainZeros++;
                }
                else if (value.Decimals == 2) two++;
                else if (fewer++ == 0) (first, example) = (Spot.Figure(statement, figure), figure);
            }
        }
        if (two + fewer + zeros == 0)
        {
            check.Missing("文中没有以万元列示的金额", "the text has no amounts in 万元");
            return;
        }
        // "0" everywhere is a style; "0" beside "0.00" is none.
        if (example is null || two == 0)
        {
            check.Compared();
            return;
        }
        var count = fewer + (plainZeros < zeros ? plainZeros : 0);
        check.Fail(first.Place, $"文中有 {count} 处万元金额不是两位小数（如“{example.Label.Trim(Quotes)}”{example.Value}万元）。请统一保留两位小数。",
            $"{count} amounts in 万元 do not have two decimals (first \"{example.Label}\", {example.Value}). Print all with two decimals.", $"{example.Value}万元", decimal.Round(example.Value!.Value.Value, 2).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + "万元");
    }

    static void Exp033(Check check)
    {
        if (check.ComputedHere(SubjectKind.Expenditure)) return;
        string separated = "", plain = "";
        Spot place = default;
        foreach (var statement in check.Evidence.Statements)
        {
            var text = statement.Text;
            for (var i = 0; i < text.Length; i++)
            {
                var next = text.AsSpan(i).IndexOfAnyInRange('0', '9');
                if (next < 0) break;
                i += next;
                var start = i;
                var (digits, commas, point) = (0, 0, false);
                for (; i < text.Length && (text[i] is >= '0' and <= '9' or ',' or '.'); i++)
                {
                    if (text[i] == '.') point = true;
                    else if (text[i] == ',') commas++;
                    else if (!point) digits++;
                }
                if (digits < 4 || !MoneyFollows(text.AsSpan(i))) continue;
                if (commas > 0 && separated.Length == 0) separated = text[start..i];
                else if (commas == 0 && plain.Length == 0) (plain, place) = (text[start..i], Spot.Figure(statement, null));
            }
        }
        if (separated.Length == 0 && plain.Length == 0) check.Missing("文中没有一千以上的金额", "the text has no amount of a thousand or more");
        else if (separated.Length == 0 || plain.Length == 0) check.Compared();
        else check.Fail(place.Place, $"文中金额有的带千分位（{separated}），有的不带（{plain}）。请统一。", $"some amounts have thousands separators ({separated}), some do not ({plain}). Use one style.", plain, separated);

        static bool MoneyFollows(ReadOnlySpan<char> rest)
        {
            rest = rest.TrimStart();
            return rest.StartsWith("万元") || rest.StartsWith("元");
        }
    }

    static void Exp034(Check check)
    {
        var evidence = check.Evidence;
        foreach (var told in evidence.TellsOf(SubjectKind.EconomicCode))
        {
            if (told.Measure != Measure.Amount || string.IsNullOrEmpty(told.Statement.Text)) continue;
            var wrong = told.Code switch
            {
                EconomicCodes.Subsidies => Word(told.Statement.Text, "住房保障", "住房公积金", "住房补贴", "购房补贴"),
                EconomicCodes.Wages => Word(told.Statement.Text, "离退休费", "退休费", "离休费"),
                _ => null,
            };
            if (wrong is null) check.Compared();
            else Unfit(check, told.Spot.Place, told.Figure.Label, wrong, told.Code == EconomicCodes.Subsidies ? "301 工资福利支出" : "303 对个人和家庭的补助");
        }
        check.Missing("没有工资福利支出、对个人和家庭的补助的用途说明", "the purposes of wages and subsidies are not told");
    }

    static void Exp038(Check check)
    {
        var evidence = check.Evidence;
        if (evidence.GeneralItems is not { } general || general.IsSplit)
        {
            check.Need(TableRole.GeneralPublic);
            return;
        }
        foreach (var told in evidence.TellsOf(SubjectKind.FunctionCode))
        {
            if (told.Measure == Measure.Amount && told.Fit == PathFit.Whole && !told.Prior) KindOfItem(check, general, told.Code, told.Statement.Text, told.Spot);
        }
        if (evidence.MadeHere)
        {
            foreach (var row in general.Rows)
            {
                if (row is { IsTotal: false, Code: >= 1_000_000 } && check.Document.Facts is { } facts && facts.TryGetValue(Subject.Function(row.Code), out var fact) && !string.IsNullOrEmpty(fact.Purpose))
                    KindOfItem(check, general, row.Code, fact.Purpose, Spot.Cell(general.Table, row, -1));
            }
        }
        check.Missing("没有科目用途的说明", "no purposes of heads are told");
    }

    /// <summary>The same code under another name in a later table; spelling (spaces, brackets) carries no meaning.</summary>
    static void Exp037(Check check)
    {
        for (var t = 1; t < WithFunctions.Length; t++)
        {
            if (check.Evidence[WithFunctions[t]] is not { HasCodes: true } sheet) continue;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                if (sheet.Rows[i] is not { IsTotal: false, Code: > 0 } row || string.IsNullOrEmpty(row.Name) || First(check.Evidence, t, row.Code) is not { } first) continue;
                if (Names.Same(first.Row.Name, row.Name))
                {
                    check.Compared();
                    continue;
                }
                var place = Spot.Cell(sheet.Table, row, -1).Place;
                var other = Spot.Cell(first.Table, first.Row, -1).Place;
                check.Fail(place with { Key = place.Key + "/name" }, $"科目 {row.CodeText} 的名称为“{row.Name}”，{other.Text} 为“{first.Row.Name}”。同一科目请用同一名称。", $"code {row.CodeText} is named \"{row.Name}\"; {other.Text} has \"{first.Row.Name}\". Use one name.", row.Name, first.Row.Name, severity: IsWording(row.Name, first.Row.Name) ? Severity.Info : null);
            }
        }
        check.Missing("没有同一科目列在两张表中", "no code stands in two tables");
    }

    /// <summary>A table that lists items alone has no rows above them; one that lists most of them lacks the others.</summary>
    static void Exp039(Check check)
    {
        foreach (var role in (ReadOnlySpan<TableRole>)[.. WithFunctions, TableRole.BasicExpenditure])
        {
            if (check.Evidence[role] is not { HasCodes: true } sheet) continue;
            HashSet<int>? missing = null;
            var there = 0;
            foreach (var row in sheet.Rows)
            {
                if (row is not { IsTotal: false } || Digits(row.Code) is not (5 or 7)) continue;
                var above = CodeTable.Parent(row.Code);
                if (sheet.Find(above) is not null) there++;
                else (missing ??= []).Add(above);
            }
            if (there > 0) check.Compared();
            foreach (var code in missing ?? [])
            {
                // The class is there and the section is not; or most others are there.
                if (missing!.Count > there && (code < 1000 || sheet.Find(CodeTable.Parent(code)) is null)) continue;
                var place = new Place($"table:{role}/{code}/missing", $"表{sheet.Table.Number} {sheet.Table.Title} / {code}");
                check.Fail(place, $"表{sheet.Table.Number} 列有科目 {code} 的下级科目，没有列 {code} 本身。请补列，并列其合计。", $"table {sheet.Table.Number} lists what is under {code} and not {code} itself. Add its row.", "", code.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
        check.Missing("没有按科目编列的表", "no table is by code");
    }

    static (Table Table, Row Row)? First(Evidence evidence, int before, int code)
    {
        for (var t = 0; t < before; t++)
        {
            if (evidence[WithFunctions[t]] is { } sheet && sheet.Find(code) is { Name.Length: > 0 } row) return (sheet.Table, row);
        }
        return null;
    }

    /// <summary>An item said to be for basic expenditure that has project money in its table.</summary>
    static void KindOfItem(Check check, Sheet general, int code, string text, Spot spot)
    {
        if (string.IsNullOrEmpty(text) || general.Find(code) is not { } row) return;
        var project = general.At(row, ColumnRole.Project);
        if (!text.Contains("基本支出", StringComparison.Ordinal) || text.Contains("项目", StringComparison.Ordinal) || !project.IsPositive)
        {
            check.Compared();
            return;
        }
        check.Fail(spot.Place, $"“{row.Name}”说明用于基本支出，但预算表该科目另有项目支出 {project.Shown}（{project.Spot.Place.Text}）。请补充说明。",
            $"\"{row.Name}\" is said to be for basic expenditure, but the table has project money of {project.Shown} under it. Say what that is for.", "基本支出", "基本支出和项目支出");
    }

    static string? Word(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return word;
        }
        return null;
    }

    static void Unfit(Check check, Place place, string head, string word, string right) => check.Fail(place,
        $"“{head}”的用途说明提到“{word}”，该支出属于 {right}。请修改说明。", $"the purpose of \"{head}\" names \"{word}\", which belongs to {right}. Mend the wording.", word, right);

    static void Exp035(Check check)
    {
        if (check.ComputedHere(SubjectKind.General)) return;
        var evidence = check.Evidence;
        const string rule = "文中科目金额与预算表不符", ruleEn = "an item's amount in the text differs from the table";
        Adder listed = default;
        var (whole, items, right) = (true, 0, true);
        Spot last = default;
        foreach (var told in evidence.Told)
        {
            if (told.Measure != Measure.Amount || told.Prior || (told.Kind != SubjectKind.FunctionCode && told.Fit != PathFit.None)) continue;
            if (told.Fit == PathFit.None)
            {
                whole = false;
                continue;
            }
            Adder budgets = default;
            InBudgets(evidence, told.Code, ref budgets);
            // A section told beside its items would count them twice; an item of several rows has no one amount.
            if (told.Code < 1_000_000 || evidence.GeneralItems is { IsSplit: true }) whole = false;
            if (!told.IsNumber || evidence.GeneralItems is { IsSplit: true }) continue;
            // Some speak of all expenditure and not of the appropriation alone.
            if (evidence[TableRole.Expenditure] is { } all && all.At(all.Find(told.Code), ColumnRole.Total) is { IsNumber: true } department && Int128.Abs((Int128)department.Fen - told.Value) <= told.Grain && department.Fen != budgets.Fen)
            {
                check.Compared();
                whole = false;
                continue;
            }
            right &= check.Sum(told.Reading, budgets, rule, ruleEn);
            if (told.Fit == PathFit.NotAPath) continue;
            items++;
            listed.Add(told.Reading);
            last = told.Spot;
        }
        if (items < 2)
        {
            check.Missing("文中没有逐项列出科目金额", "the text lists no items");
            return;
        }
        if (whole && right) ItemsAddUp(check, listed, last);
    }

    /// <summary>Every item is right by itself: then their sum can only miss items, or have one twice.</summary>
    static void ItemsAddUp(Check check, in Adder listed, Spot last)
    {
        Adder all = default;
        foreach (var role in (ReadOnlySpan<TableRole>)[check.Evidence.GeneralItems?.Role ?? TableRole.Unknown, TableRole.GovernmentFund, TableRole.StateCapital])
        {
            if (check.Evidence[role] is { } sheet) all.Add(sheet.At(sheet.Summary, ColumnRole.Total));
        }
        var tolerance = (Int128)Math.Max(listed.Grain, 1) * Math.Max(1, listed.Nonzero / 2);
        var difference = listed.Fen - all.Fen;
        if (all.Numbers == 0 || Int128.Abs(difference) <= tolerance)
        {
            check.Compared();
            return;
        }
        var more = difference > 0;
        var (found, expected, by) = (Money.Rounded(listed.Fen, MoneyUnit.Wan), Money.Rounded(all.Fen, MoneyUnit.Wan), (more ? "+" : "") + Money.Rounded(difference, MoneyUnit.Wan));
        check.Fail(last.Place with { Key = $"text:{(last.Owner as Statement)?.Section}/items" },
            $"文中各科目金额之和为 {found}，财政拨款支出为 {expected}，相差 {by}。{(more ? "有科目重复列示，请删去重复。" : "有科目未列出，请补列。")}",
            $"the items told add up to {found}; appropriated expenditure is {expected}, difference {by}. {(more ? "An item is told twice; remove one." : "Items are missing; add them.")}",
            found, expected, by, "±" + Money.Write(tolerance, MoneyUnit.Wan), more ? null : Severity.Warning);
    }

    static void Exp036(Check check)
    {
        if (check.ComputedHere(SubjectKind.General)) return;
        if (check.Need(check.Evidence.GeneralItems?.Role ?? TableRole.GeneralPublic) is null) return;
        foreach (var told in check.Evidence.Told)
        {
            if (told.Fit == PathFit.NotAPath || told.Measure != Measure.Amount) continue;
            if (told.Fit == PathFit.Whole)
            {
                check.Compared();
                continue;
            }
            var place = told.Spot.Place;
            var code = told.Fit == PathFit.Partly ? $"（最接近的科目为 {told.Code}）" : "";
            // The amount is tied all the same where the closest item is known: then only the wording differs.
            check.Fail(place, $"文中科目{told.Figure.Label}的类、款、项名称与预算表不一致{code}。请按预算表的名称填写。", $"the names of {told.Figure.Label} are not the tables'{(told.Code > 0 ? $" (closest: {told.Code})" : "")}. Use the tables' names.", told.Figure.Label,
                severity: told.Fit == PathFit.Partly || IsAmountOfAnItem(check.Evidence, told) ? Severity.Info : null);
        }
        check.Missing("文中没有逐项列出科目", "the text lists no items");
    }

    static bool IsAmountOfAnItem(Evidence evidence, in Told told)
    {
        foreach (var sheet in (ReadOnlySpan<Sheet?>)[evidence.GeneralItems, evidence[TableRole.GovernmentFund], evidence[TableRole.StateCapital]])
        {
            for (var i = 0; i < (sheet?.Rows.Count ?? 0) && i < 1_000; i++)
            {
                if (sheet!.Rows[i] is { IsTotal: false, Code: >= 1_000_000 } row && sheet.At(row, ColumnRole.Total) is { Fen: not 0 } amount && Int128.Abs((Int128)amount.Fen - told.Value) <= told.Grain) return true;
            }
        }
        return false;
    }
}
