using Budget.Publication.Site;
using Budget.Testing;
using Budget.Typesetting.Tests;
using Budget.V1;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Publication.Tests.Site;

public class DistrictDataTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lays_all_departments_of_a_year_end_to_end_as_csv_and_as_a_database_and_follows_a_correction()
    {
        await using var district = await District.Start();
        var (one, two) = (await district.NewCase(), await district.NewCase());
        await one.ToPublished();
        await two.ToPublished();
        var folder = Path.Combine(district.SiteFolder, DistrictData.FolderOf(District.Code, Case.Year));
        await Until(folder, 2);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "figures.csv"), Stop);
        Assert.Equal([one.Department, two.Department], lines.Skip(1).Select(l => l.Split(',')[2]).Distinct());
        Assert.Equal(lines.Length - 1, (await Count(folder, "SELECT COUNT(*) FROM figures")));
        Assert.Equal(1_191_950_184, await Count(folder, $"SELECT fen FROM figures WHERE department = '{one.Department}' AND \"table\" = 5 AND code = '2010301' AND \"column\" = 'basic'"));
        Assert.Equal(lines[0].Split(',').Length, await Count(folder, "SELECT COUNT(*) FROM columns WHERE \"table\" = 'figures'"));
        if (DataPackages.CanBeChecked) Assert.Contains($"{District.Code}-2025", await DataPackages.Check(folder));

        await one.Correct();
        await one.SaveBudget(Samples.Balanced(one.Department, 100_00), expected: 1);
        await one.Submit(2);
        await one.Review(version: 2);
        await one.Approve(2);
        await one.Until(DisclosureState.Published, 2);
        for (var i = 0; i < 600 && await Count(folder, $"SELECT MAX(version) FROM figures WHERE department = '{one.Department}'") != 2; i++) await Task.Delay(100, Stop);
        Assert.Equal(0, await Count(folder, $"SELECT COUNT(*) FROM figures WHERE department = '{one.Department}' AND version = 1"));
        Assert.Equal(100_00, await Count(folder, $"SELECT fen FROM figures WHERE department = '{one.Department}' AND \"table\" = 5 AND code = '2010301' AND \"column\" = 'basic'"));
        Assert.Equal(1_191_950_184, await Count(folder, $"SELECT fen FROM figures WHERE department = '{two.Department}' AND \"table\" = 5 AND code = '2010301' AND \"column\" = 'basic'"));
    }

    [Fact]
    public async Task Is_the_same_bytes_when_it_is_made_again_and_made_again_when_it_is_lost()
    {
        await using var district = await District.Start();
        await (await district.NewCase()).ToPublished();
        var folder = Path.Combine(district.SiteFolder, DistrictData.FolderOf(District.Code, Case.Year));
        await Until(folder, 1);
        var before = Directory.GetFiles(folder).Order().ToDictionary(f => f, File.ReadAllBytes);
        Assert.Contains(before.Keys, f => f.EndsWith("budget.sqlite", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
        await district.Publication.Services.GetRequiredService<DistrictData>().Write(Stop);
        foreach (var (file, content) in before) Assert.True(content.SequenceEqual(File.ReadAllBytes(file)), file);
    }

    static async Task Until(string folder, int departments)
    {
        for (var i = 0; i < 600; i++)
        {
            if (File.Exists(Path.Combine(folder, "datapackage.json")) && await Count(folder, "SELECT COUNT(DISTINCT department) FROM figures") == departments) return;
            await Task.Delay(100, Stop);
        }
        Assert.Fail($"{folder} does not hold {departments} departments");
    }

    static async Task<long> Count(string folder, string sql)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "budget.sqlite")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync(Stop);
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
