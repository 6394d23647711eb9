namespace Budget.Intake;

/// <summary>Why a file cannot be read: what is wrong, and what to do; in both languages.</summary>
public sealed class ReadingException(string message, string english, Exception? inner = null) : Exception(message, inner)
{
    public string English { get; } = english;

    internal static ReadingException TooManyPages(int pages, int limit) =>
        new($"有 {pages} 页，超过 {limit} 页，不像一份预算公开文件；请只取部门预算的部分。", $"it has {pages} pages, more than {limit}: no budget disclosure; take the part that is one");

    internal static ReadingException TooLong(TimeSpan time) =>
        new($"读取超过 {time.TotalSeconds:0} 秒，已停止；请用 PDF 工具重新保存后再试。", $"reading took more than {time.TotalSeconds:0} s and was stopped; save the file anew with a PDF tool and try again");

    internal static ReadingException TooMuch() =>
        new("页面内容过多，已停止读取；请确认这是一份预算公开文件。", "its pages hold more than any disclosure does and reading was stopped; see whether it is one");
}
