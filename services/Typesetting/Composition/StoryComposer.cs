using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Typesetting.Composition;

/// <summary>
/// The document in plain words and pictures: where the money comes from, what it is for, what changed and why, what is
/// promised, and whether the figures add up. What the document does not say is said to be missing; nothing is guessed.
/// </summary>
sealed class StoryComposer
{
    /// <summary>More than these make a picture nobody reads; the table behind it has them all.</summary>
    const int ShownProjects = 6, ShownChanges = 8, ShownBars = 12, ShownDifferences = 10;

    readonly KnownFigures figures;
    readonly DisclosureDocument document;
    readonly IReadOnlyList<ComposedProject> projects;
    readonly Language language;
    readonly MoneyUnit unit;
    readonly AmountWords words;

    StoryComposer(KnownFigures figures, IReadOnlyList<ComposedProject> projects, Language language)
    {
        (this.figures, this.projects, this.language) = (figures, projects, language);
        document = figures.Document;
        unit = document.Edition.TextUnit;
        words = new(unit, language);
    }

    public static Story Compose(KnownFigures figures, IReadOnlyList<ComposedProject> projects, Language language)
    {
        var story = new StoryComposer(figures, projects, language);
        return new([story.Money(), story.Changes(), story.ThreePublic(), story.Promises(), story.Sums()]);
    }

    string Say(string chinese, string english) => language.Of(chinese, english);

    static string Name(Subject subject, Language language) => language.Of(SubjectKinds.Of(subject.Kind).Chinese, SubjectKinds.Of(subject.Kind).English);

    static string Percent(long hundredths) => Composer.Percent(hundredths) + "%";

    // ---- where from, what for

    StoryPart Money()
    {
        var sentences = new List<string>();
        var pictures = new List<Picture>();
        var total = figures.Amount(SubjectKind.Revenue, SubjectKind.Expenditure);
        if (total is { Fen: > 0 } all)
        {
            var (sources, kinds) = (Sources(all), Kinds(all));
            if (sources.Count > 0) sentences.Add(Say($"钱从哪里来：{Listed(sources, all)}。", $"Where it comes from: {Listed(sources, all)}."));
            if (kinds.Count > 0) sentences.Add(Say($"用到哪里去：{Listed(kinds, all)}。基本支出保障机构运转和人员开支，项目支出办理专门事项。",
                $"Where it goes: {Listed(kinds, all)}. Basic expenditure keeps the offices running and pays the staff; project expenditure is for particular undertakings."));
            if (sources.Count > 0 && kinds.Count > 0) pictures.Add(Flow(all, sources, kinds));
            else sentences.Add(Say("各来源或各类支出之和超过总数，或文件没有分列，因此不绘制资金流向图。", "The parts exceed the total, or the document does not tell them apart; so there is no picture of the flow."));
        }
        else sentences.Add(Say("文件没有列出收支总数。", "The document does not say the total."));
        if (ByFunction() is { } function) pictures.Add(function);
        else sentences.Add(Missing(TableRole.Expenditure, Say("按功能分类的支出", "spending by function")));
        if (ByEconomicClass() is { } economic) pictures.Add(economic);
        else sentences.Add(Missing(TableRole.BasicExpenditure, Say("按经济分类的基本支出", "basic expenditure by economic class")));
        return new("story-money", Say("钱从哪里来，到哪里去", "Where the money comes from and where it goes"), Say("来源与去向", "From and to"), sentences, pictures);
    }

    string Missing(TableRole role, string what) => document.Find(role) is { NotInSource: true } lost
        ? Say($"{what}无法绘图：源文件中第{lost.Number}表为图片。", $"No picture of {what}: table {lost.Number} is only an image in the source.")
        : Say($"文件没有可比较的{what}。", $"The document has nothing to compare of {what}.");

    string Listed(List<FlowNode> nodes, Amount all) => string.Join(Say("；", "; "), nodes.OrderByDescending(n => n.Amount.Fen).Select(n =>
        $"{n.Name}{Say("", " ")}{words.Amount(n.Amount)}{(n.Amount == all ? "" : Say($"，占{Percent(n.Share)}", $", {Percent(n.Share)}"))}"));

    static readonly SubjectKind[] Budgets = [SubjectKind.RevenueGeneralPublicBudget, SubjectKind.RevenueGovernmentFund, SubjectKind.RevenueStateCapital];

