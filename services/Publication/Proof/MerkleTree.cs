using System.Numerics;
using System.Security.Cryptography;
using Budget.Typesetting.OpenData;

namespace Budget.Publication.Proof;

/// <summary>
/// The hash tree of RFC 6962 (section 2.1) over rows of bytes: leaves are hashed with 0x00 before them and nodes with 0x01, so that no
/// node can be passed off as a row. One hash stands for all rows, and a row is proven with one hash per level.
/// </summary>
public static class MerkleTree
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    public static byte[] Leaf(ReadOnlySpan<byte> row)
    {
        var input = new byte[1 + row.Length];
        row.CopyTo(input.AsSpan(1));
        return SHA256.HashData(input);
    }

    /// <summary>Of the lines of a file, a leaf each.</summary>
    public static byte[][] Leaves(ReadOnlyMemory<byte> file) => [.. CanonicalRows.Lines(file).Select(line => Leaf(line.Span))];

    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return SHA256.HashData([]);
        if (leaves.Length == 1) return leaves[0];
        var split = Split(leaves.Length);
        return Node(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>The siblings on the way from the leaf to the root, lowest first.</summary>
    public static IReadOnlyList<byte[]> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)leaves.Length, nameof(index));
        var path = new List<byte[]>();
        Collect(leaves, index, path);
        return path;
    }

    /// <summary>Whether the row stands at that place among that many rows of a tree with this root (RFC 9162, section 2.1.3.2).</summary>
    public static bool Proves(ReadOnlySpan<byte> row, int index, int count, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= count) return false;
        var (place, last) = (index, count - 1);
        var hash = Leaf(row);
        foreach (var sibling in path)
        {
            if (last == 0) return false;
            if ((place & 1) == 1 || place == last)
            {
                hash = Node(sibling, hash);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                hash = Node(hash, sibling);
            }
            (place, last) = (place >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    static void Collect(ReadOnlySpan<byte[]> leaves, int index, List<byte[]> path)
    {
        if (leaves.Length == 1) return;
        var split = Split(leaves.Length);
        if (index < split)
        {
            Collect(leaves[..split], index, path);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            Collect(leaves[split..], index - split, path);
            path.Add(Root(leaves[..split]));
        }
    }

    /// <summary>The largest power of two below the count.</summary>
    static int Split(int count) => 1 << BitOperations.Log2((uint)(count - 1));

    static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashBytes];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashBytes)..]);
        return SHA256.HashData(input);
    }
}
