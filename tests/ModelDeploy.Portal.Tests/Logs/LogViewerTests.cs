using Microsoft.Playwright;
using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.TestKit;
using static Microsoft.Playwright.Assertions;

namespace ModelDeploy.Portal.Tests.Logs;

public sealed class LogViewerTests(ChromiumBrowser browser) : IAsyncLifetime
{
    private static readonly DateTimeOffset Before = new(2026, 1, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new(2126, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private LogsHost _host = null!;
    private IBrowserContext _context = null!;
    private IPage _page = null!;
    private int _said;

    public async ValueTask InitializeAsync()
    {
        _page = await browser.NewPageAsync();
        _context = _page.Context;
        _host = await LogsHost.StartAsync();
        await _context.AddCookiesAsync([new() { Name = LogsHost.PersonCookie, Value = "ada", Url = _host.Address }]);
        await _context.AddInitScriptAsync("""
            window.sockets = [];
            window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.sockets.push(this); } };
            """);
        _host.Runtime.Sources = [new("iris-1", Live: true), new("iris-2", Live: true)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
            await _context.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task Lines_appear_with_time_replica_and_text_while_they_are_written()
    {
        await OpenAsync();
        await SayAsync("iris-1", "model loaded");

        var row = Rows.First;
        await Expect(row.Locator(".log-text")).ToHaveTextAsync("model loaded");
        await Expect(row.Locator(".log-replica")).ToHaveTextAsync("iris-1");
        await Expect(row.Locator("time")).ToHaveTextAsync("11-21 09:00:00.000");
        await Expect(_page.GetByText("No log lines yet")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_a_model_writes_is_shown_and_never_executed()
    {
        await OpenAsync();
        await SayAsync("iris-1", "<img src=x onerror=\"document.title='owned'\"> \u001b[31mred\u001b[0m \u001b[2J \u202etxt.exe\u0007");

        await Expect(Rows.Locator(".log-text")).ToHaveTextAsync(
            "<img src=x onerror=\"document.title='owned'\"> red \\x1b[2J \\u202etxt.exe\\x07");
        await Expect(Rows.Locator(".ansi-red")).ToHaveTextAsync("red");
        Assert.Equal(0, await Rows.Locator("img").CountAsync());
        Assert.Equal("Logs", await _page.TitleAsync());
    }

    [Theory]
    [InlineData("\u001b[1;32mgreen\u001b[m", "ansi-bold ansi-green")]
    [InlineData("\u001b[91mbright\u001b[m", "ansi-bright-red")]
    [InlineData("\u001b[38;5;196mindexed\u001b[m", "ansi-red")]
    [InlineData("\u001b[38;2;250;250;250mtrue\u001b[m", "ansi-bright-white")]
    [InlineData("\u001b[44mback\u001b[m", "ansi-on-blue")]
    public async Task Colours_of_terminals_become_classes(string text, string classes)
    {
        await OpenAsync();
        await SayAsync("iris-1", text);

        await Expect(Rows.Locator(".log-text span")).ToHaveClassAsync(classes);
    }

    [Fact]
    public async Task Scrolling_up_pauses_and_resume_goes_on_at_the_end()
    {
        await OpenAsync();
        await SayAsync("iris-1", [.. Enumerable.Range(0, 200).Select(line => $"line {line}")]);
        await Expect(_page.GetByText("line 199", new() { Exact = true })).ToBeInViewportAsync();

        // A wheel that turns before the browser has drawn the rows moves nothing.
        await Log.HoverAsync();
        var resume = _page.GetByRole(AriaRole.Button, new() { Name = "Resume" });
        await Eventually.TrueAsync(async () =>
        {
            await _page.Mouse.WheelAsync(0, -1_000);
            return await resume.IsVisibleAsync();
        }, "the log pauses");
        await SayAsync("iris-1", "the newest");
        await Expect(resume).ToHaveTextAsync("Resume (1 new line)");
        await Expect(_page.GetByText("the newest")).ToHaveCountAsync(0);

        await resume.ClickAsync();
        await Expect(_page.GetByText("the newest")).ToBeInViewportAsync();
        await Expect(resume).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_reader_who_moves_up_by_less_than_a_line_has_left_the_end()
    {
        await OpenAsync();
        await SayAsync("iris-1", [.. Enumerable.Range(0, 200).Select(line => $"line {line}")]);
        await Expect(_page.GetByText("line 199", new() { Exact = true })).ToBeInViewportAsync();

        // What a wheel does in its first frames: a line that comes then must not bring the reader back.
        await MoveAsync(-6);
        var resume = _page.GetByRole(AriaRole.Button, new() { Name = "Resume" });
        await SayAsync("iris-1", "the newest");
        await Expect(resume).ToHaveTextAsync("Resume (1 new line)");

        await MoveAsync(4);
        await Expect(_page.GetByText("the newest")).ToBeInViewportAsync();
        await Expect(resume).ToBeHiddenAsync();

        Task MoveAsync(int pixels) => _page.Locator("[data-log=rows]").EvaluateAsync("(rows, pixels) => { rows.scrollTop += pixels; }", pixels);
    }

    [Fact]
    public async Task A_lower_window_leaves_the_reader_at_the_end()
    {
        await OpenAsync();
        await SayAsync("iris-1", [.. Enumerable.Range(0, 200).Select(line => $"line {line}")]);
        await Expect(_page.GetByText("line 199", new() { Exact = true })).ToBeInViewportAsync();

        await _page.SetViewportSizeAsync(1280, 500);
        await _page.SetViewportSizeAsync(1280, 1_000);
        await SayAsync("iris-1", "the newest");

        await Expect(_page.GetByText("the newest")).ToBeInViewportAsync();
        await Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_page_keeps_its_newest_rows_and_says_how_many_it_left_out()
    {
        await OpenAsync();
        for (var thousand = 0; thousand < 6; thousand++)
        {
            await SayAsync("iris-1", [.. Enumerable.Range(thousand * 1_000, 1_000).Select(line => $"line {line}")]);
            await Expect(_page.GetByText($"line {thousand * 1_000 + 999}", new() { Exact = true })).ToBeAttachedAsync();
        }

        await Expect(_page.GetByText("1,000 older lines are not shown here")).ToBeAttachedAsync();
        await Expect(Rows).ToHaveCountAsync(5_000);
    }

    [Fact]
    public async Task Scrolling_to_the_top_brings_older_lines_and_keeps_the_reader_where_they_are()
    {
        Keep(Enumerable.Range(0, 2_300).Select(line => Before.AddSeconds(line - 3_000)), "old");
        await OpenWithAsync("iris-1", [.. Enumerable.Range(0, 300).Select(line => $"line {line}")]);
        await Expect(_page.GetByText("line 299", new() { Exact = true })).ToBeInViewportAsync();

        // To the top at once: a wheel goes on turning while older lines come, and takes the reader further up.
        await _page.Locator("[data-log=rows]").EvaluateAsync("rows => { rows.scrollTop = 0; }");

        await Expect(_page.GetByText("old 2299", new() { Exact = true })).ToBeAttachedAsync();
        await Expect(_page.GetByText("line 0", new() { Exact = true })).ToBeInViewportAsync();
        await Expect(_page.GetByText("old 1300", new() { Exact = true })).Not.ToBeInViewportAsync();
        await Log.HoverAsync();
        await ScrollToTheBeginAsync();
        var texts = await Rows.Locator(".log-text").AllTextContentsAsync();
        Assert.Equal([.. Enumerable.Range(0, 2_300).Select(line => $"old {line}"), .. Enumerable.Range(0, 300).Select(line => $"line {line}")], texts);
    }

    [Fact]
    public async Task A_reader_among_older_lines_comes_back_to_the_newest_without_a_gap()
    {
        Keep(Enumerable.Range(0, 4_900).Select(line => Before.AddSeconds(line - 5_000)), "old");
        await OpenWithAsync("iris-1", [.. Enumerable.Range(0, 300).Select(line => $"line {line}")]);
        await Expect(_page.GetByText("line 299", new() { Exact = true })).ToBeInViewportAsync();
        await Log.HoverAsync();
        await ScrollToTheBeginAsync();
        await SayAsync("iris-1", "the newest");
        await Expect(Rows).ToHaveCountAsync(5_000);

        await _page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        await Expect(_page.GetByText("the newest")).ToBeInViewportAsync();
        Assert.Equal(
            [.. Enumerable.Range(201, 4_699).Select(line => $"old {line}"), .. Enumerable.Range(0, 300).Select(line => $"line {line}"), "the newest"],
            await Rows.Locator(".log-text").AllTextContentsAsync());
        await Expect(_page.GetByText("201 older lines are not shown here")).ToBeAttachedAsync();
    }

    [Fact]
    public async Task A_search_shows_what_matches_before_and_after_it_and_marks_it()
    {
        Keep([DateTimeOffset.UtcNow.AddSeconds(-60), DateTimeOffset.UtcNow.AddSeconds(-50)], "Disk");
        await _page.GotoAsync($"{_host.Address}/?search=disk");
        await Expect(State).ToHaveTextAsync("Live");
        await Expect(Rows.Locator(".log-text")).ToHaveTextAsync(["Disk 0", "Disk 1"]);

        await SayAsync("iris-1", "memory", "the d\u001b[31misk\u001b[0m is full");

        await Expect(Rows.Locator(".log-text")).ToHaveTextAsync(["Disk 0", "Disk 1", "the disk is full"]);
        await Expect(Rows.Last.Locator("mark")).ToHaveTextAsync(["d", "isk"]);
        await Expect(_page.GetByText("3 lines match")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task How_somebody_likes_to_read_is_remembered()
    {
        await OpenAsync();
        await SayAsync("iris-1", "one");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Wrap lines" }).ClickAsync();
        await _page.GetByLabel("Times").SelectOptionAsync("off");
        await Expect(Rows.Locator("time")).ToBeHiddenAsync();

        await _page.ReloadAsync();

        await Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Wrap lines", Pressed = false })).ToBeVisibleAsync();
        await Expect(_page.GetByLabel("Times")).ToHaveValueAsync("off");
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await OpenAsync();
        await SayAsync("iris-1", [.. Enumerable.Range(0, 200).Select(line => $"line {line}")]);
        await Expect(_page.GetByText("line 199", new() { Exact = true })).ToBeInViewportAsync();

        await _page.Locator("[data-log=rows]").FocusAsync();
        await _page.Keyboard.PressAsync("Home");
        await Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await _page.Keyboard.PressAsync("End");
        await Expect(_page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeHiddenAsync();
        await Expect(_page.GetByText("line 199", new() { Exact = true })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_lost_connection_comes_back_without_showing_a_line_twice()
    {
        await OpenAsync();
        await SayAsync("iris-1", "one", "two");
        await Expect(Rows).ToHaveCountAsync(2);

        await _page.RouteAsync("**/hubs/logs/**", route => route.AbortAsync());
        await _page.EvaluateAsync("window.sockets.forEach((socket) => socket.close())");
        await Expect(State).ToContainTextAsync("Connection lost");
        await SayAsync("iris-1", "three");
        await _page.UnrouteAllAsync();

        await Expect(State).ToHaveTextAsync("Live");
        await Expect(Rows.Locator(".log-text")).ToHaveTextAsync(["one", "two", "three"]);
        await Expect(_page.Locator(".log-mark")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Somebody_who_may_no_longer_look_is_told_so()
    {
        await OpenAsync();

        await _host.RemoveAdaAsync();

        await Expect(State).ToContainTextAsync("This log is no longer available", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Copy_takes_what_is_shown_and_clear_removes_it()
    {
        await OpenAsync();
        await SayAsync("iris-1", "\u001b[31mred\u001b[0m");
        await Expect(Rows).ToHaveCountAsync(1);

        await _page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Expect(_page.GetByText("Copied")).ToBeAttachedAsync();
        Assert.Equal("2126-11-21T09:00:00.0000000Z iris-1 red", await _page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await _page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Expect(Rows).ToHaveCountAsync(0);
        await Expect(_page.GetByText("No log lines yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_the_viewer_says_is_in_the_readers_language()
    {
        await _context.AddCookiesAsync([new() { Name = LanguageSetup.Cookie, Value = "de", Url = _host.Address }]);
        Keep(Enumerable.Range(0, 1_200).Select(line => Before.AddSeconds(line)), "alt");
        await _page.GotoAsync($"{_host.Address}/?search=alt");
        await Expect(State).ToHaveTextAsync("Live");
        await SayAsync("iris-1", "alt und neu");
        await _page.GetByLabel("Log-Zeilen").HoverAsync();
        await ScrollToTheBeginAsync("Das Log beginnt hier");

        await Expect(_page.GetByText("1.201 Zeilen passen")).ToBeVisibleAsync();
        await SayAsync("iris-1", "alt und neuer");
        await Expect(_page.Locator("[data-log=resume]")).ToHaveTextAsync("Fortsetzen (1 neue Zeile)");
    }

    private ILocator Log => _page.GetByRole(AriaRole.Log, new() { Name = "Log lines" });

    private Task ScrollToTheBeginAsync(string words = "The log begins here") => Eventually.TrueAsync(async () =>
    {
        await _page.Mouse.WheelAsync(0, -1_000_000);
        return await _page.GetByText(words).IsVisibleAsync();
    }, "the log's first line is shown");

    private ILocator Rows => Log.Locator(".log-row");

    private ILocator State => _page.Locator("[data-log=state]");

    private async Task OpenAsync()
    {
        await _page.GotoAsync(_host.Address);
        await Expect(State).ToHaveTextAsync("Live");
    }

    // Opens the page on a replica that wrote these lines before: they come at once, before the page asks for older ones.
    private async Task OpenWithAsync(string replica, params string[] texts)
    {
        var said = texts.Select((text, number) => SayAsync(replica, Before.AddMilliseconds(number), text)).ToList();
        await OpenAsync();
        await Task.WhenAll(said);
    }

    // Lines that only the files have.
    private void Keep(IEnumerable<DateTimeOffset> times, string text) => _host.Runtime.Kept =
        [.. times.Select((time, number) => new LogLine("iris-1", new LogPosition(time, 0), LogStream.Out, $"{text} {number}"))];

    private async Task SayAsync(string replica, params string[] texts)
    {
        foreach (var text in texts)
            await SayAsync(replica, Start.AddMilliseconds(_said++), text);
    }

    private Task SayAsync(string replica, DateTimeOffset at, string text) =>
        _host.Runtime.SayAsync(new LogLine(replica, new LogPosition(at, 0), LogStream.Out, text));
}
