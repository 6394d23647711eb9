using System.Diagnostics;
using Budget.Document.Workflow;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>The hour at which a whole district publishes: every department and unit, in every form, until the last page and the year's data are there.</summary>
static class WholeDistrict
{
    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        var (departments, units) = quick ? (2, 4) : (60, 300);
        var count = departments + units;
        report.Heading($"district: {departments} departments and {units} units at one hour, every form", "PDF", "files", "bytes", "writing the same files (floor)", "**until all is public**", "each", "÷ floor");
        foreach (var pdf in (bool[])[false, true]) await Publish(report, folder.CreateSubdirectory($"district-{pdf}").FullName, count, pdf, limit);
    }

    static async Task Publish(Report report, string folder, int count, bool pdf, CancellationToken limit)
    {
        var settings = new Dictionary<string, string?> { ["DataFolder"] = folder };
        // The tool's own default place.
        if (pdf) settings["Pdf:Tool"] = "";
        await using var district = await MeasuredDistrict.Start(Disclosures.Education, settings);
        Progress($"district: {count} disclosures on their way");
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = limit }, async (i, _) =>
        {
            var department = await district.Department($"{1000 + i}", opened: true);
            await department.Submit(DateTimeOffset.UtcNow.AddDays(1));
            await department.Review();
            await department.Approve();
        });

        await using var scope = district.PublicationServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        while (await db.Disclosures.CountAsync(row => row.DueAt != null, limit) < count) await Task.Delay(50, limit);
        var started = Stopwatch.GetTimestamp();
        var now = DateTimeOffset.UtcNow;
        await db.Disclosures.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), limit);
        var data = Path.Combine(district.SiteFolder, district.File.Department.DistrictCode, "open-data", $"{district.File.Year}", "figures.csv");
        for (var told = 0; ;)
        {
            var published = await db.Disclosures.CountAsync(row => row.State == DisclosureState.Published, limit);
            if (published == count && File.Exists(data) && File.ReadLines(data).Select(line => line.Split(',')[2]).Distinct().Count() == count + 1) break;
            if (published / 60 > told)
            {
                told = published / 60;
                Progress($"district: {published} of {count} are public after {Samples.Since(started) / 1_000_000:0} s");
            }
            await Task.Delay(100, limit);
        }
        var took = Samples.Since(started);

        var files = new DirectoryInfo(district.SiteFolder).GetFiles("*", new EnumerationOptions { RecurseSubdirectories = true });
        var copies = Directory.CreateDirectory(Path.Combine(folder, "floor")).FullName;
        double floor = 0;
        for (var i = 0; i < files.Length; i++)
        {
            var content = await File.ReadAllBytesAsync(files[i].FullName, limit);
            var one = Stopwatch.GetTimestamp();
            await File.WriteAllBytesAsync(Path.Combine(copies, $"{i}"), content, limit);
            floor += Samples.Since(one);
        }
        report.Row(pdf ? "yes" : "no", $"{files.Length:N0}", $"{files.Sum(f => f.Length) / 1e6:N0} MB", $"{floor / 1_000_000:0.0} s", $"**{took / 1_000_000:0.0} s**", Millis(took / count), Times(took, floor));
        report.Aim($"district of {count} published in every form{(pdf ? "" : " but PDF")}", took / 1_000_000, 180, " s");
    }
}
