using System.Text;
using System.Text.Json;
using Budget.Publication.Proof;
using Budget.Typesetting.OpenData;
using Budget.Typesetting.Tests;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Reading;

public class ProveRowTests(District district)
{
    [Fact]
    public async Task A_line_of_a_table_is_proven_to_anyone_by_itself_and_a_dozen_hashes()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        var proof = (await district.Rpcs.ProveRowAsync(new() { Name = its.Name(), Table = 5, Line = 3 }, its.Reader)).Proof;

        using var row = JsonDocument.Parse(proof.Row);
        Assert.Equal("2010301", row.RootElement.GetProperty("code").GetString());
        Assert.Equal(1_191_950_184, row.RootElement.GetProperty("fen").GetProperty("total").GetInt64());
        Assert.True(Holds(proof, proof.Row));
        Assert.False(Holds(proof, proof.Row.Replace("1191950184", "1191950185")));
        var manifest = Manifest.Parse(await File.ReadAllBytesAsync(Path.Combine(district.SiteFolder, $"{District.Code}/2025/{its.Department}/v1/manifest.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(manifest.RowsRoot, Convert.ToHexStringLower(proof.Root.Span));
        Assert.Equal(proof, (await district.Rpcs.ProveRowAsync(new() { Name = its.Name(), Row = proof.Index + 1 }, its.Reader)).Proof);
    }

    [Theory]
    [InlineData(PublishedPage.Office)]
    [InlineData(PublishedPage.Education)]
    public void A_proof_of_a_whole_disclosure_is_smaller_than_a_kilobyte(string sample)
    {
        var file = PublishedPage.OfDemo(sample).Files.Single(f => f.Path == CanonicalRows.File).Content;
        var leaves = MerkleTree.Leaves(file);
        Assert.True(leaves.Length > 150, $"{leaves.Length} rows");
        for (var i = 0; i < leaves.Length; i++)
        {
            var path = MerkleTree.Path(leaves, i);
            Assert.True(MerkleTree.Proves(CanonicalRows.Lines(file)[i].Span, i, leaves.Length, path, MerkleTree.Root(leaves)));
            Assert.InRange(path.Count * MerkleTree.HashBytes, 1, 1024);
        }
    }

    [Fact]
    public async Task Refuses_what_names_no_row_and_what_is_not_public()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Precondition("NOT_PUBLISHED", () => Prove(its, table: 5, line: 3));
        await its.Approve();
        await its.Until(DisclosureState.Published);
        await Expect.Malformed("row", () => Prove(its));
        await Expect.Malformed("row", () => Prove(its, table: 5));
        await Expect.Malformed("row", () => Prove(its, table: 5, line: 3, row: 1));
        await Expect.Malformed("row", () => Prove(its, row: -1));
        await Expect.Refused(StatusCode.NotFound, () => Prove(its, table: 5, line: 99));
        await Expect.Refused(StatusCode.NotFound, () => Prove(its, row: 1_000_000));
    }

    Task<ProveRowResponse> Prove(Case its, int table = 0, int line = 0, int row = 0) =>
        district.Rpcs.ProveRowAsync(new() { Name = its.Name(), Table = table, Line = line, Row = row }, its.Reader).ResponseAsync;

    static bool Holds(RowProof proof, string row) =>
        MerkleTree.Proves(Encoding.UTF8.GetBytes(row), proof.Index, proof.Count, [.. proof.Path.Select(h => h.ToByteArray())], proof.Root.Span);
}
