using System.Globalization;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Publication.Site;

/// <summary>A district's year: at a glance, who has published, and the departments beside each other. The newest year is also the district's front page.</summary>
static class YearPages
{
    /// <summary>More bars than these are a list, and the list stands below.</summary>
    const int ShownBars = 20;

    static readonly Language[] Both = [Language.Chinese, Language.English];

    public static IEnumerable<SitePage> Of(DistrictYear year)
    {
        foreach (var language in Both)
        {
            yield return new($"{year.Folder}/{Name("index", language)}", Home(year, language, toYear: "", toDistrict: "../", toRoot: "../../"));
            yield return new($"{year.Folder}/{Name("compare", language)}", Compare(year, language));
        }
    }

    public static IEnumerable<SitePage> DistrictHome(DistrictYear newest) =>
        Both.Select(language => new SitePage($"{newest.Code}/{Name("index", language)}", Home(newest, language, toYear: $"{newest.Year}/", toDistrict: "", toRoot: "../")));

    /// <summary>The site of one district opens with it.</summary>
    public static IEnumerable<SitePage> FrontPage(DistrictYear newest) =>
        Both.Select(language => new SitePage(Name("index", language), Home(newest, language, toYear: $"{newest.Folder}/", toDistrict: $"{newest.Code}/", toRoot: "")));

    public static string Name(string page, Language language) => language == Language.Chinese ? $"{page}.html" : page == "index" ? "en.html" : $"{page}-en.html";

