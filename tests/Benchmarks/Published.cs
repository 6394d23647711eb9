using System.Diagnostics;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Document.Rules;
using Budget.Intake;
using Budget.Testing;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>
/// Reading published files: one of some thirty pages from its bytes to the findings, on one core; all of the corpus on all cores; and
/// 20,000 damaged files, each of which has to end in an answer.
/// </summary>
static class Published
{
    public static void Run(Report report, bool quick, CancellationToken limit)
    {
        var corpus = Material.Transcriptions is [_, ..] files ? Path.Combine(Path.GetDirectoryName(files.First(path => path.Contains("putuo", StringComparison.Ordinal)))!, "corpus") : "";
        if (!Directory.Exists(corpus))
        {
            report.Note($"intake: not measured, {Material.Missing}.");
            return;
        }
        var reader = new FileReader(EditionBook.BuiltIn);
        var documents = new DocumentReader(EditionBook.BuiltIn);
        var given = Directory.GetFiles(corpus, "*.pdf").Order(StringComparer.Ordinal).Select(path => (Name: Path.GetFileName(path), Bytes: File.ReadAllBytes(path))).ToList();

        Progress("intake: one file, one core");
        report.Heading("intake: one published file, from its bytes to the findings, one core", "file", "pages", "**read and checked** (median)", "working set");
        foreach (var name in (string[])["wuxi-01.pdf", "changsha-01.pdf", "shenzhen-03.pdf", "xian-02.pdf"])
        {
            var file = given.Find(g => g.Name == name).Bytes;
            if (file is null) continue;
            var times = new List<double>();
            var pages = 0;
            for (var round = 0; round < (quick ? 5 : 30); round++)
            {
                limit.ThrowIfCancellationRequested();
                var start = Stopwatch.GetTimestamp();
                pages = Check(name, file);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
            times.Sort();
            report.Row(name, $"{pages}", $"**{Millis(times[times.Count / 2])}**", $"{Process.GetCurrentProcess().WorkingSet64 / 1024 / 1024} MB");
            report.Aim($"read and check {name}", times[times.Count / 2] / 1000, 1000, " ms");
        }

        Progress("intake: the corpus on all cores");
        var began = Stopwatch.GetTimestamp();
        Parallel.ForEach(given, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = limit }, file => Check(file.Name, file.Bytes));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        report.Note($"intake: {given.Count} published files read and checked on {Environment.ProcessorCount} cores in {Number(seconds)} s.");
        report.Aim("read and check 100 published files", seconds * 100 / given.Count, 60, " s");

        Damaged(report, reader, given.Where(g => g.Bytes.Length < 300_000).Select(g => g.Bytes).ToList(), quick ? 500 : 20_000, limit);

        int Check(string name, byte[] bytes)
        {
            var reading = reader.Read(name, bytes);
            if (documents.Read(reading.Disclosure).Document is { } document) RuleBook.Run(document);
            return reading.Pages.Count;
        }
    }

    static void Damaged(Report report, FileReader reader, List<byte[]> given, int inputs, CancellationToken limit)
    {
        Progress($"intake: {inputs} damaged files");
        var (read, refused, slowest) = (0, 0, 0L);
        Parallel.For(0, inputs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = limit }, i =>
        {
            var random = new Random(i);
            var file = (byte[])given[random.Next(given.Count)].Clone();
            for (var n = random.Next(1, 40); n > 0; n--) file[random.Next(file.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) file = file[..random.Next(1, file.Length)];
            var start = Stopwatch.GetTimestamp();
            try
            {
                reader.Read("damaged", file, new ReadingLimits { Time = TimeSpan.FromSeconds(20) });
                Interlocked.Increment(ref read);
            }
            catch (ReadingException)
            {
                Interlocked.Increment(ref refused);
            }
            var took = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            for (var before = Volatile.Read(ref slowest); took > before && Interlocked.CompareExchange(ref slowest, took, before) != before; before = Volatile.Read(ref slowest)) { }
        });
        report.Note($"intake: of {inputs} damaged files {read} were read and {refused} refused with a sentence; the slowest took {slowest} ms.");
    }
}
