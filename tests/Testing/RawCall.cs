using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Budget.Testing;

/// <summary>A gRPC call made by hand, to send what no client library would.</summary>
public static class RawCall
{
    /// <summary>The grpc-status of a call whose one frame holds these bytes; <paramref name="claimed"/> is the length the frame says it has.</summary>
    public static async Task<(int Status, string Message)> Send(Uri address, string path, string token, byte[] message, int? claimed = null)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), claimed ?? message.Length);
        message.CopyTo(frame, 5);
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var from = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        return (int.Parse(from.GetValues("grpc-status").Single(), System.Globalization.CultureInfo.InvariantCulture),
            from.TryGetValues("grpc-message", out var texts) ? Uri.UnescapeDataString(texts.Single()) : "");
    }
}
