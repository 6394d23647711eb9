using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Budget.Hosting;

namespace Budget.EndToEnd.Tests;

public sealed record Span(string Trace, string Id, string Parent, string Name, string Kind, ulong StartedAt);

/// <summary>A collector of traces as an operator would have one: takes OTLP over HTTP and keeps the spans. Of the format it reads what it needs.</summary>
public sealed class Collector : IAsyncDisposable
{
    static readonly string[] Kinds = ["", "", "SERVER ", "CLIENT ", "PRODUCER ", "CONSUMER "];

    readonly WebApplication app;
    readonly ConcurrentDictionary<string, Span> spans = new(StringComparer.Ordinal);

    Collector(WebApplication app) => this.app = app;

    public Uri Address => app.Address();

    public IReadOnlyCollection<Span> Spans => [.. spans.Values];

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new Collector(builder.Build());
        collector.app.MapPost("/v1/traces", async (HttpRequest request) => collector.Take(await ByteString.FromStreamAsync(request.Body, request.HttpContext.RequestAborted)));
        collector.app.MapPost("/v1/{signal}", () => Results.Ok());
        await collector.app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>resource_spans = 1, scope_spans = 2, spans = 2; of a span: trace_id = 1, span_id = 2, parent_span_id = 4, name = 5, kind = 6, start = 7.</summary>
    void Take(ByteString export)
    {
        foreach (var span in Inside(export, 1).SelectMany(resource => Inside(resource, 2)).SelectMany(scope => Inside(scope, 2)))
        {
            var fields = Fields(span).ToLookup(field => field.Number);
            string Hex(int number) => fields[number].FirstOrDefault().Bytes is { } bytes ? Convert.ToHexStringLower(bytes.Span) : "";
            var read = new Span(Hex(1), Hex(2), Hex(4), fields[5].Single().Bytes!.ToStringUtf8(), Kinds[fields[6].FirstOrDefault().Value], fields[7].Single().Value);
            spans[read.Id] = read;
        }
    }

    static IEnumerable<ByteString> Inside(ByteString message, int number) => Fields(message).Where(field => field.Number == number).Select(field => field.Bytes!);

    static List<(int Number, ByteString? Bytes, ulong Value)> Fields(ByteString message)
    {
        var input = message.CreateCodedInput();
        var fields = new List<(int, ByteString?, ulong)>();
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.LengthDelimited:
                    fields.Add((number, input.ReadBytes(), 0));
                    break;
                case WireFormat.WireType.Fixed64:
                    fields.Add((number, null, input.ReadFixed64()));
                    break;
                case WireFormat.WireType.Varint:
                    fields.Add((number, null, input.ReadUInt64()));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        return fields;
    }
}
