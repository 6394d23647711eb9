using Grpc.Core;

namespace Budget.Publication.Tests.Reading;

public sealed class ListPublishedFilesTests(District district)
{
    [Fact]
    public async Task What_is_not_published_has_no_files()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Precondition("NOT_PUBLISHED", async () => await district.Rpcs.ListPublishedFilesAsync(new() { Name = its.Name() }, its.Reader));
        await Expect.Refused(StatusCode.NotFound, async () => await district.Rpcs.ListPublishedFilesAsync(new() { Name = its.Name() }, its.Stranger));
    }

    [Fact]
    public async Task Lists_every_form_with_its_size_and_hash_in_order_of_the_path()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        var files = (await district.Rpcs.ListPublishedFilesAsync(new() { Name = its.Name() }, its.Stranger)).Files;

        Assert.Superset(new HashSet<string> { "index.html", "disclosure.docx", "disclosure.xlsx", "disclosure.json", "manifest.json" }, files.Select(f => f.Path).ToHashSet());
        Assert.Equal(files.Select(f => f.Path).Order(StringComparer.Ordinal), files.Select(f => f.Path));
        Assert.All(files, f => Assert.Equal((true, 64), (f.Bytes > 0, f.Sha256.Length)));
    }
}
