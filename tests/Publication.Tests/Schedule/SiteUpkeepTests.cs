using Budget.Testing;
using Budget.V1;

namespace Budget.Publication.Tests.Schedule;

public class SiteUpkeepTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task With_a_folder_each_what_is_published_or_withheld_on_one_is_so_on_the_other_within_seconds(string database)
    {
        var own = Directory.CreateTempSubdirectory("budget-test-");
        try
        {
            await using var district = await District.Start(database);
            await using var second = await district.StartSecondPublication(builder => builder.Configuration["Site:Folder"] = own.FullName);
            var its = await district.NewCase();
            var page = (await its.ToPublished()).Page;
            var (here, there) = (Path.Combine(district.SiteFolder, page), Path.Combine(own.FullName, page));
            // A sweep comes each minute; these come before one could.
            await Case.Until(() => Task.FromResult(File.Exists(Path.Combine(there, "index.html"))), "the other instance has the page", seconds: 20);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(here, "index.html"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(there, "index.html"), TestContext.Current.CancellationToken));
            await Case.Until(() => Task.FromResult(File.Exists(Path.Combine(own.FullName, District.Code, "2025", "index.html"))), "the year's page leads to it", seconds: 20);

            await district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name(), Reason = "误公开个人信息" }, its.Finance);
            await Case.Until(() => Task.FromResult(!File.Exists(Path.Combine(there, "disclosure.json")) && !Directory.EnumerateFiles(there, "*.csv", SearchOption.AllDirectories).Any()), "it is withheld on the other, too", seconds: 20);
            await second.StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            own.Delete(recursive: true);
        }
    }
}
