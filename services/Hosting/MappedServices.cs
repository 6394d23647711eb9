using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Budget.Hosting;

/// <summary>The gRPC services this process has mapped, found from its endpoints: what health can be asked of and what reflection shows.</summary>
public sealed class MappedServices(EndpointDataSource endpoints)
{
    IReadOnlyList<ServiceDescriptor>? all;

    public IReadOnlyList<ServiceDescriptor> All => all ??=
    [
        .. endpoints.Endpoints
            .Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>()
            .Distinct()
            .Select(Descriptor)
            .OfType<ServiceDescriptor>()
            .OrderBy(d => d.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Generated code keeps the descriptor beside the base class; a service without generated code has none and is not shown.</summary>
    static ServiceDescriptor? Descriptor(Type service) =>
        service.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
            .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;
}
