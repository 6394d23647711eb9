using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Net;
using Budget.Publication.Tests;
using Budget.Testing;
using Budget.V1;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.EndToEnd.Tests;

public sealed class ConnectionTests
{
    /// <summary>
    /// Every setting of these services names this machine, so whatever asks for another's name or address is none of theirs. The bus
    /// library reports to its makers minutes after a start; here it would within a second.
    /// </summary>
    [Fact]
    public async Task No_service_asks_for_a_name_or_an_address_that_its_settings_do_not_name()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var watch = new Outgoing();
        await using var district = await District.Start(
            settings: new() { ["Broker:Uri"] = broker.ToString() },
            configure: builder => builder.Services.Configure<UsageTelemetryOptions>(options => options.ReportDelay = TimeSpan.FromMilliseconds(500)));
        var its = await district.NewCase();
        await its.ToPublished();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        Assert.NotEmpty(watch.Here);
        Assert.Empty(watch.Elsewhere.Distinct());
    }

    /// <summary>What the runtime itself tells of sockets and names of this process.</summary>
    sealed class Outgoing : EventListener
    {
        public ConcurrentQueue<string> Here { get; } = new();

        public ConcurrentQueue<string> Elsewhere { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name is "System.Net.Sockets" or "System.Net.NameResolution") EnableEvents(eventSource, EventLevel.Informational);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName is not ("ConnectStart" or "ResolutionStart")) return;
            var asked = eventData.Payload?[0]?.ToString() ?? "";
            (IsHere(asked) ? Here : Elsewhere).Enqueue(asked);
        }

        /// <summary>A socket's address is written as its family and bytes: InterNetwork:16:{20,230,127,0,0,1,…}.</summary>
        static bool IsHere(string asked) => asked is "localhost" or "" || asked == Dns.GetHostName()
            || (IPAddress.TryParse(asked, out var address) && IPAddress.IsLoopback(address))
            || (asked.StartsWith("InterNetwork", StringComparison.Ordinal) && asked.Contains(",127,0,0,1", StringComparison.Ordinal))
            || asked.StartsWith("Unix", StringComparison.Ordinal);
    }
}
