using System.IO.Compression;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Budget.Hosting.Storage;

/// <summary>
/// Bytes that are kept packed: pages, tables and messages take a fraction of their room, in the database and in its backups. What was
/// kept before this was, and what packing does not make smaller (PDF, office files), is kept as it is and told by its first bytes.
/// </summary>
public sealed class PackedContent() : ValueConverter<byte[], byte[]>(content => Pack(content), kept => Unpack(kept))
{
    /// <summary>No file begins like this by chance.</summary>
    static ReadOnlySpan<byte> Mark => [0xB4, 0x0D, 0x9E, 0x7C, 0x62, 0x72, 0x31, 0x00];

    /// <summary>Most of what the highest gives, in a tenth of its time.</summary>
    const int Quality = 5, Window = 20;

    public static byte[] Pack(byte[] content)
    {
        var packed = new byte[Mark.Length + sizeof(int) + BrotliEncoder.GetMaxCompressedLength(content.Length)];
        Mark.CopyTo(packed);
        BitConverter.TryWriteBytes(packed.AsSpan(Mark.Length), content.Length);
        if (!BrotliEncoder.TryCompress(content, packed.AsSpan(Mark.Length + sizeof(int)), out var length, Quality, Window)) return content;
        length += Mark.Length + sizeof(int);
        // A file that begins as packed ones do must be packed, however little that gives.
        return length < content.Length || content.AsSpan().StartsWith(Mark) ? packed[..length] : content;
    }

    public static byte[] Unpack(byte[] kept)
    {
        if (!kept.AsSpan().StartsWith(Mark)) return kept;
        var content = new byte[BitConverter.ToInt32(kept, Mark.Length)];
        return BrotliDecoder.TryDecompress(kept.AsSpan(Mark.Length + sizeof(int)), content, out var length) && length == content.Length
            ? content
            : throw new InvalidDataException("What was kept packed cannot be read: the row is damaged. Restore it from a backup.");
    }
}
