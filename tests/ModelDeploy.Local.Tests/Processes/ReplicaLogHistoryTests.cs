using System.Globalization;
using System.Text;
using ModelDeploy.Core.Logs;
using ModelDeploy.Local.Processes.Logs;
using ModelDeploy.Local.Processes.Replicas;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>Reading what supervisors have kept, from either end.</summary>
public sealed class ReplicaLogHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private readonly TempDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(null, "0 1 2 3 4 5 6")]
    [InlineData(9, "0 1 2 3 4 5 6")]
    [InlineData(5, "0 1 2 3 4")]
    [InlineData(3, "0 1 2")]
    [InlineData(0, "")]
    public async Task Everything_before_a_place_comes_in_order_from_either_end(int? before, string expected)
    {
        Write(1, [.. Enumerable.Range(0, 3).Select(Line)]);
        Write(3, [.. Enumerable.Range(3, 4).Select(Line)]);

        Assert.Equal(expected, Text(await ReadAsync(LogFilter.None, before, newestFirst: false)));
        Assert.Equal(expected, Text(Enumerable.Reverse(await ReadAsync(LogFilter.None, before, newestFirst: true))));
    }

    [Fact]
    public async Task A_place_behind_a_line_of_its_own_moment_includes_that_line()
    {
        Write(1, Line(0), Line(1));

        var lines = await ReadAsync(LogFilter.None, new LogPosition(Start.AddSeconds(1), 1), newestFirst: true);

        Assert.Equal("1 0", Text(lines));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lines_on_both_sides_of_a_blocks_end_stay_whole(bool newestFirst)
    {
        var padding = new string('x', 9_000);
        Write(1, [.. Enumerable.Range(0, 200).Select(number => Line(number, $"{number} {padding}{new string('y', number)}"))]);

        var lines = await ReadAsync(LogFilter.None, (LogPosition?)null, newestFirst);

        var numbers = lines.Select(line => int.Parse(line.Text.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, 200), newestFirst ? numbers.Reverse() : numbers);
        Assert.All(lines, line => Assert.EndsWith(line.Text == $"0 {padding}" ? "x" : "y", line.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_finished_or_not_a_line_is_passed_over(bool newestFirst)
    {
        Write(1, Line(0), new string('?', 300_000), Line(1), "garbage");
        File.AppendAllText(PathOf(1), Line(2));

        Assert.Equal("0 1", Text((await ReadAsync(LogFilter.None, (LogPosition?)null, newestFirst)).OrderBy(line => line.Position)));
    }

    [Fact]
    public async Task A_search_finds_what_a_line_says_and_not_its_stamp()
    {
        Write(1, Line(0, "the Year 2026"), Line(1, "stdout F"), Line(2, "another year"));

        Assert.Equal(["the Year 2026", "another year"], (await ReadAsync(new LogFilter("year"), (LogPosition?)null, newestFirst: false)).Select(line => line.Text));
        Assert.Equal(["the Year 2026"], (await ReadAsync(new LogFilter("2026"), (LogPosition?)null, newestFirst: false)).Select(line => line.Text));
        Assert.Equal(["stdout F"], (await ReadAsync(new LogFilter("stdout"), (LogPosition?)null, newestFirst: false)).Select(line => line.Text));
    }

    [Fact]
    public async Task Without_a_folder_there_is_nothing() =>
        Assert.Empty(await ReadAsync(LogFilter.None, (LogPosition?)null, newestFirst: true));

    private Task<IReadOnlyList<LogLine>> ReadAsync(LogFilter filter, int? before, bool newestFirst) =>
        ReadAsync(filter, before is { } number ? new LogPosition(Start.AddSeconds(number), 0) : (LogPosition?)null, newestFirst);

    private async Task<IReadOnlyList<LogLine>> ReadAsync(LogFilter filter, LogPosition? before, bool newestFirst) =>
        await new ReplicaLogHistory(Replica).ReadAsync(new LogReading(new LogMatcher(filter), before, newestFirst), CancellationToken.None).ToListAsync();

    private ReplicaDirectory Replica => new(_data["iris-1"], ASecretCipher.Open);

    private static string Text(IEnumerable<LogLine> lines) => string.Join(' ', lines.Select(line => line.Text));

    private static string Line(int number) => Line(number, number.ToString(CultureInfo.InvariantCulture));

    private static string Line(int number, string text) =>
        Start.AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture) + " stdout F " + text;

    private string PathOf(int segment) => Path.Combine(Replica.Files.LogDirectory, $"{segment:D6}.log");

    private void Write(int segment, params string[] lines)
    {
        Directory.CreateDirectory(Replica.Files.LogDirectory);
        File.WriteAllText(PathOf(segment), string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(false));
    }
}
