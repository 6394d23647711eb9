using System.Diagnostics;

namespace Budget.Standalone;

/// <summary>Old Word files (doc, wps) become docx by LibreOffice where it is installed; reading them is its work.</summary>
static class OldWord
{
    static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);

    /// <summary>Null where there is no LibreOffice, or it makes nothing of the file within a minute.</summary>
    public static byte[]? Convert(ReadOnlyMemory<byte> file)
    {
        if (Program is null) return null;
        var folder = Directory.CreateTempSubdirectory("budget-word-");
        try
        {
            var source = Path.Combine(folder.FullName, "given.doc");
            File.WriteAllBytes(source, file.ToArray());
            var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["--headless", "--norestore", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", "docx", "--outdir", folder.FullName, source]) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            if (!process.WaitForExit(TimeSpan.FromMinutes(1))) process.Kill(entireProcessTree: true);
            var made = Path.Combine(folder.FullName, "given.docx");
            return File.Exists(made) ? File.ReadAllBytes(made) : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
