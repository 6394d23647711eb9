using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Budget.Hosting;
using Budget.Rpc.Tests.Echo;
using Grpc.Core;
using Microsoft.AspNetCore.Hosting;

namespace Budget.Rpc.Tests;

public sealed class TlsTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_trusts_the_certificate_is_answered_and_its_token_travels()
    {
        using var certificate = SelfSigned();
        await using var server = await EchoServer.Start(listen: o => o.UseHttps(certificate));
        var client = server.Client(o =>
        {
            o.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token);
            ((SocketsHttpHandler)o.HttpHandler!).SslOptions.RemoteCertificateValidationCallback =
                (_, shown, _, _) => shown!.GetCertHashString() == certificate.Thumbprint;
        });

        var answer = await client.EchoAsync(new EchoRequest { Mode = "headers", Text = "authorization" }, cancellationToken: Now);

        Assert.Equal("Bearer t", answer.Text);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_it_sends_nothing()
    {
        using var certificate = SelfSigned();
        await using var server = await EchoServer.Start(listen: o => o.UseHttps(certificate));

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client(o => o.ServiceConfig = null).EchoAsync(new EchoRequest { Text = "t" }, cancellationToken: Now));

        Assert.NotEqual(StatusCode.OK, e.StatusCode);
        Assert.Equal(0, server.Rpcs.Attempts("t"));
    }

    [Fact]
    public void A_channel_that_would_send_a_token_in_the_open_cannot_be_made() => Assert.Throws<InvalidOperationException>(() =>
        GrpcClients.Channel(new Uri("http://127.0.0.1:1"), o => o.Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, Token)));

    static CallCredentials Token => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add("authorization", "Bearer t");
        return Task.CompletedTask;
    });

    static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
