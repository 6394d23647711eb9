using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;

namespace Budget.Standalone;

/// <summary>
/// The invented people of the demo, and a department of theirs at every stage: a draft with an error, one with the secrecy reviewer, some with the
/// approver (one seen, returned and mended), one returned, one approved that waits for its hour.
/// </summary>
static partial class DemoDesk
{
    const string District = "shili";
    const int Year = 2026;

    public static readonly IReadOnlyList<DeskPerson> People =
    [
        new("zhou-wenlan", "周文澜", Roles.Preparer, District, "302"),
        new("shen-yihe", "沈一禾", Roles.Preparer, District, "302"),
        new("tang-yining", "唐以宁", Roles.SecrecyReviewer, District, "303"),
        new("he-mingzhou", "贺明舟", Roles.Approver, District, "202"),
        new("lin-kean", "林可安", Roles.Approver, District, "305"),
        new("han-zhiqiu", "韩知秋", Roles.Approver, District, "304"),
        new("jiang-nanzhou", "江南舟", Roles.FinanceReviewer, District, "*"),
    ];

    public static DeskPerson Of(string role) => People.First(p => p.Role == role);

    public static async Task StageAsync(LocalDistrict district, Walk walk, CancellationToken cancellation)
    {
        await walk.SaveAsync(File("301-city-management-2025.json", "302", "园林绿化局", 1));
        await walk.OpenAsync(File("301-city-management-2025.json", "302", "园林绿化局", 1));

        await SubmittedAsync(walk, File("301-city-management-2025-mended.json", "303", "水务局", 2));

        var seen = await ClearedAsync(walk, File("201-education-2025.json", "202", "体育局", 1));
        await ClearedAsync(walk, File("301-city-management-2025-mended.json", "304", "交通运输局", 3));
        await ClearedAsync(walk, Frugal(File("301-city-management-2025-mended.json", "305", "市容环境局", 4)));
        await ClearedAsync(walk, Frugal(File("301-city-management-2025-mended.json", "308", "公园管理局", 1)));

        var returned = await ClearedAsync(walk, File("301-city-management-2025-mended.json", "306", "房屋管理局", 2));
        await walk.ReturnAsync(returned, "道路清扫保洁只写了数量，请补质量和时效指标。");

        var approved = await ClearedAsync(walk, File("301-city-management-2025-mended.json", "307", "城市更新局", 5));
        await walk.ApproveAsync(approved, Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(3)));

