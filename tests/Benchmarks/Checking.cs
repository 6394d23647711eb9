using System.Diagnostics;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Rules;
using Budget.V1;
using Google.Protobuf;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>The whole rule book over one complete disclosure, on one core; floor: reading the same disclosure from its bytes.</summary>
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
            report.Aim($"check, {name}", check.Times.Median, 200, " µs");
        }
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

        public string Kilobytes => $"{Number(allocated / 1024.0 / times)} kB";

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
