using Budget.Hosting.Errors;
using Budget.Rpc.Tests.Echo;
using Google.Rpc;
using Grpc.Core;

namespace Budget.Rpc.Tests;

public sealed class ErrorTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    static async Task<RpcException> Refusal(EchoServer server, string mode, int count = 0) =>
        await Assert.ThrowsAsync<RpcException>(async () => await server.Client()
            .EchoAsync(new EchoRequest { Mode = mode, Count = count }, cancellationToken: Now));

    [Fact]
    public async Task Field_violations_arrive_with_their_places()
    {
        await using var server = await EchoServer.Start();

        var error = RichStatus.From(await Refusal(server, "violations", 2));

        Assert.Equal((StatusCode.InvalidArgument, "有字段填写错误"), (error.Code, error.Message));
        Assert.Equal(
            [("tables[0].rows[0].amount_fen", "应为整数分，例如 000"), ("tables[1].rows[0].amount_fen", "应为整数分，例如 100")],
            error.FieldViolations.Select(v => (v.Field, v.Description)));
    }

    [Fact]
    public async Task A_thousand_violations_still_fit_the_header_and_say_how_many_are_left_out()
    {
        await using var server = await EchoServer.Start();

        var e = await Refusal(server, "violations", 1000);

        var violations = RichStatus.From(e).FieldViolations;
        Assert.InRange(violations.Count, 20, 999);
        Assert.Equal($"还有 {1000 - violations.Count + 1} 处 / {1000 - violations.Count + 1} more", violations[^1].Description);
        Assert.InRange(e.Trailers.GetValueBytes(RichStatus.Trailer)!.Length, 1, 6 * 1024);
    }

    [Theory]
    [InlineData("refuse by name", StatusCode.NotFound)]
    [InlineData("refuse each", StatusCode.InvalidArgument)]
    [InlineData("refuse with facts", StatusCode.NotFound)]
    public async Task A_refusal_that_repeats_a_megabyte_of_the_callers_text_still_arrives(string mode, StatusCode expected)
    {
        await using var server = await EchoServer.Start();

        var e = await Assert.ThrowsAsync<RpcException>(async () => await server.Client()
            .EchoAsync(new EchoRequest { Mode = mode, Text = string.Concat(Enumerable.Repeat("部😀", 200_000)) }, cancellationToken: Now));

        Assert.Equal(expected, e.StatusCode);
        Assert.EndsWith("…", e.Status.Detail);
        Assert.DoesNotContain('\uFFFD', e.Status.Detail);
        Assert.InRange(RichStatus.From(e).Message.Length, 300, 401);
    }

    [Fact]
    public async Task Precondition_failures_arrive_with_their_rules()
    {
        await using var server = await EchoServer.Start();

        var error = RichStatus.From(await Refusal(server, "findings"));

        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
        Assert.Equal(["REV-005", "EXP-001"], error.PreconditionViolations.Select(v => v.Type));
        Assert.Equal("table-1/total", error.PreconditionViolations[0].Subject);
    }

    [Fact]
    public async Task A_reason_arrives_with_its_facts()
    {
        await using var server = await EchoServer.Start();

        var error = RichStatus.From(await Refusal(server, "stale"));

        Assert.Equal((StatusCode.Aborted, "STALE_REVISION", "7"), (error.Code, error.ErrorInfo!.Reason, error.ErrorInfo.Metadata["current"]));
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("internal of another")]
    public async Task The_unexpected_tells_the_caller_a_request_id_and_the_log_the_story(string mode)
    {
        await using var server = await EchoServer.Start();

        var e = await Refusal(server, mode);

        var id = RichStatus.From(e).RequestId;
        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.NotNull(id);
        Assert.Contains(id, e.Status.Detail);
        Assert.DoesNotContain(EchoRpcs.Secret, e.Status.Detail + string.Join('\n', e.Trailers.Select(t => System.Text.Encoding.UTF8.GetString(t.ValueBytes))));
        Assert.Contains(server.Log, line => line.Contains(id) && line.Contains(EchoRpcs.Secret));
    }

    [Fact]
    public async Task A_stream_that_breaks_says_so_after_what_it_sent()
    {
        await using var server = await EchoServer.Start();
        using var call = server.Client().Expand(new EchoRequest { Mode = "throw", Count = 2 }, cancellationToken: Now);

        Assert.True(await call.ResponseStream.MoveNext(Now));
        Assert.True(await call.ResponseStream.MoveNext(Now));
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseStream.MoveNext(Now));

        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.DoesNotContain(EchoRpcs.Secret, e.ToString());
    }

    [Fact]
    public void A_plain_status_reads_as_code_and_message_alone()
    {
        var error = RichStatus.From(new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "no")));

        Assert.Equal((StatusCode.NotFound, "no"), (error.Code, error.Message));
        Assert.Empty(error.FieldViolations);
        Assert.Null(error.ErrorInfo);
    }

    [Fact]
    public void A_strangers_unreadable_details_fall_back_to_the_plain_status()
    {
        var trailers = new Metadata { { RichStatus.Trailer, [0xff, 0xff, 0xff] } };

        var error = RichStatus.From(new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "no"), trailers));

        Assert.Equal((StatusCode.NotFound, "no"), (error.Code, error.Message));
    }

    [Fact]
    public void A_detail_that_does_not_parse_is_left_out()
    {
        var status = new Google.Rpc.Status { Code = 3, Message = "m" };
        status.Details.Add(new Google.Protobuf.WellKnownTypes.Any
        {
            TypeUrl = $"type.googleapis.com/{BadRequest.Descriptor.FullName}",
            Value = Google.Protobuf.ByteString.CopyFrom(0xff, 0xff),
        });
        var trailers = new Metadata { { RichStatus.Trailer, Google.Protobuf.MessageExtensions.ToByteArray(status) } };

        var error = RichStatus.From(new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "m"), trailers));

        Assert.Empty(error.FieldViolations);
        Assert.Equal("m", error.Message);
    }
}
