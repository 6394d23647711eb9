using Budget.Publication.Proof;
using Budget.Publication.Tests.Proof;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Secrecy;

public class WithholdPublicationTests
{
    const string Reason = "误将涉及个人隐私的内容公开";

    [Theory, ClassData(typeof(Databases))]
    public async Task A_whole_version_leaves_a_page_and_a_record_and_not_a_byte_of_what_it_said(string database)
    {
        await using var district = await District.Start(database);
        var its = await district.NewCase();
        await its.ToPublished();
        await PublishedSite.Entered(district, 1);
        await PublishedSite.Combined(district);
        var answer = await Withhold(district, its);

        Assert.Equal((DisclosureState.Withheld, Reason), (answer.Disclosure.State, answer.Disclosure.WithheldReason));
        Assert.Equal([its.Name()], answer.Replaced);
        foreach (var secret in new[] { "11,919,501.84", "11919501.84", "1191950184", "行政运行", "1,191.95" }) Assert.Empty(PublishedBytes.Find(PublishedBytes.OfFolder(district.SiteFolder), secret));
        Assert.Equal(["index.html", "manifest.json", "manifest.sig"], (await district.Rpcs.ListPublishedFilesAsync(new() { Name = its.Name() }, its.Reader)).Files.Select(f => f.Path));
        Assert.Equal(3, await district.WithDb(db => db.Files.CountAsync()));
        Assert.False(Directory.Exists(Path.Combine(district.SiteFolder, District.Code, "open-data", "2025")));
        var page = await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v1", "index.html"), TestContext.Current.CancellationToken);
        Assert.Contains("第1版已撤下", page);
        Assert.Contains(Reason, page);

        Assert.Equal(("withhold", "qian", Reason), (await its.History()).Select(h => (h.Action, h.Caller, h.Remark)).Last());
        var told = Assert.Single(await district.WithDb(db => db.Outbox.Where(o => o.Type == "DisclosureWithheld").ToListAsync()));
        Assert.Contains("\"whole\":true", told.Body.Replace(" ", ""));
        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines));
        Assert.Equal([LogEvents.Published, LogEvents.Withheld], site.Log.Select(l => LogEntry.Parse(System.Text.Encoding.UTF8.GetBytes(l))!.Value.Entry.Event));
        Assert.Equal(PublicationKind.Withheld, (await district.Rpcs.GetPublicationAsOfAsync(new() { Department = its.Department, Year = Case.Year }, its.Reader)).Period.Kind);
        await Expect.Precondition("WITHHELD", () => district.Rpcs.CompareDisclosuresAsync(new() { From = its.Name(), To = its.Name() }, its.Reader).ResponseAsync);
        await Expect.Precondition("WITHHELD", () => district.Rpcs.ProveRowAsync(new() { Name = its.Name(), Row = 1 }, its.Reader).ResponseAsync);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_part_goes_from_every_version_and_from_the_correction_that_follows(string database)
    {
        await using var district = await District.Start(database);
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Budget(its, "甲"));
        await its.ToPublished();
        await its.Correct();
        await its.SaveBudget(Budget(its, "乙"), expected: 1);
        await Publish(its, 2);
        await its.Correct2(district);
        await PublishedSite.Entered(district, 3);
        await PublishedSite.Combined(district);
        Assert.NotEmpty(PublishedBytes.Find(PublishedBytes.OfFolder(district.SiteFolder), "示例某"));

        var answer = await Withhold(district, its, 1, new Redaction { Subject = "words:示例某", Shown = RedactionLevel.NotShown });
        Assert.Equal([its.Name(), its.Name(2)], answer.Replaced);
        Assert.Empty(PublishedBytes.Find(PublishedBytes.OfFolder(district.SiteFolder), "示例某"));
        Assert.False(await district.WithDb(async db => (await db.Files.ToListAsync()).Exists(f => System.Text.Encoding.UTF8.GetString(f.Content).Contains("示例某"))));
        // The open correction knows of it before it is published.
        await its.SaveBudget(Budget(its, "丙"), expected: 2);
        await Publish(its, 3);
        await PublishedSite.Entered(district, 7);
        Assert.Empty(PublishedBytes.Find(PublishedBytes.OfFolder(district.SiteFolder), "示例某"));
        Assert.NotEmpty(PublishedBytes.Find(PublishedBytes.OfFolder(district.SiteFolder), "丙方案"));

        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines));
        var changes = (await district.Rpcs.CompareDisclosuresAsync(new() { From = its.Name(), To = its.Name(3) }, its.Reader)).Changes;
        Assert.Contains(changes, c => c.Before.Contains("甲方案") && c.After.Contains("丙方案"));
        Assert.DoesNotContain(changes, c => (c.Before + c.After).Contains("示例某"));
    }

    [Fact]
    public async Task A_withheld_version_takes_what_the_next_one_told_of_it_along()
    {
        await using var district = await District.Start();
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Budget(its, "甲"));
        await its.ToPublished();
        await its.Correct();
        await its.SaveBudget(Budget(its, "乙"), expected: 1);
        await Publish(its, 2);
        await PublishedSite.Entered(district, 3);
        Assert.Equal(["changes.html"], PublishedBytes.Find(PublishedBytes.OfFolder(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v2")), "甲方案"));

        Assert.Equal([its.Name(), its.Name(2)], (await Withhold(district, its)).Replaced);
        Assert.Empty(PublishedBytes.Find(PublishedBytes.OfFolder(district.SiteFolder), "甲方案"));
        Assert.Equal(DisclosureState.Published, (await its.Get(2)).State);
        using var site = TemporarySite.Of(district.SiteFolder);
        Assert.True((await site.Verify()).Sound);
    }

    [Fact]
    public async Task What_was_withheld_stays_so_when_the_folder_is_lost()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        using var published = TemporarySite.Of(district.SiteFolder);
        await Withhold(district, its);
        var folder = district.SiteFolder;
        await district.StopPublication();
        // A second instance that slept still has the old folder.
        Directory.Delete(folder, recursive: true);
        Directory.Move(published.Folder, folder);
        await district.StartPublication();
        var page = Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v1", "index.html");
        await Eventually.True(async () => (await ReadOr(page)).Contains("已撤下"), "the page says that it was withheld");
        Assert.Empty(PublishedBytes.Find(PublishedBytes.OfFolder(Path.GetDirectoryName(page)!), "行政运行"));
        Directory.CreateDirectory(published.Folder);

        static async Task<string> ReadOr(string file)
        {
            try { return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken); }
            catch (IOException) { return ""; }
        }
    }

    [Fact]
    public async Task A_withheld_version_can_be_corrected_and_the_new_one_counts()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        await Withhold(district, its);
        await its.Correct();
        await Publish(its, 2);
        Assert.Equal(DisclosureState.Withheld, (await its.Get()).State);
        await PublishedSite.Entered(district, 3);
        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines));
    }

    [Fact]
    public async Task Needs_the_finance_bureau_a_reason_a_public_version_and_parts_that_are_there()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Precondition("WRONG_STATE", () => Withhold(district, its));
        await its.Approve();
        var published = await its.Until(DisclosureState.Published);
        await Expect.Refused(StatusCode.PermissionDenied, () => district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name(), Reason = Reason }, its.SecrecyReviewer).ResponseAsync);
        await Expect.Refused(StatusCode.PermissionDenied, () => district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name(), Reason = Reason }, District.Person("chen", "999", Contracts.Roles.FinanceReviewer)).ResponseAsync);
        await Expect.Malformed("reason", () => district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name() }, its.Finance).ResponseAsync);
        await Expect.Malformed("parts[0].subject", () => Withhold(district, its, 1, new Redaction { Subject = "words:没有这些字", Shown = RedactionLevel.NotShown }));
        await Expect.Reason(StatusCode.Aborted, "STALE", () => district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name(), Reason = Reason, Etag = "99" }, its.Finance).ResponseAsync);
        Assert.Equal(published, await its.Get());
        await Withhold(district, its);
        await Expect.Precondition("WRONG_STATE", () => Withhold(district, its));
    }

    static DepartmentBudget Budget(Case its, string plan)
    {
        var budget = Samples.Balanced(its.Department);
        budget.PlanText = $"由示例某办理{plan}方案。";
        return budget;
    }

    static async Task Publish(Case its, int version)
    {
        await its.Submit(version: version);
        await its.Review(version: version);
        await its.Approve(version: version);
        await its.Until(DisclosureState.Published, version: version);
    }

    static async Task<WithholdPublicationResponse> Withhold(District district, Case its, int version = 1, params IEnumerable<Redaction> parts) =>
        await district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name(version), Reason = Reason, Parts = { parts } }, its.Finance);
}

file static class Corrections
{
    public static async Task Correct2(this Case its, District district) =>
        await district.Rpcs.CorrectDisclosureAsync(new() { Name = its.Name(2), Reason = "再次更正" }, its.Preparer);
}
