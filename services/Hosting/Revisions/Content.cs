using System.Security.Cryptography;
using Google.Protobuf;

namespace Budget.Hosting.Revisions;

/// <summary>
/// A message as it is kept: its bytes and their SHA-256. Messages without map fields always serialise alike, so equal
/// content has equal bytes, and whoever has the message can compute the hash.
/// </summary>
public sealed class Content
{
    Content(byte[] bytes) => (Bytes, Hash) = (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public byte[] Bytes { get; }

    public string Hash { get; }

    /// <summary>Null if the message has fields this service does not know: they would be kept, and published, without anyone having read them.</summary>
    public static Content? Of<T>(T message, MessageParser<T> parser) where T : IMessage<T>
    {
        var bytes = message.ToByteArray();
        return parser.WithDiscardUnknownFields(true).ParseFrom(bytes).CalculateSize() == bytes.Length ? new Content(bytes) : null;
    }
}
