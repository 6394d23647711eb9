namespace Budget.Intake;

/// <summary>What a file is, by its first bytes; names lie (a photo renamed to .pdf).</summary>
public static class FileKinds
{
    /// <summary>It is no intake message but something that people publish.</summary>
    public static bool IsPublished(ReadOnlySpan<byte> start) => IsPdf(start);

    /// <summary>The mark may stand behind some rubbish.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> start) => start[..Math.Min(start.Length, 1024)].IndexOf("%PDF-"u8) >= 0;
}
