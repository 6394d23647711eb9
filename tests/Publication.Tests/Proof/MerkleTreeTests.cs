using System.Text;
using Budget.Publication.Proof;

namespace Budget.Publication.Tests.Proof;

public class MerkleTreeTests
{
    /// <summary>The leaves and roots that implementations of RFC 6962 test each other with.</summary>
    static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Has_the_roots_that_the_standard_has(int count, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root([.. Leaves.Take(count).Select(l => MerkleTree.Leaf(Convert.FromHexString(l)))])));

    [Fact]
    public void Every_row_of_a_tree_of_any_size_is_proven_at_its_place_and_nowhere_else()
    {
        for (var count = 1; count <= 70; count++)
        {
            var rows = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($"row {i} of {count}")).ToArray();
            byte[][] leaves = [.. rows.Select(r => MerkleTree.Leaf(r))];
            var root = MerkleTree.Root(leaves);
            for (var i = 0; i < count; i++)
            {
                var path = MerkleTree.Path(leaves, i);
                Assert.True(MerkleTree.Proves(rows[i], i, count, path, root), $"{i} of {count}");
                Assert.False(MerkleTree.Proves(Encoding.UTF8.GetBytes("another row"), i, count, path, root));
                for (var other = 0; other < count; other++) Assert.Equal(other == i, MerkleTree.Proves(rows[i], other, count, path, root));
                if (path.Count > 0)
                {
                    Assert.False(MerkleTree.Proves(rows[i], i, count, [.. path.Skip(1)], root));
                    Assert.False(MerkleTree.Proves(rows[i], i, count, [.. path, path[0]], root));
                }
            }
        }
    }

    [Fact]
    public void Two_rows_cannot_be_passed_off_as_one_node()
    {
        byte[][] leaves = [MerkleTree.Leaf("a"u8), MerkleTree.Leaf("b"u8)];
        Assert.NotEqual(MerkleTree.Root(leaves), MerkleTree.Leaf([.. leaves[0], .. leaves[1]]));
    }
}
