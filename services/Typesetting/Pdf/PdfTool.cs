using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Budget.Typesetting.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Budget.Typesetting.Pdf;

/// <summary>
/// A composed document → PDF, by Typst in a Node process of its own (render.mjs): a crash or a document that never ends stays
/// there. The process is kept while there is work, because most of a first document's time is loading fonts. Where it is not
/// installed, everything else is published without it.
/// </summary>
public sealed class PdfTool : IHealthCheck, IDisposable
{
    /// <summary>Far longer than any document takes; a process that is silent for as long is ended and the publication tried again.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(30);

    /// <summary>Documents after which a process makes way for a new one, so that what it may have lost does not add up.</summary>
    const int PerProcess = 200;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    readonly ConcurrentBag<RenderProcess> kept = [];
    readonly SemaphoreSlim atOnce = new(Math.Clamp(Environment.ProcessorCount, 1, 4));
    readonly string folder, node;
    readonly TimeSpan timeOut;

    public PdfTool(IConfiguration configuration, ILogger<PdfTool> log)
    {
        folder = configuration["Pdf:Tool"] switch { null or "" => Nearest(), "none" => "", var named => Path.GetFullPath(named) };
        node = configuration["Pdf:Node"] is { Length: > 0 } program ? program : "node";
        timeOut = configuration.GetValue<TimeSpan?>("Pdf:TimeOut") ?? TimeOut;
        Missing = WhatIsMissing();
        if (Missing is not null && folder.Length > 0) log.LogWarning("No PDF is published: {Missing}. Install it with services/Typesetting/Pdf/install.sh and name its folder in Pdf:Tool", Missing);
    }

    /// <summary>Why no PDF can be made here; null where it can.</summary>
    public string? Missing { get; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy(Missing is null ? "PDF is published." : $"No PDF is published: {Missing}."));

    /// <summary>Null where the tool is not installed; whatever else keeps a PDF from being made is thrown.</summary>
    public async Task<byte[]?> Render(ComposedDocument document, CancellationToken stop)
    {
        if (Missing is not null) return null;
        var request = JsonSerializer.SerializeToUtf8Bytes(document, Json);
        await atOnce.WaitAsync(stop);
        try
        {
            // A process that was kept may have ended meanwhile; a new one that ends is a failure.
            while (kept.TryTake(out var process))
            {
                if (process.HasExited) process.Dispose();
                else return await Render(process, request, stop);
            }
            return await Render(new RenderProcess(node, folder), request, stop);
        }
        finally
        {
            atOnce.Release();
        }
    }

    async Task<byte[]> Render(RenderProcess process, byte[] request, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(timeOut);
        var whole = false;
        try
        {
            var (made, answer) = await process.Ask(request, limit.Token);
            whole = true;
            return made ? answer : throw new InvalidOperationException($"Typst could not typeset the document: {Encoding.UTF8.GetString(answer)}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The PDF was not made within {timeOut.TotalSeconds:0} s; its process was ended.");
        }
        finally
        {
            if (whole && process.Documents < PerProcess) kept.Add(process);
            else process.Dispose();
        }
    }

    public void Dispose()
    {
        while (kept.TryTake(out var process)) process.Dispose();
        atOnce.Dispose();
    }

    /// <summary>Beside the program; of a program that runs from its repository, where its source is.</summary>
    static string Nearest()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var source = Path.Combine(at.FullName, "services", "Typesetting", "Pdf");
            if (File.Exists(Path.Combine(source, "render.mjs"))) return source;
        }
        return Path.Combine(AppContext.BaseDirectory, "pdf");
    }

    string? WhatIsMissing()
    {
        if (folder.Length == 0) return "Pdf:Tool is none";
        if (!File.Exists(Path.Combine(folder, "render.mjs")) || !Directory.Exists(Path.Combine(folder, "node_modules", "@myriaddreamin", "typst-ts-node-compiler"))) return $"there is no tool in {folder}";
        if (!Directory.Exists(Path.Combine(folder, "fonts")) || !Directory.EnumerateFiles(Path.Combine(folder, "fonts"), "*.ttf").Any()) return $"there are no fonts in {Path.Combine(folder, "fonts")}";
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (!asked.WaitForExit(TimeOut))
            {
                asked.Kill(entireProcessTree: true);
                return $"{node} does not answer";
            }
            return asked.ExitCode == 0 ? null : $"{node} ends with {asked.ExitCode}";
        }
        catch (Win32Exception)
        {
            return $"the program {node} is not installed";
        }
    }

    /// <summary>One Node process; asked one thing at a time.</summary>
    sealed class RenderProcess : IDisposable
    {
        /// <summary>No document is a tenth of it; a length beyond is no length.</summary>
        const int MostBytes = 256 * 1024 * 1024;

        readonly Process process;

        public RenderProcess(string node, string folder)
        {
            process = Process.Start(new ProcessStartInfo(node, [Path.Combine(folder, "render.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }

        public int Documents { get; private set; }

        public bool HasExited => process.HasExited;

        public async Task<(bool Made, byte[] Answer)> Ask(byte[] request, CancellationToken stop)
        {
            Documents++;
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
            var (to, from) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
            await to.WriteAsync(length, stop);
            await to.WriteAsync(request, stop);
            await to.FlushAsync(stop);
            var head = new byte[5];
            await from.ReadExactlyAsync(head, stop);
            var size = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
            if (size is < 0 or > MostBytes) throw new InvalidDataException($"The PDF's process answered what is no answer (length {size}).");
            var answer = new byte[size];
            await from.ReadExactlyAsync(answer, stop);
            return (head[0] == 0, answer);
        }

        public void Dispose()
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It had ended by itself.
            }
            process.Dispose();
        }
    }
}