    static readonly SubjectKind[] OtherSources =
    [
        SubjectKind.RevenueSpecialAccount, SubjectKind.RevenueInstitutional, SubjectKind.RevenueBusiness, SubjectKind.RevenueSuperiorSubsidy,
        SubjectKind.RevenueAffiliateRemittance, SubjectKind.RevenueOther, SubjectKind.RevenueCarriedOver,
    ];

    /// <summary>The sources with money, making the whole; none where they make more than it.</summary>
    List<FlowNode> Sources(Amount all)
    {
        var budgets = Known(Budgets);
        var fiscal = figures.Amount(SubjectKind.RevenueFiscalAppropriation);
        if (fiscal is { } f && budgets.Sum(b => b.Amount.Fen) != f.Fen) budgets = Known([SubjectKind.RevenueFiscalAppropriation]);
        return Whole([.. budgets, .. Known(OtherSources)], all, Say("其他来源（文件未分列）", "Other sources (not told apart)"), _ => Tone.Source);
    }

    List<FlowNode> Kinds(Amount all)
    {
        var kinds = new List<(string Name, Amount Amount)>();
        Add(Say("基本支出", "Basic expenditure"), figures.Amount(SubjectKind.ExpenditureBasic, SubjectKind.FiscalBasic, SubjectKind.GeneralBasic));
        Add(Say("项目支出", "Project expenditure"), figures.Amount(SubjectKind.ExpenditureProject, SubjectKind.FiscalProject, SubjectKind.GeneralProject));
        var (basic, project) = (Say("基本支出", "Basic expenditure"), Say("项目支出", "Project expenditure"));
        kinds.AddRange(Known([SubjectKind.ExpenditureSpecial, SubjectKind.ExpenditureCarriedForward]));
        return kinds.Count == 0 ? [] : Whole(kinds, all, Say("其他支出（文件未分列）", "Other expenditure (not told apart)"), n => n == basic ? Tone.Basic : n == project ? Tone.Project : Tone.Other);

        void Add(string name, Amount? amount)
        {
            if (amount is { Fen: > 0 } known) kinds.Add((name, known));
        }
    }

    List<(string Name, Amount Amount)> Known(IEnumerable<SubjectKind> subjects) =>
        [.. subjects.Select(s => (Name(s, language), figures.Amount((Subject)s))).Where(p => p.Item2 is { Fen: > 0 }).Select(p => (p.Item1, p.Item2!.Value))];

    static List<FlowNode> Whole(List<(string Name, Amount Amount)> parts, Amount all, string rest, Func<string, Tone> tone)
    {
        var left = all.Fen - parts.Sum(p => p.Amount.Fen);
        // Printed sums may be off by their rounding; a few 元 of 万元 are no source of their own.
        var rounding = all.Fen / 10_000;
        if (parts.Count == 0 || left < -rounding) return [];
        if (left > rounding) parts = [.. parts, (rest, new Amount(left))];
        return [.. parts.Select(p => new FlowNode(p.Name, p.Amount, Figures.Ratio(p.Amount.Fen, all.Fen), p.Name == rest ? Tone.Other : tone(p.Name)))];
    }

    FlowPicture Flow(Amount all, List<FlowNode> sources, List<FlowNode> kinds)
    {
        var details = new List<FlowNode>();
        var links = new List<FlowLink>();
        var rows = new List<(bool, string[])>();
        for (var i = 0; i < sources.Count; i++)
        {
            links.Add(new(0, i, 0, sources[i].Amount, sources[i].Tone));
            rows.Add((false, [sources[i].Name, Total(), Money(sources[i].Amount), Percent(sources[i].Share)]));
        }
        for (var i = 0; i < kinds.Count; i++)
        {
            links.Add(new(1, 0, i, kinds[i].Amount, kinds[i].Tone));
            rows.Add((false, [Total(), kinds[i].Name, Money(kinds[i].Amount), Percent(kinds[i].Share)]));
        }
        for (var i = 0; i < kinds.Count; i++)
        {
            foreach (var (name, amount) in kinds[i].Tone switch { Tone.Basic => BasicParts(kinds[i].Amount), Tone.Project => ProjectParts(kinds[i].Amount), _ => [] })
            {
                links.Add(new(2, i, details.Count, amount, kinds[i].Tone));
                details.Add(new(name, amount, Figures.Ratio(amount.Fen, all.Fen), kinds[i].Tone));
                rows.Add((false, [kinds[i].Name, name, Money(amount), Percent(details[^1].Share)]));
            }
        }
        var levels = new List<FlowLevel>
        {
            new(Say("收入来源", "Revenue"), sources), new(Total(), [new(Total(), all, 10_000, Tone.Total)]), new(Say("支出类别", "Kind of expenditure"), kinds),
        };
        if (details.Count > 0) levels.Add(new(Say("支出明细", "What for"), details));
        var title = Say($"{document.Year}年资金流向：从收入来源到支出", $"Flow of money in {document.Year}, from revenue to expenditure");
        return new("flow", title, Say($"收入{Listed(sources, all)}；支出{Listed(kinds, all)}。", $"Revenue: {Listed(sources, all)}. Expenditure: {Listed(kinds, all)}."), unit,
            Table(title, [Say("从", "From"), Say("到", "To"), Say("金额", "Amount"), Say("占总数", "Share of total")], numbers: 2, rows), levels, links);
    }

