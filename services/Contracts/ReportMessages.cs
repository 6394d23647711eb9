using Budget.Document.Rules;
using Wire = Budget.V1;

namespace Budget.Contracts;

/// <summary>The rule book's answer as a message.</summary>
public static class ReportMessages
{
    public static Wire.CheckReport ToMessage(this Report report, string edition)
    {
        var message = new Wire.CheckReport { Edition = edition, RuleBook = report.Stamp };
        foreach (var answer in report.Answers)
        {
            switch (answer.Answer)
            {
                case Answer.Passed: message.Passed++; break;
                case Answer.Failed: message.Failed++; break;
                case Answer.NotCheckable:
                    message.NotCheckable++;
                    message.NotChecked.Add(new Wire.NotChecked { Rule = answer.Rule.Id, Reason = answer.Reason, ReasonEn = answer.ReasonEn });
                    break;
            }
        }
        foreach (var finding in report.Findings) message.Findings.Add(finding.ToMessage());
        return message;
    }

    public static Wire.Finding ToMessage(this Finding finding) => new()
    {
        Rule = finding.Rule.Id,
        Severity = (Wire.Severity)finding.Severity,
        Place = finding.Place.Text,
        Found = finding.Found,
        Expected = finding.Expected,
        Difference = finding.Difference,
        Message = finding.Message,
        MessageEn = finding.MessageEn,
        Basis = finding.Rule.Basis.Text,
        Fingerprint = finding.Fingerprint,
        Tolerance = finding.Tolerance,
    };
}
