using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Transcriptions;
using Google.Protobuf;

// IN.json OUT.json: 0 converted (remarks on standard error), 2 could not be read or written.
const int Largest = 50 * 1024 * 1024;

if (args is not [var input, var output]) return Refuse("usage: dotnet run --project tests/Transcriptions -- IN.json OUT.json");
try
{
    if (new FileInfo(input) is { Exists: true, Length: > Largest }) return Refuse($"{input} is larger than {Largest / 1024 / 1024} MB");
    var bytes = File.ReadAllBytes(input);
    if (!Utf8.IsValid(bytes)) return Refuse($"{input} is not UTF-8; save it as UTF-8");
    var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    using var json = JsonDocument.Parse(bytes.AsMemory(start));
    var remarks = new Remarks();
    var source = new Node(json.RootElement, "", remarks);
    if (!source.Has("department") && !source.Has("tables") && !source.Has("statements"))
        return Refuse($"{input} is no transcription of a disclosure: it has none of department, tables and statements");

    var file = Converter.Convert(source, remarks);
    File.WriteAllText(output, new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(file) + "\n");

    foreach (var remark in remarks.Said) Console.Error.WriteLine(remark);
    foreach (var violation in new DocumentReader(EditionBook.BuiltIn).Read(file).Violations)
        Console.Error.WriteLine($"the converted file will be refused: {violation.Field}: {violation.Message} / {violation.MessageEn}");
    return 0;
}
catch (JsonException e)
{
    return Refuse($"{input} is not JSON, or cut short, at line {e.LineNumber + 1}: {e.Message}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or InvalidOperationException)
{
    return Refuse($"cannot convert {input} to {output}: {e.Message}");
}

static int Refuse(string why)
{
    Console.Error.WriteLine(why);
    return 2;
}
