using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Document;
using Budget.Document.Relations;
using Wire = Budget.V1;

namespace Budget.Transcriptions;

/// <summary>
/// From the neutral transcription of a real disclosure to the intake form. Nothing printed is lost: what has no field
/// of its own stands in the transcription notes, and what is no number stays as it is printed.
/// </summary>
static class Converter
{
    /// <summary>Districts whose Latin id is known; others get one made from their name.</summary>
    static readonly Dictionary<string, string> DistrictCodes = new() { ["东西湖区"] = "dongxihu", ["普陀区"] = "putuo" };

    public static Wire.DisclosureFile Convert(Node source, Remarks remarks)
    {
        var editionId = source.Text("edition");
        var year = YearOf(source, editionId, remarks);
        var department = Department(source["department"], remarks);
        var unstated = editionId.StartsWith("shanghai", StringComparison.Ordinal) ? MoneyUnit.Yuan : MoneyUnit.Wan;

        var budget = new Wire.DepartmentBudget
        {
            Department = department.Code,
            Year = year,
            Edition = editionId,
            PlanText = source["plan"] is { } plan ? plan.IsObject ? plan.Text("text") : plan.AsText() : "",
            Profile = Profile(source["profile"]),
            Printed = Printed(source, remarks),
        };
        if (source["profile"]?["staffing"] is { } staffing) Staffing(staffing, "staff", budget, remarks);
        budget.Tables.Add(Tables.Convert(source.List("tables"), editionId, year, remarks));
        budget.Projects.Add(source.List("projects").Select(Project));
        budget.Glossary.Add(source.List("glossary").Select(entry => new Wire.GlossaryEntry { Term = entry.IsObject ? entry.Text("term") : "", Definition = entry.IsObject ? entry.Text("definition") : entry.AsText() }));

        var targets = new Targets(year, unstated, remarks);
        var performance = new Wire.PerformanceTargets { Department = department.Code, Year = year, Edition = editionId };
        performance.Projects.Add(source.List("project_targets").Select(targets.Project));
        if (source["department_targets"] is { } overall) performance.Overall = targets.Overall(overall);

        source.KeepTheRest();
        budget.Printed.TranscriptionNotes.Add(remarks.Kept);
        return new Wire.DisclosureFile { Department = department, Year = year, Edition = editionId, Budget = budget, Targets = performance };
    }

