using Budget.Document.Codes;
using Budget.Document.Relations;
using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// Ties the printed figures of a document made elsewhere to what they speak of: by their label, the chapter they stand
/// in, and the figures before them in the same sentence. Where that leaves a doubt the figure stays untied, so that a
/// rule says "could not be checked" and not something false. One pass, once per check.
/// </summary>
sealed class Recogniser
{
    readonly int year;
    readonly string[] departmentNames;
    readonly ItemPaths items;
    readonly List<Told> told;
    readonly bool twoDecimals;

    // State within one statement, and the 三公 statement seen first.
    SubjectKind carriedOver;
    Told item;
    bool inItem, toBuy;
    byte block;
    string firstBlockSection = "";
    string? revenueLabel, expenditureLabel;
    Statement? lastOf;
    Chapter lastChapter;

    Recogniser(DisclosureDocument document, IReadOnlyList<Statement> statements, ItemPaths items)
    {
        year = document.Year;
        this.items = items;
        departmentNames = NamesOf(document.Department);
        var figures = 0;
        foreach (var statement in statements) figures += statement.Figures.Count;
        told = new(figures + 4);
        twoDecimals = PrintsTwoDecimals(statements);
    }

    public static List<Told> Read(DisclosureDocument document, IReadOnlyList<Statement> statements, ItemPaths items)
    {
        var reader = new Recogniser(document, statements, items);
        foreach (var statement in statements) reader.Read(statement);
        return reader.told;
    }

    void Read(Statement statement)
    {
        var chapter = ChapterOf(statement);
        (carriedOver, inItem, toBuy) = (SubjectKind.None, false, false);
        if (chapter == Chapter.ProjectPage) return;
        Span<char> buffer = stackalloc char[160];
        foreach (var figure in statement.Figures)
        {
            var label = buffer[..Names.FoldInto(figure.Label, buffer)];
            ReadOnlySpan<char> rest = label;
            var prior = false;
            rest = WithoutYear(rest, ref prior);
            rest = WithoutDepartment(rest);
            rest = WithoutYear(rest, ref prior);
            if (rest.Contains("执行数", StringComparison.Ordinal) || rest.StartsWith("上年")) prior |= !rest.StartsWith("上年结转");
            Read(chapter, statement, figure, rest, prior);
        }
    }

    /// <summary>Paragraphs of one section follow each other and are about the same.</summary>
    Chapter ChapterOf(Statement statement)
    {
        if (lastOf is { } last && last.Heading == statement.Heading && SameHead(last.Section, statement.Section)) return lastChapter;
        lastOf = statement;
        return lastChapter = ProseChapter.Of(statement.Section, statement.Heading);
    }

    void Read(Chapter chapter, Statement statement, Figure figure, ReadOnlySpan<char> label, bool prior)
    {
        if (figure.Unit is "人" or "名")
        {
            if (chapter is Chapter.Staff or Chapter.Organisation) Add(statement, figure, Staff(label));
            return;
        }
        switch (chapter)
        {
            case Chapter.Organisation or Chapter.Staff:
                if (figure.Unit is "家" or "个") Add(statement, figure, Units(label));
                return;
            case Chapter.ThreePublic:
                ReadThreePublic(statement, figure, label, prior);
                return;
            case Chapter.AgencyOperating:
                if (figure.Measure == Measure.Amount && label.Contains("机关运行经费", StringComparison.Ordinal)) Add(statement, figure, SubjectKind.AgencyOperating, prior);
                return;
            case Chapter.Procurement:
                Add(statement, figure, Procurement(label), prior);
                return;
            case Chapter.Assets:
                ReadAssets(statement, figure, label);
                return;
            case Chapter.Performance:
                Add(statement, figure, Performance(label, figure), prior);
                return;
        }
        if (ReadItem(statement, figure, label, prior)) return;
        if (!Lexicon.Find(label, out var meaning))
        {
            if (chapter is Chapter.Narrative or Chapter.Department && EndsAsTotal(label) is var total and not SubjectKind.None && IsFirst(total, figure.Label)) Add(statement, figure, total, prior);
            else if (chapter == Chapter.General && IsProjectLine(statement.Section, label) && figure.Measure == Measure.Amount) Add(statement, figure, SubjectKind.Project, prior);
            return;
        }
        if (meaning.Word == Word.None)
        {
            var kind = InChapter(meaning.Kind, chapter);
            Remember(kind);
            Add(statement, figure, kind, prior);
        }
        else if (meaning.Word == Word.Balance && chapter is Chapter.Department or Chapter.Narrative)
        {
            Add(statement, figure, SubjectKind.Revenue, prior);
            Add(statement, figure, SubjectKind.Expenditure, prior);
        }
        else Add(statement, figure, InChapter(meaning.Word, chapter), prior);
    }

