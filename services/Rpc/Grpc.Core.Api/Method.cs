using System.Buffers;
using System.Text;

namespace Grpc.Core;

public enum MethodType
{
    Unary,
    ClientStreaming,
    ServerStreaming,
    DuplexStreaming,
}

public interface IMethod
{
    MethodType Type { get; }

    string ServiceName { get; }

    string Name { get; }

    /// <summary><c>/service/method</c>, as it stands in the HTTP path.</summary>
    string FullName { get; }
}

public class Method<TRequest, TResponse>(
    MethodType type, string serviceName, string name, Marshaller<TRequest> requestMarshaller, Marshaller<TResponse> responseMarshaller)
    : IMethod
{
    public MethodType Type { get; } = type;

    public string ServiceName { get; } = serviceName ?? throw new ArgumentNullException(nameof(serviceName));

    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    public string FullName { get; } = $"/{serviceName}/{name}";

    public Marshaller<TRequest> RequestMarshaller { get; } = requestMarshaller ?? throw new ArgumentNullException(nameof(requestMarshaller));

    public Marshaller<TResponse> ResponseMarshaller { get; } = responseMarshaller ?? throw new ArgumentNullException(nameof(responseMarshaller));
}

/// <summary>How messages of one type become bytes and come back.</summary>
public class Marshaller<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
{
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
        : this(Whole(serializer), Whole(deserializer))
    {
    }

    public Action<T, SerializationContext> ContextualSerializer { get; } = serializer ?? throw new ArgumentNullException(nameof(serializer));

    public Func<DeserializationContext, T> ContextualDeserializer { get; } = deserializer ?? throw new ArgumentNullException(nameof(deserializer));

    static Action<T, SerializationContext> Whole(Func<T, byte[]> serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return (message, context) => context.Complete(serializer(message));
    }

    static Func<DeserializationContext, T> Whole(Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(deserializer);
        return context => deserializer(context.PayloadAsNewBuffer());
    }
}

public static class Marshallers
{
    public static Marshaller<string> StringMarshaller { get; } = Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);

    public static Marshaller<T> Create<T>(Func<T, byte[]> serializer, Func<byte[], T> deserializer) => new(serializer, deserializer);

    public static Marshaller<T> Create<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);
}

/// <summary>Where a marshaller puts the bytes of one message.</summary>
public abstract class SerializationContext
{
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    public virtual void Complete() => throw new NotImplementedException();
}

/// <summary>Where a marshaller finds the bytes of one message.</summary>
public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