    string Total() => Say("收支总预算", "Total budget");

    /// <summary>What basic expenditure is made of: the classes of the economic table, else what the prose tells apart.</summary>
    List<(string Name, Amount Amount)> BasicParts(Amount basic)
    {
        var classes = Classes(TableRole.BasicExpenditure).Select(r => (r.Name, r.Amount)).ToList();
        if (classes.Count == 0)
        {
            var (wages, subsidies) = (figures.Amount(Subject.Economic(301)), figures.Amount(Subject.Economic(303)));
            var (personnel, operating) = (figures.Amount((Subject)SubjectKind.GeneralPersonnel), figures.Amount((Subject)SubjectKind.GeneralOperating));
            if (wages is { } w && subsidies is { } s && w + s == personnel) classes.AddRange([("工资福利支出", w), ("对个人和家庭的补助", s)]);
            else if (personnel is { } p) classes.Add((Name(SubjectKind.GeneralPersonnel, language), p));
            if (operating is { } o) classes.Add((Name(SubjectKind.GeneralOperating, language), o));
        }
        return Parts([.. classes.Where(c => c.Amount.Fen > 0)], basic, Say("其他基本支出", "Other basic expenditure"));
    }

    List<(string Name, Amount Amount)> ProjectParts(Amount all)
    {
        var projects = Projects().Where(p => p.Amount is { Fen: > 0 }).Select(p => (p.Name, Amount: p.Amount!.Value)).OrderByDescending(p => p.Amount.Fen).ToList();
        if (projects.Count > ShownProjects + 1)
        {
            var rest = projects[ShownProjects..];
            projects = [.. projects[..ShownProjects], (Say($"其余{rest.Count}个项目", $"{rest.Count} other projects"), new Amount(rest.Sum(r => r.Amount.Fen)))];
        }
        return Parts(projects, all, Say("其他项目支出", "Other projects"));
    }

    static List<(string Name, Amount Amount)> Parts(List<(string Name, Amount Amount)> parts, Amount all, string rest)
    {
        var left = all.Fen - parts.Sum(p => p.Amount.Fen);
        if (parts.Count == 0 || left < -(all.Fen / 10_000)) return [];
        return left > all.Fen / 10_000 ? [.. parts, (rest, new Amount(left))] : parts;
    }

    IEnumerable<(string Name, Amount? Amount)> Projects() => document.Projects.Any(p => p.Amount is not null)
        ? document.Projects.Select(p => (p.Name, p.Amount)) : document.Targets?.Projects.Select(p => (p.Name, p.Year)) ?? [];

    BarPicture? ByFunction()
    {
        var role = document.Find(TableRole.Expenditure) is { NotInSource: false } ? TableRole.Expenditure : TableRole.GeneralPublic;
        // The shallowest level at which there is something to compare.
        foreach (var (digits, level) in ((int, string)[])[(3, Say("类", "class")), (5, Say("款", "section")), (7, Say("项", "item"))])
        {
            var rows = Classes(role, digits).ToList();
            if (rows.Count < 2) continue;
            return Bars("by-function", Say($"支出按功能分类（{level}），从大到小", $"Expenditure by function ({level}), largest first"), rows, Tone.Source,
                Say("功能分类说明钱用在哪个领域。", "The functional classification says which field the money is spent in."));
        }
        return null;
    }

