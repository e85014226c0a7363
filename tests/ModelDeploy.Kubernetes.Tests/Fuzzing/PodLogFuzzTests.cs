using System.Text;
using CsCheck;
using ModelDeploy.Core.Logs;
using ModelDeploy.Kubernetes.Runtime.Logs;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Kubernetes.Tests.Fuzzing;

/// <summary>A log that comes in pieces, as networks cut it.</summary>
public sealed class PodLogFuzzTests
{
    private const string Stamp = "2026-11-21T09:00:00.123456789Z ";

    private static readonly Gen<byte[]> Logs = Gen.Frequency(
        (8, HostileText.Any.Select(text => Encoding.UTF8.GetBytes(Stamp + text + "\n"))),
        (1, Gen.Byte.Array[0, 60]),
        (1, Gen.Int[16_300, 16_400].Select(length => Encoding.UTF8.GetBytes($"{Stamp}{new string('é', length / 2)}漢😀\n")))).Array[0, 4].Select(lines => lines.SelectMany(line => line).ToArray());

    [Fact]
    public Task Wherever_it_is_cut_the_lines_are_the_same_and_none_is_too_long() => Fuzz.HoldsAsync(
        Gen.Select(Logs, Gen.Int[1, 50]),
        async input =>
        {
            var (log, piece) = input;
            var whole = await LinesAsync(new MemoryStream(log));
            Assert.Equal(whole, await LinesAsync(new Pieces(log, piece)));
            Assert.All(whole, line => Assert.True(Encoding.UTF8.GetByteCount(line.Text) <= 3 * PodLogReader.LongestText && !line.Text.Contains('\n')));
        },
        input => $"{Convert.ToHexString(input.Item1)} by {input.Item2}");

    [Fact]
    public Task A_line_in_UTF_8_keeps_its_text_or_is_cut_between_two_characters() => Fuzz.HoldsAsync(
        HostileText.Storable.Select(text => text.Replace("\n", "", StringComparison.Ordinal)),
        async text =>
        {
            var line = Assert.Single(await LinesAsync(new Pieces(Encoding.UTF8.GetBytes(Stamp + text), 7)));
            Assert.StartsWith(line.Text, text, StringComparison.Ordinal);
            Assert.Equal(Encoding.UTF8.GetByteCount(text) > PodLogReader.LongestText, line.Cut);
            Assert.True(line.Cut || line.Text == text);
        });

    private static async Task<List<LogLine>> LinesAsync(Stream stream)
    {
        List<LogLine> lines = [];
        await foreach (var line in new PodLogReader(stream, "iris-1").ReadAsync(default))
            lines.Add(line);
        return lines;
    }

    /// <summary>A stream that gives so many bytes at a time.</summary>
    private sealed class Pieces(byte[] all, int piece) : MemoryStream(all)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
