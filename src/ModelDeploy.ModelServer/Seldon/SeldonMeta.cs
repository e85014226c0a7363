using System.Text.Json;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Seldon;

/// <summary>What a message says about itself; its elements live as long as the message's document.</summary>
/// <param name="Puid">The request's id, or null where the caller gave none.</param>
/// <param name="Tags">An object of the caller's own, handed back, or null.</param>
/// <param name="RequestPath">Nodes that the request passed before this one, or null.</param>
internal sealed record SeldonMeta(string? Puid, JsonElement? Tags, JsonElement? RequestPath)
{
    /// <summary>The id travels in a header, too: at most this many printable ASCII characters without spaces.</summary>
    public const int LongestPuid = 128;

    /// <summary>The <c>meta</c> of a message (all null where there is none), or a sentence that says what is wrong with it.</summary>
    public static Outcome<SeldonMeta> Read(JsonElement message)
    {
        if (message.FirstThatIsNoObject("", "meta") is { } fault)
            return Outcome<SeldonMeta>.Bad(fault);
        if (message.ObjectOrNull("meta") is not { } meta)
            return Outcome<SeldonMeta>.Good(new SeldonMeta(null, null, null));
        if (meta.FirstThatIsNoObject("meta.", "tags", "requestPath") is { } memberFault)
            return Outcome<SeldonMeta>.Bad(memberFault);

        string? id = null;
        if (meta.TryGetProperty("puid", out var puid) && puid.ValueKind != JsonValueKind.Null)
        {
            id = puid.ValueKind == JsonValueKind.String ? puid.GetString() : null;
            if (id is null || (id.Length > 0 && !IsPuid(id)))
                return Outcome<SeldonMeta>.Bad($"meta.puid must be a text of at most {LongestPuid} printable ASCII characters without spaces.");
        }
        return Outcome<SeldonMeta>.Good(
            new SeldonMeta(id is "" ? null : id, meta.ObjectOrNull("tags"), meta.ObjectOrNull("requestPath")));
    }

    /// <summary>True for texts that can stand in a header and in a log line as they are.</summary>
    public static bool IsPuid(string text) => text.Length is > 0 and <= LongestPuid && text.All(c => c is > ' ' and <= '~');
}
