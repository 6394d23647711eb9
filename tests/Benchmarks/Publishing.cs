using System.Diagnostics;
using System.IO.Compression;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Pdf;
using Microsoft.Extensions.Logging.Abstractions;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>All files of one disclosure's version, on one core; floor: deflating the same bytes, and writing them. The PDF is another program's work and stands apart.</summary>
static class Publishing
{
    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        var disclosures = (await Disclosures.All(folder)).Select(d => (d.Name, d.File, Document: new DocumentReader(EditionBook.BuiltIn).Read(d.File).Document!)).ToList();
        var facts = new PublicationFacts(1);
        report.Heading("publish: one disclosure's pages, open data, workbook and Word file, one core",
            "disclosure", "files", "bytes", "deflate them (floor)", "write them (floor)", "**render**", "render p99", "render ÷ deflate", "allocated", "CPU");
        Progress("publish: warming up");
        for (var round = 0; round < (quick ? 5 : 60); round++)
        {
            limit.ThrowIfCancellationRequested();
            foreach (var d in disclosures) Deflate(Publisher.Render(d.Document, facts, d.File));
        }
        foreach (var (name, file, document) in disclosures)
        {
            Progress($"publish: {name}");
            var (render, deflate, write) = (new Samples(), new Samples(), new Samples());
            var target = folder.CreateSubdirectory("publish");
            IReadOnlyList<RenderedFile> files = [];
            long allocated = 0;
            double cpu = 0;
            var rounds = quick ? 5 : 60;
            for (var round = 0; round < rounds; round++)
            {
                limit.ThrowIfCancellationRequested();
                var (before, used) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
                var started = Stopwatch.GetTimestamp();
                files = Publisher.Render(document, facts, file);
                render.Add(Samples.Since(started));
                cpu += (Environment.CpuUsage.TotalTime - used).TotalMicroseconds;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                started = Stopwatch.GetTimestamp();
                Deflate(files);
                deflate.Add(Samples.Since(started));
                started = Stopwatch.GetTimestamp();
                for (var i = 0; i < files.Count; i++) await File.WriteAllBytesAsync(Path.Combine(target.FullName, i.ToString(System.Globalization.CultureInfo.InvariantCulture)), files[i].Content, limit);
                write.Add(Samples.Since(started));
            }
            report.Row(name, $"{files.Count}", $"{Number(files.Sum(f => f.Content.Length) / 1024.0)} kB", Millis(deflate.Median), Millis(write.Median), $"**{Millis(render.Median)}**", Millis(render.P99),
                Times(render.Median, deflate.Median), $"{Number(allocated / 1024.0 / rounds)} kB", Millis(cpu / rounds));
            report.Aim($"publish without PDF, {name}", render.Median / 1000, 60, " ms");
        }
        await Pdf(report, [.. disclosures.Select(d => (d.Name, Composer.Compose(d.Document, facts)))], quick, limit);
    }

    static async Task Pdf(Report report, IReadOnlyList<(string Name, ComposedDocument Document)> disclosures, bool quick, CancellationToken limit)
    {
        using var tool = new PdfTool(new ConfigurationBuilder().Build(), NullLogger<PdfTool>.Instance);
        if (tool.Missing is { } missing)
        {
            report.Note($"PDF was not measured: {missing}.");
            return;
        }
        report.Heading("publish: the same as PDF", "disclosure", "bytes", "a new process", "**a kept process**", "kept p99");
        foreach (var (name, document) in disclosures)
        {
            Progress($"publish: PDF, {name}");
            var (first, kept) = (new Samples(), new Samples());
            var bytes = 0;
            for (var round = 0; round < (quick ? 1 : 3); round++)
            {
                using var another = new PdfTool(new ConfigurationBuilder().Build(), NullLogger<PdfTool>.Instance);
                var started = Stopwatch.GetTimestamp();
                await another.Render(document, limit);
                first.Add(Samples.Since(started));
            }
            // Typst remembers parts of the documents it has just seen: another one in between takes that away.
            for (var round = 0; round < (quick ? 2 : 12); round++)
            {
                foreach (var other in disclosures.Where(d => d.Name != name)) await tool.Render(other.Document, limit);
                var started = Stopwatch.GetTimestamp();
                bytes = (await tool.Render(document, limit))!.Length;
                kept.Add(Samples.Since(started));
            }
            report.Row(name, $"{Number(bytes / 1024.0)} kB", Millis(first.Median), $"**{Millis(kept.Median)}**", Millis(kept.P99));
            report.Aim($"PDF, new process, {name}", first.Median / 1_000_000, 3, " s");
        }
    }

    /// <summary>As the office formats do it, and with nothing else.</summary>
    static void Deflate(IReadOnlyList<RenderedFile> files)
    {
        using var deflated = new DeflateStream(Stream.Null, CompressionLevel.Optimal);
        foreach (var file in files) deflated.Write(file.Content);
    }
}
