using System.Text;
using Budget.Contracts.Reading;
using Google.Protobuf;

namespace Budget.Contracts.Tests.Reading;

public sealed class IntakeFileTests
{
    static readonly string Whole = new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(SmallDisclosure.Elsewhere());

    [Fact]
    public void Reads_the_json_form_of_the_message()
    {
        var (file, error) = Read(Whole);

        Assert.Null(error);
        Assert.Equal(SmallDisclosure.Elsewhere(), file);
    }

    [Fact]
    public void Reads_a_file_with_a_byte_order_mark_and_proto_field_names()
    {
        var (file, error) = IntakeFile.Read((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("""{"budget":{"plan_text":"目标","tables":[{"not_in_source":true,"number":1}]}}""")], "a.json");

        Assert.Null(error);
        Assert.True(file!.Budget.Tables[0].NotInSource);
    }

    [Theory]
    [InlineData("", "是空文件")]
    [InlineData("  \n ", "是空文件")]
    [InlineData("%PDF-1.7", "第 1 行第 1 列：不是 JSON")]
    [InlineData("[1]", "第 1 行第 1 列：应为一个对象")]
    [InlineData("\"text\"", "应为一个对象")]
    [InlineData("{}x", "第 1 行第 3 列：文件末尾的右括号之后还有内容")]
    [InlineData("{\"year\": NaN}", "不是 JSON")]
    [InlineData("{\"year\": 1e3}", "year：应为整数，写的是 1e3")]
    [InlineData("{\"year\": \"二〇二五\"}", "year：应为整数，写的是 \"二〇二五\"")]
    [InlineData("{\"year\": 99999999999}", "year：应为整数")]
    [InlineData("{\"yeer\": 2025}", "没有字段“yeer”；可用的字段：department、year")]
    [InlineData("{\"source\": {}}", "有转录文件的字段“source”，不是录入文件；请先用 tests/Transcriptions 转换")]
    [InlineData("{\"year\": 2025, \"year\": 2025}", "year：同一字段写了两次")]
    [InlineData("{\"budget\": {\"plan_text\": \"a\", \"planText\": \"b\"}}", "budget.plan_text：同一字段写了两次")]
    [InlineData("{\"budget\": {\"planText\": 5}}", "budget.plan_text：应为带引号的文字，写的是 5")]
    [InlineData("{\"budget\": {\"tables\": {}}}", "budget.tables：应为一个列表 […]，写的是 {")]
    [InlineData("{\"budget\": {\"tables\": [null]}}", "budget.tables[0]：应为一个对象 {…}，写的是 null")]
    [InlineData("{\"department\": {\"kind\": \"BUREAU\"}}", "department.kind：应为下列之一：DEPARTMENT_KIND_UNSPECIFIED")]
    [InlineData("{\"department\": {\"kind\": 17}}", "department.kind：应为下列之一")]
    [InlineData("{\"department\": {\"name\": \"\\ud800\"}}", "department.name：文字里有不成对的转义")]
    [InlineData("{\"budget\": {\"facts\": [{\"fen\": \"12.50元\"}]}}", "budget.facts[0].fen：应为以分为单位的整数（12.50 元写作 1250，0.01 万元写作 10000），写的是 \"12.50元\"")]
    [InlineData("{\"budget\": {\"facts\": [{\"fen\": 12.5}]}}", "budget.facts[0].fen：应为以分为单位的整数")]
    [InlineData("{\"budget\": {\"facts\": [{\"fen\": \"NaN\"}]}}", "budget.facts[0].fen：应为以分为单位的整数")]
    [InlineData("{\"budget\": {\"facts\": [{\"fen\": \"Infinity\"}]}}", "budget.facts[0].fen：应为以分为单位的整数")]
    [InlineData("{\"budget\": {\"facts\": [{\"fen\": \"99999999999999999999\"}]}}", "budget.facts[0].fen：应为以分为单位的整数")]
    [InlineData("{\n  \"budget\": {\n    \"facts\": [{\"fen\": \" 1\"}]\n  }\n}", "第 3 行第 23 列：budget.facts[0].fen")]
    public void Refuses_what_is_no_intake_file_and_says_where(string text, string expected)
    {
        var (file, error) = Read(text);

        Assert.Null(file);
        Assert.Contains(expected, error!.Message, StringComparison.Ordinal);
        Assert.StartsWith("a.json", error.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_of_a_file_cut_short_that_it_is_cut_short_wherever_the_cut_is()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        for (var length = 1; length < bytes.Length - 1; length += 37)
        {
            while ((bytes[length] & 0xC0) == 0x80) length++;
            var (file, error) = IntakeFile.Read(bytes.AsMemory(0, length), "a.json");

            Assert.Null(file);
            Assert.Contains("文件在此中断", error!.Message, StringComparison.Ordinal);
            Assert.Contains("unfinished", error.MessageEn, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Says_which_byte_is_not_utf_8()
    {
        var (file, error) = IntakeFile.Read((byte[])[.. "{\n\"edition\": \"武"u8, 0xCE, 0xE4, .. "\"}"u8], "a.json");

        Assert.Null(file);
        Assert.Contains("第 2 行第 14 列：第 18 个字节不是 UTF-8", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_with_a_file_or_an_error_whatever_byte_is_damaged()
    {
        var random = new Random(66);
        for (var i = 0; i < 300; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var (file, error) = IntakeFile.Read(bytes, "a.json");

            Assert.NotEqual(file is null, error is null);
        }
    }

    [Fact]
    public void Refuses_what_is_nested_without_end()
    {
        var (file, error) = Read("""{"budget":""" + string.Concat(Enumerable.Repeat("""{"profile":""", 100_000)));

        Assert.Null(file);
        Assert.Contains("budget.profile", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_10_MB_of_text_for_the_document_reader_to_refuse()
    {
        var (file, error) = Read("{\"budget\":{\"planText\":\"" + new string('a', 10 * 1024 * 1024) + "\"}}");

        Assert.Null(error);
        Assert.Equal(10 * 1024 * 1024, file!.Budget.PlanText.Length);
    }

    [Fact]
    public void Refuses_a_file_that_is_larger_than_any_disclosure()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[IntakeFile.LargestBytes + 1]);
            Assert.Contains("超过 20 MB", IntakeFile.Load(path).Error!.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("no-such-file.json", "找不到文件")]
    [InlineData(".", "无法读取文件")]
    public void Says_what_it_cannot_open(string path, string expected) => Assert.Contains(expected, IntakeFile.Load(path).Error!.Message, StringComparison.Ordinal);

    static (V1.DisclosureFile? File, IntakeError? Error) Read(string text) => IntakeFile.Read(Encoding.UTF8.GetBytes(text), "a.json");
}
