using Budget.Typesetting.Pdf;

namespace Budget.Standalone;

/// <summary>PDF without a command of its own: where npm is at hand, the first walk installs Typst and its fonts beside the program and says so.</summary>
static class PdfAtFirstUse
{
    /// <summary>The setting that names another tool, or none: whoever sets it wants nothing installed.</summary>
    const string Setting = "Pdf__Tool";

    /// <summary>The value for <c>Pdf:Tool</c>: null leaves it to the service, which finds what is installed.</summary>
    public static async Task<string?> EnsureAsync(TextWriter console, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named) return named;
        if (PdfInstallation.Missing(PdfInstallation.Nearest()) is null) return null;
        if (await PdfInstallation.WithoutNpm(cancellation) is not null)
        {
            console.WriteLine("没有 npm（Node 18 以上），本次不出 PDF，其余照常。 / No npm (Node 18 or later) here: no PDF this time, everything else.");
            return "none";
        }
        console.WriteLine($"首次使用：正从 npm 把 Typst 和字体装入 {PdfInstallation.Folder}（用于 PDF；不要则设 {Setting}=none）…");
        console.WriteLine($"First use: installing Typst and its fonts from npm, for PDF ({Setting}=none forbids it) …");
        if (await PdfInstallation.Install(cancellation) is not { } why) return null;
        console.WriteLine($"未能装好，本次不出 PDF，其余照常。 / It could not be installed, so no PDF this time: {why}");
        return "none";
    }
}
