using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Budget.Document;

namespace Budget.Typesetting.Composition;

/// <summary>
/// The main figures of one disclosure, published beside it as summary.json: what the district's pages sum up, compare and
/// list. They read this file and nothing else of a disclosure, so that a page about three hundred of them stays cheap.
/// Money is in fen; null is what the document does not say.
/// </summary>
public sealed record Glance(
    int Year, string District, string DistrictName, string Department, string DepartmentName, bool IsUnit, string Title, string Sentence,
    [property: JsonPropertyName("revenue_fen")] long? Revenue, [property: JsonPropertyName("revenue_prior_fen")] long? RevenuePrior,
    [property: JsonPropertyName("expenditure_fen")] long? Expenditure,
    [property: JsonPropertyName("basic_fen")] long? Basic, [property: JsonPropertyName("project_fen")] long? Project,
    [property: JsonPropertyName("three_public_fen")] long? ThreePublic, [property: JsonPropertyName("three_public_prior_fen")] long? ThreePublicPrior,
    string Reason, IReadOnlyList<GlanceFunction> Functions, IReadOnlyList<GlanceProject> Projects)
{
    /// <summary>Relative to the version's folder.</summary>
    public const string File = "summary.json";

    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    internal static Glance Of(DisclosureDocument document, KnownFigures figures, string title, string sentence, IReadOnlyList<ComposedProject> projects)
    {
        var functions = new List<GlanceFunction>();
        if ((document.Find(TableRole.Expenditure) ?? document.Find(TableRole.GeneralPublic)) is { NotInSource: false } table)
        {
            var column = table.IndexOf(ColumnRole.Total);
            functions.AddRange(table.Rows.Where(r => r is { IsTotal: false, Code: >= 100 and < 1000 } && r[column] is not null).Select(r => new GlanceFunction(r.CodeText, r.Name, r[column]!.Value.Fen)));
        }
        var department = document.Department;
        return new(document.Year, department.DistrictCode, department.District, department.Code, department.Name, department.IsUnit, title, sentence,
            figures.Amount(SubjectKind.Revenue, SubjectKind.Expenditure)?.Fen, figures.Prior(SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation)?.Fen, figures.Amount(SubjectKind.Expenditure, SubjectKind.Revenue)?.Fen,
            figures.Amount(SubjectKind.ExpenditureBasic, SubjectKind.GeneralBasic)?.Fen, figures.Amount(SubjectKind.ExpenditureProject, SubjectKind.GeneralProject)?.Fen,
            figures.Amount((Subject)SubjectKind.ThreePublic)?.Fen, figures.Prior(SubjectKind.ThreePublic)?.Fen,
            figures.Reason(SubjectKind.Revenue, SubjectKind.RevenueFiscalAppropriation), functions, [.. projects.Select(p => new GlanceProject(p.Name, p.Amount?.Fen, p.Path))]);
    }

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    public static Glance? Read(byte[] json) => JsonSerializer.Deserialize<Glance>(json, Options);
}

/// <summary>A class (类) of the functional classification.</summary>
public sealed record GlanceFunction(string Code, string Name, [property: JsonPropertyName("fen")] long Fen);

/// <param name="Page">Relative to the version's folder.</param>
public sealed record GlanceProject(string Name, [property: JsonPropertyName("fen")] long? Fen, string Page);
