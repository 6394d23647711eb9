using System.Runtime.InteropServices;
using Budget.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- [all|check|engines|publish|rpc|latency|start|site|district|intake]… [--quick] [--programs DIR]
var known = new[] { "check", "engines", "publish", "rpc", "latency", "start", "site", "district", "intake" };
if (args is ["bare", var address]) return await BareServer.RunAsync(address);
var quick = args.Contains("--quick");
var programs = Array.IndexOf(args, "--programs") is >= 0 and var at && at + 1 < args.Length ? Path.GetFullPath(args[at + 1]) : null;
var wanted = args.Where((a, i) => a is not ("--quick" or "--programs") && (i == 0 || args[i - 1] != "--programs")).ToList();
if (wanted.Count == 0 || wanted.Contains("all")) wanted = [.. known];
if (wanted.Except(known).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no measurement '{unknown}'. Usage: dotnet run -c Release --project tests/Benchmarks -- [all|{string.Join('|', known)}] [--quick] [--programs DIR]");
    return 2;
}
#if DEBUG
Console.Error.WriteLine("This is a Debug build: its numbers mean nothing. Run it with -c Release.");
#endif

using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5 * (wanted.Count + wanted.Count(w => w == "district") + 4 * wanted.Count(w => w == "intake"))));
// However it is stopped, the processes and folders it has made go with it.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var report = new Report();
var folder = Directory.CreateTempSubdirectory("budget-benchmarks-");
try
{
    if (wanted.Contains("check")) await Checking.Run(report, folder, quick, limit.Token);
    if (wanted.Contains("engines")) await Engines.Run(report, folder, quick, limit.Token);
    if (wanted.Contains("publish")) await Publishing.Run(report, folder, quick, limit.Token);
    if (wanted.Contains("rpc")) await Rpcs.Run(report, folder, quick, limit.Token);
    if (wanted.Contains("latency")) await Latency.Run(report, folder, quick, limit.Token);
    if (wanted.Contains("start")) await Starting.Run(report, folder, programs, quick, limit.Token);
    if (wanted.Contains("site")) await Sites.Run(report, folder, quick, limit.Token);
    if (wanted.Contains("intake")) Published.Run(report, quick, limit.Token);
    if (wanted.Contains("district")) await WholeDistrict.Run(report, folder, quick, limit.Token);
}
catch (Exception stopped) when (limit.IsCancellationRequested)
{
    Console.Error.WriteLine($"Stopped, by a signal or after the five minutes that each measurement may take; what was measured until then follows. ({stopped.Message})");
}
finally
{
    folder.Delete(recursive: true);
}
Console.WriteLine(report.Finish());
return limit.IsCancellationRequested ? 1 : 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    limit.Cancel();
}
