namespace ModelDeploy.Kubernetes.Client;

/// <summary>
/// Makes equal texts one string, mostly: each text has one place in a table, where the newest stays. It never grows, and whoever comes at the
/// same time as another gets the right text all the same.
/// </summary>
internal static class StringPool
{
    private const int Places = 8192; // a power of two

    private static readonly string?[] Pool = new string?[Places];

    /// <summary>The text as a string.</summary>
    public static string Get(ReadOnlySpan<char> text)
    {
        ref var place = ref Pool[string.GetHashCode(text) & (Places - 1)];
        return place is { } known && text.SequenceEqual(known) ? known : place = text.ToString();
    }
}
