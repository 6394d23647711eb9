using Google.Rpc;
using Grpc.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Budget.Hosting;

/// <summary>
/// grpc.reflection.v1 and v1alpha by the package, over what this process has mapped and the error details' files, which no service's
/// proto imports and without which a stranger cannot read a refusal.
/// </summary>
static class Reflection
{
    /// <summary>Before AddGrpcReflection, which leaves what is registered already.</summary>
    public static IServiceCollection AddReflectionOfMappedServices(this IServiceCollection services) => services
        .AddSingleton(provider => new ReflectionServiceImpl(Names(provider), Registry(provider)))
        .AddSingleton(provider => new ReflectionV1ServiceImpl(Names(provider), Registry(provider)))
        .AddGrpcReflection();

    static IEnumerable<string> Names(IServiceProvider provider) => Mapped(provider).Select(service => service.FullName);

    static SymbolRegistry Registry(IServiceProvider provider) =>
        SymbolRegistry.FromFiles([.. Mapped(provider).Select(service => service.File), StatusReflection.Descriptor, ErrorDetailsReflection.Descriptor]);

    static IReadOnlyList<ServiceDescriptor> Mapped(IServiceProvider provider) => provider.GetRequiredService<MappedServices>().All;
}
