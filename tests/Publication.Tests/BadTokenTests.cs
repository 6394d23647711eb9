using System.Security.Cryptography;
using System.Text;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Budget.Publication.Tests;

/// <summary>Every RPC of the three services against tokens that somebody made, broke or found.</summary>
public class BadTokenTests(District district)
{
    const string Other = "another key of enough length, and not the one that is configured here";

    static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(b => b, b => b);

    public static IReadOnlyDictionary<string, Func<string>> Tokens { get; } = new Dictionary<string, Func<string>>
    {
        ["empty"] = () => "",
        ["a word"] = () => "token",
        ["three dots"] = () => "...",
        ["two parts"] = () => Good()[..Good().LastIndexOf('.')],
        ["four parts"] = () => Good() + ".AAAA",
        ["no signature"] = () => Good()[..(Good().LastIndexOf('.') + 1)],
        ["half a signature"] = () => Good()[..^20],
        ["one letter of the signature"] = () => Good()[..^2] + (Good()[^2] == 'A' ? 'B' : 'A') + Good()[^1],
        ["algorithm none"] = () => Unsigned("none"),
        ["algorithm None"] = () => Unsigned("None"),
        ["algorithm nOnE with a signature"] = () => Unsigned("nOnE") + "AAAA",
        ["no algorithm"] = () => Part("{\"typ\":\"JWT\"}") + Good()[Good().IndexOf('.')..],
        ["header exchanged for HS384"] = () => Part("{\"alg\":\"HS384\",\"typ\":\"JWT\"}") + Good()[Good().IndexOf('.')..],
        ["HS384"] = () => Make(algorithm: SecurityAlgorithms.HmacSha384),
        ["HS512"] = () => Make(algorithm: SecurityAlgorithms.HmacSha512),
        ["another key"] = () => Make(key: Other),
        ["the key with a blank"] = () => Make(key: District.SigningKey + " "),
        ["the key cut"] = () => Make(key: District.SigningKey[..32]),
        ["RS256 with a key of its own"] = Rsa,
        ["a key in its header (jwk)"] = () => WithHeader("\"jwk\":{\"kty\":\"oct\",\"k\":\"" + Base64UrlEncoder.Encode(Other) + "\"}"),
        ["an address of keys in its header (jku)"] = () => WithHeader("\"jku\":\"http://127.0.0.1:1/keys\""),
        ["a changed payload"] = () => string.Join('.', Good().Split('.')[0], Part("{\"sub\":\"x\",\"district\":\"dongxihu\",\"department\":\"*\",\"role\":\"finance_reviewer\",\"aud\":\"budget\",\"iss\":\"budget-development\",\"exp\":9999999999}"), Good().Split('.')[2]),
        ["another audience"] = () => Make(audience: "others"),
        ["no audience"] = () => Make(audience: null),
        ["another issuer"] = () => Make(issuer: "others"),
        ["no issuer"] = () => Make(issuer: null),
        ["ended"] = () => Make(expires: DateTime.UtcNow.AddMinutes(-2)),
        ["not begun"] = () => Make(notBefore: DateTime.UtcNow.AddMinutes(5)),
        ["without an end"] = () => Make(expires: DateTime.MaxValue),
        ["without a person"] = () => Make(without: "sub"),
        ["without a district"] = () => Make(without: "district"),
    };

    public static TheoryData<string> Kinds => new(Tokens.Keys);

    [Theory, MemberData(nameof(Kinds))]
    public async Task Opens_no_rpc_of_any_service(string kind)
    {
        foreach (var (service, address) in new[] { (BudgetService.Descriptor, district.Budgets), (V1.PerformanceService.Descriptor, district.Performance), (DisclosureService.Descriptor, district.Publication) })
        {
            using var channel = GrpcClients.Channel(address.Address());
            foreach (var rpc in service.Methods)
            {
                var code = await Call(channel.CreateCallInvoker(), service, rpc, Tokens[kind]());
                Assert.True(code is StatusCode.Unauthenticated or StatusCode.PermissionDenied, $"{rpc.FullName} with {kind}: {code}");
            }
        }
    }

    [Fact]
    public async Task The_same_calls_are_admitted_with_a_good_one()
    {
        using var channel = GrpcClients.Channel(district.Publication.Address());
        Assert.Equal(StatusCode.OK, await Call(channel.CreateCallInvoker(), DisclosureService.Descriptor, DisclosureService.Descriptor.FindMethodByName("ListDisclosures"), Good()));
    }

    static async Task<StatusCode> Call(CallInvoker invoker, ServiceDescriptor service, MethodDescriptor rpc, string token)
    {
        var options = new CallOptions(new Metadata { { "authorization", "Bearer " + token } }, DateTime.UtcNow.AddSeconds(20), TestContext.Current.CancellationToken);
        try
        {
            var kind = rpc.IsClientStreaming ? MethodType.DuplexStreaming : rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
            var method = new Method<byte[], byte[]>(kind, service.FullName, rpc.Name, Bytes, Bytes);
            switch (kind)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(method, null, options, []);
                    break;
                case MethodType.ServerStreaming:
                    using (var stream = invoker.AsyncServerStreamingCall(method, null, options, [])) await stream.ResponseStream.MoveNext(options.CancellationToken);
                    break;
                default:
                    using (var stream = invoker.AsyncDuplexStreamingCall(method, null, options)) await stream.ResponseStream.MoveNext(options.CancellationToken);
                    break;
            }
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    static string Good() => Make();

    static string Make(string key = District.SigningKey, string algorithm = SecurityAlgorithms.HmacSha256, string? audience = Identity.Audience, string? issuer = Identity.DevelopmentIssuer,
        DateTime? expires = null, DateTime? notBefore = null, string without = "")
    {
        var claims = new Dictionary<string, object> { ["sub"] = "someone", ["district"] = District.Code, ["department"] = "*", ["role"] = new[] { Roles.FinanceReviewer, Roles.Reader } };
        claims.Remove(without);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = claims,
            NotBefore = notBefore ?? DateTime.UtcNow.AddMinutes(-5),
            Expires = expires == DateTime.MaxValue ? null : expires ?? DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.PadRight(64, algorithm == SecurityAlgorithms.HmacSha256 ? '\0' : 'x').TrimEnd('\0'))), algorithm),
        });
    }

    static string Rsa()
    {
        using var rsa = RSA.Create(2048);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Identity.DevelopmentIssuer,
            Audience = Identity.Audience,
            Claims = new Dictionary<string, object> { ["sub"] = "x", ["district"] = District.Code, ["department"] = "*", ["role"] = Roles.FinanceReviewer },
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa.ExportParameters(true)), SecurityAlgorithms.RsaSha256),
        });
    }

    static string Unsigned(string algorithm) => $"{Part($"{{\"alg\":\"{algorithm}\",\"typ\":\"JWT\"}}")}.{Good().Split('.')[1]}.";

    static string WithHeader(string more)
    {
        var content = Part($"{{\"alg\":\"HS256\",\"typ\":\"JWT\",{more}}}") + "." + Good().Split('.')[1];
        return content + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Other), Encoding.ASCII.GetBytes(content)));
    }

    static string Part(string json) => Base64UrlEncoder.Encode(json);
}
