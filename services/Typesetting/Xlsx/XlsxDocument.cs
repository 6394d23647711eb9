using System.Globalization;
using System.Xml;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Office;

namespace Budget.Typesetting.Xlsx;

/// <summary>
/// A composed document → one workbook: a cover that leads to every sheet, then a sheet per table and form in the document's
/// order. The prose is in the other formats.
/// </summary>
static class XlsxDocument
{
    const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static byte[] Render(ComposedDocument document)
    {
        var names = new SheetNames();
        var cover = names.Take("目录");
        var sheets = new List<(string Name, string Title, string Remark, Sheet Sheet)>();
        foreach (var content in Contents(document.Sections))
        {
            if (content is ComposedTable table)
            {
                var sheet = new Sheet();
                sheet.Table(table);
                sheets.Add((names.Take($"表{table.Number} {SheetNames.Short(table.Title, document)}"), $"{table.Number}. {table.Title}",
                    table.NotInSource ? "源文件无数据" : table.Rows.Count == 0 ? "空表" : $"单位：{table.Unit}", sheet));
            }
            else if (content is ComposedForm form)
            {
                var sheet = new Sheet();
                sheet.Form(form);
                sheets.Add((names.Take(form.Name), form.Name == form.Title ? form.Title : $"{form.Title}：{form.Name}", "", sheet));
            }
        }
        var first = new Sheet();
        first.Cover(document, [.. sheets.Select(s => (s.Name, s.Title, s.Remark))]);
        sheets.Insert(0, (cover, "", "", first));

        using var package = new OfficePackage();
        package.Add("xl/workbook.xml", $"{Main}.sheet.main+xml", xml => Workbook(xml, sheets));
        package.Add("xl/styles.xml", $"{Main}.styles+xml", Looks.Styles);
        for (var i = 0; i < sheets.Count; i++) package.Add($"xl/worksheets/sheet{i + 1}.xml", $"{Main}.worksheet+xml", xml => sheets[i].Sheet.Write(xml, document.Title, isFirst: i == 0));
        package.Relate("xl/workbook.xml",
            [.. sheets.Select((_, i) => new Relation($"rId{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")), new($"rId{sheets.Count + 1}", "styles", "styles.xml")]);
        return package.Finish("xl/workbook.xml", document.Title, document.Department, "部门预算公开表");
    }

    static IEnumerable<Content> Contents(IEnumerable<ComposedSection> sections) => sections.SelectMany(s => s.Contents.Concat(Contents(s.Sections)));

    static void Workbook(XmlWriter xml, List<(string Name, string Title, string Remark, Sheet Sheet)> sheets)
    {
        xml.WriteStartElement("workbook", Namespace);
        xml.WriteAttributeString("xmlns", "r", null, OfficePackage.OfficeRelationships);
        xml.WriteStartElement("bookViews", Namespace);
        xml.WriteStartElement("workbookView", Namespace);
        xml.WriteAttributeString("tabRatio", "800");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("sheets", Namespace);
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.WriteStartElement("sheet", Namespace);
            xml.WriteAttributeString("name", sheets[i].Name);
            xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("id", OfficePackage.OfficeRelationships, $"rId{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("definedNames", Namespace);
        Defined("_xlnm.Print_Area", s => s.PrintArea);
        Defined("_xlnm.Print_Titles", s => s.RepeatedRows);
        xml.WriteEndElement();
        xml.WriteEndElement();

        void Defined(string name, Func<Sheet, string> of)
        {
            for (var i = 0; i < sheets.Count; i++)
            {
                if (of(sheets[i].Sheet) is not { Length: > 0 } range) continue;
                xml.WriteStartElement("definedName", Namespace);
                xml.WriteAttributeString("name", name);
                xml.WriteAttributeString("localSheetId", i.ToString(CultureInfo.InvariantCulture));
                xml.WriteString($"{SheetNames.Quoted(sheets[i].Name)}!{range}");
                xml.WriteEndElement();
            }
        }
    }
}

/// <summary>Names of sheets: at most 31 characters, none of []:*?/\, no two alike however they are written.</summary>
sealed class SheetNames
{
    const int Longest = 31;

    readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Take(string wanted)
    {
        var name = string.Concat(PlainText.Of(wanted).Where(c => c is not ('[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\n' or '\t'))).Trim().Trim('\'');
        if (name.Length == 0) name = "表";
        for (var i = 1; ; i++)
        {
            var suffix = i == 1 ? "" : $"（{i}）";
            var cut = Math.Min(name.Length, Longest - suffix.Length);
            if (char.IsHighSurrogate(name[cut - 1])) cut--;
            if (taken.Add(name[..cut] + suffix)) return name[..cut] + suffix;
        }
    }

    /// <summary>A title without what all sheets of the workbook share.</summary>
    public static string Short(string title, ComposedDocument document)
    {
        var bare = title.Replace(document.Department, "", StringComparison.Ordinal).Replace($"{document.Year}年", "", StringComparison.Ordinal);
        return bare.StartsWith("部门", StringComparison.Ordinal) ? bare[2..] : bare;
    }

    public static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