    /// <summary>The source whose carried-over money a following "上年结转" in the same sentence means.</summary>
    void Remember(SubjectKind kind) => carriedOver = kind switch
    {
        SubjectKind.FiscalGeneralPublicBudget => SubjectKind.FiscalGeneralPublicBudgetCarriedOver,
        SubjectKind.FiscalGovernmentFund => SubjectKind.FiscalGovernmentFundCarriedOver,
        SubjectKind.FiscalStateCapital => SubjectKind.FiscalStateCapitalCarriedOver,
        _ => carriedOver,
    };

    static SubjectKind InChapter(SubjectKind kind, Chapter chapter) => chapter switch
    {
        Chapter.Fiscal => kind switch
        {
            SubjectKind.RevenueGeneralPublicBudget => SubjectKind.FiscalGeneralPublicBudget,
            SubjectKind.RevenueGovernmentFund => SubjectKind.FiscalGovernmentFund,
            SubjectKind.RevenueStateCapital => SubjectKind.FiscalStateCapital,
            SubjectKind.Fiscal or SubjectKind.FiscalGeneralPublicBudget or SubjectKind.FiscalGovernmentFund or SubjectKind.FiscalStateCapital => kind,
            _ => SubjectKind.None,
        },
        Chapter.General => kind == SubjectKind.General ? kind : SubjectKind.None,
        Chapter.GovernmentFund => kind == SubjectKind.GovernmentFund ? kind : SubjectKind.None,
        Chapter.StateCapital => kind == SubjectKind.StateCapital ? kind : SubjectKind.None,
        Chapter.Department or Chapter.Narrative => kind,
        _ => SubjectKind.None,
    };

    SubjectKind InChapter(Word word, Chapter chapter) => (word, chapter) switch
    {
        (Word.Basic, Chapter.Department) => SubjectKind.ExpenditureBasic,
        (Word.Project, Chapter.Department) => SubjectKind.ExpenditureProject,
        (Word.Special, Chapter.Department) => SubjectKind.ExpenditureSpecial,
        (Word.CarriedOver, Chapter.Department) => SubjectKind.RevenueCarriedOver,
        (Word.Basic, Chapter.Fiscal) => SubjectKind.FiscalBasic,
        (Word.Project, Chapter.Fiscal) => SubjectKind.FiscalProject,
        (Word.CarriedOver, Chapter.Fiscal) => carriedOver,
        (Word.Basic, Chapter.General) => SubjectKind.GeneralBasic,
        (Word.Project, Chapter.General) => SubjectKind.GeneralProject,
        (Word.CurrentYear, Chapter.General) => SubjectKind.GeneralCurrentYear,
        (Word.CarriedOver, Chapter.General) => SubjectKind.GeneralCarriedOver,
        (Word.Personnel, Chapter.General) => SubjectKind.GeneralPersonnel,
        (Word.Operating, Chapter.General) => SubjectKind.GeneralOperating,
        (Word.Wages or Word.Subsidies or Word.Goods or Word.Capital, Chapter.General) => SubjectKind.EconomicCode,
        _ => SubjectKind.None,
    };

