using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Budget.Hosting;
using Grpc.Health.V1;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>
/// Each program as a process of its own: from its start until it answers SERVING, and the memory it holds after five idle seconds.
/// As built here, or as published into a folder.
/// </summary>
static class Starting
{
    const int StandalonePort = 5103;

    public static async Task Run(Report report, DirectoryInfo folder, string? programs, bool quick, CancellationToken limit)
    {
        var from = programs ?? AppContext.BaseDirectory;
        report.Heading($"start: process start until health says SERVING, and memory at rest{(programs is null ? "" : "; programs as published")}",
            "program", "first start, schema made", "later starts, median", "slowest", "÷ bare server", "CPU until ready", "memory at rest (RSS)", "÷ bare server");
        var bare = await Measure("bare gRPC server (floor)", (_, port) => [Path.Combine(AppContext.BaseDirectory, "Budget.Benchmarks.dll"), "bare", $"127.0.0.1:{port}"], FreePort, folder, quick, limit);
        Line(report, bare, bare);
        foreach (var program in (string[])["Budgets", "Performance", "Publication"])
        {
            Line(report, await Measure(program, (data, port) => Service(from, program, data, port), FreePort, folder, quick, limit), bare);
        }
        if (!IsFree(StandalonePort))
        {
            report.Note($"Standalone was not measured: port {StandalonePort} is taken.");
            return;
        }
        Line(report, await Measure("Standalone", (data, _) => [Path.Combine(from, "Budget.Standalone.dll"), "--data", data], () => StandalonePort, folder, quick, limit), bare);
    }

    sealed record Measured(string Program, double First, Samples Later, Samples Cpu, double Megabytes);

    static void Line(Report report, Measured measured, Measured bare)
    {
        report.Row(measured == bare ? measured.Program : $"**{measured.Program}**", Millis(measured.First), Millis(measured.Later.Median), Millis(measured.Later.P99),
            Times(measured.Later.Median, bare.Later.Median), Millis(measured.Cpu.Median), $"{Number(measured.Megabytes)} MB", Times(measured.Megabytes, bare.Megabytes));
        if (measured == bare) return;
        report.Aim($"{measured.Program} ready, first start", measured.First / 1e6, 2, " s");
        report.Aim($"{measured.Program} ready, later starts", measured.Later.Median / 1e6, 2, " s");
        report.Aim($"{measured.Program} at rest", measured.Megabytes, 200, " MB");
    }

    static string[] Service(string from, string program, string data, int port) =>
    [
        Path.Combine(from, $"Budget.{program}.dll"), $"--DataFolder={data}", $"--Rpc:Url=http://127.0.0.1:{port}", "--Identity:SigningKey=a signing key for measurements, and for nothing else",
        .. program == "Publication" ? [$"--Site:Url=http://127.0.0.1:{FreePort()}"] : Array.Empty<string>(),
    ];

    static async Task<Measured> Measure(string program, Func<string, int, string[]> command, Func<int> port, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        Progress($"start: {program}");
        var data = folder.CreateSubdirectory($"start-{program.Split(' ')[0]}").FullName;
        var (first, megabytes, later, cpu) = (0.0, 0.0, new Samples(), new Samples());
        var starts = quick ? 2 : 6;
        for (var start = 0; start < starts; start++)
        {
            var at = port();
            using var process = new Child(command(data, at));
            var ready = await process.Ready(at, limit);
            if (start == 0)
            {
                first = ready;
                continue;
            }
            later.Add(ready);
            cpu.Add(process.CpuMicroseconds);
            if (start < starts - 1) continue;
            await Task.Delay(TimeSpan.FromSeconds(5), limit);
            megabytes = process.Megabytes;
        }
        return new(program, first, later, cpu, megabytes);
    }

    /// <summary>A program of the project; ended as an operator would end it, or by force when that takes too long.</summary>
    sealed class Child : IDisposable
    {
        readonly long started;
        readonly Process process;
        readonly List<string> said = [];

        public Child(string[] command)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
            foreach (var argument in command) start.ArgumentList.Add(argument);
            started = Stopwatch.GetTimestamp();
            process = Process.Start(start)!;
            process.OutputDataReceived += Note;
            process.ErrorDataReceived += Note;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public double CpuMicroseconds => process.TotalProcessorTime.TotalMicroseconds;

        public double Megabytes
        {
            get
            {
                process.Refresh();
                return process.WorkingSet64 / 1024.0 / 1024.0;
            }
        }

        public async Task<double> Ready(int port, CancellationToken limit)
        {
            while (!await Serves(port, limit))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60))
                {
                    throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} did not become ready: {string.Join('\n', said)}");
                }
                await Task.Delay(2, limit);
            }
            return Samples.Since(started);
        }

        static async Task<bool> Serves(int port, CancellationToken limit)
        {
            if (IsFree(port)) return false;
            using var channel = GrpcClients.Channel(new Uri($"http://127.0.0.1:{port}"));
            var answer = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow.AddSeconds(10), cancellationToken: limit);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }

        void Note(object _, DataReceivedEventArgs line)
        {
            lock (said) said.Add(line.Data ?? "");
        }

        public void Dispose()
        {
            if (!process.HasExited && (Kill(process.Id, 15) != 0 || !process.WaitForExit(TimeSpan.FromSeconds(15)))) process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        static extern int Kill(int process, int signal);
    }

    /// <summary>Nobody answers there: cheaper to ask than a whole gRPC call, which would wait before it tries again.</summary>
    static bool IsFree(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