    BarPicture? ByEconomicClass() => Classes(TableRole.BasicExpenditure).ToList() is { Count: > 1 } rows
        ? Bars("by-economic-class", Say("基本支出按经济分类（类），从大到小", "Basic expenditure by economic class, largest first"), rows, Tone.Basic,
            Say("经济分类说明钱怎么花：发工资、买商品和服务、给个人补助或者购置资产。", "The economic classification says how it is spent: wages, goods and services, subsidies to individuals or assets."))
        : null;

    BarPicture Bars(string id, string title, List<(int Code, string Name, Amount Amount)> rows, Tone tone, string meaning)
    {
        var all = rows.Sum(r => r.Amount.Fen);
        var sorted = rows.OrderByDescending(r => r.Amount.Fen).ThenBy(r => r.Code).ToList();
        var bars = sorted.Select(r => new Bar(r.Name, r.Amount, $"{Money(r.Amount)}　{Percent(Figures.Ratio(r.Amount.Fen, all))}")).ToList();
        if (bars.Count > ShownBars + 1)
        {
            var rest = new Amount(sorted[ShownBars..].Sum(r => r.Amount.Fen));
            bars = [.. bars[..ShownBars], new(Say($"其余{sorted.Count - ShownBars}项", $"{sorted.Count - ShownBars} others"), rest, $"{Money(rest)}　{Percent(Figures.Ratio(rest.Fen, all))}")];
        }
        var most = sorted[0];
        return new(id, title, meaning + Say($"最多的是{most.Name}，{words.Amount(most.Amount)}，占{Percent(Figures.Ratio(most.Amount.Fen, all))}。",
            $" Most is spent on {most.Name}: {words.Amount(most.Amount)}, {Percent(Figures.Ratio(most.Amount.Fen, all))}."), unit,
            Table(title, [Say("科目", "Item"), Say("金额", "Amount"), Say("占比", "Share")], numbers: 2, sorted.Select(r => (false, (string[])[r.Name, Money(r.Amount), Percent(Figures.Ratio(r.Amount.Fen, all))]))), bars, tone);
    }

    /// <summary>Rows of one depth with money in their total; of a table that is there.</summary>
    IEnumerable<(int Code, string Name, Amount Amount)> Classes(TableRole role, int digits = 3)
    {
        if (document.Find(role) is not { NotInSource: false } table) yield break;
        var column = table.IndexOf(ColumnRole.Total);
        var (from, to) = digits switch { 3 => (100, 1_000), 5 => (10_000, 100_000), _ => (1_000_000, 10_000_000) };
        foreach (var row in table.Rows)
        {
            if (!row.IsTotal && row.Code >= from && row.Code < to && row[column] is { Fen: > 0 } amount) yield return (row.Code, row.Name, amount);
        }
    }

    // ---- what changed, and why

    StoryPart Changes()
    {
        var sentences = new List<string>();
        var pictures = new List<Picture>();
        var main = new List<(string Name, Subject Subject, SubjectKind Part)>
        {
            (Total(), SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation),
            (Say("基本支出", "Basic expenditure"), SubjectKind.ExpenditureBasic, SubjectKind.GeneralBasic),
            (Say("其中：人员经费", "of which personnel"), SubjectKind.GeneralPersonnel, SubjectKind.None),
            (Say("其中：公用经费", "of which operating"), SubjectKind.GeneralOperating, SubjectKind.None),
            (Say("项目支出", "Project expenditure"), SubjectKind.ExpenditureProject, SubjectKind.GeneralProject),
            (Name(SubjectKind.GovernmentFund, language), SubjectKind.GovernmentFund, SubjectKind.None),
        };
        var bars = main.Select(m => Changed(m.Name, m.Subject, m.Part)).OfType<ChangeBar>().Where(b => b.This.Fen != 0 || b.Before.Fen != 0).ToList();
        if (bars.Count > 0)
        {
            var first = bars[0];
            sentences.Add(first.Reason.Length > 0 ? Say($"{first.Name}{first.Change}，主要原因：{first.Reason}。", $"{first.Name}: {first.Change}. Reason given: {first.Reason}.") : Say($"{first.Name}{first.Change}。", $"{first.Name}: {first.Change}."));
            pictures.Add(Change("changes", Say("总数和各类支出与上年比较", "Total and kinds of expenditure beside last year"), bars, Before(SubjectKind.Revenue)));
        }
        var items = Items().Select(i => (Bar: Changed(i.Name, i.Subject, SubjectKind.None), i.Subject)).Where(i => i.Bar is { } b && b.This != b.Before)
            .OrderByDescending(i => Math.Abs(i.Bar!.This.Fen - i.Bar.Before.Fen)).Take(ShownChanges).ToList();
        if (items.Count > 1) pictures.Add(Change("item-changes", Say("变化最大的支出科目", "Items that changed most"), [.. items.Select(i => i.Bar!)], Before(items[0].Subject)));
        if (pictures.Count == 0) sentences.Add(Say("文件没有列出可以比较的上年数。", "The document gives no figures of last year to compare with."));
        else sentences.Add(Say("本文件只有本年和上年两年的数，更早年份见该部门历年预算。", "The document tells two years only; earlier years are on the department's own page."));
        return new("story-changes", Say("和上年相比", "Beside last year"), Say("和上年相比", "Beside last year"), sentences, pictures);
    }

