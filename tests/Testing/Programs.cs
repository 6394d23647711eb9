using System.Diagnostics;

namespace Budget.Testing;

/// <summary>Programs that look at what was published as people's computers do: LibreOffice, poppler, Node. tests/run.sh installs them.</summary>
public static class Programs
{
    public static string Missing(string name) => $"{name} is not installed (tests/run.sh install, as root on Debian)";

    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>What it prints; it must end well.</summary>
    public static async Task<string> Run(string program, IEnumerable<string> arguments, string? input = null, CancellationToken cancellation = default)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellation);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>By LibreOffice, with a profile of its own, so that several may run.</summary>
    public static async Task<byte[]> Convert(byte[] content, string from, string to)
    {
        var folder = Directory.CreateTempSubdirectory("budget-convert-");
        try
        {
            var source = Path.Combine(folder.FullName, "source." + from);
            await File.WriteAllBytesAsync(source, content);
            var made = Directory.CreateDirectory(Path.Combine(folder.FullName, "made"));
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            await Run("soffice", [$"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", to, "--outdir", made.FullName, source], cancellation: limit.Token);
            return await File.ReadAllBytesAsync(Path.Combine(made.FullName, "source." + to));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
