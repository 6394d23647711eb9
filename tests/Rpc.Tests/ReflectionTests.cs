using Google.Protobuf.Reflection;
using Grpc.Core;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace Budget.Rpc.Tests;

public sealed class ReflectionTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    static async Task<V1.ServerReflectionResponse> Ask(EchoServer server, V1.ServerReflectionRequest question)
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(server.Channel()).ServerReflectionInfo(cancellationToken: Now);
        await call.RequestStream.WriteAsync(question, Now);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Now));
        return call.ResponseStream.Current;
    }

    [Fact]
    public async Task Lists_every_mapped_service()
    {
        await using var server = await EchoServer.Start();

        var answer = await Ask(server, new V1.ServerReflectionRequest { ListServices = "" });

        Assert.Equal(
            ["echo.v1.EchoService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            answer.ListServicesResponse.Service.Select(s => s.Name));
    }

    [Theory]
    [InlineData("echo.v1.EchoService")]
    [InlineData("echo.v1.EchoService.Chat")]
    [InlineData("echo.v1.EveryField")]
    [InlineData("echo.v1.EveryField.Nested")]
    [InlineData("echo.v1.Colour")]
    public async Task Finds_a_symbols_file_and_all_it_imports(string symbol)
    {
        await using var server = await EchoServer.Start();

        var answer = await Ask(server, new V1.ServerReflectionRequest { FileContainingSymbol = symbol });

        var files = answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom).ToList();
        Assert.Equal("echo/v1/echo.proto", files[0].Name);
        Assert.Equal(files[0].Dependency.Order(), files.Skip(1).Select(f => f.Name).Order());
    }

    [Theory]
    [InlineData("google/rpc/error_details.proto", "google.rpc")]
    [InlineData("echo/v1/echo.proto", "echo.v1")]
    public async Task Finds_a_file_by_its_name(string name, string package)
    {
        await using var server = await EchoServer.Start();

        var answer = await Ask(server, new V1.ServerReflectionRequest { FileByFilename = name });

        Assert.Equal(package, FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]).Package);
    }

    [Fact]
    public async Task Says_what_it_does_not_know_and_goes_on_listening()
    {
        await using var server = await EchoServer.Start();
        using var call = new V1.ServerReflection.ServerReflectionClient(server.Channel()).ServerReflectionInfo(cancellationToken: Now);
        var questions = new (V1.ServerReflectionRequest Question, StatusCode Answer)[]
        {
            (new() { FileContainingSymbol = "echo.v1.Nobody" }, StatusCode.NotFound),
            (new() { FileByFilename = "../../etc/passwd" }, StatusCode.NotFound),
            // Nobody extends a message here, so nobody answers such questions.
            (new() { FileContainingExtension = new V1.ExtensionRequest { ContainingType = "echo.v1.EveryField", ExtensionNumber = 7 } }, StatusCode.Unimplemented),
            (new() { AllExtensionNumbersOfType = "echo.v1.EveryField" }, StatusCode.Unimplemented),
            (new(), StatusCode.Unimplemented),
        };

        foreach (var (question, answer) in questions)
        {
            await call.RequestStream.WriteAsync(question, Now);
            Assert.True(await call.ResponseStream.MoveNext(Now));
            Assert.Equal((int)answer, call.ResponseStream.Current.ErrorResponse.ErrorCode);
        }
    }

    [Fact]
    public async Task The_older_name_gives_the_same_answers()
    {
        await using var server = await EchoServer.Start();
        using var call = new V1Alpha.ServerReflection.ServerReflectionClient(server.Channel()).ServerReflectionInfo(cancellationToken: Now);

        await call.RequestStream.WriteAsync(new V1Alpha.ServerReflectionRequest { ListServices = "" }, Now);

        Assert.True(await call.ResponseStream.MoveNext(Now));
        Assert.Contains(call.ResponseStream.Current.ListServicesResponse.Service, s => s.Name == "echo.v1.EchoService");
    }
}
