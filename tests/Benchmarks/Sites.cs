using System.Diagnostics;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Publication;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Benchmarks;

/// <summary>
/// What it costs to write the indexes after one department has published again, in a district that has kept few years and
/// in one that has kept many.
/// </summary>
static class Sites
{
    const int Departments = 60;

    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        report.Heading($"site: indexes after one of {Departments} departments publishes again", "years kept", "files written", "bytes written", "writing the same bytes (floor)", "**writing the indexes**", "p99");
        foreach (var years in quick ? (int[])[1, 2] : [1, 5, 20])
        {
            Report.Progress($"site: {years} years of {Departments} departments");
            await Indexes(report, Path.Combine(folder.FullName, $"site-{years}"), years, quick ? 3 : 30, limit);
        }
    }

    static Budget.Document.DisclosureDocument Read(DisclosureFile file) =>
        new DocumentReader(EditionBook.BuiltIn).Read(file).Document ?? throw new InvalidOperationException("The sample cannot be read.");

    static async Task Indexes(Report report, string folder, int years, int rounds, CancellationToken limit)
    {
        await using var app = PublicationService.Create([$"--DataFolder={folder}", "--Identity:SigningKey=a signing key for measurements, and for nothing else", "--Logging:LogLevel:Default=Warning"]);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        await db.Database.MigrateAsync(limit);
        var newest = await Fill(db, years, limit);
        var (site, indexes) = (app.Services.GetRequiredService<SiteFolder>(), app.Services.GetRequiredService<SiteIndexes>());
        await indexes.Refresh([], limit);

        var (floor, product) = (new Samples(), new Samples());
        var written = new List<FileInfo>();
        for (var round = 0; round < rounds; round++)
        {
            // Another page each time, so that nothing finds its files as they should be.
            var row = newest[round % newest.Count];
            await db.Disclosures.Where(d => d.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.PublishedAt, DateTimeOffset.UnixEpoch.AddMinutes(round)).SetProperty(d => d.DepartmentName, $"第{round}轮的部门"), limit);
            await db.Files.Where(f => f.DisclosureId == row.Id && f.Path == PublishedPaths.Page).ExecuteUpdateAsync(set => set.SetProperty(f => f.Sha256, $"{round:x64}"), limit);
            var before = DateTime.UtcNow;
            var started = Stopwatch.GetTimestamp();
            await indexes.Write([row.Name], limit);
            product.Add(Samples.Since(started));
            written = [.. new DirectoryInfo(site.Root).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LastWriteTimeUtc >= before)];
            var contents = written.Select(f => File.ReadAllBytes(f.FullName)).ToList();
            var copies = Directory.CreateDirectory(Path.Combine(folder, "floor")).FullName;
            started = Stopwatch.GetTimestamp();
            for (var i = 0; i < contents.Count; i++) await File.WriteAllBytesAsync(Path.Combine(copies, $"{i}"), contents[i], limit);
            floor.Add(Samples.Since(started));
        }
        report.Row($"{years}", $"{written.Count}", $"{written.Sum(f => f.Length):N0}", Report.Millis(floor.Median), $"**{Report.Millis(product.Median)}**", Report.Millis(product.P99));
    }

    /// <summary>Every department of every year publishes the demo's largest disclosure as its own; of its files only what the indexes read.</summary>
    static async Task<List<DisclosureRow>> Fill(PublicationDb db, int years, CancellationToken limit)
    {
        var newest = new List<DisclosureRow>();
        var file = Disclosures.Education;
        for (var department = 0; department < Departments; department++)
        {
            var own = file.Of($"{101 + department}");
            var files = Publisher.Render(Read(own), new PublicationFacts(1), own);
            var rows = Enumerable.Range(0, years).Select(y => new DisclosureRow
            {
                District = "shili",
                DistrictName = "示例区",
                Department = own.Department.Code,
                DepartmentName = own.Department.Name,
                Year = 2025 - y,
                State = Budget.Document.Workflow.DisclosureState.Published,
                PublishedAt = DateTimeOffset.UnixEpoch,
                TotalFen = 1_000_000,
            }).ToList();
            db.Disclosures.AddRange(rows);
            await db.SaveChangesAsync(limit);
            db.Files.AddRange(rows.SelectMany(row => files.Where(f => f.Path is PublishedPaths.Page or Glance.File).Select(f => PublishedFileRow.Of(row.Id, f.Path, f.MediaType, f.Content))));
            await db.SaveChangesAsync(limit);
            db.ChangeTracker.Clear();
            newest.Add(rows[0]);
        }
        return newest;
    }
}