    static int YearOf(Node source, string edition, Remarks remarks)
    {
        if (int.TryParse(source.Text("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return year;
        if (int.TryParse(edition[(edition.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out year))
        {
            remarks.Say("year", $"is missing; {year} is taken from the edition");
            return year;
        }
        remarks.Say("year", "is missing");
        return 0;
    }

    static Wire.Department Department(Node? source, Remarks remarks)
    {
        var name = source?.Text("name") ?? "";
        var district = source?.Text("district") ?? "";
        var kind = source?.Text("kind") ?? "";
        if (name.Length == 0)
        {
            remarks.Say("department.name", "is missing");
            name = "（原件未载部门名称）";
        }
        var department = new Wire.Department
        {
            // Transcriptions carry no codes: one is made from name and kind, the same on every run, its x saying that it is invented.
            Code = source?.Text("code") is { Length: > 0 } code ? code : "x" + Digits($"{name}|{kind}", 6),
            Name = name,
            District = district,
            DistrictCode = DistrictCodes.GetValueOrDefault(district) ?? "d" + Digits(district, 6),
            Kind = kind is "unit" or "单位" ? Wire.DepartmentKind.Unit : Wire.DepartmentKind.Department,
        };
        department.ShortNames.Add(source?.List("short_names").Select(item => item.AsText()) ?? []);
        return department;
    }

    /// <summary>Decimal digits that follow from the text alone.</summary>
    static string Digits(string text, int count)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (BitConverter.ToUInt32(hash) % (uint)Math.Pow(10, count)).ToString(CultureInfo.InvariantCulture).PadLeft(count, '0');
    }

    static Wire.Profile Profile(Node? source)
    {
        var profile = new Wire.Profile();
        if (source is null) return profile;
        profile.Functions.Add(source.List("functions").Select(item => item.AsText()));
        profile.Offices.Add(source.List("offices").Select(item => item.AsText()));
        profile.Text.Add(source.List("text").Select(item => item.AsText()));
        profile.Units.Add(source.List("units").Select(unit => unit.IsObject
            ? new Wire.ProfileUnit { Name = unit.Text("name"), Kind = unit.Text("kind"), Note = unit.Text("note") }
            : new Wire.ProfileUnit { Name = unit.AsText() }));
        return profile;
    }

    /// <summary>staffing.in_post.logistics_workers is the fact staff.in_post.logistics_workers; a total is its group's own fact.</summary>
    static void Staffing(Node source, string subject, Wire.DepartmentBudget budget, Remarks remarks)
    {
        foreach (var (name, value) in source.Members)
        {
            var id = name == "total" ? subject : $"{subject}.{name}";
            if (value.IsObject)
            {
                Staffing(value, id, budget, remarks);
                continue;
            }
            var printed = value.AsText();
            if (printed.Length == 0) continue;
            var count = PrintedNumber.Parse(printed);
            if (Subject.Parse(id) is null) remarks.Keep(value.Path, printed, $"there is no subject {id}");
            else if (count is not { Decimals: 0, Unscaled: >= 0 }) remarks.Keep(value.Path, printed, "is no count");
            else budget.Facts.Add(new Wire.Fact { Subject = id, Count = count.Value.Unscaled });
        }
    }

    static Wire.ProjectLine Project(Node source)
    {
        var project = new Wire.ProjectLine { Name = source.IsObject ? source.Text("name") : source.AsText() };
        if (!source.IsObject) return project;
        if (source.Fen("amount", Numbers.Unit(source.Text("unit")) ?? MoneyUnit.Wan) is { } fen) project.Fen = fen;
        var lines = source.List("details").Select(line => $"{line.Text("item")}{line.Text("amount")}{line.Text("unit")}").ToList();
        if (source.Has("details_total")) lines.Add($"合计{source["details_total"]!.AsText()}");
        if (lines.Count > 0) project.Sections.Add(new Wire.ProjectText { Heading = "明细", Text = string.Join('\n', lines) });
        return project;
    }

    static Wire.PrintedDocument Printed(Node source, Remarks remarks)
    {
        var printed = new Wire.PrintedDocument
        {
            Title = source["source"]?.Text("title") ?? "",
            Source = source["source"]?.Text("address_or_file") ?? "",
            Published = source["source"]?.Text("published") ?? "",
        };
        printed.Cover.Add(source["other"]?.List("cover").Select(line => line.AsText()) ?? []);
        printed.Contents.Add(source["other"]?.List("contents").Select(line => line.AsText()) ?? []);
        printed.TranscriptionNotes.Add(source["other"]?.List("transcription_notes").Select(line => line.AsText()) ?? []);
        foreach (var paragraph in source.List("statements"))
        {
            var statement = new Wire.PrintedStatement { Section = paragraph.Text("section"), Heading = paragraph.Text("heading"), Text = paragraph.Text("text") };
            statement.Figures.Add(paragraph.List("figures").Select(figure => Figure(figure, remarks)));
            printed.Statements.Add(statement);
        }
        return printed;
    }

    static Wire.PrintedFigure Figure(Node source, Remarks remarks)
    {
        var figure = new Wire.PrintedFigure
        {
            Label = source.Text("label"),
            Unit = source.Text("unit"),
            Direction = source.Text("direction"),
            Basis = source.Text("basis"),
            Reason = source.Text("reason"),
            Measure = source.Text("measure") switch
            {
                "amount" => Wire.Measure.Amount,
                "change" => Wire.Measure.Change,
                "change_rate" => Wire.Measure.ChangeRate,
                "share" => Wire.Measure.Share,
                "rate" => Wire.Measure.Rate,
                "count" => Wire.Measure.Count,
                _ => Wire.Measure.Unspecified,
            },
        };
        if (figure.Measure == Wire.Measure.Unspecified) remarks.Say($"{source.Path}.measure", $"“{source.Text("measure")}” is none of amount, change, change_rate, share, rate, count");
        var value = source.Text("value");
        if (value.Length == 0) return figure;
        if (PrintedNumber.Parse(value) is not null) figure.Value = value;
        else remarks.Keep($"{source.Path}.value", $"{figure.Label} {value}{figure.Unit}", "is no number");
        return figure;
    }
}
