using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Budget.Hosting;
using Budget.Hosting.Errors;
using Budget.Rpc.Tests.Echo;
using Google.Protobuf;
using Grpc.Core;

namespace Budget.Rpc.Tests;

/// <summary>What comes from clients that are broken or hostile: raw bytes where messages should be, and messages that are too large.</summary>
public sealed class BrokenInputTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Echo")]
    [InlineData("Expand")]
    [InlineData("Collect")]
    [InlineData("Chat")]
    public async Task A_body_that_is_not_protobuf_is_an_invalid_argument(string method)
    {
        await using var server = await EchoServer.Start();

        var answer = await Post(server, method, Framed([0xff, 0xff, 0xff, 0xff, 0xff]));

        Assert.Equal("3", answer.Status);
        Assert.Contains("not this method's protobuf message", Uri.UnescapeDataString(answer.Message));
        var details = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(Padded(answer.Details!)));
        Assert.Equal(3, details.Code);
        Assert.Equal("not protobuf", Assert.Single(details.Details[0].Unpack<Google.Rpc.BadRequest>().FieldViolations).Description);
    }

    [Theory]
    [InlineData("Echo")]
    [InlineData("Collect")]
    public async Task A_message_cut_off_inside_a_field_is_an_invalid_argument(string method)
    {
        await using var server = await EchoServer.Start();
        var whole = new EchoRequest { Text = new string('x', 100) }.ToByteArray();

        Assert.Equal("3", (await Post(server, method, Framed(whole[..50]))).Status);
    }

    [Theory]
    [InlineData("Echo")]
    [InlineData("Collect")]
    public async Task A_frame_shorter_than_it_says_is_an_invalid_argument(string method)
    {
        await using var server = await EchoServer.Start();
        var frame = Framed(new EchoRequest { Text = new string('x', 100) }.ToByteArray());

        Assert.Equal("3", (await Post(server, method, frame[..50])).Status);
    }

    [Theory]
    [InlineData("Echo")]
    [InlineData("Expand")]
    public async Task An_empty_body_where_one_message_belongs_is_an_invalid_argument(string method)
    {
        await using var server = await EchoServer.Start();

        Assert.Equal("3", (await Post(server, method, [])).Status);
    }

    [Theory]
    [InlineData("Echo")]
    [InlineData("Expand")]
    [InlineData("Collect")]
    [InlineData("Chat")]
    public async Task Text_that_is_not_UTF_8_is_an_invalid_argument(string method)
    {
        await using var server = await EchoServer.Start();

        // Field 1, length 2: an overlong null.
        var answer = await Post(server, method, Framed([0x0a, 0x02, 0xc0, 0x80]));

        Assert.Equal("3", answer.Status);
        Assert.Contains("a text in it is not UTF-8", Uri.UnescapeDataString(answer.Message));
    }

    [Fact]
    public async Task Broken_text_is_found_however_deep_it_stands()
    {
        await using var server = await EchoServer.Start();
        var places = new Dictionary<string, EveryField>
        {
            ["many_string[1]"] = new() { ManyString = { "a", "\uFFFD" } },
            ["many_message[0].inside.a_string"] = new() { ManyMessage = { new EveryField.Types.Nested { Inside = new EveryField { AString = "\uFFFD" } } } },
            ["text_to_number[\uFFFD]"] = new() { TextToNumber = { ["\uFFFD"] = 1 } },
            ["number_to_message[5]"] = new() { NumberToMessage = { [5] = new EveryField.Types.Nested { Text = "x\uFFFD" } } },
            ["choice_text"] = new() { ChoiceText = "\uFFFD" },
            ["wrapped_string"] = new() { WrappedString = "\uFFFD" },
        };

        foreach (var (place, message) in places)
        {
            var e = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().EverythingAsync(message, cancellationToken: Now));
            Assert.Equal(place, Assert.Single(RichStatus.From(e).FieldViolations).Field);
        }
    }

    [Fact]
    public async Task Endless_nesting_is_an_invalid_argument()
    {
        await using var server = await EchoServer.Start();
        var deep = new EveryField();
        for (var i = 0; i < 200; i++)
        {
            deep = new EveryField { AMessage = new EveryField.Types.Nested { Inside = deep } };
        }

        Assert.Equal("3", (await Post(server, "Everything", Framed(deep.ToByteArray()))).Status);
    }

    [Fact]
    public async Task Another_content_type_is_refused_before_anything_is_read()
    {
        await using var server = await EchoServer.Start();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/echo.v1.EchoService/Echo"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("{}"),
        };

        using var response = await http.SendAsync(request, Now);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_message_over_four_megabytes_is_refused_with_the_limit_named()
    {
        await using var server = await EchoServer.Start();
        var client = server.Client();

        var fits = await client.EchoAsync(new EchoRequest { Text = new string('x', GrpcServer.LargestMessage - 100) }, cancellationToken: Now);
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.EchoAsync(new EchoRequest { Text = new string('x', 10 * 1024 * 1024) }, cancellationToken: Now));

        Assert.Equal(GrpcServer.LargestMessage - 100, fits.Text.Length);
        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        Assert.Contains("message", e.Status.Detail);
    }

    [Fact]
    public async Task A_streamed_message_over_four_megabytes_is_refused_too()
    {
        await using var server = await EchoServer.Start();
        using var call = server.Client().Collect(deadline: DateTime.UtcNow.AddSeconds(20), cancellationToken: Now);

        // The server answers without reading to the end, so the write may fail, or wait until the call is disposed; the status tells why.
        var write = call.RequestStream.WriteAsync(new EchoRequest { Text = new string('x', 5 * 1024 * 1024) }, Now);
        var e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        _ = write.ContinueWith(w => w.Exception, TaskScheduler.Default);

        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
    }

    [Fact]
    public async Task An_answer_over_four_megabytes_is_refused_by_the_client()
    {
        await using var server = await EchoServer.Start();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().EchoAsync(new EchoRequest { Mode = "big", Count = 5 * 1024 * 1024 }, cancellationToken: Now));

        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
    }

    static byte[] Framed(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    static string Padded(string base64) => base64.TrimEnd('=') + new string('=', (4 - (base64.TrimEnd('=').Length % 4)) % 4);

    static async Task<(string Status, string Message, string? Details)> Post(EchoServer server, string method, byte[] body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, $"/echo.v1.EchoService/{method}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await http.SendAsync(request, Now);
        await response.Content.ReadAsByteArrayAsync(Now);
        return (Value("grpc-status")!, Value("grpc-message") ?? "", Value(RichStatus.Trailer));

        string? Value(string name) =>
            response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.Single() : null;
    }
}
