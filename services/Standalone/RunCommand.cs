using System.Diagnostics;
using Budget.V1;
using Grpc.Core;

namespace Budget.Standalone;

/// <param name="Data">Data folder; null: a new one under the system's temporary folder, removed at the end.</param>
/// <param name="Editions">Folder with further edition files; null: the built-in ones.</param>
/// <param name="At">Services that run already, which know the signing key in <see cref="KeyVariable"/>; null: start them here.</param>
sealed record WalkOptions(string? Data, string? Out, bool Exit, bool Archive, DistrictAddresses? At = null, string? Editions = null)
{
    public const string KeyVariable = "BUDGET_SIGNING_KEY";
}

/// <summary>Takes given disclosures the whole way, through the three services and over the bus.</summary>
static class RunCommand
{
    const int Published = 0, Refused = 1, CouldNotRead = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> paths, WalkOptions options, TextWriter console, CancellationToken cancellation)
    {
        var files = new List<DisclosureFile>();
        var reader = GivenFile.ReaderWith(options.Editions);
        foreach (var path in paths)
        {
            var (file, document, problem) = GivenFile.Read(path, reader);
            if (file is null)
            {
                await Console.Error.WriteLineAsync(problem);
                return CouldNotRead;
            }
            foreach (var remark in GivenFile.Remarks(path, document!)) await Console.Error.WriteLineAsync(remark);
            files.Add(file);
        }
        return await InDistrictAsync(options, console, async walk =>
        {
            var refused = 0;
            foreach (var file in files)
            {
                try
                {
                    if (await walk.TakeAsync(file, options.Archive) is null) refused++;
                }
                catch (RpcException e)
                {
                    console.WriteLine($"  ✗ {e.StatusCode}：{e.Status.Detail}");
                    refused++;
                }
            }
            return (refused, files.Count - refused);
        }, cancellation);
    }

    /// <summary>Walks in the district that runs already, or in one that is started for it. Returns the exit code.</summary>
    public static Task<int> InDistrictAsync(
        WalkOptions options, TextWriter console, Func<Walk, Task<(int Refused, int Published)>> walking, CancellationToken cancellation) =>
        options.At is { } addresses ? InRunningAsync(addresses, console, walking, cancellation) : InLocalAsync(options, console, walking, cancellation);

    static async Task<int> InRunningAsync(
        DistrictAddresses addresses, TextWriter console, Func<Walk, Task<(int Refused, int Published)>> walking, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(WalkOptions.KeyVariable) is not { Length: > 0 } key)
        {
            await Console.Error.WriteLineAsync($"请在环境变量 {WalkOptions.KeyVariable} 中给出各服务所用的签名密钥。 / Set {WalkOptions.KeyVariable} to the signing key that the services know.");
            return CouldNotRead;
        }
        await using var district = new District(addresses, key);
        var (refused, _) = await WalkAsync(district, console, walking, Stopwatch.GetTimestamp(), cancellation);
        return refused == 0 ? Published : Refused;
    }

    /// <summary>Starts a district, walks, writes the site where asked, and serves the pages until stopped.</summary>
    static async Task<int> InLocalAsync(
        WalkOptions options, TextWriter console, Func<Walk, Task<(int Refused, int Published)>> walking, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var data = options.Data ?? Directory.CreateTempSubdirectory("budget-").FullName;
        try
        {
            await using var district = await LocalDistrict.StartAsync(new LocalSettings(data, Path.Combine(data, "site")) { Editions = options.Editions }, cancellation);
            console.WriteLine($"三个服务已启动（{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} 秒）：BudgetService {district.Addresses.Budgets}　PerformanceService {district.Addresses.Performance}　DisclosureService {district.Addresses.Publication}");
            var (refused, published) = await WalkAsync(district, console, walking, started, cancellation);
            if (options.Out is { } folder && published > 0)
            {
                await district.CombinedAsync(cancellation);
                Copy(district.Settings.SiteFolder, folder);
                console.WriteLine($"静态网站：{Path.GetFullPath(folder)}");
            }
            if (!options.Exit && published > 0)
            {
                console.WriteLine("Ctrl+C 停止");
                await ServeCommand.UntilStoppedAsync(cancellation);
            }
            return refused == 0 ? Published : Refused;
        }
        finally
        {
            if (options.Data is null) Directory.Delete(data, recursive: true);
        }
    }

    static async Task<(int Refused, int Published)> WalkAsync(
        District district, TextWriter console, Func<Walk, Task<(int Refused, int Published)>> walking, long started, CancellationToken cancellation)
    {
        var result = await walking(new Walk(district, console, cancellation));
        console.WriteLine();
        console.WriteLine($"公开 {result.Published} 份，拒绝 {result.Refused} 份，用时 {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} 秒。");
        if (result.Published > 0) console.WriteLine($"页面：{district.Site}\n核验：dotnet run --project services/Standalone -- verify {district.Site}");
        return result;
    }

    /// <summary>Without what is being written: names that begin with a dot are no part of the site.</summary>
    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(from, file)))
        {
            if (path.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'))) continue;
            var target = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(from, path), target, overwrite: true);
        }
    }
}
