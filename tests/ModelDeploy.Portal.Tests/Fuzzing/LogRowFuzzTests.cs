using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Logs;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Portal.Tests.Fuzzing;

/// <summary>Rows of the log viewer, made in a real browser by the scripts of the page.</summary>
public sealed partial class LogRowFuzzTests(ChromiumBrowser browser)
{
    // So many rows are made by one call of the browser.
    private const int Batch = 500;

    private const string MakeRows = """
        async lines => {
          const { RowMaker } = await import('/js/log-row.js');
          const rows = new RowMaker({ cut: 'cut' });
          return JSON.stringify(lines.map(text => {
            const row = rows.make({ replica: 'iris-1', stream: 'out', time: '2026-11-21T09:00:00.0000000Z', text });
            const log = row.querySelector('.log-text');
            document.body.replaceChildren(row);
            return { text: log.textContent, tags: [...row.querySelectorAll('*')].map(one => one.localName), classes: [...log.querySelectorAll('*')].map(one => one.className),
              attributes: [...log.querySelectorAll('*')].flatMap(one => one.getAttributeNames()) };
          }));
        }
        """;

    [Fact]
    public async Task Whatever_a_line_holds_it_becomes_text_that_can_be_seen()
    {
        var page = await browser.NewPageAsync();
        await using var host = await LogsHost.StartAsync();
        await page.Context.AddCookiesAsync([new() { Name = LogsHost.PersonCookie, Value = "ada", Url = host.Address }]);
        await page.GotoAsync($"{host.Address}/start.js");
        var dialogs = 0;
        page.Dialog += (_, _) => dialogs++;

        // Lines arrive as JSON in UTF-8, where there are no halves of characters.
        var lines = HostileText.Any.Select(text => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        foreach (var texts in Fuzz.InputsOf(lines).Chunk(Batch))
        {
            var rows = JsonSerializer.Deserialize<Row[]>(await page.EvaluateAsync<string>(MakeRows, texts), JsonSerializerOptions.Web)!;
            foreach (var (line, row) in texts.Zip(rows))
                IsHarmless(line, row);
        }
        Assert.Equal(0, dialogs);
    }

    private static void IsHarmless(string line, Row row)
    {
        var told = JsonSerializer.Serialize(line);
        Assert.False(Unseen().IsMatch(row.Text), told);
        Assert.True(row.Text.Length <= 6 * line.Length, told);
        if (!Unseen().IsMatch(line))
            Assert.Equal(line, row.Text);
        Assert.Equal(Escaped(line), row.Text);
        Assert.All(row.Tags, tag => Assert.Contains(tag, (string[])["time", "span", "bdi"]));
        Assert.All(row.Classes, classes => Assert.Matches("^(?:ansi-[a-z-]+|log-escape)(?: (?:ansi-[a-z-]+|log-escape))*$", classes));
        Assert.All(row.Attributes, attribute => Assert.Equal("class", attribute));
    }

    /// <summary>What a line shows, told a second time: colours are gone, what cannot be seen is its number.</summary>
    private static string Escaped(string line) => Unseen().Replace(
        Colours().Replace(line, ""), match => match.Value[0] < 0x100 ? $"\\x{(int)match.Value[0]:x2}" : $"\\u{(int)match.Value[0]:x4}");

    [GeneratedRegex(@"[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\x1b\[[0-9;:]*m")]
    private static partial Regex Colours();

    private sealed record Row(string Text, string[] Tags, string[] Classes, string[] Attributes);
}
