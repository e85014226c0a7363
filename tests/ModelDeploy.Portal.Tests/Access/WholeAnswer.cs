using System.Text.RegularExpressions;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>Everything that an answer tells, but for what is another at every request.</summary>
internal static partial class WholeAnswer
{
    private static readonly string[] Changing = ["Date", "Content-Security-Policy", "Set-Cookie"];

    /// <summary>Status, headers and body, with the asked name written as <c>ID</c>.</summary>
    public static async Task<string> OfAsync(HttpResponseMessage answer, string asked)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => !Changing.Contains(header.Key))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        var body = Random().Replace(await answer.Content.ReadAsStringAsync(), "");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body}".Replace(asked, "ID", StringComparison.Ordinal);
    }

    /// <summary>Nonces, antiforgery tokens, what Blazor takes along, and the name that a request has in the log.</summary>
    [GeneratedRegex("""nonce="[^"]*"|<!--.*?-->|(?<=name="__RequestVerificationToken" value=")[^"]*|(?<="traceId":")[^"]*""", RegexOptions.Singleline)]
    private static partial Regex Random();
}