    static byte[] Home(DistrictYear year, Language language, string toYear, string toDistrict, string toRoot)
    {
        var html = new HtmlBuffer();
        var title = language.Of($"{year.Name}{year.Year}年部门预算公开", $"{year.Name}: departments' budgets {year.Year}");
        var sums = Sums(year);
        var sentence = Sentence(year, sums, language);
        HtmlPage.Open(html, new PageHead(title, sentence) { Language = language, Other = Other("index", language), Feed = toDistrict + "feed.xml" });
        Masthead(html, year, language, title, toRoot, toDistrict, Other("index", language), page: toYear.Length > 0 ? "" : language.Of($"{year.Year}年", $"{year.Year}"));
        html.Raw("<main id=\"main\">\n<p class=\"lead\">"u8).Text(sentence).Raw("</p>\n"u8);
        Cards(html, year, sums, language);
        html.Raw("<ul class=\"ways\">\n"u8);
        Way(html, toYear + Name("compare", language), language.Of("部门比较", "Compare departments"));
        Way(html, toYear + "search.html", language.Of("查找全文", "Search (in Chinese)"));
        Way(html, $"{toDistrict}{DistrictData.FolderIn(year.Year)}/index.html", language.Of("合并数据下载", "All data (in Chinese)"));
        Way(html, toDistrict + "feed.xml", language.Of("订阅更新（Atom）", "Follow (Atom)"));
        Way(html, toRoot + RulesPage.Path, language.Of("校验规则", "Rule book"));
        Way(html, toRoot + PublishedPaths.HowToVerify, language.Of("怎样核验", "How to verify (in Chinese)"));
        html.Raw("</ul>\n"u8);
        if (sums.Bars(language) is { } bars) HtmlPicture.Render(html, bars, language);
        if (sums.Functions(language) is { } functions) HtmlPicture.Render(html, functions, language);
        List(html, year, language, toYear, toDistrict);
        Waiting(html, year, language);
        Years(html, year, language, toDistrict);
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html, language);
        return html.ToArray();
    }

    static string Other(string page, Language language) => Name(page, language == Language.Chinese ? Language.English : Language.Chinese);

    static void Way(HtmlBuffer html, string link, string text) => html.Raw("<li><a href=\""u8).Text(link).Raw("\">"u8).Text(text).Raw("</a></li>\n"u8);

    static void Masthead(HtmlBuffer html, DistrictYear year, Language language, string title, string toRoot, string toDistrict, string other, string page)
    {
        html.Raw("<header class=\"masthead\">\n"u8);
        var way = new List<(string, string)>();
        if (toRoot.Length > 0) way.Add((language.Of("部门预算公开", "Budget disclosure"), toRoot + Name("index", language)));
        way.Add((year.Name, page.Length > 0 ? toDistrict + Name("index", language) : ""));
        if (page.Length > 0) way.Add((page, ""));
        HtmlPage.Crumbs(html, language, way, other);
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n"u8);
    }

    // ---- what the year comes to

    /// <summary>Sums over the departments. A unit's money is in its department's budget already.</summary>
    sealed record YearSums(IReadOnlyList<PublishedDisclosure> Departments, IReadOnlyList<PublishedDisclosure> Counted, DistrictYear Year)
    {
        public Amount Revenue => Sum(g => g.Revenue);
        public Amount Expenditure => Sum(g => g.Expenditure);
        public Amount? ThreePublic => Departments.Any(d => d.Glance?.ThreePublic is not null) ? Sum(g => g.ThreePublic) : null;

        /// <summary>Departments of whose total the document says nothing.</summary>
        public int Unknown => Departments.Count - Counted.Count;

        Amount Sum(Func<Glance, long?> figure) => new(Departments.Sum(d => d.Glance is { } glance ? figure(glance) ?? 0 : 0));

        public BarPicture? Bars(Language language)
        {
            var sorted = Counted.OrderByDescending(d => d.Glance!.Revenue).ThenBy(d => d.DepartmentCode, StringComparer.Ordinal).ToList();
            if (sorted.Count < 2) return null;
            var title = language.Of($"{Year.Year}年各部门收支总预算，从大到小", $"Total budgets of the departments in {Year.Year}, largest first");
            var rows = sorted.Select(d => new ComposedRow(false, [new(d.DepartmentName), new(new Amount(d.Glance!.Revenue!.Value).InWan())])).ToList();
            return new("departments", title, language.Of($"最大的是{sorted[0].DepartmentName}。", $"The largest is {sorted[0].DepartmentName}."), MoneyUnit.Wan,
                new("", 0, title, language.Of("万元", "10,000 yuan"), [new([language.Of("部门", "Department")], CellKind.Name), new([language.Of("收支总预算", "Total budget")], CellKind.Number)], 0, rows, []),
                [.. sorted.Take(ShownBars).Select(d => new Bar(d.DepartmentName, new Amount(d.Glance!.Revenue!.Value), new Amount(d.Glance.Revenue.Value).InWan()))], Tone.Source);
        }

        public BarPicture? Functions(Language language)
        {
            var classes = Departments.SelectMany(d => d.Glance?.Functions ?? []).GroupBy(f => f.Code).Select(g => (g.First().Name, Fen: g.Sum(f => f.Fen)))
                .Where(f => f.Fen > 0).OrderByDescending(f => f.Fen).ToList();
            if (classes.Count < 2) return null;
            var all = classes.Sum(c => c.Fen);
            var title = language.Of($"{Year.Year}年已公开部门的支出按功能分类", $"Expenditure of the published departments by function, {Year.Year}");
            string Text(long fen) => $"{new Amount(fen).InWan()}　{Composer.Percent(Figures.Ratio(fen, all))}%";
            return new("functions", title, language.Of($"最多的是{classes[0].Name}。", $"Most is spent on {classes[0].Name}."), MoneyUnit.Wan,
                new("", 0, title, language.Of("万元", "10,000 yuan"), [new([language.Of("功能分类", "Function")], CellKind.Name), new([language.Of("支出", "Expenditure")], CellKind.Number), new([language.Of("占比", "Share")], CellKind.Number)], 0,
                    [.. classes.Select(c => new ComposedRow(false, [new(c.Name), new(new Amount(c.Fen).InWan()), new(Composer.Percent(Figures.Ratio(c.Fen, all)) + "%")]))], []),
                [.. classes.Take(ShownBars).Select(c => new Bar(c.Name, new Amount(c.Fen), Text(c.Fen)))], Tone.Basic);
        }
    }

    static YearSums Sums(DistrictYear year)
    {
        var departments = year.Disclosures.Where(d => d.Glance is not { IsUnit: true }).ToList();
        return new(departments, [.. departments.Where(d => d.Glance?.Revenue is not null)], year);
    }

    static string Sentence(DistrictYear year, YearSums sums, Language language)
    {
        var units = year.Disclosures.Count - sums.Departments.Count;
        var text = language.Of($"{year.Name}{year.Year}年已有{sums.Departments.Count}个部门", $"{sums.Departments.Count} departments of {year.Name} have published their budgets for {year.Year}");
        if (units > 0) text += language.Of($"、{units}个单位", $", and {units} units");
        text += language.Of("公开预算", "");
        if (sums.Counted.Count > 0) text += language.Of($"，收入合计{sums.Revenue.InWan()}万元，支出合计{sums.Expenditure.InWan()}万元", $"; revenue {sums.Revenue.InWan()}, expenditure {sums.Expenditure.InWan()} ×10,000 yuan in all");
        if (sums.Unknown > 0 && sums.Counted.Count > 0) text += language.Of($"（不含没有列出总数的{sums.Unknown}个部门）", $" (without {sums.Unknown} that do not state a total)");
        return text + language.Of("。", ".");
    }

    static void Cards(HtmlBuffer html, DistrictYear year, YearSums sums, Language language)
    {
        html.Raw("<ul class=\"cards\">\n"u8);
        Card(language.Of("已公开", "Published"), year.Disclosures.Count.ToString(CultureInfo.InvariantCulture), language.Of("个部门和单位", "departments and units"));
        if (sums.Counted.Count > 0)
        {
            Card(language.Of("收入合计", "Revenue"), sums.Revenue.InWan(), language.Of("万元", "10,000 yuan"));
            Card(language.Of("支出合计", "Expenditure"), sums.Expenditure.InWan(), language.Of("万元", "10,000 yuan"));
        }
        if (sums.ThreePublic is { } three) Card(language.Of("“三公”经费合计", "Three public expenses"), three.InWan(), language.Of("万元", "10,000 yuan"));
        html.Raw("</ul>\n"u8);

        void Card(string label, string figure, string unit) => html.Raw("<li><span class=\"label\">"u8).Text(label).Raw("</span> <strong>"u8).Text(figure).Raw("</strong><span class=\"unit\">"u8).Text(unit).Raw("</span></li>\n"u8);
    }

    // ---- who has published, and who has not

    static void List(HtmlBuffer html, DistrictYear year, Language language, string toYear, string toDistrict)
    {
        var due = year.Deadlines.ToDictionary(d => d.DepartmentCode);
        var title = language.Of($"{year.Year}年部门预算公开目录", $"Published budgets of {year.Year}");
        html.Raw("<h2>"u8).Text(language.Of("已公开", "Published")).Raw("</h2>\n<div class=\"frame list\" role=\"group\" tabindex=\"0\" aria-label=\""u8).Text(title).Raw("\">\n<table>\n<caption><span class=\"t\">"u8).Text(title)
            .Raw("</span><span class=\"u\">"u8).Text(language.Of("单位：万元", "Unit: 10,000 yuan")).Raw("</span></caption>\n<thead>\n<tr><th scope=\"col\">"u8).Text(language.Of("编码", "Code")).Raw("</th><th class=\"r\" scope=\"col\">"u8).Text(language.Of("部门", "Department"))
            .Raw("</th><th scope=\"col\">"u8).Text(language.Of("收支总预算", "Total budget")).Raw("</th><th scope=\"col\">"u8).Text(language.Of("比上年", "Change")).Raw("</th><th scope=\"col\">"u8).Text(language.Of("版本", "Version")).Raw("</th><th scope=\"col\">"u8).Text(language.Of("公开时间", "Published")).Raw("</th>"u8);
        if (due.Count > 0) html.Raw("<th scope=\"col\">"u8).Text(language.Of("期限", "Deadline")).Raw("</th>"u8);
        html.Raw("<th scope=\"col\">"u8).Text(language.Of("历年", "Years")).Raw("</th></tr>\n</thead>\n<tbody>\n"u8);
        foreach (var disclosure in year.Disclosures)
        {
            var current = disclosure.Current;
            html.Raw("<tr><td class=\"c\">"u8).Text(disclosure.DepartmentCode).Raw("</td><th scope=\"row\"><a class=\"go\" href=\""u8).Text($"{toYear}{disclosure.DepartmentCode}/v{current.Number}/{(current.Withheld ? PublishedPaths.Page : Name("index", language))}").Raw("\">"u8).Text(disclosure.DepartmentName).Raw("</a>"u8);
            if (current.Withheld) html.Raw(" <span class=\"badge\">"u8).Text(language.Of("已撤下", "withheld")).Raw("</span>"u8);
            if (disclosure.Archive) html.Raw(" <span class=\"badge\">"u8).Text(language.Of("存档", "archive")).Raw("</span>"u8);
            html.Raw("</th><td class=\"n\">"u8).Text(disclosure.Total?.InWan() ?? "").Raw("</td><td class=\"n\">"u8).Text(Change(disclosure.Glance?.Revenue, disclosure.Glance?.RevenuePrior)).Raw("</td><td>"u8)
                .Text(language.Of($"第{current.Number}版", $"{current.Number}")).Raw("</td><td>"u8).Text(current.PublishedAt is { } at ? Time(at, language) : "").Raw("</td>"u8);
            if (due.Count > 0) html.Raw("<td>"u8).Text(due.TryGetValue(disclosure.DepartmentCode, out var deadline) ? InTime(disclosure, deadline, language) : "").Raw("</td>"u8);
            html.Raw("<td><a href=\""u8).Text($"{toDistrict}departments/{disclosure.DepartmentCode}/index.html").Raw("\" aria-label=\""u8).Text(language.Of($"{disclosure.DepartmentName}历年预算", $"{disclosure.DepartmentName}, all years")).Raw("\">"u8).Text(language.Of("历年", "Years")).Raw("</a></td></tr>\n"u8);
        }
        if (year.Disclosures.Count == 0) html.Raw("<tr><td colspan=\"8\">"u8).Text(language.Of("尚无已公开的部门预算。", "Nothing is published yet.")).Raw("</td></tr>\n"u8);
        html.Raw("</tbody>\n</table>\n</div>\n"u8);
    }

    static string InTime(PublishedDisclosure disclosure, Deadline deadline, Language language)
    {
        if (disclosure.FirstPublishedAt is not { } at) return "";
        var late = DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).DateTime).DayNumber - deadline.PublishBy.DayNumber;
        return late <= 0 ? language.Of("按时", "in time") : language.Of($"迟{late}天", $"{late} days late");
    }

    /// <summary>Who must still publish. Whether the day has passed is for the reader's calendar: a page that is not written again each day cannot say.</summary>
    static void Waiting(HtmlBuffer html, DistrictYear year, Language language)
    {
        var published = year.Disclosures.Select(d => d.DepartmentCode).ToHashSet();
        var waiting = year.Deadlines.Where(d => !published.Contains(d.DepartmentCode)).OrderBy(d => d.PublishBy).ThenBy(d => d.DepartmentCode, StringComparer.Ordinal).ToList();
        if (waiting.Count == 0) return;
        html.Raw("<h2>"u8).Text(language.Of("尚未公开", "Not yet published")).Raw("</h2>\n<ul>\n"u8);
        foreach (var deadline in waiting)
        {
            html.Raw("<li>"u8).Text(deadline.DepartmentName).Text(language.Of("，应于", ": due by ")).Text(language.Of(deadline.PublishBy.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) + "前公开", deadline.PublishBy.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))).Raw("</li>\n"u8);
        }
        html.Raw("</ul>\n"u8);
    }

    static void Years(HtmlBuffer html, DistrictYear year, Language language, string toDistrict)
    {
        if (year.Years.Count < 2) return;
        html.Raw("<h2>"u8).Text(language.Of("其他年度", "Other years")).Raw("</h2>\n<ul class=\"ways\">\n"u8);
        foreach (var other in year.Years.Where(y => y != year.Year).OrderDescending()) Way(html, $"{toDistrict}{other}/{Name("index", language)}", language.Of($"{other}年", $"{other}"));
        html.Raw("</ul>\n"u8);
    }

    static string Time(DateTimeOffset at, Language language) => language.Of(Composer.ChinaTime(at), at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    static string Change(long? now, long? before) => now is { } n && before is { } b && b != 0 ? (n > b ? "+" : n < b ? "−" : "") + Composer.Percent(Math.Abs(Figures.Ratio(n - b, Math.Abs(b)))) + "%" : "";

    // ---- departments beside each other

    static byte[] Compare(DistrictYear year, Language language)
    {
        var html = new HtmlBuffer();
        var title = language.Of($"{year.Name}{year.Year}年部门预算比较", $"{year.Name}: departments compared, {year.Year}");
        HtmlPage.Open(html, new PageHead(title, title) { Language = language, Other = Other("compare", language) });
        Masthead(html, year, language, title, "../../", "../", Other("compare", language), language.Of($"{year.Year}年比较", $"{year.Year}, compared"));
        html.Raw("<main id=\"main\">\n<p>"u8).Text(language.Of("每个数字取自各部门公开文件的当前版本；空白表示文件没有列出。所属单位的数已含在主管部门之内。", "Every figure is from the current version of the department's document; a blank means that it does not say. A unit's money is within its department's.")).Raw("</p>\n"u8);
        var sorted = year.Disclosures.Where(d => d.Glance is not null).OrderByDescending(d => d.Glance!.Revenue ?? -1).ThenBy(d => d.DepartmentCode, StringComparer.Ordinal).ToList();
        Measure(html, year, sorted, language, "total", language.Of("收支总预算", "Total budget"), g => g.Revenue, Tone.Source);
        Measure(html, year, sorted, language, "project", language.Of("项目支出", "Project expenditure"), g => g.Project, Tone.Project);
        Measure(html, year, sorted, language, "three-public", language.Of("“三公”经费", "Three public expenses"), g => g.ThreePublic, Tone.Other);
        string[] heads = [language.Of("部门", "Department"), language.Of("收支总预算", "Total budget"), language.Of("比上年", "Change"), language.Of("基本支出", "Basic"), language.Of("项目支出", "Project"), language.Of("项目占比", "Project share"), language.Of("“三公”经费", "Three public"), language.Of("比上年", "Change")];
        var rows = sorted.Select(d => d.Glance!).Select(g => new ComposedRow(false,
        [
            new(g.DepartmentName), Money(g.Revenue), new(Change(g.Revenue, g.RevenuePrior)), Money(g.Basic), Money(g.Project),
            new(g is { Project: { } p, Expenditure: > 0 and var e } ? Composer.Percent(Figures.Ratio(p, e)) + "%" : ""), Money(g.ThreePublic), new(Change(g.ThreePublic, g.ThreePublicPrior)),
        ])).ToList();
        new HtmlContent(html, language: language).Table(new("", 0, title, language.Of("万元", "10,000 yuan"), [.. heads.Select((h, i) => new ComposedColumn([h], i == 0 ? CellKind.Name : CellKind.Number))], 0, rows, []));
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html, language);
        return html.ToArray();
    }

    static ComposedCell Money(long? fen) => new(fen is { } known ? new Amount(known).InWan() : "");

    static void Measure(HtmlBuffer html, DistrictYear year, List<PublishedDisclosure> disclosures, Language language, string id, string name, Func<Glance, long?> figure, Tone tone)
    {
        var known = disclosures.Where(d => !d.Glance!.IsUnit && figure(d.Glance) is > 0).OrderByDescending(d => figure(d.Glance!)).ToList();
        if (known.Count < 2) return;
        var title = language.Of($"{year.Year}年{name}，从大到小", $"{name} {year.Year}, largest first");
        HtmlPicture.Render(html, new BarPicture(id, title, language.Of($"{known[0].DepartmentName}最多，{known[^1].DepartmentName}最少。", $"Most: {known[0].DepartmentName}; least: {known[^1].DepartmentName}."), MoneyUnit.Wan,
            new("", 0, title, language.Of("万元", "10,000 yuan"), [new([language.Of("部门", "Department")], CellKind.Name), new([name], CellKind.Number)], 0, [.. known.Select(d => new ComposedRow(false, [new(d.DepartmentName), Money(figure(d.Glance!))]))], []),
            [.. known.Take(ShownBars).Select(d => new Bar(d.DepartmentName, new Amount(figure(d.Glance!)!.Value), new Amount(figure(d.Glance!)!.Value).InWan(), Link: $"{d.DepartmentCode}/v{d.Current.Number}/{Name("index", language)}"))], tone), language);
    }
}