    List<(string Name, Subject Subject)> Items()
    {
        foreach (var role in (ReadOnlySpan<TableRole>)[TableRole.GeneralPublic, TableRole.GovernmentFund])
        {
            if (document.Find(role) is not { NotInSource: false } table) continue;
            return table.Rows.Where(r => !r.IsTotal && r.Code >= 1_000_000).Select(r => (r.Name, Subject.Function(r.Code))).ToList();
        }
        return [];
    }

    string Before(Subject subject) => figures.Basis(subject) == PriorBasis.PriorExecution
        ? Say($"{document.Year - 1}年预算执行数", $"{document.Year - 1} as executed") : Say($"{document.Year - 1}年预算", $"{document.Year - 1} budget");

    ChangeBar? Changed(string name, Subject subject, SubjectKind part)
    {
        if (figures.Amount(subject, part) is not { } amount || figures.Prior(subject, part) is not { } before) return null;
        var change = part == SubjectKind.None ? figures.Change(subject) : figures.Change(subject, part);
        return new(name, amount, before, words.Change(change!.Value.Amount, change.Value.Rate), Math.Sign(change.Value.Amount.Fen), figures.Reason(subject, part));
    }

    ChangePicture Change(string id, string title, List<ChangeBar> bars, string before)
    {
        var now = Say($"{document.Year}年预算", $"{document.Year} budget");
        return new(id, title, string.Join(Say("；", "; "), bars.Select(b => $"{b.Name}{Say("", ": ")}{b.Change}")) + Say("。", "."), unit,
            Table(title, [Say("项目", "Item"), before, now, Say("增减", "Change"), Say("原因", "Reason")], numbers: 0, bars.Select(b => (false, (string[])[b.Name, Money(b.Before), Money(b.This), Signed(b.This - b.Before), b.Reason])), firstNumber: 1, lastNumber: 3),
            now, before, bars);
    }

    // ---- 三公

    StoryPart ThreePublic()
    {
        var kinds = (SubjectKind[])[SubjectKind.Overseas, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality];
        var heading = Say("“三公”经费：因公出国（境）、公务用车、公务接待", "The three public expenses: overseas visits, official vehicles, hospitality");
        if (figures.Amount((Subject)SubjectKind.ThreePublic) is not { } total)
            return new("story-three-public", heading, Say("“三公”经费", "Three public expenses"), [Say("文件没有列出“三公”经费。", "The document does not tell the three public expenses.")], []);
        var sentences = new List<string>
        {
            figures.Change(SubjectKind.ThreePublic) is { } change
                ? Say($"“三公”经费合计{words.Amount(total)}，{words.Change(change.Amount, change.Rate)}。", $"In all {words.Amount(total)}, {words.Change(change.Amount, change.Rate)}.")
                : Say($"“三公”经费合计{words.Amount(total)}。文件没有列出上年数。", $"In all {words.Amount(total)}. The document does not give last year's figure."),
        };
        var bars = kinds.Select(k => Changed(Name(k, language), k, SubjectKind.None)).OfType<ChangeBar>().ToList();
        if (bars.Count > 0) return new("story-three-public", heading, Say("“三公”经费", "Three public expenses"), sentences, [Change("three-public-years", Say("“三公”经费各项与上年比较", "The three public expenses beside last year"), bars, Before(SubjectKind.ThreePublic))]);
        var title = Say("“三公”经费各项", "The three public expenses");
        var known = kinds.Select(k => (Name: Name(k, language), Amount: figures.Amount((Subject)k))).Where(k => k.Amount is not null).Select(k => (k.Name, Amount: k.Amount!.Value)).ToList();
        return new("story-three-public", heading, Say("“三公”经费", "Three public expenses"), sentences, known.Count == 0 ? [] :
        [
            new BarPicture("three-public-bars", title, string.Join(Say("；", "; "), known.Select(k => $"{k.Name} {words.Amount(k.Amount)}")) + Say("。", "."), unit,
                Table(title, [Say("项目", "Item"), Say("金额", "Amount")], numbers: 1, known.Select(k => (false, (string[])[k.Name, Money(k.Amount)]))), [.. known.Select(k => new Bar(k.Name, k.Amount, Money(k.Amount)))], Tone.Other),
        ]);
    }

