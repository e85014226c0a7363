namespace ModelDeploy.ModelServer.Serving;

/// <summary>Makes what strangers sent fit for a log line.</summary>
internal static class LogText
{
    private const int Longest = 200;

    /// <summary>Printable ASCII, everything else as '?', cut to 200 characters with a mark.</summary>
    public static string Safe(string text)
    {
        var printable = string.Concat(text.Take(Longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return text.Length > Longest ? printable + "..." : printable;
    }
}
