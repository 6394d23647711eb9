using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Budget.Intake.Pages;

/// <summary>
/// The pages of an OFD file (GB/T 33190, what offices archive): a zip of XML, text with positions in millimetres. Template pages hold a
/// form's frame and are drawn beneath. Names are compared without their namespace, because two are in use.
/// </summary>
static class OfdPages
{
    const double Point = 72 / 25.4;

    public static IEnumerable<Page> Read(ReadOnlyMemory<byte> file, ReadingLimits limits)
    {
        using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
        Packed.Check(zip, limits);
        var entries = zip.Entries.Where(e => e.Name.Length > 0).GroupBy(e => Path(e.FullName), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var root in All(Load(entries, "OFD.xml", limits), "DocRoot"))
        {
            var location = Path(root.Value);
            var document = Load(entries, location, limits);
            var folder = Folder(location);
            var area = All(document, "PageArea").SelectMany(e => All(e, "PhysicalBox")).FirstOrDefault()?.Value;
            var templates = All(document, "TemplatePage").GroupBy(e => Attribute(e, "ID")).ToDictionary(g => g.Key, g => Attribute(g.First(), "BaseLoc"));
            foreach (var page in All(document, "Pages").SelectMany(e => All(e, "Page")))
            {
                if (++number > limits.Pages) throw ReadingException.TooManyPages(number, limits.Pages);
                limits.ThrowIfSpent();
                var content = Load(entries, Resolve(folder, Attribute(page, "BaseLoc")), limits);
                var box = Numbers(All(content, "PhysicalBox").FirstOrDefault()?.Value ?? area ?? "0 0 210 297");
                var drawn = new Drawn(box.Length >= 2 ? box[0] : 0, box.Length >= 2 ? box[1] : 0);
                foreach (var template in All(content, "Template"))
                {
                    if (templates.TryGetValue(Attribute(template, "TemplateID"), out var at)) Draw(Load(entries, Resolve(folder, at), limits), drawn, limits);
                }
                Draw(content, drawn, limits);
                yield return new(number, (box.Length >= 4 ? box[2] : 210) * Point, (box.Length >= 4 ? box[3] : 297) * Point, drawn.Letters, drawn.Rules, drawn.Pictures);
            }
        }
    }

    sealed record Drawn(double Left, double Top)
    {
        public List<Letter> Letters { get; } = [];
        public List<Rule> Rules { get; } = [];
        public List<Box> Pictures { get; } = [];
    }

    static void Draw(XElement content, Drawn drawn, ReadingLimits limits)
    {
        var show = drawn.Letters.Count;
        foreach (var element in content.Descendants())
        {
            limits.Count(1);
            if (Attribute(element, "Visible") is "false" or "0") continue;
            var boundary = Numbers(Attribute(element, "Boundary"));
            if (boundary.Length < 4) continue;
            var (x, y) = (boundary[0] - drawn.Left, boundary[1] - drawn.Top);
            var matrix = Numbers(Attribute(element, "CTM")) is { Length: 6 } own ? own : [1, 0, 0, 1, 0, 0];
            switch (element.Name.LocalName)
            {
                case "TextObject":
                    Text(element, x, y, matrix, drawn, ++show, limits);
                    break;
                case "PathObject":
                    Path(element, x, y, matrix, boundary, drawn);
                    break;
                case "ImageObject":
                    drawn.Pictures.Add(new(x * Point, y * Point, (x + boundary[2]) * Point, (y + boundary[3]) * Point));
                    break;
            }
        }
    }

    static void Text(XElement element, double x, double y, double[] matrix, Drawn drawn, int show, ReadingLimits limits)
    {
        var size = Number(Attribute(element, "Size"), 3.5);
        double codeX = 0, codeY = 0;
        foreach (var code in element.Elements().Where(e => e.Name.LocalName == "TextCode"))
        {
            codeX = Number(Attribute(code, "X"), codeX);
            codeY = Number(Attribute(code, "Y"), codeY);
            var text = code.Value;
            limits.Count(text.Length);
            var (dx, dy) = (Delta(Attribute(code, "DeltaX"), text.Length), Delta(Attribute(code, "DeltaY"), text.Length));
            var (atX, atY) = (codeX, codeY);
            for (var i = 0; i < text.Length; i++)
            {
                var advance = dx.Length == 0 ? dy.Length > 0 ? 0 : text[i] < 256 ? size / 2 : size : i < dx.Length ? dx[i] : 0;
                if (!char.IsWhiteSpace(text[i]))
                {
                    var width = advance > 0 ? Math.Min(advance, text[i] < 256 ? size * 0.7 : size * 1.1) : text[i] < 256 ? size / 2 : size;
                    var (px, py) = (x + matrix[0] * atX + matrix[2] * atY + matrix[4], y + matrix[1] * atX + matrix[3] * atY + matrix[5]);
                    var scaled = size * Math.Max(Math.Abs(matrix[3]), 0.01);
                    drawn.Letters.Add(new(text[i], new(px * Point, (py - scaled * 0.85) * Point, (px + width * Math.Abs(matrix[0])) * Point, (py + scaled * 0.15) * Point), py * Point, scaled * Point, show));
                }
                atX += advance;
                atY += i < dy.Length ? dy[i] : 0;
            }
        }
    }

