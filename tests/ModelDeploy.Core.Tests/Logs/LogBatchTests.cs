using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogBatchTests
{
    [Theory]
    [InlineData(new int[0], 300, new int[0])]
    [InlineData(new[] { 36 }, 300, new[] { 1 })]
    [InlineData(new[] { 36, 36, 36 }, 300, new[] { 3 })]
    [InlineData(new[] { 36, 36, 36, 36 }, 300, new[] { 3, 1 })]
    [InlineData(new[] { 36, 900, 36 }, 300, new[] { 1, 1, 1 })]
    [InlineData(new[] { 900, 900 }, 300, new[] { 1, 1 })]
    public void Entries_travel_in_few_batches_below_the_limit_and_a_larger_one_alone(int[] texts, int maxBytes, int[] expected)
    {
        var entries = texts.Select(length => new LogEntry.Line(Lines.At(0, "a") with { Text = new string('x', length) })).ToArray();

        var batches = LogBatch.Split(entries, maxBytes);

        Assert.Equal(expected, batches.Select(batch => batch.Entries.Count));
        Assert.Equal(entries, batches.SelectMany(batch => batch.Entries));
    }

    [Fact]
    public void A_character_outside_of_ascii_counts_with_all_its_bytes()
    {
        var plain = LogBatch.SizeOf(Lines.At(0, "a") with { Text = "u" });

        Assert.Equal(plain + 1, LogBatch.SizeOf(Lines.At(0, "a") with { Text = "ü" }));
    }
}
