using System.IO.Compression;

namespace Budget.Intake.Pages;

/// <summary>Zip files may say that they unpack to anything; what no disclosure unpacks to is not unpacked.</summary>
static class Packed
{
    const long MostBytes = 400L * 1024 * 1024;
    const int MostEntries = 20_000;

    public static void Check(ZipArchive zip, ReadingLimits limits)
    {
        limits.ThrowIfSpent();
        if (zip.Entries.Count > MostEntries || zip.Entries.Sum(entry => entry.Length) > MostBytes || zip.Entries.Any(entry => entry.Length > 1_000_000 && entry.Length > entry.CompressedLength * 400))
            throw new ReadingException("解压后过大，不像一份预算公开文件；为安全起见没有打开。请另存为 PDF 后再试。", "it unpacks to more than any disclosure holds and was not opened; save it as PDF and try again");
    }
}
