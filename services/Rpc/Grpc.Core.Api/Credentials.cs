using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Grpc.Core;

public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    public AuthInterceptorContext(string serviceUrl, string methodName) : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    public string ServiceUrl { get; } = serviceUrl ?? throw new ArgumentNullException(nameof(serviceUrl));

    public string MethodName { get; } = methodName ?? throw new ArgumentNullException(nameof(methodName));

    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Adds who is calling to a single call.</summary>
public abstract class CallCredentials
{
    public static CallCredentials Compose(params CallCredentials[] credentials) => new Composite([.. credentials]);

    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new FromFunction(interceptor);

    /// <summary>The transport asks the credentials to describe themselves; not for applications.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    sealed class Composite : CallCredentials
    {
        readonly IReadOnlyList<CallCredentials> parts;

        public Composite(IReadOnlyList<CallCredentials> parts)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(parts.Count, 2, nameof(parts));
            this.parts = parts;
        }

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, parts);
    }

    sealed class FromFunction(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        readonly AsyncAuthInterceptor interceptor = interceptor ?? throw new ArgumentNullException(nameof(interceptor));

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }
}

/// <summary>How a transport learns what call credentials hold.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    public static ChannelCredentials Insecure { get; } = new Plain();

    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>A secured channel whose every call carries <paramref name="callCredentials"/>.</summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
        new Composite(channelCredentials, callCredentials);

    /// <summary>The transport asks the credentials to describe themselves; not for applications.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);

    /// <summary>Call credentials are secrets: only a secured channel may carry them by default.</summary>
    internal virtual bool IsComposable => false;

    sealed class Plain : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetInsecureCredentials(state);
    }

    sealed class Composite : ChannelCredentials
    {
        readonly ChannelCredentials channel;
        readonly CallCredentials call;

        public Composite(ChannelCredentials channel, CallCredentials call)
        {
            this.channel = channel ?? throw new ArgumentNullException(nameof(channel));
            this.call = call ?? throw new ArgumentNullException(nameof(call));
            if (!channel.IsComposable)
            {
                throw new ArgumentException("These channel credentials cannot carry call credentials.", nameof(channel));
            }
        }

        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, channel, call);
    }
}

/// <summary>How a transport learns what channel credentials hold.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    public abstract void SetInsecureCredentials(object? state);

    public abstract void SetSslCredentials(
        object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    public abstract void SetCompositeCredentials(object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}

public sealed class SslCredentials(
    string? rootCertificates, KeyCertificatePair? keyCertificatePair = null, VerifyPeerCallback? verifyPeerCallback = null) : ChannelCredentials
{
    public SslCredentials() : this(null)
    {
    }

    public string? RootCertificates { get; } = rootCertificates;

    public KeyCertificatePair? KeyCertificatePair { get; } = keyCertificatePair;

    internal override bool IsComposable => true;

    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, verifyPeerCallback);
}

public sealed class KeyCertificatePair(string certificateChain, string privateKey)
{
    public string CertificateChain { get; } = certificateChain ?? throw new ArgumentNullException(nameof(certificateChain));

    public string PrivateKey { get; } = privateKey ?? throw new ArgumentNullException(nameof(privateKey));
}

public delegate bool VerifyPeerCallback(VerifyPeerContext context);

public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    public string TargetName { get; }

    public string PeerPem { get; }
}

/// <summary>What the transport knows of the peer, from its certificate.</summary>
public class AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
{
    readonly Dictionary<string, List<AuthProperty>> properties = properties ?? throw new ArgumentNullException(nameof(properties));

    [MemberNotNullWhen(true, nameof(PeerIdentityPropertyName))]
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    public string? PeerIdentityPropertyName { get; } = peerIdentityPropertyName;

    public IEnumerable<AuthProperty> PeerIdentity => IsPeerAuthenticated ? properties[PeerIdentityPropertyName] : [];

    public IEnumerable<AuthProperty> Properties => properties.Values.SelectMany(p => p);

    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) =>
        properties.TryGetValue(propertyName, out var found) ? found : [];
}

public class AuthProperty
{
    readonly byte[] value;

    AuthProperty(string name, byte[] value) => (Name, this.value) = (name, value);

    public string Name { get; }

    public string Value => Encoding.UTF8.GetString(value);

    public byte[] ValueBytes => [.. value];

    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, [.. valueBytes]);
    }
}