    /// <summary>
    /// Of several "…收入预算" under names we do not know only the first is the department's; what follows may be a unit's. The
    /// same label again speaks of the same.
    /// </summary>
    bool IsFirst(SubjectKind total, string label)
    {
        ref var guessed = ref (total == SubjectKind.Revenue ? ref revenueLabel : ref expenditureLabel);
        guessed ??= told.Exists(t => t.Kind == total && t.Measure == Measure.Amount) ? "" : label;
        return guessed == label;
    }

    /// <summary>"某某局收入预算": the department under a name we do not know, before a total.</summary>
    static SubjectKind EndsAsTotal(ReadOnlySpan<char> label)
    {
        var kind = label.EndsWith("收入预算") ? SubjectKind.Revenue : label.EndsWith("支出预算") ? SubjectKind.Expenditure : SubjectKind.None;
        if (kind == SubjectKind.None) return kind;
        var before = label[..^4];
        foreach (var word in (ReadOnlySpan<string>)["拨款", "公共", "基金", "资本", "财政", "经营", "其他", "专户", "补助", "基本", "项目", "三公", "结转"])
        {
            if (before.Contains(word, StringComparison.Ordinal)) return SubjectKind.None;
        }
        return before.Length > 0 && before[^1] is '局' or '委' or '办' or '室' or '处' or '会' or '院' or '校' or '学' or '园' or '中' or '心' or '所' or '站' or '队' or '部' or '馆' or '社' or '团' or '府' or '厅' or '科' ? kind : SubjectKind.None;
    }

    /// <summary>"(1) 档案工作经费项目 12.00 万元" in the list under 项目支出: the section has a bracketed running number.</summary>
    static bool IsProjectLine(string section, ReadOnlySpan<char> label) =>
        label.EndsWith("项目") && !string.IsNullOrEmpty(section) && section[^1] is ')' or '）' && section.Contains('（', StringComparison.Ordinal);

    bool ReadItem(Statement statement, Figure figure, ReadOnlySpan<char> label, bool prior)
    {
        if (ItemPaths.IsPath(label))
        {
            var (code, fit) = items.Find(label);
            inItem = true;
            item = Make(statement, figure, code > 0 ? SubjectKind.FunctionCode : SubjectKind.None, code, prior, fit);
            told.Add(item);
            return true;
        }
        if (!inItem) return false;
        if (prior || label.StartsWith("预算安排") || label.StartsWith("年初预算") || label.IsEmpty || label.SequenceEqual("预算") || label.SequenceEqual("安排"))
        {
            // What follows an item in its own paragraph speaks of it; what is before it in time is kept apart.
            if (item.Kind != SubjectKind.None) told.Add(Make(statement, figure, SubjectKind.FunctionCode, item.Code, prior, PathFit.NotAPath));
            return true;
        }
        return false;
    }

    void ReadThreePublic(Statement statement, Figure figure, ReadOnlySpan<char> label, bool prior)
    {
        if (figure.Measure == Measure.Count || figure.Unit is "辆" or "批次" or "个" or "台") return;
        var kind = ThreePublic(label);
        if (kind == SubjectKind.ThreePublic && figure.Measure == Measure.Amount && !prior)
        {
            var standsAlone = statement.Section.Contains("单独", StringComparison.Ordinal) || statement.Section.Contains("三公", StringComparison.Ordinal);
            if (block == 0) (block, firstBlockSection) = (1, statement.Section);
            else if (standsAlone && !SameHead(firstBlockSection, statement.Section)) block = 2;
        }
        if (block > 0) Add(statement, figure, kind, prior);
    }

    static bool SameHead(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var i = a.IndexOf(' ');
        var j = b.IndexOf(' ');
        return (i < 0 ? a : a[..i]).SequenceEqual(j < 0 ? b : b[..j]);
    }

