using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ModelDeploy.Gateway.Answers;

/// <summary>
/// The names under which a request can be found again. A client's own are taken when they are 1–128 harmless
/// characters; they go to the model and back to the client.
/// </summary>
/// <param name="Id"><c>X-Request-Id</c>: the client's, else its <c>Seldon-Puid</c>, else made here.</param>
/// <param name="Puid"><c>Seldon-Puid</c> as the client sent it, or null.</param>
internal readonly record struct RequestIds(string Id, string? Puid)
{
    public const string IdHeader = "X-Request-Id";
    public const string PuidHeader = "Seldon-Puid";

    private const int LongestId = 128;

    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/+=@");

    public static RequestIds Of(IHeaderDictionary request)
    {
        var puid = Taken(request[PuidHeader]);
        return new RequestIds(Taken(request[IdHeader]) ?? puid ?? Made(), puid);
    }

    public void Echo(IHeaderDictionary response)
    {
        response[IdHeader] = Id;
        if (Puid is not null)
            response[PuidHeader] = Puid;
    }

    /// <summary>Told apart from others, not secret: 128 bits that cost no call of the operating system.</summary>
    private static string Made()
    {
        Span<byte> bits = stackalloc byte[16];
        Random.Shared.NextBytes(bits);
        return Convert.ToHexStringLower(bits);
    }

    private static string? Taken(StringValues values) =>
        values is [{ Length: > 0 and <= LongestId } value] && !value.AsSpan().ContainsAnyExcept(Harmless) ? value : null;
}
