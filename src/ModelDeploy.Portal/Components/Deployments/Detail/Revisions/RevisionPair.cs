using System.Globalization;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>Two revisions to compare, the older one first; in the address <c>3..5</c>.</summary>
public readonly record struct RevisionPair
{
    /// <summary>The pair of these two, in whatever order.</summary>
    public RevisionPair(long one, long other) => (Older, Newer) = one <= other ? (one, other) : (other, one);

    /// <summary>The older one.</summary>
    public long Older { get; }

    /// <summary>The newer one.</summary>
    public long Newer { get; }

    /// <summary>The pair of an address, or null when the text names none.</summary>
    public static RevisionPair? Parse(string? text) =>
        text?.Split("..") is [var one, var other] && Revision(one) is { } first && Revision(other) is { } second ? new RevisionPair(first, second) : null;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Older}..{Newer}");

    private static long? Revision(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && revision > 0 ? revision : null;
}
