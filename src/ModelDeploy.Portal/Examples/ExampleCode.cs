using System.Text.Encodings.Web;
using System.Text.Json;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Examples;

/// <summary>Code that asks a deployment for a prediction and prints the answer; works as pasted when the body fits the model.</summary>
public static class ExampleCode
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The code.</summary>
    /// <param name="language">In which language.</param>
    /// <param name="address">What to POST to.</param>
    /// <param name="body">The body, JSON.</param>
    /// <param name="access">Whether a key is needed; then <c>CLIENT</c> and <c>KEY</c> stand for client and key.</param>
    public static string For(ExampleLanguage language, string address, string body, AccessType access)
    {
        var isPrivate = access is AccessType.Private;
        return string.Join('\n', language switch
        {
            ExampleLanguage.Curl => Curl(address, body, isPrivate),
            ExampleLanguage.Python => Python(address, body, isPrivate),
            ExampleLanguage.CSharp => CSharp(address, body, isPrivate),
            ExampleLanguage.JavaScript => JavaScript(address, body, isPrivate),
        });
    }

    private static IEnumerable<string> Curl(string address, string body, bool isPrivate) =>
    [
        $"curl -X POST {ShellText(address)} \\",
        .. If(isPrivate, "  -u 'CLIENT:KEY' \\"),
        "  -H 'Content-Type: application/json' \\",
        $"  -d {ShellText(body)}",
    ];

    private static IEnumerable<string> Python(string address, string body, bool isPrivate) =>
    [
        .. If(isPrivate, "import base64"),
        "import urllib.request",
        "",
        "request = urllib.request.Request(",
        $"    {Text(address)},",
        $"    data={Text(body)}.encode(),",
        "    headers={",
        "        'Content-Type': 'application/json',",
        .. If(isPrivate, "        'Authorization': 'Basic ' + base64.b64encode(b'CLIENT:KEY').decode(),"),
        "    },",
        "    method='POST',",
        ")",
        "with urllib.request.urlopen(request) as answer:",
        "    print(answer.read().decode())",
    ];

    private static IEnumerable<string> CSharp(string address, string body, bool isPrivate) =>
    [
        "using System.Text;",
        "",
        "using var client = new HttpClient();",
        .. If(isPrivate, "client.DefaultRequestHeaders.Authorization = new(\"Basic\", Convert.ToBase64String(Encoding.UTF8.GetBytes(\"CLIENT:KEY\")));"),
        $"using var body = new StringContent({CSharpText(body)}, Encoding.UTF8, \"application/json\");",
        $"using var answer = await client.PostAsync({CSharpText(address)}, body);",
        "Console.WriteLine(await answer.Content.ReadAsStringAsync());",
    ];

    private static IEnumerable<string> JavaScript(string address, string body, bool isPrivate) =>
    [
        $"fetch({Text(address)}, {{",
        "  method: 'POST',",
        "  headers: {",
        "    'Content-Type': 'application/json',",
        .. If(isPrivate, "    Authorization: 'Basic ' + btoa('CLIENT:KEY'),"),
        "  },",
        $"  body: {Text(body)},",
        "})",
        "  .then((answer) => answer.text())",
        "  .then((text) => console.log(text));",
    ];

    private static string[] If(bool condition, string line) => condition ? [line] : [];

    private static string ShellText(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // Python and JavaScript read both forms; the second is ugly and always right.
    private static string Text(string text) => IsPlain(text) && !text.Contains('\'') && !text.Contains('\\') ? $"'{text}'" : Escaped(text);

    private static string CSharpText(string text) =>
        !text.Contains('"') && IsPlain(text) && !text.Contains('\\') ? $"\"{text}\""
        : IsPlain(text) && !text.Contains("\"\"\"") && text is not ['"', ..] and not [.., '"'] ? $"\"\"\"{text}\"\"\""
        : Escaped(text);

    private static bool IsPlain(string text) => !text.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029');

    private static string Escaped(string text) => JsonSerializer.Serialize(text, Readable);
}
