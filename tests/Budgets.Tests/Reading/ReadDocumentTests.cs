using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class ReadDocumentTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    const string Page = """
        <html><body><h1>虚构市示例区档案局2026年部门预算</h1><h2>2026年部门支出预算总表</h2><p>单位：万元</p>
        <table><tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
        <tr><td>201</td><td>一般公共服务支出</td><td>123.45</td><td>100.00</td><td>23.45</td></tr>
        <tr><td>合计</td><td></td><td>123.45</td><td>100.00</td><td>23.45</td></tr></table></body></html>
        """;

    async Task<ReadDocumentResponse> Read(string name, byte[] file, int part = 100)
    {
        using var call = on.Budgets.ReadDocument(Preparer("101"));
        for (var at = 0; at < Math.Max(1, file.Length); at += part)
        {
            var message = new ReadDocumentRequest { Content = ByteString.CopyFrom(file.AsSpan(at, Math.Min(part, file.Length - at))) };
            if (at == 0) message.Name = name;
            await call.RequestStream.WriteAsync(message);
        }
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    [Fact]
    public async Task A_file_sent_in_pieces_comes_back_as_the_intake_message_and_how_it_was_read()
    {
        var read = await Read("档案局.html", System.Text.Encoding.UTF8.GetBytes(Page));

        Assert.Equal("虚构市示例区档案局", read.File.Department.Name);
        Assert.Equal(123_450_000, read.File.Budget.Tables[0].Rows[0].Cells[0].Fen);
        Assert.Equal("expenditure", Assert.Single(read.Reading.Tables).Role);
        Assert.Empty(read.Reading.Unread);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_with_what_to_do_and_the_service_goes_on()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Read("坏.pdf", "%PDF-1.4 nothing"u8.ToArray()));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("坏.pdf", refused.Status.Detail, StringComparison.Ordinal);
        Assert.NotNull(await Read("档案局.html", System.Text.Encoding.UTF8.GetBytes(Page)));
    }

    [Fact]
    public async Task A_picture_is_told_to_be_one()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Read("照片.pdf", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]));

        Assert.Contains("图片", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_disclosure_can_hold_is_refused_before_it_is_read()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Read("大.pdf", new byte[65 * 1024 * 1024], part: 2 * 1024 * 1024));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }
}