    /// <summary>"g 3 2.5" stands for 2.5 three times.</summary>
    static double[] Delta(string text, int most)
    {
        if (text.Length == 0) return [];
        var values = new List<double>();
        var parts = text.Split((char[])[' ', '\t', '\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length && values.Count < most; i++)
        {
            if (parts[i] == "g" && i + 2 < parts.Length && int.TryParse(parts[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                values.AddRange(Enumerable.Repeat(Number(parts[i + 2], 0), Math.Min(count, most)));
                i += 2;
            }
            else values.Add(Number(parts[i], 0));
        }
        return [.. values];
    }

    static void Path(XElement element, double x, double y, double[] matrix, double[] boundary, Drawn drawn)
    {
        var data = element.Elements().FirstOrDefault(e => e.Name.LocalName == "AbbreviatedData")?.Value ?? "";
        var parts = data.Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var filled = Attribute(element, "Fill") is "true" or "1";
        var points = new List<(double X, double Y)>();
        (double X, double Y)? start = null;
        for (var i = 0; i < parts.Length; i++)
        {
            var take = parts[i] switch { "M" or "S" or "L" => 2, "Q" => 4, "B" => 6, "A" => 7, _ => 0 };
            if (parts[i] == "C" && start is { } from) Line(from);
            if (take == 0 || i + take >= parts.Length) continue;
            var (a, b) = (Number(parts[i + take - 1], 0), Number(parts[i + take], 0));
            var to = ((x + matrix[0] * a + matrix[2] * b + matrix[4]) * Point, (y + matrix[1] * a + matrix[3] * b + matrix[5]) * Point);
            if (parts[i] == "L") Line(to);
            else points.Add(to);
            if (parts[i] is "M" or "S") start = to;
            i += take;
        }
        // A thin filled box is a rule as well.
        if (filled && boundary[2] < 1 != boundary[3] < 1)
        {
            var box = new Box(x * Point, y * Point, (x + boundary[2]) * Point, (y + boundary[3]) * Point);
            drawn.Rules.Add(boundary[3] < 1 ? new(true, box.MiddleY, box.Left, box.Right) : new(false, box.MiddleX, box.Top, box.Bottom));
        }

        void Line((double X, double Y) to)
        {
            if (points.Count > 0)
            {
                var from = points[^1];
                var (dx, dy) = (Math.Abs(from.X - to.X), Math.Abs(from.Y - to.Y));
                if (dy <= 0.7 && dx >= 2) drawn.Rules.Add(new(true, (from.Y + to.Y) / 2, Math.Min(from.X, to.X), Math.Max(from.X, to.X)));
                else if (dx <= 0.7 && dy >= 2) drawn.Rules.Add(new(false, (from.X + to.X) / 2, Math.Min(from.Y, to.Y), Math.Max(from.Y, to.Y)));
            }
            points.Add(to);
        }
    }

    static XElement Load(Dictionary<string, ZipArchiveEntry> entries, string path, ReadingLimits limits)
    {
        if (!entries.TryGetValue(Path(path), out var entry)) return new XElement("missing");
        limits.ThrowIfSpent();
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 60_000_000 });
        return XDocument.Load(reader).Root!;
    }

    static IEnumerable<XElement> All(XElement element, string name) => element.Descendants().Where(e => e.Name.LocalName == name);

    static string Attribute(XElement element, string name) => element.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value ?? "";

    static double[] Numbers(string text) => [.. text.Split((char[])[' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(part => Number(part, double.NaN)).Where(n => !double.IsNaN(n))];

    static double Number(string text, double otherwise) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : otherwise;

    static string Path(string path) => path.Trim().Replace('\\', '/').TrimStart('/');

    static string Folder(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    static string Resolve(string folder, string path) => path.Trim().StartsWith('/') || folder.Length == 0 || path.Trim().StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase) ? Path(path) : $"{folder}/{Path(path)}";
}
