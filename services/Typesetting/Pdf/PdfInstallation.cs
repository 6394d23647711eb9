using System.ComponentModel;
using System.Diagnostics;

namespace Budget.Typesetting.Pdf;

/// <summary>Where the tool lies, whether it is whole, and its installation beside the program (install.sh; the build puts the tool's own files there).</summary>
public static class PdfInstallation
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "pdf");

    /// <summary>Beside the program; of a program that runs from its repository, also where its source is.</summary>
    public static string Nearest()
    {
        if (Missing(Folder) is null) return Folder;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var source = Path.Combine(at.FullName, "services", "Typesetting", "Pdf");
            if (Directory.Exists(source) && Missing(source) is null) return source;
        }
        return Folder;
    }

    /// <summary>What of the tool is not in that folder; null where it is whole.</summary>
    public static string? Missing(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "render.mjs")) || !Directory.Exists(Path.Combine(folder, "node_modules", "@myriaddreamin", "typst-ts-node-compiler"))) return $"there is no tool in {folder}";
        var fonts = Path.Combine(folder, "fonts");
        return Directory.Exists(fonts) && Directory.EnumerateFiles(fonts, "*.ttf").Any() ? null : $"there are no fonts in {fonts}";
    }

    /// <summary>Null where npm answers.</summary>
    public static async Task<string?> WithoutNpm(CancellationToken stop) => await Run("npm", ["--version"], TimeSpan.FromSeconds(30), stop);

    /// <summary>Null when it is installed, else why it is not.</summary>
    public static async Task<string?> Install(CancellationToken stop) =>
        await Run("bash", [Path.Combine(Folder, "install.sh")], Longest, stop) ?? Missing(Folder);

    static async Task<string?> Run(string program, string[] arguments, TimeSpan atMost, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(atMost);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = await process.StandardError.ReadToEndAsync(limit.Token);
                await output;
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0 ? null : $"{program} ends with {process.ExitCode}: {errors.Trim()}";
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return $"{program} did not end within {atMost.TotalMinutes:0.#} minutes";
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (Win32Exception)
        {
            return $"the program {program} is not installed";
        }
    }
}
