using System.Globalization;
using System.Text;
using ModelDeploy.Core.Logs;
using ModelDeploy.Local.Processes.Logs;
using ModelDeploy.Local.Processes.Replicas;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>Reading log segments as supervisors leave them. The replicas are gone, so following ends by itself.</summary>
public sealed class ReplicaLogTailTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private readonly TempDirectory _data = new();

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "9")]
    [InlineData(3, "7 8 9")]
    [InlineData(5, "5 6 7 8 9")]
    [InlineData(10, "0 1 2 3 4 5 6 7 8 9")]
    [InlineData(100, "0 1 2 3 4 5 6 7 8 9")]
    public async Task The_last_lines_come_from_as_many_segments_as_it_takes(int tail, string expected)
    {
        Write(1, 0, 4);
        Write(2, 4, 2);
        Write(3, 6, 4);

        Assert.Equal(expected, await ReadAsync(tail, after: null));
    }

    [Theory]
    [InlineData(0, "1 2 3 4 5")]
    [InlineData(3, "4 5")]
    [InlineData(5, "")]
    public async Task After_a_position_nothing_is_missing_and_nothing_comes_twice(int position, string expected)
    {
        Write(1, 0, 2);
        Write(2, 2, 2);
        Write(3, 4, 2);

        Assert.Equal(expected, await ReadAsync(tail: 1, after: At(position)));
    }

    [Fact]
    public async Task Lines_longer_than_a_block_of_reading_are_counted_as_one()
    {
        WriteText(1, string.Concat(Enumerable.Range(0, 20).Select(number => $"{Stamp(number)} stdout F {number}{new string('x', 16 * 1024 - 10)}\n")));

        var lines = await LinesAsync(tail: 12, after: null);

        Assert.Equal(Enumerable.Range(8, 12).Select(At), lines.Select(line => line.Position));
    }

    [Fact]
    public async Task A_line_that_is_not_finished_yet_is_not_handed_out()
    {
        WriteText(1, $"{Stamp(0)} stdout F 0\n{Stamp(1)} stdout F 1");

        Assert.Equal("0", await ReadAsync(tail: 10, after: null));
    }

    [Fact]
    public async Task Lines_that_were_rotated_away_are_told_as_a_gap()
    {
        Write(1, 0, 2);
        Write(5, 8, 2);

        var lines = await LinesAsync(tail: 10, after: null);

        Assert.Equal(["0", "1", "8", "9"], lines.Where(line => line.Stream is LogStream.Out).Select(line => line.Text));
        Assert.Equal(2, lines.ToList().FindIndex(line => line.Stream is LogStream.Platform));
        Assert.Equal(lines.OrderBy(line => line.Position), lines);
    }

    [Fact]
    public async Task A_replica_that_never_was_has_no_lines() => Assert.Equal("", await ReadAsync(tail: 10, after: null));

    public void Dispose() => _data.Dispose();

    private static string Stamp(int number) =>
        Start.AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    private static LogPosition At(int number) => new(Start.AddSeconds(number), 0);

    private void Write(int segment, int first, int count) => WriteText(
        segment, string.Concat(Enumerable.Range(first, count).Select(number => $"{Stamp(number)} stdout F {number}\n")));

    private void WriteText(int segment, string text)
    {
        var directory = new ReplicaDirectory(_data["iris-1"], ASecretCipher.Open).Files.LogDirectory;
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, $"{segment:D6}.log"), text, new UTF8Encoding(false));
    }

    private async Task<string> ReadAsync(int tail, LogPosition? after) =>
        string.Join(' ', (await LinesAsync(tail, after)).Select(line => line.Text));

    private async Task<IReadOnlyList<LogLine>> LinesAsync(int tail, LogPosition? after) =>
        await new ReplicaLogTail(new ReplicaDirectory(_data["iris-1"], ASecretCipher.Open), TimeProvider.System)
            .FollowAsync(tail, after, CancellationToken.None)
            .ToListAsync();
}
