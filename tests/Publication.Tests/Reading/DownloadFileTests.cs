using System.Security.Cryptography;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Reading;

public class DownloadFileTests(District district)
{
    [Fact]
    public async Task Every_listed_file_is_downloaded_whole_and_is_the_one_on_the_site()
    {
        var its = await district.NewCase();
        var published = await its.ToPublished();
        var files = (await district.Rpcs.ListPublishedFilesAsync(new() { Name = its.Name() }, its.Stranger)).Files;

        Assert.Contains(files, f => f.Path == "index.html" && f.MediaType.StartsWith("text/html"));
        foreach (var file in files)
        {
            var (head, content, largest) = await Download(its, file.Path);
            Assert.Equal(file, head);
            Assert.Equal((file.Bytes, file.Sha256), (content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
            Assert.InRange(largest, 1, 64 * 1024);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(district.SiteFolder, published.Page, file.Path), TestContext.Current.CancellationToken), content);
        }
    }

    [Theory]
    [InlineData("../index.html")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("./index.html")]
    [InlineData("INDEX.HTML")]
    [InlineData("data\\index.html")]
    [InlineData("%2e%2e/index.html")]
    public async Task Nothing_but_a_listed_path_is_a_file(string path)
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await Expect.Refused(StatusCode.NotFound, () => Download(its, path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("index.html\0")]
    [InlineData("a\nb")]
    public async Task Refuses_what_is_no_path(string path)
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Malformed("path", () => Download(its, path));
        await Expect.Malformed("path", () => Download(its, new string('x', 5000)));
    }

    [Fact]
    public async Task What_is_not_published_has_no_files()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Precondition("NOT_PUBLISHED", () => Download(its, "index.html"));
    }

    async Task<(PublishedFile? Head, byte[] Content, int Largest)> Download(Case its, string path)
    {
        using var call = district.Rpcs.DownloadFile(new() { Name = its.Name(), Path = path }, its.Reader);
        var (head, content, largest) = ((PublishedFile?)null, new MemoryStream(), 0);
        await foreach (var part in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(head is null, part.File is not null);
            head ??= part.File;
            largest = Math.Max(largest, part.Chunk.Length);
            part.Chunk.WriteTo(content);
        }
        return (head, content.ToArray(), largest);
    }
}
