using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Budget.Publication.Workflow;

/// <summary>What the rule book's report means for a submission: errors close the gate, warnings do unless each is explained.</summary>
public sealed record Gate(V1.Disclosure Checked, IReadOnlyList<Finding> Blocking, IReadOnlyList<string> Unexplained)
{
    /// <summary>Details of an answer travel in a header; common clients refuse more than 8 KB of it, in base64.</summary>
    const int MostViolationBytes = 2000, MostReportBytes = 2500;

    public bool IsClosed => Blocking.Count > 0;

    CheckReport Report => Checked.Report;

    public static Gate Judge(CheckReport report, IReadOnlyDictionary<string, string> explanations)
    {
        var warnings = report.Findings.Where(f => f.Severity == Severity.Warning).ToList();
        var unexplained = warnings.Where(f => !explanations.ContainsKey(f.Fingerprint)).ToList();
        var kept = new V1.Disclosure { Report = report };
        kept.Explanations.AddRange(warnings.Select(f => f.Fingerprint).Distinct().Where(explanations.ContainsKey)
            .Select(fingerprint => new Explanation { Fingerprint = fingerprint, Text = explanations[fingerprint] }));
        return new(kept, [.. report.Findings.Where(f => f.Severity == Severity.Error), .. unexplained], [.. unexplained.Select(f => f.Fingerprint).Distinct()]);
    }

    public RpcException Refusal(DisclosureRow row)
    {
        var errors = Blocking.Count(f => f.Severity == Severity.Error);
        var violations = new PreconditionFailure();
        Fill(violations.Violations, MostViolationBytes, Blocking.Select(f => new PreconditionFailure.Types.Violation { Type = f.Rule, Subject = f.Place, Description = f.Message }));
        var refusal = new GateRefusal { Report = Report.Clone() };
        refusal.Report.Findings.Clear();
        refusal.Report.NotChecked.Clear();
        Fill(refusal.Unexplained, MostReportBytes / 3, Unexplained);
        Fill(refusal.Report.Findings, MostReportBytes - refusal.CalculateSize(), Blocking);
        return RichStatus.Exception(StatusCode.FailedPrecondition,
            $"{row.DepartmentName} {row.Year} 年度公开材料未通过校验：{errors} 项错误，{Unexplained.Count} 项提示未作说明；全部结果见该公开材料的 report。"
            + $" / The rule book refuses it: {errors} errors, {Unexplained.Count} warnings without explanation; the whole report is in the disclosure.",
            violations, refusal);
    }

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
