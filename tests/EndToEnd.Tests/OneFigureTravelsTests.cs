using System.Globalization;
using System.Text.Json;
using Budget.Contracts;
using Budget.Standalone;
using Budget.V1;
using Grpc.Core;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// The README's picture, walked: one figure from the client's message to the citizen's page, through the three services, and the
/// same fen at every stop.
/// </summary>
public class OneFigureTravelsTests
{
    const long Fen = 1_294_939_719;
    const string Printed = "12,949,397.19";

    [Fact]
    public async Task A_cell_of_table_5_reaches_the_page_the_csv_and_the_json_unchanged()
    {
        using var folder = new Folder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var district = await LocalDistrict.StartAsync(new LocalSettings(folder.Path, folder["site"]), cancellation);
        var walk = new Walk(district, TextWriter.Null, cancellation);
        var (file, _, problem) = GivenFile.Read(Path.Combine(AppContext.BaseDirectory, "Demo", "201-education-2025.json"));
        Assert.True(file is not null, problem);
        Assert.Equal(Fen, Cell(file.Budget));

        await walk.SaveAsync(file);
        var reader = district.As(Roles.Reader, "shili", "201", cancellation);
        var saved = await district.Budgets.GetBudgetAsync(new() { Department = "201", Year = 2025 }, reader);
        Assert.Equal(Fen, Cell(saved.Budget));

        var draft = await walk.OpenAsync(file);
        var submitted = await walk.SubmitAsync(draft);
        Assert.NotNull(submitted);
        Assert.Equal(saved.Revision.ContentHash, submitted.Budget.ContentHash);

        await walk.ReviewSecrecyAsync(submitted);
        await walk.ApproveAsync(submitted);
        var published = await walk.PublishedAsync(submitted);

        using var browser = new HttpClient();
        var page = await browser.GetStringAsync(new Uri(district.Site, published.Page), cancellation);
        Assert.Contains($">{Printed}<", page);

        Assert.Contains("2050101,行政运行,3,false,12949397.19", await DownloadAsync(district, published, "data/table-5.csv", reader));
        using var json = JsonDocument.Parse(await DownloadAsync(district, published, "disclosure.json", reader));
        Assert.NotEqual(JsonValueKind.Undefined, json.RootElement.ValueKind);
        Assert.Contains(Fen.ToString(CultureInfo.InvariantCulture), json.RootElement.GetRawText());

        var rollUp = await district.Budgets.GetRollUpAsync(new() { Year = 2025 }, district.As(Roles.FinanceReviewer, "shili", "", cancellation));
        Assert.Equal(Fen, rollUp.ByFunction.Single(line => line.Key == "2050101").Fen);
    }

    static long Cell(DepartmentBudget budget) => budget.Tables.Single(t => t.Number == 5).Rows
        .Single(r => r.Code == "2050101").Cells.Single(c => c.Column == "total").Fen;

    static async Task<string> DownloadAsync(LocalDistrict district, Disclosure published, string path, CallOptions caller)
    {
        using var download = district.Publication.DownloadFile(new() { Name = published.Name, Path = path }, caller);
        var bytes = new MemoryStream();
        await foreach (var part in download.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)) part.Chunk.WriteTo(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