    static SubjectKind ThreePublic(ReadOnlySpan<char> label)
    {
        if (label.Contains("三公", StringComparison.Ordinal)) return SubjectKind.ThreePublic;
        if (label.Contains("出国", StringComparison.Ordinal)) return SubjectKind.Overseas;
        if (label.Contains("接待", StringComparison.Ordinal)) return SubjectKind.Hospitality;
        if (!label.Contains("车", StringComparison.Ordinal)) return SubjectKind.None;
        var purchase = label.Contains("购置", StringComparison.Ordinal);
        var operation = label.Contains("运行", StringComparison.Ordinal) || label.Contains("维护", StringComparison.Ordinal);
        return (purchase, operation) switch
        {
            (true, true) => SubjectKind.Vehicles,
            (true, false) => SubjectKind.VehiclePurchase,
            (false, true) => SubjectKind.VehicleOperation,
            _ => SubjectKind.None,
        };
    }

    static SubjectKind Procurement(ReadOnlySpan<char> label)
    {
        if (label.Contains("小微", StringComparison.Ordinal) || label.Contains("小型", StringComparison.Ordinal) || label.Contains("微型", StringComparison.Ordinal)) return SubjectKind.ProcurementSmallMicro;
        if (label.Contains("中小", StringComparison.Ordinal)) return SubjectKind.ProcurementSme;
        if (label.Contains("非", StringComparison.Ordinal) || label.Contains("购买服务", StringComparison.Ordinal)) return SubjectKind.None;
        if (label.Contains("货物", StringComparison.Ordinal)) return SubjectKind.ProcurementGoods;
        if (label.Contains("工程", StringComparison.Ordinal)) return SubjectKind.ProcurementWorks;
        if (label.Contains("服务", StringComparison.Ordinal)) return SubjectKind.ProcurementServices;
        return label.Contains("政府采购", StringComparison.Ordinal) && !label.Contains("项目", StringComparison.Ordinal) ? SubjectKind.Procurement : SubjectKind.None;
    }

    static SubjectKind Performance(ReadOnlySpan<char> label, Figure figure)
    {
        if (figure.Measure == Measure.Count)
        {
            if (label.EndsWith("项目") || label.EndsWith("项目共")) return SubjectKind.PerformanceProjects;
            return label.EndsWith("单位") ? SubjectKind.PerformanceUnits : SubjectKind.None;
        }
        if (figure.Measure != Measure.Amount) return SubjectKind.None;
        if (label.Contains("政府性基金", StringComparison.Ordinal)) return SubjectKind.PerformanceFund;
        if (label.Contains("一般公共预算", StringComparison.Ordinal)) return SubjectKind.PerformanceGeneral;
        if (label.Contains("国有资本", StringComparison.Ordinal) || label.Contains("整体", StringComparison.Ordinal)) return SubjectKind.None;
        return label.Contains("项目预算资金", StringComparison.Ordinal) || label.Contains("涉及预算资金", StringComparison.Ordinal) || label.Contains("涉及项目", StringComparison.Ordinal) ? SubjectKind.PerformanceAmount : SubjectKind.None;
    }

    void ReadAssets(Statement statement, Figure figure, ReadOnlySpan<char> label)
    {
        if (figure.Unit != "辆") return;
        if (label.Contains("购置", StringComparison.Ordinal)) toBuy = true;
        var kind = SubjectKind.None;
        if (label.Contains("部级", StringComparison.Ordinal)) kind = SubjectKind.VehicleMinister;
        else if (label.Contains("主要领导", StringComparison.Ordinal)) kind = SubjectKind.VehicleLeader;
        else if (label.Contains("机要", StringComparison.Ordinal)) kind = SubjectKind.VehicleConfidential;
        else if (label.Contains("应急", StringComparison.Ordinal)) kind = SubjectKind.VehicleEmergency;
        else if (label.Contains("执法", StringComparison.Ordinal)) kind = SubjectKind.VehicleLawEnforcement;
        else if (label.Contains("特种", StringComparison.Ordinal)) kind = SubjectKind.VehicleSpecialTechnical;
        else if (label.Contains("离退休", StringComparison.Ordinal)) kind = SubjectKind.VehicleVeteran;
        else if (label.Contains("一般公务", StringComparison.Ordinal)) kind = SubjectKind.VehicleGeneral;
        else if (label.StartsWith("其他")) kind = SubjectKind.VehicleOther;
        else if (label.EndsWith("车辆") || label.EndsWith("车辆共") || label.EndsWith("车辆共计")) kind = SubjectKind.VehicleCount;
        if (kind != SubjectKind.None && toBuy) kind += SubjectKind.VehiclesToBuy - SubjectKind.VehicleCount;
        Add(statement, figure, kind);
    }

