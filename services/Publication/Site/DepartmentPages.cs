using System.Globalization;
using Budget.Document;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Publication.Site;

/// <summary>A department's permanent addresses: one for a year, which leads to its current version, and one for all its years.</summary>
static class DepartmentPages
{
    /// <summary>Leads to the current version at once, and lists the earlier ones with the reason for each correction.</summary>
    public static SitePage OfYear(PublishedDisclosure disclosure)
    {
        var html = new HtmlBuffer(8 * 1024);
        var title = $"{disclosure.DepartmentName}{disclosure.Year}年部门预算";
        HtmlPage.Open(html, title, title + "：当前版本与历史版本", $"v{disclosure.Current.Number}/index.html");
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../../index.html"), (disclosure.District, "../../index.html"), ($"{disclosure.Year}年", "../index.html"), (disclosure.DepartmentName, "")], "");
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n<h2>版本</h2>\n"u8);
        Versions(html, disclosure, "");
        html.Raw("<p><a href=\"history.html\">公开历程：任一时刻公众所见的版本</a>　<a href=\"../../departments/"u8).Text(disclosure.DepartmentCode).Raw("/index.html\">本部门历年预算</a>　<a href=\"../index.html\">返回目录</a></p>\n</main>\n"u8);
        HtmlPage.Close(html);
        return new SitePage($"{disclosure.Folder}/index.html", html.ToArray());
    }

    static void Versions(HtmlBuffer html, PublishedDisclosure disclosure, string folder)
    {
        html.Raw("<ol reversed class=\"versions\">\n"u8);
        foreach (var version in disclosure.Versions.OrderByDescending(v => v.Number))
        {
            html.Raw("<li><a href=\""u8).Text($"{folder}v{version.Number}/index.html").Raw("\">第"u8).Number(version.Number).Raw("版"u8);
            if (version == disclosure.Current) html.Raw("（当前）"u8);
            html.Raw("</a>"u8);
            if (version.Withheld) html.Raw("（已撤下）"u8);
            if (version.PublishedAt is { } at) html.Raw("，"u8).Text(Composer.ChinaTime(at)).Raw("公开"u8);
            if (version.CorrectionReason.Length > 0) html.Raw("。更正原因："u8).Text(version.CorrectionReason);
            html.Raw("</li>\n"u8);
        }
        html.Raw("</ol>\n"u8);
    }

    /// <param name="years">Of one department, any order.</param>
    public static SitePage OfAllYears(IReadOnlyList<PublishedDisclosure> years)
    {
        var sorted = years.OrderByDescending(y => y.Year).ToList();
        var newest = sorted[0];
        var html = new HtmlBuffer(16 * 1024);
        var title = $"{newest.DepartmentName}历年部门预算";
        HtmlPage.Open(html, new PageHead(title, $"{newest.DepartmentName}{sorted[^1].Year}年至{newest.Year}年的预算、变化和更正。"));
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../../index.html"), (newest.District, "../../index.html"), (newest.DepartmentName, "")], "");
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n"u8);
        var known = sorted.Where(y => y.Glance is not null).OrderBy(y => y.Year).ToList();
        Bars(html, known, "total", "历年收支总预算", g => g.Revenue, Tone.Source);
        Bars(html, known, "three-public", "历年“三公”经费", g => g.ThreePublic, Tone.Other);
        if (known.Count < 2) html.Raw("<p>只公开了一个年度，尚不能比较各年。</p>\n"u8);
        new HtmlContent(html).Table(new("", 0, "历年主要数字", "万元", [.. ((string[])["年度", "收支总预算", "基本支出", "项目支出", "“三公”经费"]).Select((h, i) => new ComposedColumn([h], i == 0 ? CellKind.Name : CellKind.Number))], 0,
            [.. known.Select(y => y.Glance!).Select(g => new ComposedRow(false, [new($"{g.Year}年"), Money(g.Revenue), Money(g.Basic), Money(g.Project), Money(g.ThreePublic)]))], []));
        foreach (var year in sorted)
        {
            html.Raw("<section>\n<h2>"u8).Number(year.Year).Raw("年</h2>\n"u8);
            if (year.Glance is { Sentence.Length: > 0 } glance) html.Raw("<p>"u8).Text(glance.Sentence).Text(glance.Reason.Length > 0 ? $"变化原因：{glance.Reason}。" : "").Raw("</p>\n"u8);
            Versions(html, year, $"../../{year.Year}/{year.DepartmentCode}/");
            html.Raw("</section>\n"u8);
        }
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html);
        return new SitePage($"{newest.DistrictCode}/departments/{newest.DepartmentCode}/index.html", html.ToArray());
    }

    static ComposedCell Money(long? fen) => new(fen is { } known ? new Amount(known).InWan() : "");

    static void Bars(HtmlBuffer html, List<PublishedDisclosure> years, string id, string title, Func<Glance, long?> figure, Tone tone)
    {
        var known = years.Where(y => figure(y.Glance!) is >= 0).Select(y => (Name: $"{y.Year.ToString(CultureInfo.InvariantCulture)}年", Amount: new Amount(figure(y.Glance!)!.Value))).ToList();
        if (known.Count < 2) return;
        HtmlPicture.Render(html, new BarPicture(id, title, string.Join("；", known.Select(k => $"{k.Name}{k.Amount.InWan()}万元")) + "。", MoneyUnit.Wan,
            new("", 0, title, "万元", [new(["年度"], CellKind.Name), new(["金额"], CellKind.Number)], 0, [.. known.Select(k => new ComposedRow(false, [new(k.Name), new(k.Amount.InWan())]))], []),
            [.. known.Select(k => new Bar(k.Name, k.Amount, k.Amount.InWan()))], tone), Language.Chinese);
    }
}
