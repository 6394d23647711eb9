using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Budget.Publication.Workflow;

/// <summary>What a report means for a submission: an error closes the gate unless it is waived, a warning unless it is explained.</summary>
public sealed record Gate(CheckReport Report, IReadOnlyList<Finding> Blocking)
{
    /// <summary>Details of an answer travel in a header; common clients refuse more than 8 KB of it, in base64.</summary>
    const int MostViolationBytes = 2000, MostReportBytes = 2500;

    /// <summary>Findings that are not even told may be the worst: what has so many is not ready.</summary>
    public bool IsClosed => Blocking.Count > 0 || Report.FindingsLeftOut > 0;

    public IReadOnlyList<string> Unexplained => [.. Blocking.Where(f => f.Severity == Severity.Warning).Select(f => f.Fingerprint)];

    public static Gate Judge(CheckReport report)
    {
        var open = report.Findings.Where(f => f.Accepted is null).ToList();
        return new(report, [.. open.Where(f => f.Severity == Severity.Error), .. open.Where(f => f.Severity == Severity.Warning)]);
    }

    /// <summary>What holds it shut, for the history and the refusal.</summary>
    public string Words => $"{Blocking.Count(f => f.Severity == Severity.Error)} 项错误，{Unexplained.Count} 项提示未作说明" + (Report.FindingsLeftOut > 0 ? $"，另有 {Report.FindingsLeftOut} 项未列出" : "");

    public RpcException Refusal(DisclosureRow row)
    {
        var (errors, unexplained) = (Blocking.Count(f => f.Severity == Severity.Error), Unexplained);
        var violations = new PreconditionFailure();
        Fill(violations.Violations, MostViolationBytes, Blocking.Select(f => new PreconditionFailure.Types.Violation { Type = f.Rule, Subject = f.Place, Description = f.Message }));
        var refusal = new GateRefusal { Report = Report.Clone() };
        refusal.Report.Findings.Clear();
        refusal.Report.NotChecked.Clear();
        refusal.Report.Fixed.Clear();
        Fill(refusal.Unexplained, MostReportBytes / 3, unexplained);
        Fill(refusal.Report.Findings, MostReportBytes - refusal.CalculateSize(), Blocking.Select(WithoutMend));
        return RichStatus.Exception(StatusCode.FailedPrecondition,
            $"{row.DepartmentName} {row.Year} 年度公开材料未通过校验：{Words}；全部结果见该公开材料的 report。"
            + $" / The rule book refuses it: {errors} errors, {unexplained.Count} warnings without explanation; the whole report is in the disclosure.",
            violations, refusal);
    }

    static Finding WithoutMend(Finding finding) => new(finding) { Mend = "", MendEn = "" };

    static void Fill<T>(ICollection<T> into, int bytes, IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            bytes -= 4 + (item is IMessage message ? message.CalculateSize() : System.Text.Encoding.UTF8.GetByteCount(item!.ToString()!));
            if (bytes < 0) return;
            into.Add(item);
        }
    }
}