    static SubjectKind Staff(ReadOnlySpan<char> label)
    {
        if (label.Contains("编制", StringComparison.Ordinal))
        {
            if (label.Contains("工勤", StringComparison.Ordinal)) return SubjectKind.EstablishmentLogistics;
            if (label.Contains("员额", StringComparison.Ordinal)) return SubjectKind.EstablishmentQuota;
            if (label.EndsWith("行政编制")) return SubjectKind.EstablishmentAdministrative;
            if (label.EndsWith("事业编制")) return SubjectKind.EstablishmentInstitution;
            return label.EndsWith("共有编制") || label.EndsWith("编制总数") || label.EndsWith("总编制") || label.EndsWith("编制人数") || label.SequenceEqual("编制") ? SubjectKind.Establishment : SubjectKind.None;
        }
        if (label.Contains("参照公务员", StringComparison.Ordinal) || label.Contains("参公", StringComparison.Ordinal)) return SubjectKind.InPostCivilServiceLaw;
        if (label.Contains("购买服务", StringComparison.Ordinal)) return SubjectKind.InPostPurchased;
        if (label.Contains("离退休", StringComparison.Ordinal)) return SubjectKind.Retired;
        if (label.StartsWith("离休")) return SubjectKind.RetiredVeteran;
        if (label.StartsWith("退休")) return SubjectKind.RetiredOrdinary;
        if (label.Contains("在职实有", StringComparison.Ordinal) || label.StartsWith("在职人") || label.StartsWith("实有在职")) return SubjectKind.InPost;
        if (label.Contains("工勤", StringComparison.Ordinal)) return SubjectKind.InPostLogistics;
        if (label.StartsWith("员额")) return SubjectKind.InPostQuota;
        if (label.StartsWith("行政人员")) return SubjectKind.InPostAdministrative;
        return label.StartsWith("事业人员") ? SubjectKind.InPostInstitution : SubjectKind.None;
    }

    static SubjectKind Units(ReadOnlySpan<char> label)
    {
        if (label.StartsWith("参公") || label.StartsWith("参照公务员")) return SubjectKind.UnitsCivilServiceLaw;
        if (label.StartsWith("行政单位")) return SubjectKind.UnitsAdministrative;
        return label.StartsWith("事业单位") ? SubjectKind.UnitsInstitution : SubjectKind.None;
    }

    void Add(Statement statement, Figure figure, SubjectKind kind, bool prior = false)
    {
        if (kind == SubjectKind.None) return;
        var code = kind == SubjectKind.EconomicCode ? Economic(figure.Label) : 0;
        told.Add(Make(statement, figure, kind, code, prior, PathFit.NotAPath));
    }

    static int Economic(string label) =>
        label.Contains("工资福利", StringComparison.Ordinal) ? EconomicCodes.Wages
        : label.Contains("家庭", StringComparison.Ordinal) ? EconomicCodes.Subsidies
        : label.Contains("商品和服务", StringComparison.Ordinal) ? EconomicCodes.Goods : EconomicCodes.Capital;

    Told Make(Statement statement, Figure figure, SubjectKind kind, int code, bool prior, PathFit fit)
    {
        var direction = DirectionOf(figure.Direction);
        var (state, value, grain, loose) = Value(figure);
        return new(told.Count, kind, code, figure.Measure, prior, block, direction, fit, state, value, grain, loose, statement, figure);
    }

