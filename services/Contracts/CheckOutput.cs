using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Contracts;

/// <summary>One file that was read and checked.</summary>
public sealed record CheckedFile(string File, string Edition, Report Report)
{
    public string Department => Report.Document?.Department?.Name ?? "";

    public string Year => Report.Document?.Year.ToString(CultureInfo.InvariantCulture) ?? "";

    public int Count(Severity severity) => Report.Findings.Count(f => f.Severity == severity);
}

/// <summary>What `check --json` prints: a form other programs read, so its names and their order stay as they are; what is new stands at the end.</summary>
public static class CheckOutput
{
    // Chinese is written as Chinese: the output is read by people too, and never put into a page.
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, IEnumerable<CheckedFile> files)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("files");
            foreach (var file in files) Write(json, file);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, CheckedFile file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.File);
        json.WriteString("edition", file.Edition);
        json.WriteString("rule_book", RuleBook.Version);
        json.WriteStartObject("summary");
        json.WriteNumber("passed", file.Report.Passed);
        json.WriteNumber("failed", file.Report.Failed);
        json.WriteNumber("not_checkable", file.Report.NotCheckable);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in file.Report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule.Id);
            json.WriteString("severity", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" });
            json.WriteString("place", finding.Place.Text);
            json.WriteString("found", finding.Found);
            json.WriteString("expected", finding.Expected);
            json.WriteString("difference", finding.Difference);
            json.WriteString("message", finding.Message);
            json.WriteString("message_en", finding.MessageEn);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("tolerance", finding.Tolerance);
            json.WriteString("mend", finding.Rule.Explanation.Mend);
            json.WriteString("mend_en", finding.Rule.Explanation.MendEn);
            json.WriteString("basis", finding.Rule.Basis.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("code_lists");
        foreach (var list in CodeList.All)
        {
            json.WriteStartObject();
            json.WriteString("id", list.Id);
            json.WriteNumber("year", list.Year);
            json.WriteNumber("known_until", list.KnownUntil);
            json.WriteString("hash", list.Hash);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
