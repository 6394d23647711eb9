using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Budget.Testing;

/// <summary>
/// A server of Debian's, run as a private process group under a small shell that ends it when this process closes its end
/// of the pipe, so that a test run that is killed leaves no server behind. Ended by its own process id, never by name.
/// </summary>
sealed class ServerProcess : IAsyncDisposable
{
    // stdin is the leash: end of file means that the test process is gone, however it went; what the server kept is then of
    // no use to anyone. The server gets its own process group (set -m), so that its children go with it.
    const string Guard = """
        exec 2>/dev/null
        # Whoever ends the tests may signal their whole group; this shell must live to end the server.
        trap : TERM INT HUP
        set -m
        "$@" </dev/null >>"$SERVER_LOG" 2>&1 &
        server=$!
        echo "$server"
        exec >&-
        if read -r how; then
          if [ "$how" = now ]; then kill -KILL -- "-$server"; else kill -"$STOP_SIGNAL" "$server"; fi
        else
          kill -"$END_SIGNAL" "$server"
        fi
        for i in $(seq 200); do kill -0 "$server" || break; sleep 0.05; done
        kill -KILL -- "-$server"
        wait "$server"
        # Only when the test process is gone: after a stop there may be another start.
        [ -n "$how" ] || rm -rf "$SERVER_FOLDER"
        """;

    readonly Process guard;

    ServerProcess(Process guard, int id, string log) => (this.guard, Id, Log) = (guard, id, log);

    public int Id { get; }

    public string Log { get; }

    public bool HasExited => guard.HasExited || !Directory.Exists($"/proc/{Id}");

    /// <summary>The server's log goes to its folder; the folder goes with the server.</summary>
    public static async Task<ServerProcess> Start(string name, string folder, string stopSignal, string endSignal,
        IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var log = Path.Combine(folder, name + ".log");
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["bash", "-c", Guard, "guard", .. command])
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }
        start.Environment["SERVER_LOG"] = log;
        start.Environment["SERVER_FOLDER"] = folder;
        start.Environment["STOP_SIGNAL"] = stopSignal;
        start.Environment["END_SIGNAL"] = endSignal;
        var guard = Process.Start(start)!;
        var id = await guard.StandardOutput.ReadLineAsync();
        return new(guard, int.Parse(id!, System.Globalization.CultureInfo.InvariantCulture), log);
    }

    /// <summary>Polls until the server answers; its log is in the error if it never does.</summary>
    public async Task WaitUntil(Func<Task<bool>> ready, TimeSpan atMost)
    {
        var waited = Stopwatch.StartNew();
        while (!await ready())
        {
            if (HasExited || waited.Elapsed > atMost)
            {
                var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";
                throw new InvalidOperationException($"The server {(HasExited ? "ended" : $"was not ready after {atMost}")}. Its log:\n{log[^Math.Min(log.Length, 8000)..]}");
            }
            await Task.Delay(50);
        }
    }

    public async Task Stop(bool now = false)
    {
        if (!guard.HasExited)
        {
            await guard.StandardInput.WriteLineAsync(now ? "now" : "please");
            await guard.StandardInput.FlushAsync();
            await guard.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        guard.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
