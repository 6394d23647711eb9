using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Budget.Hosting.Telemetry;

/// <summary>Calls answered, by method and status: what http.server.request.duration cannot tell, where every gRPC call is a 200.</summary>
static class RpcMeter
{
    static readonly Meter Meter = new("Budget.Hosting.Rpc");

    static readonly Histogram<double> Calls = Meter.CreateHistogram("rpc.server.call.duration", "s", "Duration of calls answered", advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    });

    public static void Answered(string method, StatusCode code, long startedAt)
    {
        if (!Calls.Enabled) return;
        Calls.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, new TagList
        {
            { "rpc.system.name", "grpc" },
            { "rpc.method", method.TrimStart('/') },
            { "rpc.response.status_code", Name(code) },
        });
    }

    /// <summary>DeadlineExceeded → DEADLINE_EXCEEDED, as the standard writes it.</summary>
    static string Name(StatusCode code) => Names[(int)code];

    static readonly string[] Names = [.. Enum.GetValues<StatusCode>().Order().Select(code =>
        code == StatusCode.OK ? "OK" : string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : c.ToString())).ToUpperInvariant())];
}