    (ReadingState, long, long, long) Value(Figure figure)
    {
        if (figure.Value is not { } number) return (ReadingState.Blank, 0, 0, 0);
        switch (figure.Measure)
        {
            case Measure.Amount or Measure.Change when MoneyUnits.Parse(figure.Unit) is { } unit:
                if (number.AsMoney(unit) is not { } money) return default;
                var last = number.LastDigitInFen(unit);
                var grain = unit == MoneyUnit.Wan ? Math.Min(last, Amount.FenPerWan / 100) : Math.Min(last, Amount.FenPerYuan);
                // "4,614万元" beside "380.73万元" may be exact or rounded: compared as exact, forgiven as a rounding.
                return (ReadingState.Number, money.Fen, twoDecimals ? grain : Math.Max(grain, last), last > grain ? last : 0);
            case Measure.Share or Measure.Rate or Measure.ChangeRate when figure.Unit is "%" or "％":
                var scaled = number.Value * Told.PerPercent;
                if (scaled is > long.MaxValue / 2 or < long.MinValue / 2) return default;
                return (ReadingState.Number, (long)scaled, Told.PerPercent / 100, 0);
            case Measure.Count when number.Decimals == 0:
                return (ReadingState.Number, number.Unscaled, 0, 0);
            default:
                return default;
        }
    }

    static Direction DirectionOf(string words)
    {
        if (words.Length == 0) return Direction.Unsaid;
        var up = words.Contains('增', StringComparison.Ordinal) || words.Contains("上升", StringComparison.Ordinal) || words.Contains("提高", StringComparison.Ordinal) || words.Contains("上涨", StringComparison.Ordinal);
        var down = words.Contains('减', StringComparison.Ordinal) || words.Contains("下降", StringComparison.Ordinal) || words.Contains("降低", StringComparison.Ordinal) || words.Contains("压缩", StringComparison.Ordinal);
        if (words.Contains("持平", StringComparison.Ordinal)) return up || down ? Direction.Unmade : Direction.Level;
        return (up, down) switch { (true, true) => Direction.Unmade, (true, false) => Direction.Up, (false, true) => Direction.Down, _ => Direction.Unsaid };
    }

    ReadOnlySpan<char> WithoutYear(ReadOnlySpan<char> label, scoped ref bool prior)
    {
        if (label.Length < 5 || label[4] != '年' || !int.TryParse(label[..4], out var said)) return label;
        prior |= said != year;
        label = label[5..];
        return label.Length > 0 && label[0] == '度' ? label[1..] : label;
    }

    ReadOnlySpan<char> WithoutDepartment(ReadOnlySpan<char> label)
    {
        foreach (var name in departmentNames)
        {
            if (label.Length > name.Length && label.StartsWith(name)) return label[name.Length..];
        }
        return label;
    }

    static string[] NamesOf(Department? department)
    {
        if (department is null) return [];
        var names = new List<string>();
        Span<char> buffer = stackalloc char[120];
        names.Add(buffer[..Names.FoldInto(department.Name, buffer)].ToString());
        foreach (var name in department.ShortNames ?? []) names.Add(buffer[..Names.FoldInto(name, buffer)].ToString());
        names.RemoveAll(n => n.Length < 2);
        names.Sort((a, b) => b.Length.CompareTo(a.Length));
        return [.. names];
    }

    /// <summary>Whether amounts in 万元 are printed with two decimals as a rule; then fewer decimals stand for an exact figure.</summary>
    static bool PrintsTwoDecimals(IReadOnlyList<Statement> statements)
    {
        int two = 0, fewer = 0;
        foreach (var statement in statements)
        {
            foreach (var figure in statement.Figures)
            {
                if (figure is not { Unit: "万元", Value: { Unscaled: not 0 } value }) continue;
                if (value.Decimals >= 2) two++;
                else fewer++;
            }
        }
        return two >= fewer;
    }
}
