using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    const int LargestDocument = 64 * 1024 * 1024, MostFiles = 4;

    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ReadDocumentResponse> ReadDocument(IAsyncStreamReader<ReadDocumentRequest> requests, ServerCallContext context)
    {
        var (name, files) = await ReceivedAsync(requests, context);
        if (!await ReadWorker.Readers.WaitAsync(TimeSpan.FromSeconds(10), context.CancellationToken))
            throw RichStatus.Refused(StatusCode.ResourceExhausted, "READING_BUSY", "正在读取的文件已经很多，请稍后再试。 / As many files are being read as may be; try again a little later.");
        try
        {
            var (response, problem, problemEn) = await ReadWorker.ReadAsync(name, files, context.CancellationToken);
            return response ?? throw RichStatus.Refused(StatusCode.InvalidArgument, "UNREADABLE", $"{Shown(name)}：{problem} / {problemEn}");
        }
        finally
        {
            ReadWorker.Readers.Release();
        }
    }

    static async Task<(string Name, List<ReadOnlyMemory<byte>> Files)> ReceivedAsync(IAsyncStreamReader<ReadDocumentRequest> requests, ServerCallContext context)
    {
        var names = new List<string>();
        var files = new List<MemoryStream>();
        long bytes = 0;
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
        {
            if (request.HasName || files.Count == 0)
            {
                if (files.Count == MostFiles) throw Malformed("name", $"一份公开文件最多分 {MostFiles} 个文件给出", $"one disclosure is at most {MostFiles} files");
                names.Add(request.Name);
                files.Add(new MemoryStream());
            }
            bytes += request.Content.Length;
            if (bytes > LargestDocument)
                throw RichStatus.Refused(StatusCode.ResourceExhausted, "FILE_TOO_LARGE", $"文件超过 {LargestDocument / 1024 / 1024} MB，不像一份预算公开文件。 / The file is larger than {LargestDocument / 1024 / 1024} MB, which no disclosure is.");
            files[^1].Write(request.Content.Span);
        }
        if (files.Count == 0) throw Malformed("content", "没有给出文件", "no file was given");
        return (string.Join('+', names), files.ConvertAll(file => (ReadOnlyMemory<byte>)file.ToArray()));
    }
}
