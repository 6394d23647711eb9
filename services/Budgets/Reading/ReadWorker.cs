using System.Diagnostics;
using System.Text;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document;
using Budget.Intake;
using Budget.V1;
using Google.Protobuf;

namespace Budget.Budgets;

/// <summary>
/// Reads a stranger's file in a process of its own: whatever the file does to its reader, the service goes on. The process is this program,
/// started with one word, given the bytes and killed when its time is over; its memory is limited by the runtime.
/// </summary>
static class ReadWorker
{
    public const string Command = "read-worker";
    const long Memory = 768L * 1024 * 1024;
    static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <summary>As many readers as there are cores; more would only make each other late.</summary>
    public static readonly SemaphoreSlim Readers = new(Math.Max(1, Environment.ProcessorCount));

    public sealed record Outcome(ReadDocumentResponse? Response, string Problem, string ProblemEn);

    public static async Task<Outcome> ReadAsync(string name, IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(ReadWorker).Assembly.Location);
        start.ArgumentList.Add(Command);
        start.Environment["DOTNET_GCHeapHardLimit"] = Memory.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Time + TimeSpan.FromSeconds(10));
        try
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var answer = AnswerAsync(process, limit.Token);
            await SendAsync(process.StandardInput.BaseStream, name, files, limit.Token);
            return Parse(await answer);
        }
        catch (IOException)
        {
            // It died while it was given the file.
            return Spent;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, "读取用时过长，已停止；请用原来的程序另存一份再试。", "reading took too long and was stopped; save the file anew and try again");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    static readonly Outcome Spent = new(null, "读取这个文件用尽了允许的内存，已停止；请用原来的程序另存一份再试。", "reading the file took all the memory it may and was stopped; save the file anew and try again");

    static async Task SendAsync(Stream to, string name, IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancellation)
    {
        await using (to)
        {
            var header = new MemoryStream();
            using (var writer = new BinaryWriter(header, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(name);
                writer.Write(files.Count);
                foreach (var file in files) writer.Write(file.Length);
            }
            await to.WriteAsync(header.ToArray(), cancellation);
            foreach (var file in files) await to.WriteAsync(file, cancellation);
        }
    }

    static async Task<byte[]> AnswerAsync(Process process, CancellationToken cancellation)
    {
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer, cancellation);
        await process.WaitForExitAsync(cancellation);
        return answer.ToArray();
    }

    static Outcome Parse(byte[] answer)
    {
        if (answer is not [var kind, ..]) return Spent;
        if (kind == 0) return new(ReadDocumentResponse.Parser.ParseFrom(answer, 1, answer.Length - 1), "", "");
        using var reader = new BinaryReader(new MemoryStream(answer, 1, answer.Length - 1), Encoding.UTF8);
        return new(null, reader.ReadString(), reader.ReadString());
    }

    /// <summary>The other side: one file read, one answer written.</summary>
    public static int Run(Stream input, Stream output)
    {
        using var reader = new BinaryReader(input, Encoding.UTF8);
        using var writer = new BinaryWriter(output, Encoding.UTF8);
        try
        {
            var name = reader.ReadString();
            var lengths = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32()).ToList();
            var files = lengths.ConvertAll(length => (ReadOnlyMemory<byte>)reader.ReadBytes(length));
            var reading = new FileReader(EditionBook.BuiltIn).Read(name, files, new ReadingLimits { Time = Time });
            writer.Write((byte)0);
            writer.Write(Response(reading).ToByteArray());
        }
        catch (ReadingException e)
        {
            writer.Write((byte)1);
            writer.Write(e.Message);
            writer.Write(e.English);
        }
        return 0;
    }

    static ReadDocumentResponse Response(Budget.Intake.Reading reading)
    {
        var how = new DocumentReading { Pages = reading.Pages.Count, CannotCheck = reading.CannotCheck?.Chinese ?? "" };
        how.Pictures.Add(reading.Pictures);
        how.Questions.Add(reading.Questions);
        for (var t = 0; t < reading.Tables.Count; t++)
        {
            var (read, found) = (reading.Tables[t], reading.Mapping!.Tables[t]);
            var table = new TableReading { Number = read.Table.Number, Role = TableRoles.Id(found.Definition?.Role ?? TableRole.Other), Title = read.Table.Title, Confidence = found.Confidence };
            table.Pages.Add(read.Sheet.Pages);
            how.Tables.Add(table);
        }
        foreach (var unread in reading.Unread.Take(1000))
        {
            var part = new UnreadPart { Page = unread.Page, Text = unread.Text, Why = unread.Why };
            part.Box.Add([unread.Box.Left, unread.Box.Top, unread.Box.Right, unread.Box.Bottom]);
            how.Unread.Add(part);
        }
        return new() { File = reading.Disclosure, Reading = how };
    }
}
