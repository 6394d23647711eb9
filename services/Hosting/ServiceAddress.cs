using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Budget.Hosting;

/// <summary>
/// Where a service is to be found: one address, several separated by commas, or a name that has the addresses of all instances
/// (<c>dns:///budgets:8081</c>). Calls take turns over several, and pass by one that does not answer.
/// </summary>
public static class ServiceAddress
{
    const string List = "static";

    /// <summary>A name is asked again this often, so that an instance that was added is found; one that is lost is noticed at once.</summary>
    static readonly TimeSpan Refresh = TimeSpan.FromSeconds(15);

    /// <summary>Refuses, naming the setting, what is no address.</summary>
    public static Uri Read(string setting, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var addresses = parts.Select(part => Uri.TryCreate(part, UriKind.Absolute, out var uri) ? uri : null).ToList();
        if (addresses is [{ Scheme: "dns", AbsolutePath.Length: > 1 } name]) return name;
        if (addresses.Count == 0 || addresses.Any(uri => uri is null || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/"))
        {
            throw new InvalidOperationException($"{setting} is '{text}'; it must be like http://host:5101, several of these separated by commas, or dns:///name:5101.");
        }
        return addresses is [var only] ? only! : new($"{List}:///{string.Join(',', addresses.Select(uri => uri!.Authority))}");
    }

    internal static IServiceCollection AddServiceAddresses(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ResolverFactory, StaticResolverFactory>(_ => new(list =>
            list.AbsolutePath.TrimStart('/').Split(',').Select(authority => new Uri("http://" + authority)).Select(uri => new BalancerAddress(uri.Host, uri.Port)))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ResolverFactory, DnsResolverFactory>(_ => new(Refresh)));
        return services;
    }

    /// <summary>What a channel to several addresses has besides.</summary>
    internal static void Balance(GrpcChannelOptions channel, Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttp) return;
        // TLS ends at the district's gateway; inside nothing has it.
        channel.Credentials = ChannelCredentials.Insecure;
        channel.ServiceConfig!.LoadBalancingConfigs.Add(new RoundRobinConfig());
    }
}
