using System.Buffers.Binary;

namespace ModelDeploy.Gateway.Clients;

/// <summary>
/// The SHA-256 of a key, to look it up by. How long a look-up takes tells at most something of the hash of what a caller showed, and
/// nothing of any key.
/// </summary>
internal readonly record struct KeyHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>The hash in these 32 bytes.</summary>
    public static KeyHash Of(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>The hash as it is kept: 64 hexadecimal digits.</summary>
    public static KeyHash OfHex(string hex) => Of(Convert.FromHexString(hex));
}