    // ---- what is promised

    StoryPart Promises()
    {
        var heading = Say("承诺做到什么", "What is promised");
        if (document.Targets is not { } targets || targets.Projects.Count + (targets.Overall?.Goals.Count ?? 0) == 0)
            return new("story-promises", heading, heading, [Say("文件没有公开绩效目标。", "The document has no performance targets.")], []);
        var promised = targets.Projects.OrderByDescending(p => p.Year?.Fen ?? 0).ToList();
        var sentences = new List<string>();
        if (promised.Count > 0)
        {
            var money = new Amount(promised.Sum(p => p.Year?.Fen ?? 0));
            var indicators = promised.Sum(p => p.Indicators.Count);
            sentences.Add(Say($"{promised.Count}个项目公开了绩效目标，涉及{words.Amount(money)}，共{indicators}项可以检验的指标。", $"{promised.Count} projects have published targets, for {words.Amount(money)}, with {indicators} indicators to hold them to."));
        }
        if (targets.Overall is { Goals.Count: > 0 } overall)
            sentences.Add(Say($"部门整体还有{overall.Goals.Count}项目标、{overall.Goals.Sum(g => g.Indicators.Count)}项指标。", $"The department as a whole has {overall.Goals.Count} goals with {overall.Goals.Sum(g => g.Indicators.Count)} indicators."));
        if (promised.Count == 0) return new("story-promises", heading, heading, sentences, []);
        var title = Say("各项目的资金与绩效指标", "Projects: money and indicators");
        (string Chinese, string English)[] groups = [("产出", "output"), ("成本", "cost"), ("效益", "benefit"), ("满意度", "satisfaction")];
        var rows = promised.Select(p => (Project: p, Counts: groups.Select(g => p.Indicators.Count(i => i.Level1.Contains(g.Chinese[..2], StringComparison.Ordinal))).ToList())).ToList();
        var bars = rows.Select(r => new Bar(r.Project.Name, r.Project.Year ?? Amount.Zero, r.Project.Year is { } year ? Money(year) : Say("未列金额", "no amount"),
            Say($"指标{r.Project.Indicators.Count}项", $"{r.Project.Indicators.Count} indicators") + Counts(r.Counts), Link(r.Project.Name))).ToList();
        return new("story-promises", heading, heading, sentences,
        [
            new BarPicture("targets", title, Say("每个项目的当年预算和它的绩效指标数目。", "Each project's budget of the year and the number of its indicators."), unit,
                Table(title, [Say("项目", "Project"), Say("当年预算", "Budget of the year"), .. groups.Select(g => language.Of(g.Chinese + "指标", g.English)), Say("指标合计", "Indicators")], numbers: groups.Length + 2,
                    rows.Select(r => (false, (string[])[r.Project.Name, r.Project.Year is { } y ? Money(y) : "", .. r.Counts.Select(Number), Number(r.Project.Indicators.Count)]))), bars, Tone.Project),
        ]);

        string Counts(List<int> counts)
        {
            var parts = groups.Zip(counts).Where(p => p.Second > 0).Select(p => language.Of($"{p.First.Chinese}{p.Second}", $"{p.First.English} {p.Second}")).ToList();
            return parts.Count == 0 ? "" : Say("：", ": ") + string.Join(Say("、", ", "), parts);
        }
    }

    string Link(string project) => projects.FirstOrDefault(p => p.Name == project)?.Path ?? "";

    static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // ---- do the figures add up

