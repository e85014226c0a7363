using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>The body of a model's answer as people can read it.</summary>
public static class AnswerText
{
    private const int LongestIndented = 256 * 1024;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// JSON indented, with lists of plain values on one line; other text as it is; null for what is no text. A character that a
    /// cut went through is left out. Not made safe to show.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> body, bool isCut)
    {
        if (TextOf(body, isCut) is not { } text)
            return null;
        if (isCut || text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return text;
        try
        {
            var indented = new StringBuilder();
            Write(JsonNode.Parse(text), indented, depth: 0);
            return indented.Length <= LongestIndented ? indented.ToString() : text;
        }
        catch (Exception noJson) when (noJson is JsonException or ArgumentException)
        {
            return text; // an ArgumentException is a name that stands twice in an object
        }
    }

    private static string? TextOf(ReadOnlySpan<byte> body, bool isCut)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        for (var dropped = 0; dropped <= (isCut ? 3 : 0) && dropped <= body.Length; dropped++)
        {
            try
            {
                var text = strict.GetString(body[..^dropped]);
                return text.Contains('\0') ? null : text;
            }
            catch (DecoderFallbackException)
            {
                // Perhaps the cut went through a character.
            }
        }
        return null;
    }

    private static void Write(JsonNode? node, StringBuilder to, int depth)
    {
        if (to.Length > LongestIndented)
            return;
        if (node is JsonObject { Count: > 0 } members)
            WriteAll('{', '}', members, member => { to.Append(JsonSerializer.Serialize(member.Key, Readable)).Append(": "); Write(member.Value, to, depth + 1); }, to, depth);
        else if (node is JsonArray list && list.Any(entry => entry is JsonObject or JsonArray))
            WriteAll('[', ']', list, entry => Write(entry, to, depth + 1), to, depth);
        else if (node is JsonArray plain)
            to.Append('[').AppendJoin(", ", plain.Select(Plain)).Append(']');
        else
            to.Append(Plain(node));
    }

    private static void WriteAll<T>(char open, char close, IEnumerable<T> entries, Action<T> write, StringBuilder to, int depth)
    {
        to.Append(open);
        var separator = "\n";
        foreach (var entry in entries)
        {
            to.Append(separator).Append(' ', 2 * (depth + 1));
            write(entry);
            separator = ",\n";
        }
        to.Append('\n').Append(' ', 2 * depth).Append(close);
    }

    private static string Plain(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";
}
