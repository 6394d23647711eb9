using System.Net;
using System.Net.Sockets;

namespace Budget.Testing;

/// <summary>
/// A stretch of wire between a client and a server on this machine that a test can freeze (both ends believe that the other is there and
/// slow, as with a host that vanished) or cut (connections end, new ones are refused).
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource end = new();
    readonly int to;
    readonly List<Socket> open = [];
    TaskCompletionSource flows = Flowing();
    bool isCut;

    public Wire(int to)
    {
        this.to = to;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Nothing passes any more in either direction, and nobody is told.</summary>
    public void Freeze() => flows = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => flows.TrySetResult();

    public void Cut()
    {
        isCut = true;
        flows.TrySetResult();
        lock (open)
        {
            foreach (var socket in open) socket.Close();
            open.Clear();
        }
    }

    public void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        Cut();
        listener.Stop();
        end.Dispose();
    }

    static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        flowing.SetResult();
        return flowing;
    }

    async Task Accept()
    {
        while (!end.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(end.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            if (isCut)
            {
                client.Close();
                continue;
            }
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            lock (open) open.AddRange([client, server]);
            _ = Connect(client, server);
        }
    }

    async Task Connect(Socket client, Socket server)
    {
        try
        {
            await flows.Task;
            await server.ConnectAsync(IPAddress.Loopback, to);
            await Task.WhenAny(Pump(client, server), Pump(server, client));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was cut, or the server is not there.
        }
        finally
        {
            client.Close();
            server.Close();
        }
    }

    async Task Pump(Socket from, Socket target)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            await flows.Task;
            await target.SendAsync(buffer.AsMemory(0, count));
        }
    }
}
