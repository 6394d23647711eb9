using System.Globalization;
using System.Text;

namespace Budget.Typesetting.Xlsx;

/// <summary>How cells look; what varies with the figure (decimals) or the line (a total) is added by <see cref="Looks"/>.</summary>
enum Look { Plain, Cover, CoverLine, Title, Subtitle, Unit, Note, Link, Label, Value, Head, Code, Text, Name1, Name2, Name3, Number, Rate }

/// <summary>The workbook's styles part, and the number by which a cell names its look.</summary>
static class Looks
{
    const int MostDecimals = 6;

    static readonly Dictionary<(Look Look, bool IsTotal, int Decimals), int> Indexes = [];

    public static int Of(Look look, bool isTotal = false, int decimals = 0) => Indexes[(look, isTotal, look == Look.Number ? Math.Min(decimals, MostDecimals) : 0)];

    static byte[] Write()
    {
        var cells = new StringBuilder();
        foreach (var look in Enum.GetValues<Look>())
        {
            foreach (var isTotal in (ReadOnlySpan<bool>)[false, true])
            {
                for (var decimals = 0; decimals <= (look == Look.Number ? MostDecimals : 0); decimals++)
                {
                    Indexes[(look, isTotal, decimals)] = Indexes.Count;
                    cells.Append(CultureInfo.InvariantCulture, $"<xf numFmtId=\"{Format(look, decimals)}\" fontId=\"{Font(look, isTotal)}\" fillId=\"{Fill(look, isTotal)}\" borderId=\"{(look >= Look.Label ? 1 : 0)}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">{Alignment(look, isTotal)}</xf>");
                }
            }
        }
        var formats = string.Concat(Enumerable.Range(0, MostDecimals + 1).Select(d => $"<numFmt numFmtId=\"{FirstFormat + d}\" formatCode=\"#,##0{(d == 0 ? "" : "." + new string('0', d))}_ \"/>"));
        return Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="{MostDecimals + 1}">{formats}</numFmts><fonts count="8">{Fonts}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF5F5F0"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color rgb="FF8C8C8C"/></left><right style="thin"><color rgb="FF8C8C8C"/></right><top style="thin"><color rgb="FF8C8C8C"/></top><bottom style="thin"><color rgb="FF8C8C8C"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{Indexes.Count}">{cells}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """);
    }

    const int FirstFormat = 164;

    /// <summary>Codes are text to the last: a spreadsheet that edits one does not make a number of it.</summary>
    static int Format(Look look, int decimals) => look switch { Look.Number => FirstFormat + decimals, Look.Rate => FirstFormat + 2, Look.Code => 49, _ => 0 };

    static readonly string Fonts = string.Concat(
        Font("宋体", "10.5"), Font("方正小标宋简体", "22"), Font("方正小标宋简体", "16"), Font("黑体", "10.5"), Font("宋体", "10.5", "<b/>"),
        Font("宋体", "9", color: "FF595959"), Font("宋体", "10.5", "<u/>", "FF0B4F94"), Font("仿宋_GB2312", "14"));

    static string Font(string name, string size, string face = "", string color = "FF000000") =>
        $"<font>{face}<sz val=\"{size}\"/><color rgb=\"{color}\"/><name val=\"{name}\"/><family val=\"3\"/><charset val=\"134\"/></font>";

    // Last, because it is made of what stands above.
    public static readonly byte[] Styles = Write();

    static int Font(Look look, bool isTotal) => look switch
    {
        Look.Cover => 1,
        Look.Title => 2,
        Look.Head or Look.Label => 3,
        Look.Note => 5,
        Look.Link => 6,
        Look.CoverLine => 7,
        _ => isTotal ? 4 : 0,
    };

    static int Fill(Look look, bool isTotal) => look is Look.Head or Look.Label ? 2 : isTotal ? 3 : 0;

    static string Alignment(Look look, bool isTotal)
    {
        var horizontal = look switch
        {
            Look.Cover or Look.CoverLine or Look.Title or Look.Subtitle or Look.Head or Look.Label or Look.Code => "center",
            Look.Unit or Look.Number or Look.Rate => "right",
            Look.Name1 when isTotal => "center",
            _ => "left",
        };
        var indent = look switch { Look.Name2 => " indent=\"1\"", Look.Name3 => " indent=\"2\"", _ => "" };
        var wrap = look is Look.Number or Look.Rate or Look.Code or Look.Unit or Look.Link ? "" : " wrapText=\"1\"";
        return $"<alignment horizontal=\"{horizontal}\" vertical=\"center\"{wrap}{indent}/>";
    }
}
