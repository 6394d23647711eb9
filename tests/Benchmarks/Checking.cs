using System.Diagnostics;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.V1;
using Google.Protobuf;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>
/// The whole rule book over one complete disclosure, on one core; floor: reading the same disclosure from its bytes. Then over
/// thousands of them from disk, on as many cores as there are; floor: reading and parsing the same files.
/// </summary>
static class Checking
{
    const int Batch = 16;

    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        var reader = new DocumentReader(EditionBook.BuiltIn);
        report.Heading("check: one disclosure, one core",
            "disclosure", "figures", "parse its bytes (floor)", "read: well-formed, as document", "**check: whole rule book**", "check p99", "check ÷ parse", "allocated: parse", "read", "check");
        var disclosures = await Disclosures.All(folder);
        Progress("check: warming up");
        // By count and not by the clock: on a busy machine seconds pass before the runtime has compiled anything for good.
        for (var round = 0; round < (quick ? 10 : 200); round++)
        {
            limit.ThrowIfCancellationRequested();
            foreach (var (_, file) in disclosures) Round(reader, file.ToByteArray(), new(), new(), new());
        }
        foreach (var (name, file) in disclosures)
        {
            Progress($"check: {name}");
            var bytes = file.ToByteArray();
            var (parse, read, check) = (new Step(), new Step(), new Step());
            for (var round = 0; round < (quick ? 10 : 100); round++)
            {
                limit.ThrowIfCancellationRequested();
                Round(reader, bytes, parse, read, check);
            }
            var figures = file.Budget.Tables.Sum(table => table.Rows.Sum(row => row.Cells.Count));
            report.Row(name, $"{figures}", Micros(parse.Times.Median), Micros(read.Times.Median), $"**{Micros(check.Times.Median)}**", Micros(check.Times.P99),
                Times(check.Times.Median, parse.Times.Median), parse.Kilobytes, read.Kilobytes, check.Kilobytes);
            report.Aim($"check, {name}", check.Times.Median, 300, " µs");
            report.Aim($"allocated by the check, {name}", check.KilobytesEach, 100, " kB");
            report.Aim($"check ÷ parse, {name}", check.Times.Median / parse.Times.Median, 3, "×");
        }
        Many(report, folder, disclosures, quick, limit);
    }

    /// <summary>A district's, a city's, a province's disclosures from disk: how fast, in how much memory, and whether four times as many take four times as long.</summary>
    static void Many(Report report, DirectoryInfo folder, IReadOnlyList<(string Name, DisclosureFile File)> disclosures, bool quick, CancellationToken limit)
    {
        var most = quick ? 200 : 10_000;
        var files = folder.CreateSubdirectory("many");
        Progress($"check: writing {most} disclosures");
        var figures = 0L;
        for (var i = 0; i < most; i++)
        {
            limit.ThrowIfCancellationRequested();
            var file = disclosures[i % disclosures.Count].File.Of($"d{i}");
            figures += file.Budget.Tables.Sum(table => table.Rows.Sum(row => row.Cells.Count)) + (file.Budget.Printed?.Statements.Sum(s => s.Figures.Count) ?? 0);
            File.WriteAllBytes(Path.Combine(files.FullName, $"{i:00000}.pb"), file.ToByteArray());
        }
        report.Heading($"check: disclosures from disk, {Environment.ProcessorCount} at once", "disclosures", "read and parsed (floor)", "**checked**", "÷ floor", "disclosures/s", "figures/s", "managed memory, most", "process, most");
        var reader = new DocumentReader(EditionBook.BuiltIn);
        var all = files.GetFiles().Select(f => f.FullName).Order(StringComparer.Ordinal).ToArray();
        Together(all[..Math.Min(all.Length, 500)], bytes => RuleBook.Run(reader.Read(DisclosureFile.Parser.ParseFrom(bytes)).Document!), limit);
        double quarter = 0, whole = 0;
        foreach (var count in new[] { most / 4, most / 2, most })
        {
            Progress($"check: {count} disclosures from disk");
            var floor = Together(all[..count], bytes => DisclosureFile.Parser.ParseFrom(bytes), limit);
            var (seconds, memory) = (0.0, 0L);
            using (var watch = new Timer(_ => memory = Math.Max(memory, GC.GetTotalMemory(false)), null, 0, 20))
                seconds = Together(all[..count], bytes => RuleBook.Run(reader.Read(DisclosureFile.Parser.ParseFrom(bytes)).Document!), limit);
            if (count == most / 4) quarter = seconds;
            whole = seconds;
            report.Row($"{count:#,0}", $"{Number(floor)} s", $"**{Number(seconds)} s**", Times(seconds, floor), $"{count / seconds:#,0}", $"{figures * count / most / seconds:#,0}", $"{memory / 1024.0 / 1024:#,0} MB", $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024:#,0} MB");
        }
        report.Aim("four times as many disclosures take, against four", whole / quarter / 4, 1.5, "×");
    }

    /// <summary>Seconds for all files, each read from disk, on all cores.</summary>
    static double Together(string[] files, Func<byte[], object> work, CancellationToken limit)
    {
        var started = Stopwatch.GetTimestamp();
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = limit }, file => work(File.ReadAllBytes(file)));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Each document is checked once only, so that nothing it might remember of a first check helps a second.</summary>
    static void Round(DocumentReader reader, byte[] bytes, Step parse, Step read, Step check)
    {
        for (var i = 0; i < Batch; i++)
        {
            var file = parse.Time(() => DisclosureFile.Parser.ParseFrom(bytes));
            var document = read.Time(() => reader.Read(file)).Document!;
            check.Time(() => RuleBook.Run(document));
        }
    }

    sealed class Step
    {
        long allocated, times;

        public Samples Times { get; } = new();

        public double KilobytesEach => allocated / 1024.0 / times;

        public string Kilobytes => $"{Number(KilobytesEach)} kB";

        public T Time<T>(Func<T> step)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var result = step();
            Times.Add(Samples.Since(started));
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            times++;
            return result;
        }
    }
}
