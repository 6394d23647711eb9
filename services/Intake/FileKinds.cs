using System.IO.Compression;
using System.Text;
using Budget.Intake.Pages;

namespace Budget.Intake;

public enum FileKind { Unknown, Pdf, Word, Workbook, OldWorkbook, OldWord, Ofd, Web, Text, Picture, Packed, Empty }

/// <summary>What a file is, by its content; names lie (a photo renamed to .pdf, a web page named .xls).</summary>
public static class FileKinds
{
    /// <summary>By the first kilobyte: whether it is an intake message (JSON) or something that people publish.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8)) start = start[3..];
        return start.Trim(" \t\r\n\0"u8) is [(byte)'{' or (byte)'[', ..] or [];
    }

    public static FileKind Of(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, 4096)];
        if (start.Trim(" \t\r\n\0"u8).IsEmpty) return FileKind.Empty;
        if (start[..Math.Min(start.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return FileKind.Pdf;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 3, 4]) || start.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 5, 6])) return Inside(file);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return Named(file, "WordDocument") ? FileKind.OldWord : FileKind.OldWorkbook;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x09, 0x08]) || start.StartsWith((ReadOnlySpan<byte>)[0x09, 0x04])) return FileKind.OldWorkbook;
        if (IsPicture(start)) return FileKind.Picture;
        if (start.StartsWith("Rar!"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]) || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return FileKind.Packed;
        if (TextPages.Decode(start[..(start.Length - (start.Length == file.Length ? 0 : Broken(start)))]) is not { } text) return FileKind.Unknown;
        return text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<table", StringComparison.OrdinalIgnoreCase) || text.Contains("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase) || text.Contains("<body", StringComparison.OrdinalIgnoreCase)
            ? FileKind.Web : FileKind.Text;
    }

    /// <summary>Bytes of a character that the cut at 4096 broke.</summary>
    static int Broken(ReadOnlySpan<byte> start)
    {
        for (var i = 0; i < 4; i++)
        {
            if (System.Text.Unicode.Utf8.IsValid(start[..^i])) return i;
        }
        return 0;
    }

    static bool IsPicture(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) || start.StartsWith("GIF8"u8) || start.StartsWith("BM"u8) && start.Length > 30 && start[6] == 0 && start[7] == 0
        || start.StartsWith("II*\0"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x4D, 0x4D, 0x00, 0x2A]) || start.StartsWith("RIFF"u8) && start.IndexOf("WEBP"u8) == 8;

    static bool Named(ReadOnlySpan<byte> file, string stream) => file.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;

    static FileKind Inside(ReadOnlySpan<byte> file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
            foreach (var entry in zip.Entries.Take(5000))
            {
                var name = entry.FullName.Replace('\\', '/').TrimStart('/');
                if (name.Equals("OFD.xml", StringComparison.OrdinalIgnoreCase)) return FileKind.Ofd;
                if (name.StartsWith("word/", StringComparison.OrdinalIgnoreCase)) return FileKind.Word;
                if (name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)) return FileKind.Workbook;
            }
            return FileKind.Packed;
        }
        catch (InvalidDataException)
        {
            throw new ReadingException("文件不完整（压缩目录缺失或损坏），没有下载完或已损坏；请重新取得完整的文件。", "the file is cut short or damaged (its zip directory is broken); get the whole file again");
        }
    }
}
