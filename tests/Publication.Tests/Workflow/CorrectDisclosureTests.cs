using System.Security.Cryptography;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Workflow;

public class CorrectDisclosureTests(District district)
{
    [Fact]
    public async Task Opens_a_new_version_and_the_old_one_stays_public()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        var correction = await its.Correct();

        Assert.Equal((2, DisclosureState.Draft, "表3 数字更正"), (correction.Version, correction.State, correction.CorrectionReason));
        Assert.Equal(DisclosureState.Published, (await its.Get()).State);
        Assert.Equal([("correct", 1), ("open", 2)], (await its.History()).TakeLast(2).Select(h => (h.Action, h.Version)));
    }

    [Fact]
    public async Task The_new_version_takes_the_place_of_the_old_when_it_is_published()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct();
        await its.SaveBudget(Samples.Balanced(its.Department, fen: 7_00), expected: 1);
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2);

        var corrected = await its.Until(DisclosureState.Published, version: 2);
        Assert.Equal(2, corrected.Budget.Revision);
        Assert.Equal(DisclosureState.Superseded, (await its.Get()).State);
        var events = await district.WithDb(db => db.Outbox.Where(o => o.RoutingKey == $"{District.Code}.{its.Department}").OrderBy(o => o.Id).ToListAsync());
        Assert.Equal(["DisclosureSubmitted", "DisclosureApproved", "DisclosurePublished", "DisclosureSubmitted", "DisclosureApproved", "DisclosurePublished", "DisclosureSuperseded"], events.Select(e => e.Type));
        Assert.Contains(corrected.Name, events[^1].Body);
    }

    [Fact]
    public async Task The_old_page_says_what_took_its_place_and_its_data_stay_as_they_were()
    {
        var its = await district.NewCase();
        var folder = Path.Combine(district.SiteFolder, (await its.ToPublished()).Page);
        var before = Contents(folder);
        await its.Correct();
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2);
        await its.Until(DisclosureState.Published, version: 2);
        await Eventually.True(() => Contents(folder)["index.html"].Contains("本版本已由第2版替代"), "the first version's page names the second");

        var after = Contents(folder);
        Assert.Contains("本版本已由第2版替代", after["index.html"]);
        Assert.DoesNotContain("本版本已由第2版替代", before["index.html"]);
        string[] says = ["index.html", "manifest.json", "manifest.sig"];
        Assert.Equal(before.Where(f => !says.Contains(f.Key)), after.Where(f => !says.Contains(f.Key)));
        var page = (await district.Rpcs.ListPublishedFilesAsync(new() { Name = its.Name() }, its.Reader)).Files.Single(f => f.Path == "index.html");
        Assert.Equal(page.Sha256, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "index.html"), TestContext.Current.CancellationToken))));
        Assert.Contains("表3 数字更正", await File.ReadAllTextAsync(Path.Combine(folder, "..", "v2", "index.html"), TestContext.Current.CancellationToken));
        Assert.Contains("v2/index.html", await Until(() => File.ReadAllText(Path.Combine(folder, "..", "index.html")), text => text.Contains("v2/")));
        Assert.Contains($"{District.Code}/2025/{its.Department}/v2/index.html", await Until(() => File.ReadAllText(Path.Combine(district.SiteFolder, "index.html")), text => text.Contains($"{its.Department}/v2/")));
    }

    static SortedDictionary<string, string> Contents(string folder) =>
        new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), File.ReadAllText));

    /// <summary>Indexes follow a publication; they are no part of it.</summary>
    static Task<string> Until(Func<string> read, Func<string, bool> holds) => Eventually.Get(() => Task.FromResult(read()), holds, "the index lists it");

    [Fact]
    public async Task Only_one_correction_at_a_time()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct();
        await Expect.Precondition("CORRECTION_UNDER_WAY", () => its.Correct());
    }

    [Fact]
    public async Task Is_refused_before_publication_and_without_a_reason()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Precondition("WRONG_STATE", () => its.Correct());
        await Expect.Malformed("reason", () => its.Correct(""));
        await Expect.Refused(StatusCode.PermissionDenied, async () =>
            await district.Rpcs.CorrectDisclosureAsync(new() { Name = its.Name(), Reason = "更正" }, its.Stranger));
    }

    [Fact]
    public async Task Of_several_at_once_exactly_one_opens()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await its.Correct();
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        Assert.Single(answers, StatusCode.OK);
        Assert.Single(await its.History(), h => h is { Action: "open", Version: 2 });
    }
}
