using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Budget.EndToEnd.Tests;

/// <summary>One of the project's programs, run as a person runs it: as a process of its own.</summary>
sealed record Command(int ExitCode, string Output, string Errors)
{
    public static Task<Command> StandaloneAsync(params string[] arguments) => RunAsync("Budget.Standalone.dll", [], arguments);

    /// <summary>With these variables in its environment; null takes one away.</summary>
    public static Task<Command> StandaloneAsync(Dictionary<string, string?> environment, params string[] arguments) => RunAsync("Budget.Standalone.dll", environment, arguments);

    public static Task<Command> TranscriptionsAsync(params string[] arguments) => RunAsync("Budget.Transcriptions.dll", [], arguments);

    /// <summary>Any program, which may end badly.</summary>
    public static async Task<Command> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }

    public static Process Start(string program, params string[] arguments) => Start(program, [], arguments);

    static Process Start(string program, Dictionary<string, string?> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    static async Task<Command> RunAsync(string program, Dictionary<string, string?> environment, string[] arguments)
    {
        using var process = Start(program, environment, arguments);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>What Ctrl+C sends.</summary>
    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, 2));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int process, int signal);
}

/// <summary>A folder that is gone after the test.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("budget-test-").FullName;

    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
