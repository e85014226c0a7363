using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>A deployment's requests over the last hour.</summary>
/// <param name="Points">Oldest first, without a gap; the last one is not over yet.</param>
public sealed record TrafficHistory(EquatableList<TrafficPoint> Points)
{
    /// <summary>How many spans are kept.</summary>
    public const int Length = 360;

    /// <summary>How long a span is.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The same in longer spans: each <paramref name="count"/> points added up, the newest whole.</summary>
    public IReadOnlyList<TrafficPoint> InSpansOf(int count) =>
        [.. Points.Reverse().Chunk(count).Where(part => part.Length == count).Select(part => TrafficPoint.SumOf([.. part.Reverse()])).Reverse()];
}
