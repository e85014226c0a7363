using System.Text;
using ModelDeploy.Core.Logs;
using ModelDeploy.Kubernetes.Runtime.Logs;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Logs;

public sealed class PodLogReaderTests
{
    private const string Stamp = "2026-11-21T09:00:00.123456789Z";
    private static readonly DateTimeOffset Time = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    [Theory]
    [InlineData("2026-11-21T09:00:00.123456789Z")]
    [InlineData("2026-11-21T09:00:00.1234567Z")]
    [InlineData("2026-11-21T11:00:00.123456700+02:00")]
    [InlineData("2026-11-21T04:30:00.123456799-04:30")]
    public async Task A_line_begins_with_its_time_wherever_the_node_is(string stamp) =>
        Assert.Equal(new LogLine("pod", new LogPosition(Time, 0), LogStream.Out, "hello  world"), Assert.Single(await ReadAsync($"{stamp} hello  world\n")));

    [Fact]
    public async Task Lines_of_one_stamp_are_counted()
    {
        var lines = await ReadAsync($"{Stamp} a\n2026-11-21T09:00:00.1234567Z b\n2026-11-21T09:00:01Z c\n");

        Assert.Equal([("a", 0), ("b", 1), ("c", 0)], lines.Select(line => (line.Text, line.Position.Count)));
    }

    [Theory]
    [InlineData("rpc error: code = NotFound desc = an error occurred when try to find container: not found")]
    [InlineData("unable to retrieve container logs for containerd://0123")]
    [InlineData("")]
    [InlineData("2026-13-45T99:00:00Z x")]
    [InlineData("Z x")]
    public async Task What_kubelet_says_of_itself_is_no_line(string said) =>
        Assert.Equal(["a", "b"], (await ReadAsync($"{Stamp} a\n{said}\n{Stamp} b\n{said}")).Select(line => line.Text));

    [Fact]
    public async Task An_empty_line_and_one_without_an_end_are_lines() =>
        Assert.Equal(["", "last"], (await ReadAsync($"{Stamp} \n{Stamp} last")).Select(line => line.Text));

    [Theory]
    [InlineData(16 * 1024, false)]
    [InlineData(16 * 1024 + 1, true)]
    [InlineData(1_000_000, true)]
    public async Task A_long_line_is_cut_and_the_next_is_whole_again(int length, bool cut)
    {
        var lines = await ReadAsync($"{Stamp} {new string('x', length)}\n{Stamp} next\n");

        Assert.Equal([(Math.Min(length, 16 * 1024), cut), (4, false)], lines.Select(line => (line.Text.Length, line.Cut)));
    }

    [Fact]
    public async Task A_cut_goes_between_characters()
    {
        var line = Assert.Single(await ReadAsync($"{Stamp} x{string.Concat(Enumerable.Repeat("🍵", 5000))}\n"));

        Assert.True(line.Cut);
        Assert.EndsWith("🍵", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_text_stays_a_line()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes($"{Stamp} a"), 0xFF, 0xC3, (byte)'\n', .. Encoding.ASCII.GetBytes($"{Stamp} b\n")];

        Assert.Equal(["a\uFFFD\uFFFD", "b"], (await ReadAsync(new MemoryStream(bytes))).Select(line => line.Text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task It_does_not_matter_in_which_pieces_it_comes(int piece)
    {
        var text = string.Concat(Enumerable.Range(0, 300).Select(number => $"{Stamp} line {number} {new string('x', number)}\n"));

        var lines = await ReadAsync(new InPieces(Encoding.UTF8.GetBytes(text), piece));

        Assert.Equal(Enumerable.Range(0, 300).Select(number => (number, $"line {number} {new string('x', number)}")), lines.Select(line => (line.Position.Count, line.Text)));
    }

    private static Task<List<LogLine>> ReadAsync(string text) => ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static Task<List<LogLine>> ReadAsync(Stream stream) => new PodLogReader(stream, "pod").ReadAsync(CancellationToken.None).ToListAsync().AsTask();

    private sealed class InPieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