    StoryPart Sums()
    {
        var (passed, failed) = (0, new List<string>());
        foreach (var table in document.Tables.Where(t => !t.NotInSource))
        {
            var workings = new Workings(table, document.MadeElsewhere);
            var written = new TableFigures(table);
            foreach (var row in table.Rows)
            {
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    if (table.Columns[column].Side != Side.Single && table.Columns[column].Side != row.Side) continue;
                    foreach (var working in workings.Of(row, column))
                    {
                        if (working.Answer == Answer.Passed) passed++;
                        if (working.Answer != Answer.Failed || working.Sum is not { } sum) continue;
                        var place = Place.OfCell(table, row, column);
                        failed.Add(Say($"{place.Text}：所列{written.Text(row, column)}，{(working.Kind == WorkingKind.Change ? "两年相减得" : "分项相加得")}{sum.In(table.Unit)}（{table.Unit.Chinese()}），相差{Difference(row, column, sum).In(table.Unit)}。",
                            $"{place.Text}: {written.Text(row, column)} is stated, its parts make {sum.In(table.Unit)}, a difference of {Difference(row, column, sum).In(table.Unit)}."));
                    }
                }
            }
        }
        var lost = document.Tables.Where(t => t.NotInSource).Select(t => t.Number).ToList();
        var sentences = new List<string>();
        if (passed + failed.Count == 0) sentences.Add(Say("没有可以核对的表。", "There is no table to check."));
        else if (failed.Count == 0) sentences.Add(Say($"各表中{passed}处合计、小计和增减数逐一核对，全部与分项一致。", $"All {passed} totals, subtotals and changes of the tables were checked and agree with their parts."));
        else sentences.Add(Say($"各表中{passed + failed.Count}处合计、小计和增减数逐一核对，{passed}处一致，{failed.Count}处不一致：", $"Of {passed + failed.Count} totals, subtotals and changes in the tables {passed} agree with their parts and {failed.Count} do not:"));
        sentences.AddRange(failed.Take(ShownDifferences));
        if (failed.Count > ShownDifferences) sentences.Add(Say($"另有{failed.Count - ShownDifferences}处，见各表的逐项说明。", $"{failed.Count - ShownDifferences} more are told where each table is explained."));
        if (figures.Amount((Subject)SubjectKind.Revenue) is { } revenue && figures.Amount((Subject)SubjectKind.Expenditure) is { } spent)
        {
            if (revenue == spent) sentences.Add(Say($"收入总计与支出总计相等，均为{words.Amount(revenue)}。", $"Total revenue equals total expenditure: {words.Amount(revenue)}."));
            else if (Math.Abs(revenue.Fen - spent.Fen) > Rounding) sentences.Add(Say($"收入总计{words.Amount(revenue)}与支出总计{words.Amount(spent)}不相等。", $"Total revenue, {words.Amount(revenue)}, does not equal total expenditure, {words.Amount(spent)}."));
        }
        if (lost.Count > 0) sentences.Add(Say($"第{string.Join('、', lost)}表在源文件中为图片，无法核对。", $"Tables {string.Join(", ", lost)} are only images in the source and could not be checked."));
        return new("story-sums", Say("数字对得上吗", "Do the figures add up"), Say("数字核对", "Checks"), sentences, []);
    }

    /// <summary>0.01万元 in fen: two prints of one amount may differ by their rounding.</summary>
    const long Rounding = 10_000;

    static Amount Difference(Row row, int column, Amount sum) => new(Math.Abs((row[column]?.Fen ?? 0) - sum.Fen));

    // ---- words and tables

    string Money(Amount amount) => amount.In(unit);

    string Signed(Amount change) => (change.Fen > 0 ? "+" : change.Fen < 0 ? "−" : "") + Money(new Amount(Math.Abs(change.Fen)));

    /// <param name="numbers">How many of the last columns are figures, unless first and last say which.</param>
    ComposedTable Table(string title, string[] heads, int numbers, IEnumerable<(bool IsTotal, string[] Cells)> rows, int firstNumber = -1, int lastNumber = -1)
    {
        var (first, last) = firstNumber >= 0 ? (firstNumber, lastNumber) : (heads.Length - numbers, heads.Length - 1);
        return new("", 0, title, words.Unit, [.. heads.Select((h, i) => new ComposedColumn([h], i >= first && i <= last ? CellKind.Number : i == 0 ? CellKind.Name : CellKind.Text))], 0,
            [.. rows.Select(r => new ComposedRow(r.IsTotal, [.. r.Cells.Select(c => new ComposedCell(c))]))], []);
    }
}
