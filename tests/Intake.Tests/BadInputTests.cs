using System.IO.Compression;
using System.Text;
using Budget.Document.Editions;

namespace Budget.Intake.Tests;

/// <summary>Whatever is given gets an answer in bounded time: read, or a sentence that says what is wrong and what to do.</summary>
public class BadInputTests
{
    static readonly FileReader Reader = new(EditionBook.BuiltIn);

    static ReadingException Refused(byte[] file, ReadingLimits? limits = null)
    {
        var refused = Assert.Throws<ReadingException>(() => Reader.Read("给出的文件", file, limits));
        Assert.NotEmpty(refused.English);
        return refused;
    }

    static SketchedPdf Budget() => new SketchedPdf().Page().Text(150, 60, "2026年部门收入预算总表", 14).Text(420, 85, "单位：万元")
        .Table(60, 95, [200, 100], 20, ["项目", "预算数"], ["一、财政拨款收入", "100.00"], ["收入总计", "100.00"]);

    [Fact]
    public void A_photo_that_is_named_pdf_is_told_to_be_a_picture() => Assert.Contains("图片", Refused([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0]).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_told_to_be_empty() => Assert.Contains("空文件", Refused([]).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_file_are_refused() => Assert.Contains("认不出", Refused([1, 2, 3, 0, 5, 6, 7, 0, 9, 200, 201]).Message, StringComparison.Ordinal);

    [Fact]
    public void An_archive_is_to_be_unpacked() => Assert.Contains("压缩包", Refused(Zip(("a.pdf", "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_ends_in_its_middle_is_refused_or_read_with_what_is_there()
    {
        var whole = Budget().ToArray();
        for (var length = 20; length < whole.Length; length += whole.Length / 12)
        {
            try
            {
                Reader.Read("断.pdf", whole.AsMemory(0, length));
            }
            catch (ReadingException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    [Fact]
    public void A_file_of_too_many_pages_is_not_read()
    {
        var pdf = new SketchedPdf();
        for (var i = 0; i < 30; i++) pdf.Page();

        Assert.Contains("30 页", Refused(pdf.ToArray(), new ReadingLimits { Pages = 20 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_more_on_it_than_any_disclosure_is_not_read()
    {
        var pdf = new SketchedPdf().Page();
        for (var i = 0; i < 300; i++) pdf.Text(50, 50 + i, "预算预算预算预算预算");

        Assert.Contains("过多", Refused(pdf.ToArray(), new ReadingLimits { Objects = 1000 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_ends_when_its_time_is_over() =>
        Assert.Contains("秒", Refused(Budget().ToArray(), new ReadingLimits { Time = TimeSpan.Zero }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_PDF_whose_page_tree_is_its_own_child_is_answered() => Answered("""
        %PDF-1.4
        1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
        2 0 obj << /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >> endobj
        trailer << /Root 1 0 R /Size 3 >>
        """u8.ToArray());

    [Fact]
    public void A_PDF_that_asks_for_a_password_is_told_so() => Answered("""
        %PDF-1.4
        1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
        2 0 obj << /Type /Pages /Count 0 /Kids [] >> endobj
        3 0 obj << /Filter /Standard /V 1 /R 2 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> /P -4 >> endobj
        trailer << /Root 1 0 R /Size 4 /Encrypt 3 0 R /ID [<00> <00>] >>
        """u8.ToArray());

    [Fact]
    public void XML_with_entities_is_not_expanded()
    {
        var bomb = "<!DOCTYPE o [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><OFD><DocRoot>&b;</DocRoot></OFD>";

        Assert.Contains("XML", Refused(Zip(("OFD.xml", bomb))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OFD.xml")]
    [InlineData("word/document.xml")]
    [InlineData("xl/workbook.xml")]
    public void A_zip_that_unpacks_to_thousandfold_is_not_opened(string entry) =>
        Answered(Zip((entry, new string(' ', 30_000_000)), ("[Content_Types].xml", "<Types/>")));

    [Fact]
    public void A_workbook_cut_short_is_told_to_be_cut_short()
    {
        var zip = Zip(("xl/workbook.xml", "<workbook/>"), ("xl/sheet.xml", string.Concat(Enumerable.Range(0, 500))));

        Assert.Contains("完整", Refused(zip[..(zip.Length / 2)]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_final_account_is_not_checked_as_a_budget()
    {
        var reading = Reader.Read("决算.pdf", new SketchedPdf().Page().Text(150, 100, "虚构市示例区档案局2025年度部门决算", 18).Page().Text(60, 100, "本部门决算情况如下。").ToArray());

        Assert.Contains("决算", reading.CannotCheck!.Value.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_of_another_country_is_no_disclosure()
    {
        var reading = Reader.Read("budget.txt", "The Ministry of Finance\nBudget of the year 2026\nRevenue 1,000.00\n"u8.ToArray());

        Assert.NotNull(reading.CannotCheck);
    }

    [Fact]
    public void A_scan_is_told_to_be_pictures_and_is_neither_missing_nor_wrong()
    {
        var pdf = new SketchedPdf().Page().Raw("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q");

        var reading = Reader.Read("扫描.pdf", pdf.ToArray());

        Assert.Equal([1], reading.Pictures);
        Assert.Contains("图片", reading.CannotCheck!.Value.Chinese, StringComparison.Ordinal);
        Assert.Contains(reading.Unread, unread => unread.Page == 1);
    }

    [Fact]
    public void Hundreds_of_damaged_files_are_all_answered()
    {
        var whole = Budget().ToArray();
        var random = new Random(20261130);
        for (var i = 0; i < 400; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var n = random.Next(1, 12); n > 0; n--)
            {
                var at = random.Next(damaged.Length);
                damaged[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)"0123456789"[random.Next(10)], _ => damaged[random.Next(damaged.Length)] };
            }
            Answered(damaged, new ReadingLimits { Time = TimeSpan.FromSeconds(10) });
        }
    }

    static void Answered(byte[] file, ReadingLimits? limits = null)
    {
        try
        {
            Reader.Read("损坏", file, limits);
        }
        catch (ReadingException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return stream.ToArray();
    }
}
