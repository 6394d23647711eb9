using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Publication.Proof;

/// <summary>
/// The public log's head in one small file, in the form that tools of transparency logs read (C2SP tlog-checkpoint, a signed note): the log's
/// name, how many lines it has, and the root of the RFC 6962 tree over them. Who keeps one can tell later whether the log only grew.
/// </summary>
/// <param name="Origin">Made of the key of the log's first line, so that it stays through rotations and is nobody else's.</param>
/// <param name="Size">Lines of the log.</param>
/// <param name="Extensions">Further lines of the note; what they say is signed and not provable.</param>
public sealed record Checkpoint(string Origin, int Size, byte[] Root, IReadOnlyList<string> Extensions)
{
    public const string File = "checkpoint";

    /// <summary>A note's signature line begins so (em dash).</summary>
    const string SignatureMark = "\u2014 ";

    public static string OriginOf(string firstKey) => "budget-log/" + firstKey;

    public static Checkpoint Of(string firstKey, ReadOnlySpan<byte[]> leaves, params IReadOnlyList<string> extensions) => new(OriginOf(firstKey), leaves.Length, MerkleTree.Root(leaves), extensions);

    public string Text => string.Concat(new[] { Origin, Size.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(Root) }.Concat(Extensions).Select(line => line + "\n"));

    public string Sign(SigningKey key) =>
        $"{Text}\n{SignatureMark}{Origin} {Convert.ToBase64String([.. NoteKeyId(key.Public), .. key.Sign(Encoding.UTF8.GetBytes(Text))])}\n";

    /// <summary>Signature type 0x02 of signed notes (ECDSA): the first bytes of the hash of the key as DER.</summary>
    static byte[] NoteKeyId(PublicKey key) => SHA256.HashData(key.Der())[..4];

    /// <summary>Null if it is no checkpoint, or none of these keys signed it.</summary>
    public static Checkpoint? Read(byte[] file, IEnumerable<PublicKey> keys)
    {
        var note = Encoding.UTF8.GetString(file);
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || note.Contains('\r', StringComparison.Ordinal)) return null;
        var text = note[..(end + 1)];
        if (Parse(text) is not { } checkpoint) return null;
        foreach (var line in note[(end + 2)..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var signature = new byte[256];
            if (!line.StartsWith($"{SignatureMark}{checkpoint.Origin} ", StringComparison.Ordinal)
                || !Convert.TryFromBase64String(line[(SignatureMark.Length + checkpoint.Origin.Length + 1)..], signature, out var length) || length < 5) continue;
            var id = signature.AsSpan(0, 4).ToArray();
            if (keys.Any(key => NoteKeyId(key).AsSpan().SequenceEqual(id) && key.Verifies(Encoding.UTF8.GetBytes(text), signature.AsSpan(4, length - 4)))) return checkpoint;
        }
        return null;
    }

    /// <summary>One that was read with its keys before and kept; null if it is none.</summary>
    public static Checkpoint? ReadKept(string note) => note.LastIndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end ? Parse(note[..(end + 1)]) : null;

    static Checkpoint? Parse(string text)
    {
        var lines = text.Split('\n')[..^1];
        var root = new byte[MerkleTree.HashBytes];
        return lines.Length >= 3 && lines.All(line => line.Length > 0) && int.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && lines[1] == size.ToString(CultureInfo.InvariantCulture) && Convert.TryFromBase64String(lines[2], root, out var length) && length == root.Length
            ? new(lines[0], size, root, lines[3..]) : null;
    }
}
