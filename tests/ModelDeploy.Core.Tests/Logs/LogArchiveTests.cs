using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogArchiveTests
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly Viewer Ada = new(new PersonKey("local", "ada"), "Ada", IsSystemAdmin: false);

    private readonly ScriptedLogs _runtime = new() { Sources = [new("a", Live: true), new("b", Live: false)] };
    private readonly LogArchive _archive;
    private bool _maySee = true;

    public LogArchiveTests() => _archive = new LogArchive(_runtime, (viewer, key) => _maySee && viewer == Ada && key == Iris);

    [Fact]
    public async Task A_page_has_the_newest_lines_of_all_replicas_oldest_first()
    {
        Keep("a1 b2 a3 b4");

        var page = await ReadAsync(new LogPageQuery());

        Assert.Equal(("a1 b2 a3 b4", false), page);
    }

    [Fact]
    public async Task Pages_reach_back_to_the_first_line_without_a_gap()
    {
        _runtime.Kept = [.. Enumerable.Range(0, 2_500).Select(second => Lines.At(second, second % 2 == 0 ? "a" : "b"))];
        List<int> read = [];
        var query = new LogPageQuery();
        for (LogPage? page = null; page is not { More: false };)
        {
            page = await _archive.ReadPageAsync(Ada, Iris, query, default);
            Assert.InRange(page!.Lines.Count, 1, LogArchive.PageLines);
            read.InsertRange(0, page.Lines.Select(line => int.Parse(line.Text)));
            query = query with { BeforeIn = Replicas.ToDictionary(name => name, name => page.Lines.First(line => line.Replica == name).Position) };
        }

        Assert.Equal(Enumerable.Range(0, 2_500), read);
    }

    [Theory]
    [InlineData(null, "", "a1 b2")]
    [InlineData(null, "a1", "b2")]
    [InlineData(null, "b4", "a1 b2")]
    [InlineData("a", "", "a1")]
    [InlineData("z", "", "")]
    public async Task Older_than_a_moment_or_than_a_replicas_own_place(string? replica, string place, string expected)
    {
        Keep("a1 b2 a3 b4");
        var places = place.Length == 0 ? [] : new[] { (Replica: place[..1], Lines.At(place[1..], "").Position) };

        var page = await ReadAsync(new LogPageQuery
        {
            Replica = replica,
            Before = Lines.At(3, "").Position.Time,
            BeforeIn = places.ToDictionary(known => known.Replica, known => known.Position),
        });

        Assert.Equal((expected, false), page);
    }

    [Fact]
    public async Task Only_what_the_filter_wants_is_on_a_page()
    {
        Keep("a1 b2 a12 b3 a21");

        Assert.Equal(("a1 a12 a21", false), await ReadAsync(new LogPageQuery { Filter = new LogFilter("1") }));
    }

    [Fact]
    public async Task A_page_of_long_lines_is_shorter_but_never_empty()
    {
        _runtime.Kept = [.. Enumerable.Range(0, 200).Select(second => Lines.At(second, "a") with { Text = new string('x', 16 << 10) })];

        var page = await _archive.ReadPageAsync(Ada, Iris, new LogPageQuery(), default);

        Assert.True(page!.More);
        Assert.InRange(page.Lines.Sum(LogBatch.SizeOf), 1, LogArchive.PageBytes);
    }

    [Fact]
    public async Task Everything_comes_oldest_first()
    {
        Keep("a1 a3 b2 b4");

        Assert.Equal("a1 b2 a3 b4", await AllAsync(null));
        Assert.Equal("b2 b4", await AllAsync("b"));
    }

    [Fact]
    public async Task Somebody_who_may_not_see_the_deployment_is_answered_as_if_there_were_none()
    {
        Keep("a1");

        Assert.Null(await _archive.ReadPageAsync(Ada with { Name = "Eve" }, Iris, new LogPageQuery(), default));
        Assert.Null(await _archive.ReadAllAsync(Ada, new DeploymentKey("other"), null, default));
        Assert.Equal(0, _runtime.Lists);
    }

    [Fact]
    public async Task Who_loses_the_membership_while_everything_is_read_gets_no_more()
    {
        _runtime.Kept = [.. Enumerable.Range(0, 5_000).Select(second => Lines.At(second, "a"))];
        var lines = await _archive.ReadAllAsync(Ada, Iris, null, default);
        _maySee = false;

        Assert.InRange(await lines!.CountAsync(), 0, 1_000);
    }

    private static string[] Replicas { get; } = ["a", "b"];

    private void Keep(string lines) => _runtime.Kept = [.. lines.Split(' ').Select(word => Lines.At(word[1..], word[..1]))];

    private async Task<(string Lines, bool More)> ReadAsync(LogPageQuery query)
    {
        var page = await _archive.ReadPageAsync(Ada, Iris, query, default);
        return (Text(page!.Lines), page.More);
    }

    private async Task<string> AllAsync(string? replica) =>
        Text(await (await _archive.ReadAllAsync(Ada, Iris, replica, default))!.ToListAsync());

    private static string Text(IEnumerable<LogLine> lines) => string.Join(' ', lines.Select(line => line.Replica + line.Text));
}