        foreach (var (code, days) in new[] { ("302", 17), ("303", 16), ("202", 16), ("304", 15), ("305", 14), ("308", 13), ("306", 21), ("307", 12) })
        {
            var day = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)).AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await district.Publication.RecordReplyAsync(new() { Department = code, Year = Year, RepliedOn = day, DocumentNumber = "示财预〔2025〕1号（虚构）" }, district.As(Roles.FinanceReviewer, District, code, cancellation));
        }

        // The approver has looked at one, returned it, and finds it changed; and has looked at another that stayed as it was.
        using var approver = await SitDownAsync(district, Of(Roles.Approver), cancellation);
        await LookAsync(approver, seen, cancellation);
        using var neighbour = await SitDownAsync(district, People.First(p => p.Id == "lin-kean"), cancellation);
        await LookAsync(neighbour, new Disclosure { Department = "305", Year = Year, Version = 1 }, cancellation);
        await walk.ReturnAsync(seen, "培训费比上年多，请核实用途后再报。");
        var mended = File("201-education-2025.json", "202", "体育局", 1);
        Mend(mended);
        await walk.SaveAsync(mended);
        await walk.ReviewSecrecyAsync(await walk.SubmitAsync(seen) ?? throw new InvalidOperationException($"{mended.Department.Name} was refused when it came back."));
    }

    /// <summary>Last year it spent more on vehicles, so there is nothing to explain.</summary>
    static DisclosureFile Frugal(DisclosureFile file)
    {
        foreach (var fact in file.Budget.Facts.Where(f => f.Subject.StartsWith("three_public", StringComparison.Ordinal) && f.PriorFen > 0)) fact.PriorFen += fact.PriorFen / 10;
        return file;
    }

    /// <summary>What the department changed after the return: two figures, a reason and a promise.</summary>
    static void Mend(DisclosureFile file)
    {
        foreach (var fact in file.Budget.Facts.Where(f => f.Reason.Length > 0).Take(3)) fact.Reason = "新建体育公园开放，按批复增加运行经费";
        // A million was typed in the line of the nursery schools that belongs to the primary schools; the totals are the same.
        foreach (var table in file.Budget.Tables.Where(t => t.Number is 2 or 3 or 5))
        {
            foreach (var (code, fen) in new[] { ("2050201", -100_000_000L), ("2050202", 100_000_000L) })
            {
                foreach (var cell in table.Rows.Where(r => r.Code == code).SelectMany(r => r.Cells).Where(c => c.HasFen && c.Column is "total" or "fiscal_appropriation" or "basic")) cell.Fen += fen;
            }
        }
        foreach (var form in file.Targets.Projects.Take(1))
        {
            foreach (var indicator in form.Indicators.Take(1)) indicator.Value = "≥95%";
        }
    }

    static async Task<Disclosure> SubmittedAsync(Walk walk, DisclosureFile file)
    {
        await walk.SaveAsync(file);
        return await walk.SubmitAsync(await walk.OpenAsync(file)) ?? throw new InvalidOperationException($"{file.Department.Name} was refused at submission.");
    }

    static async Task<Disclosure> ClearedAsync(Walk walk, DisclosureFile file)
    {
        var submitted = await SubmittedAsync(walk, file);
        await walk.ReviewSecrecyAsync(submitted);
        return submitted;
    }

    static async Task<HttpClient> SitDownAsync(LocalDistrict district, DeskPerson person, CancellationToken cancellation)
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }, disposeHandler: true) { BaseAddress = district.Desk };
        using var home = await browser.GetAsync(district.SignIn(person), cancellation);
        home.EnsureSuccessStatusCode();
        return browser;
    }

    static async Task LookAsync(HttpClient browser, Disclosure disclosure, CancellationToken cancellation)
    {
        using var page = await browser.GetAsync(new Uri($"/approvals/{disclosure.Department}/{disclosure.Year}/{disclosure.Version}", UriKind.Relative), cancellation);
        page.EnsureSuccessStatusCode();
    }

    /// <summary>One of the demo's documents as another department's: its code and name, and every amount so many times as large.</summary>
    static DisclosureFile File(string template, string code, string name, int times)
    {
        var text = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demo", template));
        var own = template[..3];
        // A year on: what was said of this year and the last is said of the next.
        text = Years().Replace(text, match => (int.Parse(match.Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
        // The economic code 301 is no department.
        text = text.Replace($"\"department\": \"{own}\"", $"\"department\": \"{code}\"", StringComparison.Ordinal)
            .Replace("示例区城市管理局", "示例区" + name, StringComparison.Ordinal).Replace("示例区教育局", "示例区" + name, StringComparison.Ordinal)
            .Replace("区城管局", "区" + name, StringComparison.Ordinal).Replace("区教育局", "区" + name, StringComparison.Ordinal);
        text = Money().Replace(text, match => $"{match.Groups[1].Value}\"{long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * times}\"");
        text = Words().Replace(text, match => (decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * times).ToString("0.00", CultureInfo.InvariantCulture) + "万元");
        var (file, error) = IntakeFile.Read(Encoding.UTF8.GetBytes(text), template);
        if (file is null) throw new InvalidOperationException(error?.ToString());
        file.Department.Code = code;
        return file;
    }

    [GeneratedRegex("(\"\\w*[fF]en\": )\"(-?\\d+)\"")]
    private static partial Regex Money();

    [GeneratedRegex(@"(?<!\d)202[345](?!\d)")]
    private static partial Regex Years();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)万元")]
    private static partial Regex Words();
}
